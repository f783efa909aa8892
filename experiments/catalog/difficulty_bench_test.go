package catalog

import (
	"fmt"
	"testing"

	"touchpoint/solvers"
	entries "touchpoint/solvers/catalog"
	"touchpoint/solvers/ensemble"
)

// BenchmarkDifficulty times what the table costs of the claim counts: one solution of a planted system n = 2m = 4k for p = 1/2, over eight systems.
func BenchmarkDifficulty(b *testing.B) {
	const systems = 8
	for _, n := range []int{8, 12, 20, 40, 80} {
		var problems []solvers.Problem
		for trial := range systems {
			system, err := new(ensemble.Sampler).Draw(ensemble.Draw{N: n, M: n / 2, K: n / 4, Ensemble: "gaussian", Amplitudes: "gaussian", Seed: Seed, Trial: trial})
			if err != nil {
				b.Fatal(err)
			}
			problems = append(problems, solvers.Problem{A: system.A, B: system.B, P: difficultyHalf})
		}
		for _, method := range append(difficultyLocal[:len(difficultyLocal):len(difficultyLocal)], difficultyExhaustive) {
			if method.solver == difficultyExhaustive.solver && n > 12 {
				continue
			}
			entry, err := solvers.Find(entries.Entries(), method.solver)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("n=%d/%s", n, method.solver), func(b *testing.B) {
				solver, count, solves := entry.New(), 0, 0
				for b.Loop() {
					solution, err := solvers.Solve(b.Context(), solver, problems[solves%systems])
					if err != nil {
						b.Fatal(err)
					}
					count, solves = count+solution.Iterations, solves+1
				}
				b.ReportMetric(float64(count)/float64(solves), "work/op")
			})
		}
	}
}
