package experiments_test

import (
	"fmt"
	"math"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
)

func TestCause(t *testing.T) {
	pursuit := experiments.Cell{N: 9, M: 5, K: 3, P: 1}
	lasso, half, generic := pursuit, pursuit, pursuit
	lasso.Lambda, half.P, generic.K = 1e-5, 0.5, 0
	local := func(r *results.Record) { r.Kind, r.Unique = results.KindFeasible, false }
	lower := func(r *results.Record) { r.Objective = 1.9 }
	higher := func(r *results.Record) { r.Objective = 2.1 }
	close := func(r *results.Record) { r.Error = 1e-3 }
	unknown := func(r *results.Record) { r.TruthObjective = results.Number(math.NaN()) }
	for _, c := range []struct {
		name   string
		cell   experiments.Cell
		record results.Record
		want   experiments.Reason
	}{
		{"found", pursuit, seen(), experiments.NoReason},
		{"smaller norm elsewhere", pursuit, seen(off, dense, lower), experiments.Geometry},
		{"smaller norm near by", pursuit, seen(close, dense, lower), experiments.Geometry},
		{"truth, but one of many", pursuit, seen(tied), experiments.Geometry},
		{"another of many", pursuit, seen(tied, off), experiments.Geometry},
		{"inexact", pursuit, seen(close), experiments.Tolerance},
		{"not classified", pursuit, seen(open, off, lower), experiments.NoReason},
		{"failed", pursuit, seen(ended(results.Failed)), experiments.Method},
		{"declined", pursuit, seen(ended(results.Declined)), experiments.NoReason},
		{"nothing planted", generic, seen(off, lower), experiments.NoReason},
		{"nothing planted, failed", generic, seen(ended(results.Failed)), experiments.NoReason},
		{"truth not weighed", pursuit, seen(off, unknown), experiments.NoReason},
		{"biased by the penalty", lasso, seen(close, lower), experiments.Tolerance},
		{"minimiser elsewhere", lasso, seen(off, lower), experiments.Geometry},
		{"local minimum above the truth", half, seen(local, off, higher), experiments.Method},
		{"local minimum below the truth", half, seen(local, off, lower), experiments.Geometry},
		{"local minimum as good as the truth", half, seen(local, off), experiments.Geometry},
		{"stopped short of the truth", half, seen(local, close, higher), experiments.Tolerance},
		{"found by a local method", half, seen(local), experiments.NoReason},
	} {
		if got := experiments.Cause(c.cell, c.record); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	for r, want := range map[experiments.Reason]string{experiments.Geometry: "geometry", experiments.Method: "solver", 9: "reason(9)", -1: "reason(-1)"} {
		if got := r.String(); got != want {
			t.Errorf("%d is %q, want %q", int(r), got, want)
		}
	}
}

// Every miss has a reason and nothing else has. An exact solver misses for the geometry alone, and at the global minimum of p = 1/2 so does an
// enumeration; a local method misses where the enumeration shows that it need not have, or where that misses too.
func TestCausesOfRealTrials(t *testing.T) {
	data := run(t, lab(2), plan(func(s *experiments.Sweep) {
		s.N, s.M, s.K, s.P, s.Trials = []int{10}, []int{5}, []int{2, 3, 4}, []experiments.Real{0.5, 1}, 150
		s.Solver = []string{"enumerate", "homotopy", "reweighted"}
	}))
	counts := make(map[string]map[experiments.Reason]int)
	reasons := make(map[string]experiments.Reason) // of the enumeration, by cell without solver and trial
	for _, g := range data {
		c := g.Cell
		if counts[c.Solver] == nil {
			counts[c.Solver] = make(map[experiments.Reason]int)
		}
		for _, r := range g.Records {
			cause := experiments.Cause(c, r)
			counts[c.Solver][cause]++
			if missed := experiments.Success(c, r) == miss; missed != (cause != experiments.NoReason) {
				t.Errorf("%s, trial %d: missed %v, for %v", c, r.Trial, missed, cause)
			}
			at := fmt.Sprint(c.K, r.Trial)
			switch {
			case c.P == 1:
			case c.Solver == "enumerate":
				reasons[at] = cause
			case cause == experiments.Geometry && reasons[at] != experiments.Geometry:
				t.Errorf("%s, trial %d: %v, but the truth is the global minimum", c, r.Trial, cause)
			}
		}
	}
	for _, exact := range []string{"enumerate", "homotopy"} {
		if c := counts[exact]; c[experiments.Geometry] < 50 || c[experiments.Method]+c[experiments.Tolerance] > 0 {
			t.Errorf("%s misses for %v", exact, c)
		}
	}
	if c := counts["reweighted"]; c[experiments.Geometry] < 20 || c[experiments.Method] < 10 {
		t.Errorf("reweighted misses for %v: the test has lost its point", c)
	}
}

// A penalty biases the point: the smaller it is, the fewer points miss by tolerance, and none misses for the solver.
func TestToleranceShrinksWithThePenalty(t *testing.T) {
	before := math.MaxInt
	for _, lambda := range []experiments.Real{1e-4, 1e-6} {
		count := make(map[experiments.Reason]int)
		for _, g := range run(t, lab(2), plan(func(s *experiments.Sweep) {
			s.N, s.M, s.K, s.Lambda, s.Solver, s.Trials = []int{20}, []int{10}, []int{2}, []experiments.Real{lambda}, []string{"lasso"}, 100
		})) {
			for _, r := range g.Records {
				count[experiments.Cause(g.Cell, r)]++
			}
		}
		if now := count[experiments.Tolerance]; count[experiments.Method] > 0 || now >= before {
			t.Errorf("lambda = %v: %v", lambda, count)
		} else {
			before = now
		}
	}
}
