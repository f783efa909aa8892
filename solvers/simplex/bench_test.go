package simplex

import (
	"fmt"
	"testing"

	"touchpoint/solvers"
)

// Planted supports of .15 m, .55 m and .85 m, and, with k = 0, generic right-hand sides.
func BenchmarkSolve(b *testing.B) {
	for _, c := range []struct{ n, m, k int }{
		{64, 32, 8}, {64, 32, 0},
		{200, 10, 2}, {200, 10, 6}, {200, 10, 9}, {200, 50, 8}, {200, 50, 28}, {200, 50, 42}, {200, 100, 15}, {200, 100, 55}, {200, 100, 85},
		{200, 150, 23}, {200, 150, 83}, {200, 150, 128}, {200, 190, 29}, {200, 190, 105}, {200, 190, 161},
		{500, 250, 50}, {500, 250, 0}, {1000, 500, 0},
	} {
		b.Run(fmt.Sprintf("n=%d/m=%d/k=%d", c.n, c.m, c.k), func(b *testing.B) {
			var problems []solvers.Problem
			for trial := range 8 {
				g := stream(c.n, c.m, c.k, trial)
				p := generic(g, c.m, c.n, gaussian)
				if c.k > 0 {
					p, _ = planted(g, c.m, c.n, c.k, gaussian)
				}
				problems = append(problems, p)
			}
			var s Solver
			pivots, i := 0, 0
			b.ReportAllocs()
			for b.Loop() {
				sol, err := s.Solve(b.Context(), problems[i%len(problems)])
				if err != nil {
					b.Fatal(err)
				}
				pivots += sol.Iterations
				i++
			}
			b.ReportMetric(float64(pivots)/float64(i), "pivots/op")
		})
	}
}
