package homotopy_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/homotopy"
)

// A working set leads to the very point that looking at all columns does, for basis pursuit and for every penalty, planted or generic, flat or tall.
func TestWorkingSetAgainstAllColumns(t *testing.T) {
	rng := rand.New(rand.NewPCG(36, 1))
	var referee certify.Referee
	for trial := range 200 {
		m := 3 + rng.IntN(40)
		n := m + rng.IntN(200)
		if trial%4 == 3 {
			m, n = n, m
		}
		a, b := gaussian(rng, m, n)
		if trial%2 == 0 {
			x := make([]float64, n)
			for range 1 + m/4 {
				x[rng.IntN(n)] = rng.NormFloat64()
			}
			a.Mul(b, x)
		}
		product := make([]float64, n)
		a.MulT(product, b)
		p := solvers.Problem{A: a, B: b, P: 1, Lambda: []float64{0, .5, .1, .01, 1e-5}[trial%5] * solvers.Norm(product, math.Inf(1))}
		if p.Lambda == 0 && m > n {
			p.Lambda = 1 // no equation would be met
		}
		var points [2]solvers.Solution
		for i, whole := range []int{math.MaxInt, 1} {
			sol, err := solvers.Solve(t.Context(), &homotopy.Solver{Whole: whole}, p)
			if err != nil {
				t.Fatal(err)
			}
			if c := referee.Certify(t.Context(), p, sol); sol.Status != solvers.Converged || c.Kind != certify.Optimal {
				t.Fatalf("trial %d (%d x %d), whole = %d: %v, %v, gap %v", trial, m, n, whole, sol.Status, c.Kind, c.Gap)
			}
			points[i] = sol
		}
		for j, v := range points[0].X {
			if math.Abs(v-points[1].X[j]) > 1e-9 {
				t.Fatalf("trial %d (%d x %d): x[%d] = %v with all columns, %v with a working set", trial, m, n, j, v, points[1].X[j])
			}
		}
	}
}

// Ties with the columns that are not watched: integer data, duplicated columns.
func TestWorkingSetWithTies(t *testing.T) {
	rng := rand.New(rand.NewPCG(37, 1))
	var referee certify.Referee
	s := &homotopy.Solver{Whole: 1}
	for trial := range 300 {
		m := 1 + rng.IntN(8)
		n := m + 40 + rng.IntN(60)
		a, b := solvers.NewColumns(m, n, nil), make([]float64, m)
		for i := range a.Data() {
			a.Data()[i] = float64(rng.IntN(3) - 1)
		}
		for j := 0; j+7 < n; j += 7 {
			copy(a.Col(j+7), a.Col(j))
		}
		for i := range b {
			b[i] = float64(rng.IntN(9) - 4)
		}
		if solvers.Norm(b, 1) == 0 {
			continue
		}
		p := solvers.Problem{A: a, B: b, P: 1, Lambda: []float64{0, 1, .25}[trial%3]}
		sol, err := solvers.Solve(t.Context(), s, p)
		if err != nil {
			if !referee.Infeasible(p) {
				t.Fatalf("trial %d: %v", trial, err)
			}
			continue
		}
		if c := referee.Certify(t.Context(), p, sol); sol.Status != solvers.Converged || c.Kind != certify.Optimal {
			t.Fatalf("trial %d: %v, %v, gap %v", trial, sol.Status, c.Kind, c.Gap)
		}
	}
}

// Columns that b says nothing of, because they are zero or alike, do not crowd the working set.
func TestWorkingSetLeavesEqualsOut(t *testing.T) {
	const m, n = 40, 4000
	rng := rand.New(rand.NewPCG(45, 1))
	a, b := gaussian(rng, m, n)
	for j := 5; j < n; j++ {
		clear(a.Col(j))
		a.Col(j)[m-1] = 1
	}
	b[m-1] = 0
	p := solvers.Problem{A: a, B: b, P: 1, Lambda: 1}
	s := new(homotopy.Solver)
	if sol, err := solvers.Solve(t.Context(), s, p); err != nil || sol.Status != solvers.Converged {
		t.Fatal(sol.Status, err)
	}
	if got := homotopy.Watched(s); got > 200 {
		t.Errorf("%d columns watched of %d, all but five of them equal", got, n)
	}
}
