package main

import (
	"bytes"
	"errors"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
)

// Whether anything was measured, and who declined, by the outcomes of the trials of two cells.
func TestMeasured(t *testing.T) {
	const refusal = "touchpoint: homotopy declined every trial"
	plan := experiments.Plan{{
		N: []int{8}, M: []int{4}, K: []int{1, 2}, P: []experiments.Real{1}, Lambda: []experiments.Real{0}, Noise: []experiments.Real{0},
		Ensemble: []string{"gaussian"}, Amplitudes: []string{"gaussian"}, Solver: []string{"homotopy"}, Trials: 2,
	}}
	for _, c := range []struct {
		name          string
		first, second [2]results.Outcome
		said, err     string
		declined      bool
	}{
		{"solved", [2]results.Outcome{results.Solved, results.Solved}, [2]results.Outcome{results.Solved, results.Solved}, "", "", false},
		{"one trial", [2]results.Outcome{results.Declined, results.Declined}, [2]results.Outcome{results.Solved, results.Declined},
			refusal + " of 1 of the 2 cells: too large\n", "", false},
		{"no solution is an answer", [2]results.Outcome{results.Infeasible, results.Declined}, [2]results.Outcome{results.Declined, results.Declined},
			refusal + " of 1 of the 2 cells: too large\n", "", false},
		{"all declined", [2]results.Outcome{results.Declined, results.Declined}, [2]results.Outcome{results.Declined, results.Declined},
			refusal + ": too large\n", "nothing was measured: every trial was declined", true},
		{"all failed", [2]results.Outcome{results.Failed, results.Failed}, [2]results.Outcome{results.Declined, results.Declined},
			refusal + " of 1 of the 2 cells: too large\n", "nothing was measured: no trial gave a point", false},
	} {
		summaries := experiments.NewSummaries(plan)
		for i, outcomes := range [][2]results.Outcome{c.first, c.second} {
			for trial, outcome := range outcomes {
				r := results.Pointless(plan.Cells()[i].Key(), trial, outcome, "declined: too large")
				if err := summaries.Append(0, r); err != nil {
					t.Fatal(err)
				}
			}
		}
		var said bytes.Buffer
		err := measured(&said, summaries.Cells())
		if said.String() != c.said || (err == nil) != (c.err == "") || err != nil && err.Error() != c.err || errors.Is(err, solvers.ErrDeclined) != c.declined {
			t.Errorf("%s: said %q, error %v", c.name, said.String(), err)
		}
	}
}
