package enumerate

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
)

// checkDual proves x optimal for basis pursuit: y feasible, no gap.
func checkDual(t *testing.T, p solvers.Problem, sol solvers.Solution) {
	t.Helper()
	m, n := p.A.Dims()
	if len(sol.Dual) != m {
		t.Fatalf("dual of length %d, want %d", len(sol.Dual), m)
	}
	values := make([]float64, n)
	p.A.MulT(values, sol.Dual)
	for j, v := range values {
		if !(math.Abs(v) <= 1+dualTolerance) {
			t.Errorf("|a_%d'y| = %v", j, v)
		}
	}
	gain := 0.0
	for i, y := range sol.Dual {
		gain += p.B[i] * y
	}
	if norm := solvers.Norm(sol.X, 1); !near(gain, norm, 1e-9) {
		t.Errorf("b'y = %v, |x|_1 = %v", gain, norm)
	}
}

func TestDualProvesEveryDegenerateMinimum(t *testing.T) {
	var sampler ensemble.Sampler
	var s Solver
	for _, name := range []string{"gaussian", "rademacher", "integer:2"} {
		for _, k := range []int{0, 1, 2, 4} {
			for trial := range 40 {
				sys, err := sampler.Draw(ensemble.Draw{N: 10, M: 5, K: k, Ensemble: name, Amplitudes: "uniform", Trial: trial})
				if err != nil {
					t.Fatal(err)
				}
				p := solvers.Problem{A: sys.A, B: sys.B, P: 1}
				sol, err := solvers.Solve(t.Context(), &s, p)
				if err != nil {
					if k == 0 && name != "gaussian" {
						continue // a matrix without full rank, a generic b
					}
					t.Fatalf("%s, k = %d, trial %d: %v", name, k, trial, err)
				}
				checkDual(t, p, sol)
			}
		}
	}
}

func TestDualOfHardSystems(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	var s Solver
	for range 10 {
		for _, hard := range hardSystems(rng) {
			for _, scale := range []float64{1, 0x1p-500, 0x1p500} {
				scaled := solvers.Problem{A: solvers.From(hard.A), B: hard.B, P: 1}
				for k := range scaled.A.Data() {
					scaled.A.Data()[k] *= scale
				}
				sol, err := solvers.Solve(t.Context(), &s, scaled)
				if err != nil {
					t.Fatalf("%s, scale %v: %v", hard.name, scale, err)
				}
				checkDual(t, scaled, sol)
			}
		}
	}
}

func TestFindsTouchesBuiltBackward(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	var s Solver
	for _, c := range []struct{ n, m, support, dim int }{{10, 5, 1, 0}, {10, 5, 3, 0}, {12, 6, 6, 0}, {10, 5, 3, 1}, {9, 4, 6, 2}} {
		for range 20 {
			touch, err := ensemble.Backward(rng, c.n, c.m, c.support, c.dim)
			if err != nil {
				t.Fatal(err)
			}
			least := global(t, &s, solvers.Problem{A: touch.A, B: touch.B, P: 1})
			if !near(least.Value, solvers.Norm(touch.X, 1), 1e-12) {
				t.Fatalf("%+v: value %v, want %v", c, least.Value, solvers.Norm(touch.X, 1))
			}
			if c.dim == 0 && (least.Ties != 1 || !found(least.X, touch.X)) {
				t.Fatalf("%+v: %+v, want the one touch %v", c, least, touch.X)
			}
			if c.dim > 0 && least.Ties < c.dim+1 {
				t.Fatalf("%+v: a contact of dimension %d has %d vertices only", c, c.dim, least.Ties)
			}
		}
	}
}
