package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"touchpoint/experiments"
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
