package homotopy_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/homotopy"
)

func gaussian(rng *rand.Rand, m, n int) (*solvers.Columns, []float64) {
	a, b := solvers.NewColumns(m, n, nil), make([]float64, m)
	for i := range a.Data() {
		a.Data()[i] = rng.NormFloat64()
	}
	for i := range b {
		b[i] = rng.NormFloat64()
	}
	return a, b
}

func breakpoints(t *testing.T, p solvers.Problem) []homotopy.Breakpoint {
	t.Helper()
	var all []homotopy.Breakpoint
	for point, err := range new(homotopy.Solver).Path(t.Context(), p) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, point)
	}
	return all
}

// The path is optimal at every breakpoint and, being linear, half-way between any two.
func TestPathIsOptimalThroughout(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 1))
	var referee certify.Referee
	for range 30 {
		m := 1 + rng.IntN(12)
		a, b := gaussian(rng, m, m+rng.IntN(15))
		path := breakpoints(t, solvers.Problem{A: a, B: b, P: 1})
		if last := path[len(path)-1]; last.Lambda != 0 {
			t.Fatalf("the path ends at lambda = %v", last.Lambda)
		}
		if solvers.Norm(path[0].X, 1) != 0 {
			t.Fatalf("the path begins at %v", path[0].X)
		}
		check := func(lambda float64, x []float64) {
			p := solvers.Problem{A: a, B: b, P: 1, Lambda: lambda}
			if c := referee.Certify(t.Context(), p, solvers.Solution{X: x}); c.Kind != certify.Optimal {
				t.Fatalf("lambda = %v: %v, gap %v", lambda, c.Kind, c.Gap)
			}
		}
		for i, point := range path[:len(path)-1] {
			check(point.Lambda, point.X)
			next := path[i+1]
			if !(next.Lambda < point.Lambda) {
				t.Fatalf("breakpoint %d at lambda = %v follows one at %v", i+1, next.Lambda, point.Lambda)
			}
			middle := slices.Clone(point.X)
			for j := range middle {
				middle[j] = (middle[j] + next.X[j]) / 2
			}
			check((point.Lambda+next.Lambda)/2, middle)
		}
	}
}

// One row: the path is known in closed form. x stands on the largest entry from lambda_max = |a_1 b| on.
func TestPathOfOneRow(t *testing.T) {
	a := solvers.NewColumns(1, 3, []float64{1, -4, 2})
	path := breakpoints(t, solvers.Problem{A: a, B: []float64{3}, P: 1})
	if len(path) != 2 || path[0].Lambda != 12 || path[1].Lambda != 0 || !slices.Equal(path[1].X, []float64{0, -.75, 0}) {
		t.Errorf("path %v", path)
	}
	path = breakpoints(t, solvers.Problem{A: a, B: []float64{3}, P: 1, Lambda: 4})
	if last := path[len(path)-1]; last.Lambda != 4 || math.Abs(last.X[1]+.5) > 1e-15 {
		t.Errorf("path to lambda = 4: %v", path)
	}
	if path = breakpoints(t, solvers.Problem{A: a, B: []float64{3}, P: 1, Lambda: 13}); len(path) != 1 || solvers.Norm(path[0].X, 1) != 0 {
		t.Errorf("path to lambda above lambda_max: %v", path)
	}
}

// Integer data make several columns reach the bound at once, along the whole path.
func TestTies(t *testing.T) {
	rng := rand.New(rand.NewPCG(32, 1))
	var solver homotopy.Solver
	var referee certify.Referee
	for trial := range 3000 {
		m := 1 + rng.IntN(8)
		n := m + rng.IntN(16)
		a, b := solvers.NewColumns(m, n, nil), make([]float64, m)
		for i := range a.Data() {
			a.Data()[i] = float64(rng.IntN(3) - 1)
		}
		for i := range b {
			b[i] = float64(rng.IntN(5) - 2)
		}
		if solvers.Norm(b, 1) == 0 {
			continue
		}
		p := solvers.Problem{A: a, B: b, P: 1}
		if trial%2 == 1 {
			p.Lambda = []float64{.25, .5, 1, 2}[rng.IntN(4)]
		}
		sol, err := solvers.Solve(t.Context(), &solver, p)
		if errors.Is(err, solvers.ErrInfeasible) && referee.Infeasible(p) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if c := referee.Certify(t.Context(), p, sol); sol.Status != solvers.Converged || c.Kind != certify.Optimal {
			t.Fatalf("trial %d: %v, %v, gap %v\nA = %v\nb = %v, lambda = %v", trial, sol.Status, c.Kind, c.Gap, a.Data(), b, p.Lambda)
		}
	}
}

func TestLimit(t *testing.T) {
	rng := rand.New(rand.NewPCG(33, 1))
	a, b := gaussian(rng, 10, 20)
	sol, err := solvers.Solve(t.Context(), &homotopy.Solver{MaxSteps: 3}, solvers.Problem{A: a, B: b, P: 1})
	if err != nil || sol.Status != solvers.Limit || sol.Iterations != 3 {
		t.Errorf("%v after %d steps, %v; want the limit after 3", sol.Status, sol.Iterations, err)
	}
	for _, err = range (&homotopy.Solver{MaxSteps: 3}).Path(t.Context(), solvers.Problem{A: a, B: b, P: 1}) {
	}
	if !errors.Is(err, solvers.ErrSolver) {
		t.Errorf("path cut short: %v", err)
	}
}
