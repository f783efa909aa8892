package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
	"touchpoint/results/render"

	"github.com/spf13/cobra"
)

func newStudyReport() *cobra.Command {
	var s study
	c := &cobra.Command{
		Use:   "report",
		Short: "Judge every claim that was run: CLAIMS.md with a row a claim, and a page a claim with its figures and tables",
		Args:  arguments(0, 0, "no arguments"),
		RunE:  func(c *cobra.Command, _ []string) error { return s.report(c) },
	}
	s.flags(c)
	return c
}

// judged is a claim with what its data say.
type judged struct {
	claim   experiments.Claim
	verdict experiments.Verdict
	trials  int
}

// report writes CLAIMS.md and the pages of the claims whose runs are whole, prints the verdicts, and names the other claims.
func (s *study) report(c *cobra.Command) error {
	whole, others, err := s.runs(c, nil)
	if err != nil {
		return err
	}
	all := make([]judged, len(whole))
	for i, r := range whole {
		if all[i], err = s.judge(r); err != nil {
			return fmt.Errorf("%s: %w", r.claim.Name, err)
		}
	}
	path := filepath.Join(s.out, "CLAIMS.md")
	if err := writeFile(path, func(f *os.File) error { return s.overview(f, all, others) }); err != nil {
		return err
	}
	shown := []results.Table{scores(all)}
	if len(others) > 0 {
		shown = append(shown, s.leftOut(others))
	}
	if err := sequence(c.OutOrStdout(), render.Text, shown...); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.ErrOrStderr(), "report: %s\n", path)
	return err
}

// judge judges a claim and writes its page.
func (s *study) judge(r claimRun) (judged, error) {
	data, err := s.data(r)
	if err != nil {
		return judged{}, err
	}
	verdict, err := r.claim.Verdict(data)
	if err != nil {
		return judged{}, err
	}
	j := judged{r.claim, verdict, data.Trials()}
	return j, s.page(j, data)
}

// sequence writes tables with a blank line between them.
func sequence(w io.Writer, write func(io.Writer, results.Table) error, tables ...results.Table) error {
	for i, t := range tables {
		if i > 0 {
			if _, err := fmt.Fprintln(w); err != nil {
				return err
			}
		}
		if err := write(w, t); err != nil {
			return err
		}
	}
	return nil
}

// overview writes CLAIMS.md: what was judged, and what was left out.
func (s *study) overview(w io.Writer, all []judged, others []claimRun) error {
	var out bytes.Buffer
	trials := 0
	for _, j := range all {
		trials += j.trials
	}
	fmt.Fprintf(&out, "# The article, claim by claim\n\n")
	fmt.Fprintf(&out, "What a well-loved article says in pictures about L1 regularisation and sparsity, and what %d trials say. "+
		"`touchpoint study report --effort %s` wrote this page from the records of `touchpoint study run --effort %s`.\n\n", trials, s.effort, s.effort)
	fmt.Fprintf(&out, "A claim is split into findings: what its sentence predicts in one setting each, with a rule that was fixed before there were data. "+
		"All hold: *supported*. None holds: *refuted*. Some hold and some fail: *supported with limits*. Otherwise, or where the harness "+
		"disagrees with exact theory: *undecided*. Intervals on this page are at %g%%.\n\n", 100*experiments.Confident)
	decides := reasons(all)
	decides.Note(agreement(all))
	shown := []results.Table{verdicts(all), decides}
	if len(others) > 0 {
		shown = append(shown, s.leftOut(others))
	}
	if err := sequence(&out, render.Markdown, shown...); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

// agreement words the family of all comparisons with exact theory.
func agreement(all []judged) string {
	var tests []float64
	for _, j := range all {
		for _, f := range j.verdict.Findings {
			tests = append(tests, f.Tests...)
		}
	}
	if len(tests) == 0 {
		return "no measured rate was compared with exact theory"
	}
	return fmt.Sprintf("%d measured figures were compared with exact theory; the least Holm-adjusted p-value of the whole family is %.2g", len(tests), slices.Min(stats.Holm(tests)))
}

// verdicts is the table of all claims in short: how many findings hold, fail and are open.
func verdicts(all []judged) results.Table {
	t := results.Table{Name: "verdicts", Title: "Verdicts"}
	for _, header := range []string{"claim", "sentence", "verdict", "hold", "fail", "open"} {
		t.Columns = append(t.Columns, results.Column{Header: header})
	}
	for i := range 3 {
		t.Columns[3+i].Align = results.Right
	}
	for _, j := range all {
		count := make(map[experiments.Decision]int)
		for _, f := range j.verdict.Findings {
			if !f.Check {
				count[f.Decision]++
			}
		}
		t.Append(results.Text(j.claim.Name), results.Text(j.claim.Sentence), results.Text(j.verdict.Answer.String()),
			results.Int(count[experiments.Holds]), results.Int(count[experiments.Fails]), results.Int(count[experiments.Open]))
	}
	return t
}

// scores is the table of verdicts without the sentences, narrow enough for a terminal.
func scores(all []judged) results.Table {
	t := verdicts(all)
	t.Columns = slices.Delete(t.Columns, 1, 2)
	for i, row := range t.Rows {
		t.Rows[i] = slices.Delete(row, 1, 2)
	}
	return t
}

// reasons is the table of what decides each claim, with a link to its page.
func reasons(all []judged) results.Table {
	t := results.Table{Name: "reasons", Title: "What decides", Caption: "The first finding that holds, and the first that fails. Each name leads to a page with all findings, figures and tables."}
	for _, header := range []string{"claim", "verdict", "what decides", "trials"} {
		t.Columns = append(t.Columns, results.Column{Header: header})
	}
	t.Columns[3].Align = results.Right
	for _, j := range all {
		link := fmt.Sprintf("[%s](tables/%s/README.md)", j.claim.Name, j.claim.Name)
		t.Append(results.Text(link), results.Text(j.verdict.Answer.String()), results.Text(j.verdict.Reason), results.Int(j.trials))
	}
	return t
}

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
