package greedy_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/greedy"
)

// Each step has one column more, the residual falls, x is the fit on the support, and the solver stopped there gives the same point.
func TestPath(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 1))
	for range 5 {
		p, _ := uneven(rng, 20, 50, 6)
		p = noisy(rng, p, .3)
		p.B = scaled(p.B, 1e3)
		last := greedy.Step{Residual: norm(p.B)}
		k := 0
		for step, err := range new(greedy.OMP).Path(t.Context(), p) {
			if err != nil {
				t.Fatal(err)
			}
			k++
			if len(step.Support) != k || !slices.Equal(step.Support[:k-1], last.Support) || !(step.Residual < last.Residual) {
				t.Fatalf("step %d: support %v after %v, residual %v after %v", k, step.Support, last.Support, step.Residual, last.Residual)
			}
			if k < 20 && math.Abs(step.Residual/norm(residual(p.A, step.X, p.B))-1) > 1e-8 {
				t.Errorf("step %d: residual %v, but %v", k, step.Residual, norm(residual(p.A, step.X, p.B)))
			}
			fit, err := greedy.Refit(p.A, p.B, step.Support)
			if err != nil {
				t.Fatal(err)
			}
			sameTerms(t, "refit", p.A, step.X, fit)
			sameTerms(t, "solver", p.A, solve(t, &greedy.OMP{Sparsity: k}, p).X, step.X)
			last = step
		}
		if k != 20 || !(last.Residual <= 1e-10*norm(p.B)) {
			t.Errorf("the path ends after %d steps with the residual %v", k, last.Residual)
		}
	}
}

func TestPathEnds(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 2))
	sparse, _ := planted(rng, 30, 50, 3)
	tall := noisy(rng, solvers.Problem{A: sparse.A, B: sparse.B}, 1)
	tall.A = solvers.NewColumns(30, 4, slices.Clone(sparse.A.Data()[:120]))
	beyond := solvers.Problem{A: solvers.NewColumns(1, 1, []float64{1e-200}), B: []float64{1e200}}
	zero := solvers.Problem{A: sparse.A, B: make([]float64, 30)}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name  string
		ctx   context.Context
		s     greedy.OMP
		p     solvers.Problem
		steps int
		err   error
	}{
		{"met", t.Context(), greedy.OMP{}, sparse, 3, nil},
		{"as many columns as asked", t.Context(), greedy.OMP{Sparsity: 2}, sparse, 2, nil},
		{"no solution", t.Context(), greedy.OMP{}, tall, 4, nil},
		{"b = 0", t.Context(), greedy.OMP{}, zero, 0, nil},
		{"b of another length", t.Context(), greedy.OMP{}, solvers.Problem{A: sparse.A, B: tall.B[:3]}, 0, solvers.ErrProblem},
		{"p = 1", t.Context(), greedy.OMP{}, solvers.Problem{A: sparse.A, B: sparse.B, P: 1}, 0, solvers.ErrDeclined},
		{"cancelled", cancelled, greedy.OMP{}, sparse, 0, context.Canceled},
		{"out of range", t.Context(), greedy.OMP{}, beyond, 0, solvers.ErrSolver},
	} {
		steps := 0
		var last error
		for _, err := range c.s.Path(c.ctx, c.p) {
			if last != nil {
				t.Errorf("%s: a step after the error", c.name)
			}
			if last = err; err == nil {
				steps++
			}
		}
		if steps != c.steps || !errors.Is(last, c.err) {
			t.Errorf("%s: %d steps, error %v; want %d, %v", c.name, steps, last, c.steps, c.err)
		}
	}
	for range new(greedy.OMP).Path(t.Context(), sparse) {
		break // and no more is asked for
	}
}

func TestRefit(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 3))
	for range 20 {
		p, _ := uneven(rng, 12, 30, 4)
		p = noisy(rng, p, 1)
		set := rng.Perm(30)[:rng.IntN(12)]
		x, err := greedy.Refit(p.A, p.B, set)
		if err != nil {
			t.Fatal(err)
		}
		twin := newNaive(p)
		want := twin.fit(set)
		for j := range want {
			want[j] /= twin.norm[j]
		}
		sameTerms(t, "dense QR", p.A, x, want)
	}
	p, _ := planted(rng, 3, 5, 1)
	copy(p.A.Col(4), scaled(p.A.Col(0), -2))
	for _, c := range []struct {
		b   []float64
		set []int
	}{
		{p.B, []int{5}}, {p.B, []int{-1}}, {p.B, []int{1, 2, 1}}, {p.B, []int{0, 4}}, {p.B, []int{0, 1, 2, 3}}, {p.B[:2], []int{0}},
		{[]float64{1, math.NaN(), 1}, []int{0}},
	} {
		if x, err := greedy.Refit(p.A, c.b, c.set); x != nil || !errors.Is(err, solvers.ErrProblem) {
			t.Errorf("support %v: %v, error %v", c.set, x, err)
		}
	}
	if x, err := greedy.Refit(solvers.NewColumns(1, 1, []float64{1e-200}), []float64{1e200}, []int{0}); x != nil || !errors.Is(err, solvers.ErrSolver) {
		t.Errorf("%v, error %v", x, err)
	}
}
