package main

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
)

func TestSentence(t *testing.T) {
	bad := func(text string) error { return fmt.Errorf("experiments: %w: %s", experiments.ErrSweep, text) }
	for _, c := range []struct {
		err  error
		want string
	}{
		{errors.New("plain"), "plain"},
		{bad("ensemble: n = -6; it must be positive"), "bad sweep: n = -6; it must be positive"},
		{errors.Join(bad("one"), bad("two")), "bad sweep: one; two"},
		{errors.Join(bad("one"), errors.New("results: two")), "bad sweep: one; two"},
		{errors.Join(errors.New("homotopy: one"), errors.New("simplex: two")), "homotopy: one; simplex: two"},
		{errors.Join(errors.New("same"), errors.New("same")), "same; same"},
		{errors.New("tips: results: results/runs is gone"), "tips: results/runs is gone"},
		{errors.New("experiments, solvers and results are words"), "experiments, solvers and results are words"},
	} {
		if got := sentence(c.err); got != c.want {
			t.Errorf("%q is worded as %q, want %q", c.err, got, c.want)
		}
	}
}

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("disk full"), 1},
		{results.ErrLocked, 1},
		{results.ErrRecord, 1},
		{solvers.ErrSolver, 1},
		{usagef("what?"), 2},
		{fmt.Errorf("wrapped: %w", usagef("what?")), 2},
		{errors.Join(nil, usagef("what?")), 2},
		{solvers.ErrProblem, 2},
		{solvers.ErrDeclined, 2},
		{solvers.ErrInfeasible, 2},
		{experiments.ErrSweep, 2},
		{results.ErrOtherSweep, 2},
		{results.ErrForeign, 2},
		{results.ErrManifest, 2},
		{context.Canceled, 130},
		{fmt.Errorf("stopped: %w", context.Canceled), 130},
	} {
		if got := status(c.err); got != c.want {
			t.Errorf("status(%v) = %d, want %d", c.err, got, c.want)
		}
	}
}
