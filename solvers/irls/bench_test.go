package irls_test

import (
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
	"touchpoint/solvers/irls"
)

func BenchmarkSolve(b *testing.B) {
	var sampler ensemble.Sampler
	system, err := sampler.Draw(ensemble.Draw{N: 256, M: 100, K: 40, Ensemble: "gaussian", Amplitudes: "gaussian", Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	p := solvers.Problem{A: system.A, B: system.B, P: .5}
	s := new(irls.Solver)
	b.ReportAllocs()
	for b.Loop() {
		sol, err := solvers.Solve(b.Context(), s, p)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(sol.Iterations), "rounds")
	}
}
