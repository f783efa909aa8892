package greedy_test

import (
	"math"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
	"touchpoint/solvers/greedy"
)

// hits counts the planted points that the solver finds among the trials of a Gaussian cell.
func hits(t *testing.T, s solvers.Solver, n, m, k, trials int) (count int) {
	var sampler ensemble.Sampler
	for trial := range trials {
		sys, err := sampler.Draw(ensemble.Draw{N: n, M: m, K: k, Ensemble: "gaussian", Amplitudes: "gaussian", Seed: 1, Trial: trial})
		if err != nil {
			t.Fatal(err)
		}
		sol := solve(t, s, solvers.Problem{A: sys.A, B: sys.B})
		if sol.Status == solvers.Converged && slices.Equal(support(sol.X), support(sys.Truth)) {
			count++
		}
	}
	return count
}

// OMP with k steps at n = 256, m = 100 against the rates of another implementation, in 25 trials, too.
func TestRatesOMP(t *testing.T) {
	const trials = 25
	for k, want := range map[int]float64{25: .80, 30: .76, 33: .32, 36: .20} {
		got := float64(hits(t, &greedy.OMP{Sparsity: k}, 256, 100, k, trials)) / trials
		p := (want + got) / 2
		if z := (got - want) / math.Sqrt(p*(1-p)*2/trials); math.Abs(z) > 3.5 {
			t.Errorf("k = %d: rate %.2f, want %.2f: z = %.1f", k, got, want, z)
		}
	}
}

// At M = 200, N = 1000 the literature has half of all points found at k = 51 (IHT), 53 (HTP), 61 (CoSaMP) and 62 (subspace pursuit): well
// below, all are found, and well above, none.
func TestTransition(t *testing.T) {
	for name, s := range seeking(25) {
		if n := hits(t, s, 1000, 200, 25, 2); n < 2 {
			t.Errorf("%s: k = 25 found in %d of 2 trials", name, n)
		}
	}
	for name, s := range map[string]solvers.Solver{
		"omp": &greedy.OMP{Sparsity: 85}, "iht": &greedy.IHT{Sparsity: 85, MaxIterations: 50}, "htp": &greedy.HTP{Sparsity: 85},
		"cosamp": &greedy.CoSaMP{Sparsity: 85, MaxIterations: 10}, "sp": &greedy.SubspacePursuit{Sparsity: 85},
	} {
		if n := hits(t, s, 1000, 200, 85, 2); n > 0 {
			t.Errorf("%s: k = 85 found in %d of 2 trials", name, n)
		}
	}
}
