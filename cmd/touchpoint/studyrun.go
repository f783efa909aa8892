package main

import (
	"errors"
	"fmt"

	"touchpoint/experiments"
	"touchpoint/results"

	"github.com/spf13/cobra"
)

func newStudyRun() *cobra.Command {
	var s study
	var workers int
	c := &cobra.Command{
		Use:   "run [CLAIM...]",
		Short: "Run the trials of the claims, all of them by default; a run that was interrupted goes on",
		RunE: func(c *cobra.Command, args []string) error {
			lab, err := newLab(workers)
			if err != nil {
				return err
			}
			chosen, effort, err := s.chosen(c, args)
			if err != nil {
				return err
			}
			for _, claim := range chosen {
				if err := s.run(c, claim.Name, claim.Plan(effort), lab); err != nil {
					return fmt.Errorf("%s: %w", claim.Name, err)
				}
			}
			return nil
		},
	}
	s.flags(c)
	c.Flags().IntVar(&workers, "workers", 0, "parallel workers; 0 means one for each core")
	return c
}

func (s *study) run(c *cobra.Command, claim string, plan experiments.Plan, lab experiments.Lab) error {
	dir := s.runDir(claim)
	err := withStore(dir, plan, lab, func(store *results.Store) error {
		fmt.Fprintf(c.ErrOrStderr(), "touchpoint: %s: %d trials in %d cells\n", claim, plan.Trials(), len(plan.Cells()))
		if err := kept(observed(c, claim, plan, store.Len(), lab, store)); err != nil {
			return err
		}
		summaries := experiments.NewSummaries(plan)
		if err := summarise(store, summaries); err != nil {
			return err
		}
		return measured(c.ErrOrStderr(), summaries.Cells())
	})
	if errors.Is(err, results.ErrOtherSweep) {
		return stale(dir)
	}
	return err
}

// stale refuses a run of what a claim once was.
func stale(dir string) error {
	return fmt.Errorf("%w: %s was run by another version of this claim, its measures or its solvers; remove it and run again", results.ErrOtherSweep, dir)
}
