package enumerate

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/combin"
)

func global(t *testing.T, s *Solver, p solvers.Problem) Minimum {
	t.Helper()
	least, err := s.Global(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return least
}

func near(a, b, tol float64) bool {
	return a == b || math.Abs(a-b) <= tol*max(math.Abs(a), math.Abs(b))
}

func TestOneRowPicksTheLargestEntry(t *testing.T) {
	var s Solver
	for _, p := range []float64{0.1, 0.5, 0.9, 1} {
		a := solvers.NewColumns(1, 4, []float64{1, -3, 2, 0})
		least := global(t, &s, solvers.Problem{A: a, B: []float64{6}, P: p})
		if !slices.Equal(least.X, []float64{0, -2, 0, 0}) {
			t.Errorf("p = %v: x = %v, want -2 on the second axis", p, least.X)
		}
		if least.Minima != 3 || least.Ties != 1 || !near(least.Second, math.Pow(3, p), 1e-15) {
			t.Errorf("p = %v: %+v", p, least)
		}
	}
}

// The data point (10, 5) with the columns slope and intercept.
func TestDataPointTouchesOnTheSlopeAxis(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(1, 2, []float64{10, 1}), B: []float64{5}, P: 1}
	sol, err := solvers.Solve(t.Context(), new(Solver), p)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(sol.X, []float64{0.5, 0}) || len(sol.Dual) != 1 || !near(sol.Dual[0], 0.1, 1e-15) {
		t.Errorf("x = %v, y = %v; want (0.5, 0) and 0.1", sol.X, sol.Dual)
	}
	if sol.Status != solvers.Converged || sol.Iterations != 2 {
		t.Errorf("%v after %d bases", sol.Status, sol.Iterations)
	}
}

func TestEdgeLeavesTwoTips(t *testing.T) {
	var s Solver
	for _, p := range []float64{0, 0.5, 1} {
		least := global(t, &s, solvers.Problem{A: solvers.NewColumns(1, 2, []float64{1, 1}), B: []float64{1000}, P: p})
		if least.Ties != 2 || least.Minima != 2 || least.Second != least.Value {
			t.Errorf("p = %v: %+v; want two equal tips", p, least)
		}
	}
}

func TestCountsBasicSolutions(t *testing.T) {
	var s Solver
	var sampler ensemble.Sampler
	for _, c := range []struct{ n, m, k, want int }{
		{10, 5, 0, 252}, {12, 6, 0, 924}, {7, 7, 0, 1}, {9, 1, 0, 9},
		{10, 5, 2, 197}, {12, 6, 3, 841}, {8, 4, 1, 36}, {10, 5, 5, 252}, {12, 6, 5, 918},
	} {
		for trial := range 40 {
			sys, err := sampler.Draw(ensemble.Draw{N: c.n, M: c.m, K: c.k, Ensemble: "gaussian", Amplitudes: "gaussian", Trial: trial})
			if err != nil {
				t.Fatal(err)
			}
			least := global(t, &s, solvers.Problem{A: sys.A, B: sys.B, P: 0.5})
			if least.Minima != c.want || least.Ties != 1 {
				t.Errorf("%+v, trial %d: %d basic solutions, %d ties", c, trial, least.Minima, least.Ties)
			}
		}
	}
}

// The naive twin in floating point: one LU factorisation a subset.
func TestAgreesWithOneFactorisationEach(t *testing.T) {
	const n, m = 11, 5
	var sampler ensemble.Sampler
	var s Solver
	for trial := range 10 {
		sys, err := sampler.Draw(ensemble.Draw{N: n, M: m, Ensemble: "gaussian", Trial: trial})
		if err != nil {
			t.Fatal(err)
		}
		p := solvers.Problem{A: sys.A, B: sys.B, P: 0.7}
		var all [][]float64
		for _, subset := range combin.Combinations(n, m) {
			sub := mat.NewDense(m, m, nil)
			for k, j := range subset {
				sub.SetCol(k, sys.A.Col(j))
			}
			var z mat.VecDense
			if err := z.SolveVec(sub, mat.NewVecDense(m, sys.B)); err != nil {
				t.Fatal(err)
			}
			x := make([]float64, n)
			for k, j := range subset {
				x[j] = z.AtVec(k)
			}
			all = append(all, x)
		}
		first, second := least(all, p)
		if got := global(t, &s, p); !near(got.Value, first, 1e-9) || !near(got.Second, second, 1e-9) || got.Minima != len(all) {
			t.Errorf("trial %d: %+v, want %v and %v", trial, got, first, second)
		}
	}
}

// Success rates of the global minimum over planted Gaussian systems, computed before by an independent enumeration with
// 60000, 40000 and 12000 draws (n = 6, 8, 10).
func TestSuccessRatesOfTheGlobalMinimum(t *testing.T) {
	const trials = 1500
	exponents := []float64{0.25, 0.5, 0.75, 1}
	var sampler ensemble.Sampler
	var s Solver
	for _, c := range []struct {
		n, m, k, draws int
		want           [4]float64
	}{
		{6, 3, 1, 60000, [4]float64{1, 0.9769, 0.8851, 0.7810}},
		{6, 3, 2, 60000, [4]float64{0.9342, 0.6462, 0.4642, 0.3686}},
		{8, 4, 2, 40000, [4]float64{0.9990, 0.9099, 0.7007, 0.5157}},
		{10, 5, 2, 12000, [4]float64{1, 0.9859, 0.8628, 0.6482}},
	} {
		var hits [4]int
		for trial := range trials {
			sys, err := sampler.Draw(ensemble.Draw{N: c.n, M: c.m, K: c.k, Ensemble: "gaussian", Amplitudes: "gaussian", Trial: trial})
			if err != nil {
				t.Fatal(err)
			}
			for i, p := range exponents {
				if found(global(t, &s, solvers.Problem{A: sys.A, B: sys.B, P: p}).X, sys.Truth) {
					hits[i]++
				}
			}
		}
		for i, h := range hits {
			rate, want := float64(h)/trials, c.want[i]
			// Half a miss in the reference keeps a band around rates of one.
			variance := max(want*(1-want), 0.5/float64(c.draws)) * (1.0/trials + 1/float64(c.draws))
			if math.Abs(rate-want) > 4*math.Sqrt(variance)+0.5/trials {
				t.Errorf("(%d, %d, %d), p = %v: rate %.4f, want %.4f", c.n, c.m, c.k, exponents[i], rate, want)
			}
		}
	}
}

// found says whether x is the truth, to rounding.
func found(x, truth []float64) bool {
	for j, v := range truth {
		if (v == 0) != (x[j] == 0) || math.Abs(x[j]-v) > 1e-8 {
			return false
		}
	}
	return true
}

func BenchmarkGlobal(b *testing.B) {
	for _, c := range []struct{ n, m, k int }{{10, 5, 2}, {12, 6, 3}, {16, 8, 3}, {16, 8, 0}} {
		for _, p := range []float64{0.5, 0.75, 1} {
			b.Run(fmt.Sprintf("n=%d/m=%d/k=%d/p=%v", c.n, c.m, c.k, p), func(b *testing.B) {
				sys, err := new(ensemble.Sampler).Draw(ensemble.Draw{N: c.n, M: c.m, K: c.k, Ensemble: "gaussian", Amplitudes: "gaussian"})
				if err != nil {
					b.Fatal(err)
				}
				var s Solver
				for b.Loop() {
					if _, err := s.Global(b.Context(), solvers.Problem{A: sys.A, B: sys.B, P: p}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
