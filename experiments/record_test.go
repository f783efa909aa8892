package experiments_test

import (
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
)

// The truth is known of planted trials and of no other, and its objective is that of the truth: the touch point is never above it, and
// where it is another point of a unique touch, it is below.
func TestRecordsKnowTheTruth(t *testing.T) {
	missed := 0
	for _, g := range run(t, lab(2), plan(func(s *experiments.Sweep) {
		s.N, s.M, s.K, s.P, s.Trials = []int{9}, []int{4}, []int{0, 1, 3}, []experiments.Real{1}, 50
	})) {
		for _, r := range g.Records {
			if r.Truth != g.Cell.K || (g.Cell.K == 0) != r.TruthObjective.Missing() || (g.Cell.K == 0) != r.Error.Missing() {
				t.Errorf("%s, trial %d: truth of %d, objective %v, error %v", g.Cell, r.Trial, r.Truth, r.TruthObjective, r.Error)
			}
			if g.Cell.K == 0 {
				continue
			}
			relative := float64(r.TruthObjective/r.Objective) - 1
			switch mark := experiments.Success(g.Cell, r); {
			case mark == hit && abs(relative) > 1e-9:
				t.Errorf("%s, trial %d: the truth was found, and differs by %g in its objective", g.Cell, r.Trial, relative)
			case mark == miss && relative < 1e-9:
				t.Errorf("%s, trial %d: a unique touch elsewhere, and the truth is above it by %g only", g.Cell, r.Trial, relative)
			case mark == miss:
				missed++
			}
		}
	}
	if missed == 0 {
		t.Error("no trial missed the truth: the test has lost its point")
	}
}

// Small points are kept, large ones are not.
func TestRecordsKeepSmallPoints(t *testing.T) {
	for _, g := range run(t, lab(2), plan(func(s *experiments.Sweep) { s.N, s.M, s.K = []int{1, 2, 3, 4}, []int{1}, []int{0} })) {
		for _, r := range g.Records {
			want := g.Cell.N
			if want > 3 {
				want = 0
			}
			if len(r.X) != want {
				t.Errorf("%s, trial %d: x has %d entries, want %d", g.Cell, r.Trial, len(r.X), want)
			}
		}
	}
}

// Lambda is a fraction of the least penalty whose minimiser is zero.
func TestLambdaIsAFractionOfTheLargest(t *testing.T) {
	ones := 0
	for _, g := range run(t, lab(2), plan(func(s *experiments.Sweep) {
		s.Lambda, s.Solver, s.Trials = []experiments.Real{0.999, 1.001}, []string{"homotopy", "lasso"}, 30
	})) {
		for _, r := range g.Records {
			switch {
			case r.Outcome != results.Solved || r.Kind != results.KindOptimal:
				t.Errorf("%s, trial %d: %v, %s: %s", g.Cell, r.Trial, r.Outcome, r.Kind, r.Reason)
			case g.Cell.Lambda > 1 && r.Support != 0, g.Cell.Lambda < 1 && r.Support == 0:
				t.Errorf("%s, trial %d: %d non-zeros", g.Cell, r.Trial, r.Support)
			case r.Support == 1:
				ones++
			}
		}
	}
	if ones < 110 { // of 120; the second column may enter before 0.999
		t.Errorf("%d trials have one non-zero just below the largest penalty", ones)
	}
}
