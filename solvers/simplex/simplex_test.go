package simplex

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"touchpoint/solvers"
)

// solve returns a converged solution or fails.
func solve(t *testing.T, s *Solver, p solvers.Problem) solvers.Solution {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), s, p)
	if err != nil {
		t.Fatal(err)
	}
	if sol.Status != solvers.Converged {
		t.Fatalf("status %v after %d iterations", sol.Status, sol.Iterations)
	}
	return sol
}

// optimal checks x and y against the data alone: residual, dual feasibility and duality gap.
func optimal(t *testing.T, p solvers.Problem, sol solvers.Solution) {
	t.Helper()
	optimalWithin(t, p, sol, 1e-12)
}

func optimalWithin(t *testing.T, p solvers.Problem, sol solvers.Solution, tolerance float64) {
	t.Helper()
	m, n := p.A.Dims()
	res := make([]float64, m)
	p.A.Mul(res, sol.X)
	for i, v := range p.B {
		res[i] -= v
	}
	if r := solvers.Norm(res, 2) / solvers.Norm(p.B, 2); !(r <= tolerance) {
		t.Fatalf("|Ax - b| = %.3g |b|", r)
	}
	corr := make([]float64, n)
	p.A.MulT(corr, sol.Dual)
	if c := solvers.Norm(corr, math.Inf(1)); !(c <= 1+tolerance) {
		t.Fatalf("|A'y|_inf - 1 = %.3g", c-1)
	}
	dual := 0.0
	for i, v := range p.B {
		dual += v * sol.Dual[i]
	}
	if primal := solvers.Norm(sol.X, 1); !(math.Abs(primal-dual) <= tolerance*primal) {
		t.Fatalf("|x|_1 = %v, b'y = %v: gap %.3g", primal, dual, (primal-dual)/primal)
	}
}

func support(x []float64) int { return int(solvers.Norm(x, 0)) }

func TestPlanted(t *testing.T) {
	var s Solver
	sizes := []struct{ n, m, trials int }{{6, 3, 20}, {12, 6, 20}, {20, 10, 20}, {40, 20, 4}, {64, 32, 3}, {30, 29, 2}, {40, 5, 10}}
	laws := []struct {
		name  string
		entry law
	}{{"gaussian", gaussian}, {"rademacher", rademacher}, {"integer", integer}}
	for _, law := range laws {
		t.Run(law.name, func(t *testing.T) {
			for _, c := range sizes {
				for k := 1; k <= c.m; k++ {
					for trial := range c.trials {
						p, truth := planted(stream(c.n, c.m, k, trial), c.m, c.n, k, law.entry)
						sol := solve(t, &s, p)
						optimal(t, p, sol)
						if solvers.Norm(sol.X, 1) > solvers.Norm(truth, 1)*(1+1e-12) {
							t.Fatalf("n=%d m=%d k=%d trial %d: |x|_1 above that of the planted vector", c.n, c.m, k, trial)
						}
						if got := support(sol.X); law.name == "gaussian" && got != k && got != c.m {
							t.Fatalf("n=%d m=%d k=%d trial %d: %d non-zeros", c.n, c.m, k, trial, got)
						}
					}
				}
			}
		})
	}
}

func TestPlantedLarge(t *testing.T) {
	var s Solver
	for _, c := range []struct{ n, m int }{{128, 64}, {256, 128}, {200, 40}} {
		for k := 1; k <= c.m; k += c.m / 8 {
			p, _ := planted(stream(c.n, c.m, k), c.m, c.n, k, gaussian)
			sol := solve(t, &s, p)
			optimal(t, p, sol)
			if got := support(sol.X); got != k && got != c.m {
				t.Fatalf("n=%d m=%d k=%d: %d non-zeros", c.n, c.m, k, got)
			}
			p, _ = planted(stream(c.n, c.m, k), c.m, c.n, k, rademacher)
			optimal(t, p, solve(t, &s, p))
		}
	}
}

func TestGeneric(t *testing.T) {
	var s Solver
	for _, c := range []struct{ n, m, trials int }{{1, 1, 5}, {5, 1, 100}, {10, 5, 200}, {20, 10, 200}, {64, 32, 100}, {100, 90, 10}, {256, 128, 2}, {50, 50, 10}} {
		for trial := range c.trials {
			p := generic(stream(c.n, c.m, trial), c.m, c.n, gaussian)
			sol := solve(t, &s, p)
			optimal(t, p, sol)
			if got := support(sol.X); got != c.m {
				t.Fatalf("n=%d m=%d trial %d: %d non-zeros", c.n, c.m, trial, got)
			}
		}
	}
}

// The exact rates are those of the conic kinematic formula for the Gaussian ensemble.
func TestSuccessRate(t *testing.T) {
	var s Solver
	for _, c := range []struct {
		n, m, k int
		rate    float64
	}{{20, 10, 3, .82886265635}, {12, 6, 3, .4356899413}} {
		const trials = 10000
		hits := 0
		for trial := range trials {
			p, truth := planted(stream(c.n, c.m, c.k, 7, trial), c.m, c.n, c.k, gaussian)
			if x := solve(t, &s, p).X; near(x, truth, 1e-9) {
				hits++
			}
		}
		sigma := math.Sqrt(c.rate * (1 - c.rate) / trials)
		z := (float64(hits)/trials - c.rate) / sigma
		t.Logf("n=%d m=%d k=%d: rate %.4f, exact %.4f, z = %.2f", c.n, c.m, c.k, float64(hits)/trials, c.rate, z)
		if math.Abs(z) > 3.5 {
			t.Errorf("n=%d m=%d k=%d: %d of %d recovered, %.2f standard deviations from %v", c.n, c.m, c.k, hits, trials, z, c.rate)
		}
	}
}

func near(x, y []float64, tolerance float64) bool {
	for j := range x {
		if math.Abs(x[j]-y[j]) > tolerance*(1+math.Abs(y[j])) {
			return false
		}
	}
	return true
}

func TestEveryBasis(t *testing.T) {
	var s Solver
	laws := []law{gaussian, rademacher, integer, func(g *rng) float64 { return float64(g.IntN(3) - 1) }}
	for l, entry := range laws {
		for _, c := range []struct{ n, m int }{{4, 2}, {6, 3}, {8, 4}, {10, 5}, {8, 6}, {5, 7}} {
			for trial := range 15 {
				g := stream(l, c.n, c.m, trial)
				p := generic(g, c.m, c.n, entry)
				if trial%3 != 0 {
					p, _ = planted(g, c.m, c.n, 1+g.IntN(min(c.m, c.n)), entry)
				}
				if trial%3 == 2 {
					copy(p.A.Col(0), p.A.Col(c.n-1)) // a duplicate; b may be out of reach now
				}
				twin(t, &s, p)
			}
		}
	}
}

// twin compares the objective with that of the enumeration, infeasible included.
func twin(t *testing.T, s *Solver, p solvers.Problem) {
	t.Helper()
	want := leastBasis(p, one)
	sol, err := solvers.Solve(t.Context(), s, p)
	switch {
	case support(p.B) == 0:
	case math.IsInf(want, 1):
		if !errors.Is(err, solvers.ErrInfeasible) {
			t.Fatalf("error %v for a system without solution", err)
		}
	case err != nil || sol.Status != solvers.Converged:
		t.Fatalf("status %v, error %v", sol.Status, err)
	case math.Abs(solvers.Norm(sol.X, 1)-want) > 1e-11*want:
		t.Fatalf("|x|_1 = %v, the best basis has %v", solvers.Norm(sol.X, 1), want)
	default:
		optimal(t, p, sol)
	}
}

func TestDeclines(t *testing.T) {
	a := solvers.NewColumns(1, 1, []float64{1})
	for _, p := range []solvers.Problem{{A: a, B: []float64{1}, P: 2}, {A: a, B: []float64{1}, P: .5}, {A: a, B: []float64{1}, P: 1, Lambda: 1}} {
		if _, err := solvers.Solve(t.Context(), &Solver{}, p); !errors.Is(err, solvers.ErrDeclined) {
			t.Errorf("p = %v, lambda = %v: error %v", p.P, p.Lambda, err)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("enough")
	cancel(cause)
	p := generic(stream(1), 32, 64, gaussian)
	if _, err := new(Solver).Solve(ctx, p); !errors.Is(err, cause) {
		t.Fatalf("error %v after cancelling", err)
	}
}

func TestLimit(t *testing.T) {
	p := generic(stream(2), 64, 160, gaussian)
	sol, err := solvers.Solve(t.Context(), &Solver{MaxPivots: 3}, p)
	if err != nil || sol.Status != solvers.Limit {
		t.Fatalf("status %v, error %v", sol.Status, err)
	}
	res := make([]float64, 64)
	p.A.Mul(res, sol.X)
	for i := range res {
		res[i] -= p.B[i]
	}
	if r := solvers.Norm(res, 2); r > 1e-12*solvers.Norm(p.B, 2) {
		t.Fatalf("residual %v at the limit", r)
	}
	full := solve(t, &Solver{}, p)
	dual := 0.0
	for i, v := range p.B {
		dual += v * sol.Dual[i]
	}
	best := solvers.Norm(full.X, 1)
	if !(dual <= best && best < solvers.Norm(sol.X, 1)) {
		t.Fatalf("bounds %v <= %v <= %v do not hold at the limit", dual, best, solvers.Norm(sol.X, 1))
	}
}

// One workspace over systems of all shapes gives bit for bit what a fresh one gives, and leaves the problem alone.
func TestWorkspace(t *testing.T) {
	var s Solver
	for trial := range 60 {
		g := stream(17, trial)
		m, n := 1+g.IntN(20), 1+g.IntN(40)
		p, _ := planted(g, m, n, 1+g.IntN(min(m, n)), []law{gaussian, rademacher}[trial%2])
		if support(p.B) == 0 {
			continue
		}
		a, b := slices.Clone(p.A.Data()), slices.Clone(p.B)
		used, err1 := s.Solve(t.Context(), p)
		fresh, err2 := new(Solver).Solve(t.Context(), p)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if !slices.Equal(used.X, fresh.X) || !slices.Equal(used.Dual, fresh.Dual) || used.Iterations != fresh.Iterations {
			t.Fatalf("trial %d: a used workspace changes the solution", trial)
		}
		if !slices.Equal(a, p.A.Data()) || !slices.Equal(b, p.B) {
			t.Fatalf("trial %d: the problem was written to", trial)
		}
	}
}

func TestAllocations(t *testing.T) {
	var s Solver
	ctx := context.Background()
	for _, k := range []int{8, 20} {
		p, _ := planted(stream(3, k), 32, 64, k, gaussian)
		if got := testing.AllocsPerRun(5, func() { s.Solve(ctx, p) }); got > 2 {
			t.Errorf("k=%d: %v allocations a solve, want x and y only", k, got)
		}
	}
}
