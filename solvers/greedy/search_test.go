package greedy_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/greedy"
)

// With Sparsity 0 the answer has the fewest non-zeros of all runs with k = 1, 2, 4, ... and those that halve the interval, made one by one here.
func TestSearch(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 1))
	for range 8 {
		p, _ := planted(rng, 25, 60, 3+rng.IntN(8))
		for _, name := range names[1:] {
			run := func(k int) (count, iterations int) {
				sol := solve(t, seeking(k)[name], p)
				if sol.Status != solvers.Converged {
					return 0, sol.Iterations
				}
				return len(support(sol.X)), sol.Iterations
			}
			failed, found, all := 0, 0, 0
			for k := 1; found == 0 || found > failed+1; {
				count, iterations := run(k)
				if all += iterations; count > 0 {
					found = count
				} else {
					failed = k
				}
				if k = min(2*failed, 25); found > 0 {
					k = (failed + found) / 2
				}
			}
			sol := solve(t, seeking(0)[name], p)
			if sol.Status != solvers.Converged || len(support(sol.X)) != found || sol.Iterations != all {
				t.Errorf("%s: %v, %d non-zeros after %d iterations, want %d after %d", name, sol.Status, len(support(sol.X)), sol.Iterations, found, all)
			}
		}
	}
}

// Beside many copies of a column no number of non-zeros need be the right one for IHT; OMP completes the point, and the status says so.
func TestCompletion(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 2))
	completed := 0
	for range 40 {
		m, n := 4, 12
		p, truth := planted(rng, m, n, 3)
		for j := range n {
			copy(p.A.Col(j), p.A.Col(j%4+rng.IntN(2)))
		}
		p.A.Mul(p.B, truth)
		if norm(p.B) == 0 {
			continue
		}
		sol := solve(t, new(greedy.IHT), p)
		if sol.Status == solvers.Limit {
			completed++
		}
		if r := norm(residual(p.A, sol.X, p.B)); r > 1e-10*norm(p.B) || len(support(sol.X)) > m {
			t.Errorf("%v: %d non-zeros leave %v", sol.Status, len(support(sol.X)), r)
		}
	}
	if completed == 0 {
		t.Error("no point had to be completed")
	}
}

// The limit of iterations is one for each number of non-zeros, and is reported.
func TestLimit(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 3))
	p, _ := planted(rng, 25, 60, 8)
	p = noisy(rng, p, .1)
	for name, s := range map[string]solvers.Solver{
		"iht": &greedy.IHT{Sparsity: 8, MaxIterations: 2}, "htp": &greedy.HTP{Sparsity: 8, MaxIterations: 2},
		"cosamp": &greedy.CoSaMP{Sparsity: 8, MaxIterations: 2}, "sp": &greedy.SubspacePursuit{Sparsity: 8, MaxIterations: 2},
	} {
		if sol := solve(t, s, p); sol.Status != solvers.Limit || sol.Iterations != 2 {
			t.Errorf("%s: %v after %d iterations", name, sol.Status, sol.Iterations)
		}
	}
	if sol := solve(t, &greedy.OMP{Sparsity: 5}, p); sol.Status != solvers.Limit || sol.Iterations != 5 {
		t.Errorf("omp: %v after %d columns", sol.Status, sol.Iterations)
	}
}

// A fresh solver that is cancelled says so and after how much work; one that has no work, for b = 0, has none to cancel.
func TestCancelled(t *testing.T) {
	p, _ := planted(rand.New(rand.NewPCG(4, 5)), 5, 9, 2)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, sparsity := range []int{0, 2} {
		for name, s := range seeking(sparsity) {
			if _, err := s.Solve(ctx, p); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "greedy: "+name+": after 0 ") {
				t.Errorf("%s: error %v", name, err)
			}
			if sol, err := s.Solve(t.Context(), solvers.Problem{A: p.A, B: make([]float64, 5)}); err != nil || norm(sol.X) != 0 {
				t.Errorf("%s: b = 0: %v, error %v", name, sol, err)
			}
		}
	}
}

// A used solver leaves no trace, whatever the shape it has seen.
func TestWorkspace(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	used := seeking(0)
	for _, shape := range [][3]int{{5, 12, 2}, {8, 9, 6}, {2, 30, 1}, {20, 4, 2}, {5, 12, 3}} {
		p, _ := planted(rng, shape[0], shape[1], shape[2])
		for _, name := range names {
			got, want := solve(t, used[name], p), solve(t, seeking(0)[name], p)
			if !slices.Equal(got.X, want.X) || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s, %v: a used solver answers differently from a fresh one", name, shape)
			}
		}
	}
}
