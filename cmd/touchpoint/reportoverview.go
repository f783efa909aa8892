package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
	"touchpoint/results/render"
)

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
