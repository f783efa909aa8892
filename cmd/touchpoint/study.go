package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"touchpoint/experiments"
	claims "touchpoint/experiments/catalog"
	"touchpoint/results"
	"touchpoint/results/render"

	"github.com/spf13/cobra"
)

// study says which claims are meant, at what effort, and where their records and tables are.
type study struct {
	out     string // holds runs/CLAIM-EFFORT and tables/CLAIM
	effort  string
	workers int
}

func newStudy() *cobra.Command {
	c := &cobra.Command{Use: "study", Short: "The claims of the catalog: list them, run them, write their tables"}
	c.AddCommand(newStudyList(), newStudyRun(), newStudyTables(), newStudyReport())
	return c
}

func newStudyList() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "The claims and what they ask",
		Args:  arguments(0, 0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			t := results.Table{Name: "claims", Title: "Claims", Columns: []results.Column{
				{Header: "claim"}, {Header: "sentence"}, {Header: "question"},
				{Header: "quick trials", Align: results.Right}, {Header: "full trials", Align: results.Right},
			}}
			for _, claim := range claims.Claims() {
				t.Append(results.Text(claim.Name), results.Text(claim.Sentence), results.Text(claim.Question),
					results.Int(claim.Plan(experiments.Quick).Trials()), results.Int(claim.Plan(experiments.Full).Trials()))
			}
			return render.Text(c.OutOrStdout(), t)
		},
	}
}

func newStudyRun() *cobra.Command {
	var s study
	c := &cobra.Command{
		Use:   "run [CLAIM...]",
		Short: "Run the trials of the claims, all of them by default; a run that was interrupted goes on",
		RunE: func(c *cobra.Command, args []string) error {
			lab, err := newLab(s.workers)
			if err != nil {
				return err
			}
			return s.each(c, args, func(claim experiments.Claim, effort experiments.Effort) error {
				return s.run(c, claim.Name, claim.Plan(effort), lab)
			})
		},
	}
	s.flags(c)
	c.Flags().IntVar(&s.workers, "workers", 0, "parallel workers; 0 means one for each core")
	return c
}

func newStudyTables() *cobra.Command {
	var s study
	c := &cobra.Command{
		Use:   "tables [CLAIM...]",
		Short: "Write the tables and figures of the claims that were run, and print the tables",
		RunE: func(c *cobra.Command, args []string) error {
			err := s.eachRun(c, args, func(claim experiments.Claim, data experiments.Data) error { return s.tables(c, claim, data) })
			if err == nil {
				_, err = fmt.Fprintf(c.ErrOrStderr(), "tables: %s\n", filepath.Join(s.out, "tables"))
			}
			return err
		},
	}
	s.flags(c)
	return c
}

func (s *study) flags(c *cobra.Command) {
	c.Flags().StringVar(&s.effort, "effort", "quick", "smoke, quick or full")
	c.Flags().StringVar(&s.out, "out", "results", "directory for runs and tables")
}

// each calls do for the named claims, in the order of the catalog, or for all of them.
func (s *study) each(c *cobra.Command, names []string, do func(experiments.Claim, experiments.Effort) error) error {
	if err := errors.Join(filled(c, "out"), directory(s.out)); err != nil {
		return err
	}
	effort, err := experiments.ParseEffort(s.effort)
	if err != nil {
		return usagef("%w", err)
	}
	all := claims.Claims()
	known := make([]string, len(all))
	for i, claim := range all {
		known[i] = claim.Name
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return usagef("%w", experiments.Unknown("claim", name, known))
		}
	}
	for _, claim := range all {
		if len(names) > 0 && !slices.Contains(names, claim.Name) {
			continue
		}
		if err := do(claim, effort); err != nil {
			return fmt.Errorf("%s: %w", claim.Name, err)
		}
	}
	return nil
}

func (s *study) runDir(claim string) string {
	return filepath.Join(s.out, "runs", claim+"-"+s.effort)
}

func (s *study) tableDir(claim string) string { return filepath.Join(s.out, "tables", claim) }

// command spells a command about the same runs.
func (s *study) command(words ...string) string {
	line := strings.Join(append([]string{"run touchpoint study"}, words...), " ") + " --effort " + s.effort
	if s.out != "results" {
		line += " --out " + s.out
	}
	return line
}

func (s *study) run(c *cobra.Command, claim string, plan experiments.Plan, lab experiments.Lab) error {
	dir := s.runDir(claim)
	err := withStore(dir, plan, lab, func(store *results.Store) error {
		fmt.Fprintf(c.ErrOrStderr(), "touchpoint: %s: %d trials in %d cells\n", claim, plan.Trials(), len(plan.Cells()))
		return kept(observed(c, claim, plan, store.Len(), lab, store))
	})
	if errors.Is(err, results.ErrOtherSweep) {
		return stale(dir)
	}
	return err
}

// stale refuses a run of what a claim once was.
func stale(dir string) error {
	return fmt.Errorf("%w: %s was run by another version of this claim or its solvers; remove it and run again", results.ErrOtherSweep, dir)
}

// eachRun calls do with the data of each claim that was run, after all runs were found to be current and whole, so that nothing is written from
// half of them. Claims that are named must have been run.
func (s *study) eachRun(c *cobra.Command, names []string, do func(experiments.Claim, experiments.Data) error) error {
	var found []string
	err := s.each(c, names, func(claim experiments.Claim, effort experiments.Effort) error {
		_, err := os.Stat(s.runDir(claim.Name))
		switch missing := errors.Is(err, fs.ErrNotExist); {
		case missing && len(names) == 0:
			return nil
		case missing:
			return usagef("was not run; %s first", s.command("run", claim.Name))
		}
		found = append(found, claim.Name)
		return s.current(s.runDir(claim.Name), claim.Plan(effort))
	})
	switch {
	case err != nil:
		return err
	case found == nil:
		return usagef("%s holds no %s run; %s first", s.out, s.effort, s.command("run"))
	}
	return s.each(c, found, func(claim experiments.Claim, effort experiments.Effort) error {
		data, err := experiments.Gather(claim.Plan(effort), results.Read(s.runDir(claim.Name)))
		if err != nil {
			return err
		}
		return do(claim, data)
	})
}

// tables writes tables and figures of a claim, and prints the tables.
func (s *study) tables(c *cobra.Command, claim experiments.Claim, data experiments.Data) error {
	shown, err := s.write(claim, data)
	if err != nil {
		return err
	}
	for _, t := range shown.tables {
		if err := show(c.OutOrStdout(), s.tableDir(claim.Name), t); err != nil {
			return err
		}
	}
	return nil
}

// longest is the number of rows above which a table is only written, not printed.
const longest = 48

// show prints a table, or says where it is.
func show(w io.Writer, dir string, t results.Table) error {
	if len(t.Rows) > longest {
		_, err := fmt.Fprintf(w, "%s: %d rows, in %s\n\n", t.Title, len(t.Rows), filepath.Join(dir, t.Name+".txt"))
		return err
	}
	if err := render.Text(w, t); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

// current checks that the run in dir is one of this plan, and whole.
func (s *study) current(dir string, plan experiments.Plan) error {
	stored, err := results.ReadManifest(dir)
	if err != nil {
		return err
	}
	lab, err := newLab(0)
	if err != nil {
		return err
	}
	asked, err := plan.Manifest(lab)
	if err != nil {
		return err
	}
	if same, err := stored.Answers(asked); err != nil || !same {
		return errors.Join(err, stale(dir))
	}
	count := 0
	for _, err := range results.Read(dir) {
		if err != nil {
			return err
		}
		count++
	}
	if total := plan.Trials(); count < total {
		return fmt.Errorf("%s holds %d of %d trials; %s to finish it", dir, count, total, s.command("run"))
	}
	return nil
}
