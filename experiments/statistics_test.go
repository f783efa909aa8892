package experiments_test

import (
	"fmt"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// gaussianCells has 24 cells from almost certain failure to almost certain success, their draws independent, for both exact solvers.
func gaussianCells() (p experiments.Plan) {
	for _, c := range []struct {
		n, m int
		k    []int
	}{
		{10, 3, []int{1, 2}}, {10, 5, []int{1, 2, 3}}, {10, 8, []int{3, 5, 7}},
		{20, 5, []int{1, 2}}, {20, 10, []int{2, 4, 6}}, {20, 15, []int{6, 8, 10}},
		{40, 10, []int{1, 2, 3}}, {40, 20, []int{5, 8, 11}}, {40, 30, []int{13, 17}},
	} {
		p = append(p, plan(func(s *experiments.Sweep) {
			s.N, s.M, s.K, s.Trials, s.Seed = []int{c.n}, []int{c.m}, c.k, 400, 2026
			s.Solver = []string{"homotopy", "simplex"}
		})...)
	}
	return p
}

// lost counts the trials outside every rate.
func lost(g experiments.Group) int {
	tally := g.Tally(experiments.Success)
	count := tally.Trials - tally.Outcomes[results.Solved]
	for _, r := range g.Records {
		if r.Outcome == results.Solved && !experiments.Decided(g.Cell, r) {
			count++
		}
	}
	return count
}

// Measured success against the exact law. The seed is fixed, so that the test is deterministic; its p-values would be below the bound for
// one seed in ten thousand.
func TestSuccessFollowsTheExactLaw(t *testing.T) {
	data := run(t, lab(2), gaussianCells())
	var pvalues []float64
	var seen []string
	for i, g := range data {
		if count := lost(g); count > 0 {
			t.Errorf("%s: %d trials undecided or failed", g.Cell, count)
		}
		for _, r := range g.Records {
			if r.Support != g.Cell.K && r.Support != g.Cell.M {
				t.Errorf("%s, trial %d: %d non-zeros; it must be k or m", g.Cell, r.Trial, r.Support)
			}
		}
		if g.Cell.Solver == "simplex" {
			for trial, r := range g.Records {
				if other := data[i-1].Records[trial]; experiments.Success(g.Cell, r) != experiments.Success(g.Cell, other) || r.Support != other.Support {
					t.Errorf("%s, trial %d: simplex and homotopy disagree", g.Cell, trial)
				}
			}
			continue // the same systems: it says nothing new
		}
		law, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
		if err != nil {
			t.Fatal(err)
		}
		rate := g.Tally(experiments.Success).Rate
		pvalues = append(pvalues, stats.BinomialTest(rate.Hits, rate.Trials(), law))
		seen = append(seen, fmt.Sprintf("n = %d, m = %d, k = %d: %d of %d, law %.4g", g.Cell.N, g.Cell.M, g.Cell.K, rate.Hits, rate.Trials(), law))
	}
	if len(pvalues) != 24 {
		t.Errorf("%d cells", len(pvalues))
	}
	for i, p := range stats.Holm(pvalues) {
		if p <= 1e-4 {
			t.Errorf("%s: p = %.2g, %.2g after Holm", seen[i], pvalues[i], p)
		}
	}
	// And not too well either: p-values of independent cells are spread out.
	if below := count(pvalues, func(p float64) bool { return p < 0.5 }); below < 4 || below > 20 {
		t.Errorf("%d of %d p-values are below 1/2", below, len(pvalues))
	}
}

func count[T any](list []T, is func(T) bool) (n int) {
	for _, v := range list {
		if is(v) {
			n++
		}
	}
	return n
}

func TestGenericTouchHasAsManyNonZerosAsEquations(t *testing.T) {
	generic := func(ms []int, ensembles ...string) experiments.Plan {
		return plan(func(s *experiments.Sweep) {
			s.N, s.M, s.K, s.Ensemble, s.Trials, s.Solver = []int{10, 40}, ms, []int{0}, ensembles, 200, []string{"homotopy", "simplex"}
		})
	}
	// Columns of norm 1 and length 1 are signs, for which every touch is a tie.
	data := run(t, lab(2), append(generic([]int{1, 2, 5, 9}, "gaussian", "haar"), generic([]int{2, 5, 9}, "unit")...))
	for _, g := range data {
		if count := lost(g); count > 0 {
			t.Errorf("%s: %d trials undecided or failed", g.Cell, count)
		}
		for _, r := range g.Records {
			if r.Support != g.Cell.M || r.Face != g.Cell.M-1 || r.Dim != 0 || !r.Unique {
				t.Errorf("%s, trial %d: %d non-zeros, d_F = %d, d_T = %d, unique %v", g.Cell, r.Trial, r.Support, r.Face, r.Dim, r.Unique)
			}
		}
	}
}

// Basis pursuit does not see magnitudes: it finds x0 if and only if it finds every point with the same support and signs.
//
// Reference: Fuchs (2004), On sparse representations in arbitrary redundant bases.
func TestSuccessDoesNotDependOnTheMagnitudes(t *testing.T) {
	laws := []string{"gaussian", "rademacher", "uniform"}
	data := run(t, lab(2), plan(func(s *experiments.Sweep) {
		s.N, s.M, s.K, s.Amplitudes, s.Trials = []int{20}, []int{10}, []int{3, 4, 5}, laws, 300
		s.Ensemble, s.Solver = []string{"gaussian", "rademacher"}, []string{"homotopy", "simplex"}
	}))
	marks := make(map[string]map[results.Mark]int) // by everything but the amplitudes, and trial
	for _, g := range data {
		c := g.Cell
		c.Amplitudes = "any"
		for _, r := range g.Records {
			at := fmt.Sprint(c, r.Trial)
			if marks[at] == nil {
				marks[at] = make(map[results.Mark]int)
			}
			marks[at][experiments.Success(g.Cell, r)]++
		}
	}
	hits := 0
	for at, seen := range marks {
		if len(seen) != 1 || seen[undecided]+seen[outside] > 0 {
			t.Errorf("%s: %v under %v", at, seen, laws)
		}
		hits += seen[hit] / len(laws)
	}
	if hits < len(marks)/5 || hits > len(marks)*4/5 {
		t.Errorf("%d successes of %d: the test has lost its point", hits, len(marks))
	}
}

// For p < 1 the same is false: the magnitudes decide.
func TestSuccessBelowOneDependsOnTheMagnitudes(t *testing.T) {
	data := run(t, lab(2), plan(func(s *experiments.Sweep) {
		s.N, s.M, s.K, s.P, s.Amplitudes = []int{8}, []int{4}, []int{2, 3}, []experiments.Real{0.5}, []string{"gaussian", "rademacher", "uniform"}
		s.Solver, s.Trials = []string{"enumerate"}, 200
	}))
	differ := 0
	for i := range data {
		if g, next := data[i], data[(i+1)%len(data)]; g.Cell.K == next.Cell.K {
			for trial := range g.Records {
				if experiments.Success(g.Cell, g.Records[trial]) != experiments.Success(next.Cell, next.Records[trial]) {
					differ++
				}
			}
		}
	}
	if differ == 0 {
		t.Error("no trial differs between amplitude laws at p = 1/2")
	}
}

// Ties of integer data are proved, each of them, and those of planted systems are not mistaken for success.
func TestTiesAreProved(t *testing.T) {
	data := run(t, lab(2), plan(func(s *experiments.Sweep) {
		s.N, s.M, s.K, s.Ensemble, s.Trials = []int{4, 8}, []int{1, 3}, []int{0, 1}, []string{"rademacher", "integer:1"}, 200
		s.Solver = []string{"homotopy", "simplex", "enumerate"}
	}))
	ties := 0
	for _, g := range data {
		for _, r := range g.Records {
			if r.Outcome == results.Infeasible && g.Cell.K == 0 {
				continue
			}
			if r.Outcome != results.Solved || r.Unique == r.Tied || r.Tied && (!r.Exact || r.Dim < 1) || r.Unique && r.Dim != 0 {
				t.Errorf("%s, trial %d: %v, unique %v, tied %v, exact %v, d_T = %d, %s", g.Cell, r.Trial, r.Outcome, r.Unique, r.Tied, r.Exact, r.Dim, r.Reason)
			}
			if r.Tied {
				ties++
				if experiments.Success(g.Cell, r) == hit {
					t.Errorf("%s, trial %d: a tie is a success", g.Cell, r.Trial)
				}
			}
		}
	}
	if ties < 1000 {
		t.Errorf("%d ties: the test has lost its point", ties)
	}
}
