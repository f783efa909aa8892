package bp_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/bp"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/simplex"
	"touchpoint/solvers/solvertest"
)

func fresh(steps int) *bp.Solver {
	return &bp.Solver{Path: new(homotopy.Solver), Vertex: new(simplex.Solver), Steps: steps}
}

func TestLaws(t *testing.T) {
	solvertest.Run(t, []solvers.Entry{
		{Name: "bp", New: func() solvers.Solver { return fresh(0) }},
		{Name: "bp:steps=3", New: func() solvers.Solver { return fresh(3) }},
	}, func() *certify.Referee { return new(certify.Referee) })
}

// method is a stand-in that says how often it was asked, and answers as it is told.
type method struct {
	asked  int
	bound  int
	answer solvers.Solution
	err    error
}

func (m *method) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	return m.Within(ctx, p, math.MaxInt)
}

func (m *method) Within(_ context.Context, _ solvers.Problem, steps int) (solvers.Solution, error) {
	m.asked++
	m.bound = steps
	return m.answer, m.err
}

// The vertex method is asked when the path did not come to its end, and only then; the path has a budget unless n is large beside m.
func TestWhoIsAsked(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		path     solvers.Status
		err      error
		n, bound int
		vertex   int
	}{
		"the path ends":            {path: solvers.Converged, n: 4, bound: 4},
		"the budget ends":          {path: solvers.Limit, n: 4, bound: 4, vertex: 1},
		"rounding spoils the path": {path: solvers.Stalled, n: 4, bound: 4, vertex: 1},
		"the path breaks":          {err: broken, n: 4, bound: 4, vertex: 1},
		"many columns":             {path: solvers.Converged, n: 9, bound: math.MaxInt},
	} {
		x := make([]float64, c.n)
		x[1] = 1
		path := &method{answer: solvers.Solution{X: x, Status: c.path, Iterations: 5}, err: c.err}
		vertex := &method{answer: solvers.Solution{X: x, Status: solvers.Converged, Iterations: 7}}
		s := &bp.Solver{Path: path, Vertex: vertex}
		p := solvers.Problem{A: solvers.NewColumns(2, c.n, nil), B: []float64{0, 1}, P: 1}
		p.A.Col(1)[1] = 1
		sol, err := solvers.Solve(t.Context(), s, p)
		if err != nil || path.asked != 1 || path.bound != c.bound || vertex.asked != c.vertex {
			t.Errorf("%s: %v; path asked %d times for %d steps, want %d; vertex %d times, want %d", name, err, path.asked, path.bound, c.bound, vertex.asked, c.vertex)
		}
		if want := 5 + 7*c.vertex; sol.Iterations != want {
			t.Errorf("%s: %d steps, want %d", name, sol.Iterations, want)
		}
	}
}

// Whoever answers, the point is the same.
func TestBothMethodsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(51, 1))
	handed := 0
	for trial := range 200 {
		m := 2 + rng.IntN(30)
		n := m + 1 + rng.IntN(40)
		a, x := solvers.NewColumns(m, n, nil), make([]float64, n)
		for i := range a.Data() {
			a.Data()[i] = rng.NormFloat64()
		}
		for range 1 + rng.IntN(m) {
			x[rng.IntN(n)] = rng.NormFloat64()
		}
		p := solvers.Problem{A: a, B: make([]float64, m), P: 1}
		a.Mul(p.B, x)
		auto, err := solvers.Solve(t.Context(), fresh(0), p)
		if err != nil {
			t.Fatal(err)
		}
		alone, err := solvers.Solve(t.Context(), new(homotopy.Solver), p)
		if err != nil {
			t.Fatal(err)
		}
		if auto.Iterations != alone.Iterations {
			handed++
		}
		for j, v := range alone.X {
			if math.Abs(v-auto.X[j]) > 1e-8*solvers.Norm(alone.X, math.Inf(1)) {
				t.Fatalf("trial %d (%d x %d): x[%d] = %v, by homotopy alone %v", trial, m, n, j, auto.X[j], v)
			}
		}
	}
	if handed < 20 || handed > 180 {
		t.Errorf("%d of 200 systems were handed over: one of the methods is not tested", handed)
	}
}

func TestDeclines(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(1, 2, []float64{1, 2}), B: []float64{1}, P: 1}
	penalised, round := p, p
	penalised.Lambda, round.P = 1, 2
	for what, c := range map[string]struct {
		s *bp.Solver
		p solvers.Problem
	}{
		"no methods": {new(bp.Solver), p}, "penalised": {fresh(0), penalised}, "p = 2": {fresh(0), round},
		"steps": {fresh(-1), p},
	} {
		if _, err := solvers.Solve(t.Context(), c.s, c.p); !errors.Is(err, solvers.ErrDeclined) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
