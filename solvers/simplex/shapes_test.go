package simplex

import (
	"errors"
	"math"
	"testing"

	"touchpoint/solvers"
)

func TestRankDeficient(t *testing.T) {
	var s Solver
	for trial := range 200 {
		g := stream(11, trial)
		m, n := 3+g.IntN(30), 2+g.IntN(30)
		entry := []law{gaussian, rademacher, integer}[trial%3]
		a := matrix(g, m, n, entry)
		for j := range n {
			a.Col(j)[m-1] = a.Col(j)[0] - 2*a.Col(j)[1] // a dependent row
			if m > 3 {
				a.Col(j)[m-2] = 0 // a zero row
			}
		}
		copy(a.Col(n-1), a.Col(0)) // a duplicate
		clear(a.Col(n / 2))        // a zero column
		truth := make([]float64, n)
		for range 1 + g.IntN(min(m, n)) {
			truth[g.IntN(n)] = float64(1 + g.IntN(9))
		}
		p := solvers.Problem{A: a, B: make([]float64, m), P: 1}
		a.Mul(p.B, truth)
		if support(p.B) == 0 {
			continue
		}
		optimal(t, p, solve(t, &s, p))
		p.B[m-1] += solvers.Norm(p.B, math.Inf(1))
		if _, err := solvers.Solve(t.Context(), &s, p); !errors.Is(err, solvers.ErrInfeasible) {
			t.Fatalf("trial %d, %d x %d: error %v for an inconsistent system", trial, m, n, err)
		}
	}
}

// Tall systems: more equations than unknowns, consistent.
func TestTall(t *testing.T) {
	var s Solver
	for trial := range 50 {
		p, truth := planted(stream(13, trial), 60, 20, 1+trial%20, gaussian)
		sol := solve(t, &s, p)
		optimal(t, p, sol)
		if !near(sol.X, truth, 1e-12) {
			t.Fatalf("trial %d: x is not the only solution", trial)
		}
	}
}

// Where b = A x0 is rounded, no k columns reach it; the values that rounding adds are zeros all the same.
func TestRoundedRight(t *testing.T) {
	var s Solver
	for trial := range 200 {
		g := stream(53, trial)
		n, k := 20+20*(trial%5), 1+trial%7
		m := n / 2
		a := matrix(g, m, n, (*rng).NormFloat64)
		truth := make([]float64, n)
		for _, j := range g.Perm(n)[:k] {
			truth[j] = g.NormFloat64()
		}
		p := solvers.Problem{A: a, B: make([]float64, m), P: 1}
		a.Mul(p.B, truth)
		sol := solve(t, &s, p)
		optimal(t, p, sol)
		if got := support(sol.X); got != k && got != m {
			t.Fatalf("n=%d m=%d k=%d: %d non-zeros", n, m, k, got)
		}
	}
}

// Columns that differ by 1e-9 make bases of that condition. A solution called converged has to be optimal; most are.
func TestNearDuplicates(t *testing.T) {
	var s Solver
	converged := 0
	for trial := range 200 {
		g := stream(59, trial)
		p := generic(g, 10, 24, gaussian)
		for j := range 12 {
			for i, v := range p.A.Col(j) {
				p.A.Col(j + 12)[i] = v + g.NormFloat64()*math.Pow(10, -3-float64(trial%9))
			}
		}
		sol, err := solvers.Solve(t.Context(), &s, p)
		if err != nil {
			t.Fatal(err)
		}
		if sol.Status == solvers.Converged {
			converged++
			optimalWithin(t, p, sol, 1e-10)
		}
	}
	if converged < 190 {
		t.Errorf("%d of 200 converged", converged)
	}
}

// A tall system that is inconsistent by a relative distance: beyond rounding it has no solution, and none is claimed.
func TestInconsistent(t *testing.T) {
	var s Solver
	for trial := range 20 {
		for e := 1; e <= 14; e++ {
			p, _ := planted(stream(61, trial), 20, 10, 1+trial%10, gaussian)
			p.B[trial] += math.Pow(10, -float64(e)) * solvers.Norm(p.B, math.Inf(1))
			sol, err := solvers.Solve(t.Context(), &s, p)
			switch {
			case e <= 8 && !errors.Is(err, solvers.ErrInfeasible):
				t.Fatalf("trial %d: error %v, status %v, at a relative distance of 1e-%d", trial, err, sol.Status, e)
			case err == nil && sol.Status == solvers.Converged:
				optimalWithin(t, p, sol, 1e-11)
			}
		}
	}
}

func TestInfeasibleRow(t *testing.T) {
	a := solvers.NewColumns(2, 2, []float64{1, 0, 2, 0})
	_, err := solvers.Solve(t.Context(), &Solver{}, solvers.Problem{A: a, B: []float64{1, 1e-200}, P: 1})
	if !errors.Is(err, solvers.ErrInfeasible) {
		t.Fatalf("error %v for a zero row with b = 1e-200", err)
	}
}
