package homotopy

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// system draws entries with the given law and b = A x0 for a k-sparse x0 on coarse grids, so that b is exact; k = 0 draws a generic b.
func system(rng *rand.Rand, m, n, k int, entry func() float64) (*solvers.Columns, []float64, []float64) {
	a := solvers.NewColumns(m, n, nil)
	for i := range a.Data() {
		a.Data()[i] = math.Round(entry()*0x1p20) * 0x1p-20
	}
	b, x := make([]float64, m), make([]float64, n)
	if k == 0 {
		for i := range b {
			b[i] = rng.NormFloat64()
		}
		return a, b, nil
	}
	for _, j := range rng.Perm(n)[:k] {
		for x[j] == 0 {
			x[j] = math.Round(rng.NormFloat64()*0x1p10) * 0x1p-10
		}
	}
	a.Mul(b, x)
	return a, b, x
}

// optimal reports how far a basis pursuit solution is from primal feasibility, dual feasibility and zero gap, all relative.
func optimal(p solvers.Problem, sol solvers.Solution) (residual, dual, gap float64) {
	m, n := p.A.Dims()
	r, c := make([]float64, m), make([]float64, n)
	p.A.Mul(r, sol.X)
	kernel.Axpy(-1, p.B, r)
	p.A.MulT(c, sol.Dual)
	return kernel.Norm2(r) / kernel.Norm2(p.B), kernel.NormInf(c) - 1, 1 - kernel.Dot(p.B, sol.Dual)/kernel.Norm1(sol.X)
}

func nonzeros(x []float64) (count int) {
	for _, v := range x {
		if math.Abs(v) > 1e-9*kernel.NormInf(x) {
			count++
		}
	}
	return count
}

func TestBasisPursuitIsOptimal(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	laws := map[string]func() float64{
		"gaussian":   rng.NormFloat64,
		"rademacher": func() float64 { return float64(2*rng.IntN(2) - 1) },
		"integer":    func() float64 { return float64(rng.IntN(5) - 2) },
	}
	for _, law := range []string{"gaussian", "rademacher", "integer"} {
		var s Solver
		worst := 0.0
		for trial := range 2000 {
			m := 1 + rng.IntN(30)
			n := 1 + rng.IntN(60)
			k := rng.IntN(min(m, n) + 1)
			a, b, _ := system(rng, m, n, k, laws[law])
			p := solvers.Problem{A: a, B: b, P: 1}
			sol, err := solvers.Solve(t.Context(), &s, p)
			if k == 0 && err != nil && (law != "gaussian" || m > n) {
				continue
			}
			if err != nil {
				t.Fatalf("%s m=%d n=%d k=%d trial=%d: %v", law, m, n, k, trial, err)
			}
			if kernel.NormInf(b) == 0 {
				continue
			}
			res, dual, gap := optimal(p, sol)
			worst = max(worst, res, dual, math.Abs(gap))
			if sol.Status != solvers.Converged || !(res < 1e-10) || !(dual < 1e-9) || !(math.Abs(gap) < 1e-9) {
				t.Errorf("%s m=%d n=%d k=%d trial=%d: %v after %d steps: residual %.2g, dual %.2g, gap %.2g", law, m, n, k, trial, sol.Status, sol.Iterations, res, dual, gap)
			}
		}
		t.Logf("%s: worst %.2g", law, worst)
	}
}

func TestSupportIsKOrM(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	var s Solver
	for trial := range 300 {
		n := 8 << rng.IntN(5)
		m := 1 + rng.IntN(n-1)
		k := rng.IntN(m + 1)
		a, b, _ := system(rng, m, n, k, rng.NormFloat64)
		sol, err := solvers.Solve(t.Context(), &s, solvers.Problem{A: a, B: b, P: 1})
		if err != nil {
			t.Fatal(err)
		}
		if nnz := nonzeros(sol.X); nnz != m && nnz != k || sol.Status != solvers.Converged {
			t.Errorf("trial %d (n=%d, m=%d, k=%d): %d non-zeros, %v", trial, n, m, k, nnz, sol.Status)
		}
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, c := range []struct{ n, m, k int }{{64, 32, 8}, {200, 100, 20}, {256, 128, 0}, {500, 250, 50}} {
		b.Run(fmt.Sprintf("n=%d/m=%d/k=%d", c.n, c.m, c.k), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 1))
			a, rhs, _ := system(rng, c.m, c.n, c.k, rng.NormFloat64)
			var s Solver
			b.ReportAllocs()
			for b.Loop() {
				if _, err := solvers.Solve(b.Context(), &s, solvers.Problem{A: a, B: rhs, P: 1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
