package minnorm

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/stat/distuv"
)

func solve(t *testing.T, s *Solver, p solvers.Problem) solvers.Solution {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), s, p)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

func near(a, b, tol float64) bool { return math.Abs(a-b) <= tol*max(math.Abs(a), math.Abs(b)) }

// checkDual proves x optimal: x solves the system, |A'y|_2 = 1, and b'y = |x|_2.
func checkDual(t *testing.T, name string, p solvers.Problem, sol solvers.Solution) {
	t.Helper()
	m, n := p.A.Dims()
	values := make([]float64, n)
	p.A.MulT(values, sol.Dual)
	if norm := kernel.Norm2(values); !near(norm, 1, 1e-10) {
		t.Errorf("%s: |A'y|_2 = %v", name, norm)
	}
	if gain, norm := kernel.Dot(p.B, sol.Dual), kernel.Norm2(sol.X); !near(gain, norm, 1e-10) {
		t.Errorf("%s: b'y = %v, |x|_2 = %v", name, gain, norm)
	}
	for i := range m {
		residual, size := -p.B[i], math.Abs(p.B[i])
		for j, x := range sol.X {
			residual += p.A.At(i, j) * x
			size += math.Abs(p.A.At(i, j) * x)
		}
		if math.Abs(residual) > 1e-9*size {
			t.Errorf("%s: row %d leaves %v of %v", name, i, residual, size)
		}
	}
}

// x = b a / |a|^2 for one row.
func TestOneRow(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(1, 3, []float64{3, 0, -4}), B: []float64{50}, P: 2}
	sol := solve(t, new(Solver), p)
	for j, want := range []float64{6, 0, -8} {
		if math.Abs(sol.X[j]-want) > 1e-14 {
			t.Errorf("x[%d] = %v, want %v", j, sol.X[j], want)
		}
	}
	if !near(sol.Dual[0], 0.2, 1e-15) || sol.Status != solvers.Converged {
		t.Errorf("y = %v, %v; want 0.2, converged", sol.Dual, sol.Status)
	}
}

func TestDataPointsShareTheLoad(t *testing.T) {
	sol := solve(t, new(Solver), solvers.Problem{A: solvers.NewColumns(1, 2, []float64{1, 1}), B: []float64{1000}, P: 2})
	if !near(sol.X[0], 500, 1e-15) || !near(sol.X[1], 500, 1e-15) {
		t.Errorf("x = %v, want (500, 500)", sol.X)
	}
}

// The least-norm solution is what projecting any solution along the kernel leaves: x = x0 - (kernel part), so x·h = 0 for A h = 0.
func TestOrthogonalToTheKernel(t *testing.T) {
	var s Solver
	var sampler ensemble.Sampler
	rng := rand.New(rand.NewPCG(1, 2))
	for trial := range 30 {
		sys, err := sampler.Draw(ensemble.Draw{N: 30, M: 12, Ensemble: "gaussian", Trial: trial})
		if err != nil {
			t.Fatal(err)
		}
		p := solvers.Problem{A: sys.A, B: sys.B, P: 2}
		x := solve(t, &s, p).X
		// Two solutions of another right-hand side differ by a kernel vector.
		other := make([]float64, 30)
		for j := range other {
			other[j] = rng.NormFloat64()
		}
		p.B = make([]float64, 12)
		sys.A.Mul(p.B, other)
		kernel.Axpy(-1, solve(t, &s, p).X, other)
		if product := kernel.Dot(x, other); math.Abs(product) > 1e-12*kernel.Norm2(x)*kernel.Norm2(other) {
			t.Errorf("trial %d: x·h = %v", trial, product)
		}
	}
}

func TestDualityGapCloses(t *testing.T) {
	var s Solver
	var sampler ensemble.Sampler
	for _, shape := range [][2]int{{1, 1}, {5, 5}, {20, 10}, {64, 63}, {200, 90}} {
		sys, err := sampler.Draw(ensemble.Draw{N: shape[0], M: shape[1], Ensemble: "gaussian"})
		if err != nil {
			t.Fatal(err)
		}
		p := solvers.Problem{A: sys.A, B: sys.B, P: 2}
		checkDual(t, fmt.Sprint(shape), p, solve(t, &s, p))
	}
}

// For Gaussian A and b the squared touch radius obeys c^2/(1+c^2) ~ Beta(m/2, (n-m+1)/2) exactly.
func TestTouchRadiusFollowsItsLaw(t *testing.T) {
	const trials = 3000
	var s Solver
	var sampler ensemble.Sampler
	for _, shape := range [][2]int{{2, 1}, {8, 3}, {6, 6}} {
		n, m := shape[0], shape[1]
		var sample []float64
		for trial := range trials {
			sys, err := sampler.Draw(ensemble.Draw{N: n, M: m, Ensemble: "gaussian", Seed: 5, Trial: trial})
			if err != nil {
				t.Fatal(err)
			}
			c := kernel.Norm2(solve(t, &s, solvers.Problem{A: sys.A, B: sys.B, P: 2}).X)
			sample = append(sample, c*c/(1+c*c))
		}
		slices.Sort(sample)
		law := distuv.Beta{Alpha: float64(m) / 2, Beta: float64(n-m+1) / 2}
		distance := 0.0
		for i, v := range sample {
			f := law.CDF(v)
			distance = max(distance, f-float64(i)/trials, float64(i+1)/trials-f)
		}
		// The limit law exceeds 2.2 with probability 1.3e-4.
		if distance *= math.Sqrt(trials); distance > 2.2 {
			t.Errorf("(%d, %d): Kolmogorov distance %.2f/sqrt(T)", n, m, distance)
		}
	}
}

func TestInconsistentSystems(t *testing.T) {
	for name, p := range map[string]solvers.Problem{
		"two prices":  {A: solvers.NewColumns(2, 2, []float64{1, 1, 2, 2}), B: []float64{1, 2}},
		"zero row":    {A: solvers.NewColumns(2, 2, []float64{1e150, 0, 2e150, 0}), B: []float64{1e150, 1e-100}},
		"tall":        {A: solvers.NewColumns(3, 1, []float64{1, 1, 1}), B: []float64{1, 1, 1.001}},
		"zero matrix": {A: solvers.NewColumns(2, 2, nil), B: []float64{0, 3}},
	} {
		p.P = 2
		if _, err := solvers.Solve(t.Context(), new(Solver), p); !errors.Is(err, solvers.ErrInfeasible) {
			t.Errorf("%s: %v, want ErrInfeasible", name, err)
		}
	}
}

func TestDeclinesEverythingElse(t *testing.T) {
	for _, c := range []struct{ p, lambda float64 }{{1, 0}, {1.999, 0}, {math.Inf(1), 0}, {2, 0.1}} {
		p := solvers.Problem{A: solvers.NewColumns(1, 1, []float64{1}), B: []float64{1}, P: c.p, Lambda: c.lambda}
		if _, err := solvers.Solve(t.Context(), new(Solver), p); !errors.Is(err, solvers.ErrDeclined) {
			t.Errorf("%+v: %v, want ErrDeclined", c, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	cause := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(cause)
	p := solvers.Problem{A: solvers.NewColumns(1, 1, []float64{1}), B: []float64{1}, P: 2}
	if _, err := new(Solver).Solve(ctx, p); !errors.Is(err, cause) {
		t.Errorf("got %v", err)
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, shape := range [][2]int{{64, 32}, {400, 200}} {
		b.Run(fmt.Sprintf("n=%d/m=%d", shape[0], shape[1]), func(b *testing.B) {
			sys, err := new(ensemble.Sampler).Draw(ensemble.Draw{N: shape[0], M: shape[1], Ensemble: "gaussian"})
			if err != nil {
				b.Fatal(err)
			}
			var s Solver
			for b.Loop() {
				if _, err := s.Solve(b.Context(), solvers.Problem{A: sys.A, B: sys.B, P: 2}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
