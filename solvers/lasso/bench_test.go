package lasso_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/lasso"
)

func BenchmarkSolve(b *testing.B) {
	for _, shape := range []struct{ m, n, k int }{{100, 200, 0}, {100, 200, 20}, {100, 1000, 0}, {100, 1000, 10}} {
		for _, ratio := range []float64{.5, .1, .05, .01, .001} {
			b.Run(fmt.Sprintf("n=%d/m=%d/k=%d/ratio=%v", shape.n, shape.m, shape.k, ratio), func(b *testing.B) {
				p := draw(rand.New(rand.NewPCG(1, 2)), shape.m, shape.n, shape.k)
				p.Lambda = ratio * lasso.LambdaMax(p.A, p.B)
				var s lasso.Solver
				var sol solvers.Solution
				b.ReportAllocs()
				for b.Loop() {
					sol, _ = s.Solve(b.Context(), p)
				}
				if sol.Status != solvers.Converged {
					b.Fatalf("status %v after %d epochs", sol.Status, sol.Iterations)
				}
				b.ReportMetric(float64(sol.Iterations), "epochs")
			})
		}
	}
}

func BenchmarkPath(b *testing.B) {
	p := draw(rand.New(rand.NewPCG(1, 2)), 100, 1000, 10)
	grid := lasso.Grid(lasso.LambdaMax(p.A, p.B), 1e-3, 50)
	var s lasso.Solver
	for b.Loop() {
		for sol, err := range s.Path(b.Context(), p, grid) {
			if err != nil || sol.Status != solvers.Converged {
				b.Fatal(sol.Status, err)
			}
		}
	}
}

// draw returns a Gaussian system, with b = A x0 for a k-sparse Gaussian x0, or a Gaussian b for k = 0.
func draw(rng *rand.Rand, m, n, k int) solvers.Problem {
	p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: 1}
	for i := range p.A.Data() {
		p.A.Data()[i] = rng.NormFloat64()
	}
	if k == 0 {
		for i := range p.B {
			p.B[i] = rng.NormFloat64()
		}
		return p
	}
	x := make([]float64, n)
	for _, j := range rng.Perm(n)[:k] {
		x[j] = rng.NormFloat64()
	}
	p.A.Mul(p.B, x)
	return p
}
