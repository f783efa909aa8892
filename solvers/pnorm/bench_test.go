package pnorm

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
)

func BenchmarkSolve(b *testing.B) {
	for _, exponent := range []float64{1.01, 1.1, 1.5, 2, 3, 10} {
		b.Run(fmt.Sprintf("n=100/m=50/p=%v", exponent), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 2))
			a := solvers.NewColumns(50, 100, nil)
			for i := range a.Data() {
				a.Data()[i] = rng.NormFloat64()
			}
			right := make([]float64, 50)
			for i := range right {
				right[i] = rng.NormFloat64()
			}
			var s Solver
			p := solvers.Problem{A: a, B: right, P: exponent}
			for b.Loop() {
				sol, err := s.Solve(b.Context(), p)
				if err != nil || sol.Status != solvers.Converged {
					b.Fatal(sol.Status, err)
				}
				b.ReportMetric(float64(sol.Iterations), "steps")
			}
		})
	}
}
