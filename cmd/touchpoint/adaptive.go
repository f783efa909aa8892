package main

import (
	"errors"
	"fmt"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/results/render"

	"github.com/spf13/cobra"
)

// adapt carries out a sweep whose cells are drawn until their rates are known to a width. Its records, round after round, are one store.
func (s sweepRun) adapt(c *cobra.Command, plan experiments.Plan) error {
	lab, err := newLab(s.workers)
	if err != nil {
		return err
	}
	rule := experiments.Adaptive{Width: s.width}
	if sound := s.width > 0 && s.width < 1; sound && !c.Flags().Changed("trials") {
		for i := range plan {
			plan[i].Trials = rule.Most()
		}
	}
	if err := errors.Join(plan.Validate(lab), rule.Validate(plan)); err != nil {
		return err
	}
	cells, err := s.rounds(c, plan, lab, rule)
	if err != nil {
		return err
	}
	if s.json {
		var lines []experiments.Stopped
		for _, cell := range cells {
			lines = append(lines, experiments.Stopped(cell))
		}
		err = writeJSONLines(c.OutOrStdout(), lines)
	} else {
		err = render.Text(c.OutOrStdout(), adaptiveTable(cells, rule))
	}
	return errors.Join(err, measured(c.ErrOrStderr(), cells))
}

// rounds runs the trials that are not in the directory yet, round after round, and counts all of them.
func (s sweepRun) rounds(c *cobra.Command, plan experiments.Plan, lab experiments.Lab, rule experiments.Adaptive) (cells []experiments.Summary, err error) {
	run := func(round experiments.Plan, start int, sink experiments.Sink) error {
		fmt.Fprintf(c.ErrOrStderr(), "touchpoint: cells still open: %d of %d; %d trials in this round\n", len(round), len(plan.Cells()), round.Trials())
		return observed(c, "sweep", round, start, lab, sink)
	}
	if s.out == "" {
		cells, err = rule.Run(plan, func(func(results.Record, error) bool) {}, nil, run)
		return cells, dropped(err)
	}
	manifest, err := rule.Manifest(plan, lab)
	if err != nil {
		return nil, err
	}
	err = withManifest(s.out, manifest, func(store *results.Store) (err error) {
		if store.Len() > 0 {
			fmt.Fprintf(c.ErrOrStderr(), "touchpoint: %d trials are there already\n", store.Len())
		}
		cells, err = rule.Run(plan, store.Records(), store, run)
		return kept(err)
	})
	return cells, otherQuestion(err, s.out, manifest, plan)
}

// otherQuestion words in flags why a directory does not hold the answers to a plan: another rule, or else another sweep.
func otherQuestion(err error, dir string, asked results.Manifest, plan experiments.Plan) error {
	if !errors.Is(err, results.ErrOtherSweep) {
		return err
	}
	stored, cause := results.ReadManifest(dir)
	if cause != nil {
		return err
	}
	width := func(m results.Manifest) string {
		if given := values(m.Sweep)["until-width"]; given != nil {
			return given[0]
		}
		return "not given"
	}
	if there, here := width(stored), width(asked); there != here {
		return usagef("%s holds %w: --until-width is %s there, %s here", dir, results.ErrOtherSweep, there, here)
	}
	return otherSweep(err, dir, plan)
}
