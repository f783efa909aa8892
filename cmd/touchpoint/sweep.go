package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"touchpoint/experiments"
	claims "touchpoint/experiments/catalog"
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

With --out the records are kept in a directory, one JSON line a trial. Running the same sweep on the same directory
goes on where it stopped; Ctrl-C finishes the trials in hand. More trials, another seed or other values of an axis,
also in another order, are another sweep, which needs a directory of its own.

With --until-width W every cell is drawn, in rounds, until the 95% confidence sequence of its success rate is no wider
than W: many trials where success is uncertain, few where it is not. Unlike an interval for a fixed number of trials, the
sequence holds however often it was looked at. --trials then bounds the trials of a cell.`,
		Example: `  touchpoint sweep --n 20,40 --m 10 --k 1,2,3 --trials 2000 --solver homotopy,simplex
  touchpoint sweep --n 40 --m 20 --k 4,5,6,7,8,9,10 --until-width 0.05`,
		Args: arguments(0, 1, "one file"),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				if err := readFlags(args[0], c.Flags()); err != nil {
					return err
				}
			}
			if err := filled(c, "out"); err != nil {
				return err
			}
			if c.Flags().Changed("until-width") {
				return run.adapt(c, a.plan(c.Flags()))
			}
			return run.run(c, a.plan(c.Flags()))
		},
	}
	a.flags(c.Flags())
	c.Flags().SortFlags = false
	c.Flags().Float64Var(&run.width, "until-width", 0, "draw each cell until its success rate is known to this width (default a fixed number of trials)")
	c.Flags().IntVar(&run.workers, "workers", 0, "parallel workers; 0 means one for each core")
	c.Flags().StringVar(&run.out, "out", "", "directory for the records")
	c.Flags().BoolVar(&run.json, "json", false, "write one JSON object a cell")
	return c
}

// sweepRun says how a sweep is carried out and shown.
type sweepRun struct {
	width   float64 // 0: a fixed number of trials
	workers int
	out     string
	json    bool
}

func (s sweepRun) run(c *cobra.Command, plan experiments.Plan) error {
	lab, err := newLab(s.workers)
	if err != nil {
		return err
	}
	if err := plan.Validate(lab); err != nil {
		return err
	}
	summaries := experiments.NewSummaries(plan)
	if err := s.collect(c, plan, lab, summaries); err != nil {
		return err
	}
	cells := summaries.Cells()
	if s.json {
		err = writeJSONLines(c.OutOrStdout(), cells)
	} else {
		err = render.Text(c.OutOrStdout(), sweepTable(cells))
	}
	return errors.Join(err, measured(c.ErrOrStderr(), cells))
}

// collect counts the trials in the directory, and runs and counts those that are not there yet.
func (s sweepRun) collect(c *cobra.Command, plan experiments.Plan, lab experiments.Lab, summaries *experiments.Summaries) error {
	if s.out == "" {
		return dropped(observed(c, "sweep", plan, 0, lab, summaries))
	}
	manifest, err := plan.Manifest(lab)
	if err != nil {
		return err
	}
	err = withManifest(s.out, manifest, func(store *results.Store) error {
		if err := summarise(store, summaries); err != nil {
			return err
		}
		return kept(observed(c, "sweep", plan, store.Len(), lab, summaries.Beside(store)))
	})
	return otherQuestion(err, s.out, manifest, plan)
}

// summarise counts all records of a store.
func summarise(store *results.Store, summaries *experiments.Summaries) error {
	for r, err := range store.Records() {
		if err != nil {
			return err
		}
		if err := summaries.Append(0, r); err != nil {
			return err
		}
	}
	return nil
}

// dropped adds to the report of an interruption that all is lost.
func dropped(err error) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%w; nothing was kept, use --out DIR", err)
	}
	return err
}

// kept adds to the report of an interruption that nothing is lost.
func kept(err error) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%w; the same command goes on", err)
	}
	return err
}

func newLab(workers int) (experiments.Lab, error) {
	if workers < 0 {
		return experiments.Lab{}, usagef("--workers %d; it must be positive, or 0 for one for each core", workers)
	}
	return experiments.Lab{Solvers: catalog.Entries(), Measures: claims.Measures(), Referee: catalog.Referee, Workers: workers}, nil
}

// withStore opens the store of a plan, and closes it whatever happens.
func withStore(dir string, plan experiments.Plan, lab experiments.Lab, use func(*results.Store) error) error {
	manifest, err := plan.Manifest(lab)
	if err != nil {
		return err
	}
	return withManifest(dir, manifest, use)
}

func withManifest(dir string, manifest results.Manifest, use func(*results.Store) error) (err error) {
	if err := directory(dir); err != nil {
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
