package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/results/render"
)

// page writes the page of a claim, with the figures and tables it shows: sentence, verdict, findings, pictures, tables.
func (s *study) page(j judged, data experiments.Data) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# %s: \"%s\"\n\n", j.claim.Name, j.claim.Sentence)
	fmt.Fprintf(&out, "%s\n\n**Verdict: %v.** %s.\n\nCompared with: %s.\n\n", j.claim.Question, j.verdict.Answer, j.verdict.Reason, j.claim.Reference)
	if err := render.Markdown(&out, findingsTable(j.verdict.Findings)); err != nil {
		return err
	}
	shown, err := s.write(j.claim, data)
	if err != nil {
		return err
	}
	for _, f := range shown.figures {
		fmt.Fprintf(&out, "\n## %s\n\n![%s](%s.svg)\n\n%s\n", f.Title, f.Title, f.Name, f.Caption)
	}
	out.WriteString("\n## Tables\n")
	for _, t := range shown.tables {
		out.WriteByte('\n')
		if len(t.Rows) > longest {
			fmt.Fprintf(&out, "### %s\n\n%s\n\n[%d rows](%s.md), also as [CSV](%s.csv)\n", t.Title, t.Caption, len(t.Rows), t.Name, t.Name)
			continue
		}
		if err := render.Markdown(&out, t); err != nil {
			return err
		}
	}
	path := filepath.Join(s.tableDir(j.claim.Name), "README.md")
	return writeFile(path, func(f *os.File) error { _, err := f.Write(out.Bytes()); return err })
}

func findingsTable(findings []experiments.Finding) results.Table {
	t := results.Table{Name: "findings", Title: "Findings", Caption: fmt.Sprintf("What the sentence predicts in one setting each, and the checks of the "+
		"harness against exact theory. The rules were fixed before there were data; intervals are at %g%%.", 100*experiments.Confident)}
	for _, header := range []string{"", "finding", "holds where", "measured", "trials"} {
		t.Columns = append(t.Columns, results.Column{Header: header})
	}
	t.Columns[4].Align = results.Right
	for _, f := range findings {
		what := f.Decision.String()
		if f.Check {
			what = "check " + what
		}
		t.Append(results.Text(what), results.Text(f.Hypothesis), results.Text(f.Rule), results.Text(f.Effect.String()), results.Int(f.Effect.Trials))
	}
	return t
}
