package solvers_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
)

// The door alone: the solver behind it knows the answer.
func BenchmarkDoor(b *testing.B) {
	for _, c := range []struct{ n, m int }{{10, 5}, {64, 32}, {200, 100}, {1000, 500}} {
		for _, lambda := range []float64{0, 1} {
			b.Run(fmt.Sprintf("n=%d/m=%d/lambda=%g", c.n, c.m, lambda), func(b *testing.B) {
				p := gaussian(c.m, c.n, 1)
				p.Lambda = lambda
				s := &scripted{sol: solvers.Solution{X: make([]float64, c.n), Dual: make([]float64, c.m)}}
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

// A trial of a sweep comes by here, and is not to wait for the garbage collector.
func TestTheDoorAllocatesNothing(t *testing.T) {
	for _, lambda := range []float64{0, 1} {
		p := gaussian(20, 40, 1)
		p.Lambda = lambda
		var s solvers.Solver = &scripted{sol: solvers.Solution{X: make([]float64, 40), Dual: make([]float64, 20)}}
		if got := testing.AllocsPerRun(10, func() {
			if _, err := solvers.Solve(t.Context(), s, p); err != nil {
				t.Fatal(err)
			}
		}); got > 0 {
			t.Errorf("lambda = %v: %v allocations", lambda, got)
		}
	}
}

// gaussian is a basis pursuit problem of standard normal entries.
func gaussian(m, n int, seed uint64) solvers.Problem {
	rng := rand.New(rand.NewPCG(seed, 0))
	p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: 1}
	for _, values := range [][]float64{p.A.Data(), p.B} {
		for k := range values {
			values[k] = rng.NormFloat64()
		}
	}
	return p
}
