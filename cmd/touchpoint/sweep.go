package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/results/render"
	"touchpoint/solvers/catalog"

	"github.com/spf13/cobra"
)

func newSweep() *cobra.Command {
	a := newAxes()
	var run sweepRun
	c := &cobra.Command{
		Use:   "sweep [FILE.yaml]",
		Short: "Draw, solve and certify random systems over a grid of cells",
		Long: `Sweep the product of all axes; each cell is drawn --trials times. FILE.yaml holds the flags as keys,
with a value or a list of values; flags on the command line win over it.

With --out the records are kept in a directory, one JSON line a trial. Running the same sweep on the same directory goes on where it
stopped; Ctrl-C finishes the trials in hand.`,
		Example: "  touchpoint sweep --n 20,40 --m 10 --k 1,2,3 --trials 2000 --solver homotopy,simplex",
		Args:    arguments(0, 1, "one file"),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				if err := readFlags(args[0], c.Flags()); err != nil {
					return err
				}
			}
			if err := filled(c, "out"); err != nil {
				return err
			}
			return run.run(c, a.plan(c.Flags()))
		},
	}
	a.flags(c.Flags())
	c.Flags().SortFlags = false
	c.Flags().IntVar(&run.workers, "workers", 0, "parallel workers; 0 means one for each core")
	c.Flags().StringVar(&run.out, "out", "", "directory for the records")
	c.Flags().BoolVar(&run.json, "json", false, "write one JSON object a cell")
	return c
}

// sweepRun says how a sweep is carried out and shown.
type sweepRun struct {
	workers int
	out     string
	json    bool
}

func (s sweepRun) run(c *cobra.Command, plan experiments.Plan) error {
	lab, err := newLab(s.workers)
	if err != nil {
		return err
	}
	if err := plan.Validate(catalog.Entries()); err != nil {
		return err
	}
	summaries := experiments.NewSummaries(plan)
	if err := s.collect(c, plan, lab, summaries); err != nil {
		return err
	}
	if s.json {
		return writeJSONLines(c.OutOrStdout(), summaries.Cells())
	}
	return render.Text(c.OutOrStdout(), sweepTable(summaries.Cells()))
}

// collect runs the trials that are not in the directory yet, and counts all of them.
func (s sweepRun) collect(c *cobra.Command, plan experiments.Plan, lab experiments.Lab, summaries *experiments.Summaries) error {
	if s.out == "" {
		return observed(c, plan, 0, &lab, func(start int) error { return lab.Run(c.Context(), plan, start, summaries) })
	}
	return withStore(s.out, plan, func(store *results.Store) error {
		err := observed(c, plan, store.Len(), &lab, func(start int) error { return lab.Run(c.Context(), plan, start, store) })
		if err != nil {
			return err
		}
		for r, err := range store.Records() {
			if err != nil {
				return err
			}
			if err := summaries.Append(0, r); err != nil {
				return err
			}
		}
		return nil
	})
}

func newLab(workers int) (experiments.Lab, error) {
	if workers < 0 {
		return experiments.Lab{}, usagef("--workers %d; it must be positive, or 0 for one for each core", workers)
	}
	return experiments.Lab{Solvers: catalog.Entries(), Referee: catalog.Referee, Workers: workers}, nil
}

// withStore opens the store of a plan, and closes it whatever happens.
func withStore(dir string, plan experiments.Plan, use func(*results.Store) error) (err error) {
	if err := directory(dir); err != nil {
		return err
	}
	manifest, err := plan.Manifest(catalog.Entries())
	if err != nil {
		return err
	}
	store, err := results.Open(dir, manifest)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return use(store)
}

func writeJSONLines[T any](w io.Writer, lines []T) error {
	enc := json.NewEncoder(w)
	for _, line := range lines {
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// sweepTable shows a row for each cell. Axes with a single value stand in the caption instead of a column.
func sweepTable(cells []experiments.Summary) results.Table {
	t := results.Table{Name: "sweep", Title: "Sweep"}
	axes := []struct {
		name string
		of   func(experiments.Summary) string
	}{
		{"n", func(s experiments.Summary) string { return strconv.Itoa(s.Cell.N) }},
		{"m", func(s experiments.Summary) string { return strconv.Itoa(s.Cell.M) }},
		{"k", func(s experiments.Summary) string { return strconv.Itoa(s.Cell.K) }},
		{"p", func(s experiments.Summary) string { return spell(s.Cell.P) }},
		{"lambda", func(s experiments.Summary) string { return spell(s.Cell.Lambda) }},
		{"noise", func(s experiments.Summary) string { return spell(s.Cell.Noise) }},
		{"ensemble", func(s experiments.Summary) string { return s.Cell.Ensemble }},
		{"amplitudes", func(s experiments.Summary) string { return s.Cell.Amplitudes }},
		{"solver", func(s experiments.Summary) string { return s.Cell.Solver }},
	}
	var shown []func(experiments.Summary) string
	for _, axis := range axes {
		varies := false
		for _, s := range cells {
			varies = varies || axis.of(s) != axis.of(cells[0])
		}
		if varies {
			shown = append(shown, axis.of)
			t.Columns = append(t.Columns, results.Column{Header: axis.name, Align: results.Right})
		} else {
			t.Caption += axis.name + "=" + axis.of(cells[0]) + " "
		}
	}
	for _, header := range []string{"trials", "success", "unique", "along a face", "undecided", "failed", "declined", "infeasible"} {
		t.Columns = append(t.Columns, results.Column{Header: header, Align: results.Right})
	}
	for _, s := range cells {
		var row []results.Value
		for _, of := range shown {
			row = append(row, results.Text(of(s)))
		}
		t.Append(append(row, results.Int(s.Tally.Trials), experiments.Estimate(s.Tally.Rate), results.Int(s.Unique), results.Int(s.Faces()),
			results.Int(s.Undecided), results.Int(s.Tally.Outcomes[results.Failed]),
			results.Int(s.Tally.Outcomes[results.Declined]), results.Int(s.Tally.Outcomes[results.Infeasible]))...)
	}
	t.Note("success: |x - x0| <= 1e-6 |x0| in the largest entry and, for p = 1 and lambda = 0, a touch proved unique; 95% Clopper-Pearson")
	for _, outcome := range []results.Outcome{results.Failed, results.Declined} {
		noteLosses(&t, cells, outcome)
	}
	return t
}

// noteLosses says, for each solver that failed or declined, in how many trials, and where first and why.
func noteLosses(t *results.Table, cells []experiments.Summary, outcome results.Outcome) {
	trials, first := make(map[string]int), make(map[string]experiments.Summary)
	var order []string
	for _, s := range cells {
		if n := s.Tally.Outcomes[outcome]; n > 0 {
			if trials[s.Cell.Solver] == 0 {
				order = append(order, s.Cell.Solver)
				first[s.Cell.Solver] = s
			}
			trials[s.Cell.Solver] += n
		}
	}
	for _, solver := range order {
		s := first[solver]
		t.Note(fmt.Sprintf("%s %v %d, first in %s: %s", solver, outcome, trials[solver], s.Cell.Key(),
			strings.TrimPrefix(s.Reason(outcome), outcome.String()+": ")))
	}
}
