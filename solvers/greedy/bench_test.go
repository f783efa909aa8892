package greedy_test

import (
	"fmt"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
	"touchpoint/solvers/greedy"
)

// seeking returns the methods told how many non-zeros to seek.
func seeking(k int) map[string]solvers.Solver {
	return map[string]solvers.Solver{
		"omp": &greedy.OMP{Sparsity: k}, "iht": &greedy.IHT{Sparsity: k}, "htp": &greedy.HTP{Sparsity: k},
		"cosamp": &greedy.CoSaMP{Sparsity: k}, "sp": &greedy.SubspacePursuit{Sparsity: k},
	}
}

// BenchmarkSolve is one trial of the comparison of greedy methods at M = 200, N = 1000, with all non-zeros found.
func BenchmarkSolve(b *testing.B) {
	for _, k := range []int{20, 45} {
		sys, err := new(ensemble.Sampler).Draw(ensemble.Draw{N: 1000, M: 200, K: k, Ensemble: "gaussian", Amplitudes: "gaussian", Seed: 1})
		if err != nil {
			b.Fatal(err)
		}
		p := solvers.Problem{A: sys.A, B: sys.B}
		for _, name := range names {
			s := seeking(k)[name]
			b.Run(fmt.Sprintf("k=%d/solver=%s", k, name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := solvers.Solve(b.Context(), s, p); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

var names = []string{"omp", "iht", "htp", "cosamp", "sp"}
