package homotopy_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/ensemble"
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

// The right-hand side may reach to either end of the range of float64.
func TestExtremeRightHandSides(t *testing.T) {
	a := solvers.NewColumns(1, 2, []float64{4, 2})
	for _, b := range []float64{math.MaxFloat64, 0x1p-1074, 0x1p-1022} {
		sol, err := solvers.Solve(t.Context(), new(homotopy.Solver), solvers.Problem{A: a, B: []float64{b}, P: 1})
		if err != nil || sol.X[0] != b/4 || sol.X[1] != 0 {
			t.Errorf("b = %v: %v, %v", b, sol.X, err)
		}
	}
	for _, b := range []float64{math.MaxFloat64, -0x1p1023} { // the answer is beyond the range
		sol, err := solvers.Solve(t.Context(), new(homotopy.Solver), solvers.Problem{A: solvers.NewColumns(1, 1, []float64{.5}), B: []float64{b}, P: 1})
		if !errors.Is(err, solvers.ErrSolver) {
			t.Errorf("b = %v: %v, %v", b, sol.X, err)
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

// Path is a door of its own: it lets in what Solve does, and answers b = 0.
func TestPathChecksTheProblem(t *testing.T) {
	good := solvers.Problem{A: solvers.NewColumns(1, 2, []float64{1, -4}), B: []float64{3}, P: 1}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for what, c := range map[string]struct {
		ctx   context.Context
		spoil func(*solvers.Problem)
		want  error
	}{
		"no matrix":         {t.Context(), func(p *solvers.Problem) { p.A = nil }, solvers.ErrProblem},
		"b too long":        {t.Context(), func(p *solvers.Problem) { p.B = []float64{1, 2} }, solvers.ErrProblem},
		"NaN":               {t.Context(), func(p *solvers.Problem) { p.B = []float64{math.NaN()} }, solvers.ErrProblem},
		"p = 2":             {t.Context(), func(p *solvers.Problem) { p.P = 2 }, solvers.ErrDeclined},
		"no solution":       {t.Context(), func(p *solvers.Problem) { p.A = solvers.NewColumns(1, 2, nil) }, solvers.ErrInfeasible},
		"cancelled context": {cancelled, func(*solvers.Problem) {}, context.Canceled},
	} {
		p, points := good, 0
		c.spoil(&p)
		var last error
		for _, err := range new(homotopy.Solver).Path(c.ctx, p) {
			last = err
			points++
		}
		if points != 1 || !errors.Is(last, c.want) {
			t.Errorf("%s: %d points, %v; want %v alone", what, points, last, c.want)
		}
	}
	for _, lambda := range []float64{0, 2} {
		path := breakpoints(t, solvers.Problem{A: good.A, B: []float64{0}, P: 1, Lambda: lambda})
		if len(path) != 1 || path[0].Lambda != lambda || !slices.Equal(path[0].X, []float64{0, 0}) {
			t.Errorf("b = 0, lambda = %v: path %v", lambda, path)
		}
	}
}

// A solver that is used while one of its paths is walked does not lead it astray.
func TestPathKeepsToItself(t *testing.T) {
	rng := rand.New(rand.NewPCG(34, 1))
	a, b := gaussian(rng, 6, 12)
	other, right := gaussian(rng, 9, 20)
	p := solvers.Problem{A: a, B: b, P: 1}
	want := breakpoints(t, p)
	var s homotopy.Solver
	i := 0
	for point, err := range s.Path(t.Context(), p) {
		if err != nil || point.Lambda != want[i].Lambda || !slices.Equal(point.X, want[i].X) {
			t.Fatalf("breakpoint %d: %v, %v; want %v", i, point, err, want[i])
		}
		i++
		if _, err := solvers.Solve(t.Context(), &s, solvers.Problem{A: other, B: right, P: 1}); err != nil {
			t.Fatal(err)
		}
	}
	if i != len(want) {
		t.Errorf("%d breakpoints, want %d", i, len(want))
	}
}

// Rows too far apart for one path end it with an error, not with a point that misses an equation; rows that are not, with the right one.
func TestPathOfUnevenRows(t *testing.T) {
	for exponent := range 301 {
		c := math.Pow(10, float64(exponent))
		p := solvers.Problem{A: solvers.NewColumns(2, 2, []float64{c, 0, 0, 1}), B: []float64{c, -2}, P: 1}
		var end homotopy.Breakpoint
		var last error
		for point, err := range new(homotopy.Solver).Path(t.Context(), p) {
			end, last = point, err
		}
		switch {
		case exponent <= 6 && last != nil || last != nil && !errors.Is(last, solvers.ErrSolver):
			t.Errorf("a row scaled by 1e%d: %v", exponent, last)
		case last == nil && (end.Lambda != 0 || math.Abs(end.X[0]-1) > 1e-9 || math.Abs(end.X[1]+2) > 1e-9):
			t.Errorf("a row scaled by 1e%d: the path ends at %v", exponent, end)
		}
	}
}

// Sets close to dependent, from draws of which one in forty thousand to one in six hundred has them: a dual made of long q, and entries that are zero in the end but for the
// rounding of a near-singular system.
func TestSetsCloseToDependent(t *testing.T) {
	var sampler ensemble.Sampler
	var referee certify.Referee
	for law, draws := range map[string][][2]int{
		"gaussian": {{3, 26782}, {3, 37106}, {4, 29382}, {5, 23997}},
		"ar1:0.5":  {{3, 5036}, {3, 11491}, {3, 23211}, {4, 14002}, {4, 38909}},
		"dct":      {{3, 356}, {3, 1106}, {3, 1811}, {3, 3037}, {3, 3998}},
		"fourier":  {{3, 12251}, {3, 12716}},
	} {
		for _, d := range draws {
			system, err := sampler.Draw(ensemble.Draw{N: 20, M: 10, K: d[0], Ensemble: law, Amplitudes: "gaussian", Seed: 1, Trial: d[1]})
			if err != nil {
				t.Fatal(err)
			}
			p := solvers.Problem{A: system.A, B: system.B, P: 1}
			sol, err := solvers.Solve(t.Context(), new(homotopy.Solver), p)
			if err != nil {
				t.Fatal(err)
			}
			if c := referee.Certify(t.Context(), p, sol); sol.Status != solvers.Converged || c.Kind != certify.Optimal {
				t.Errorf("%s, trial %d of k = %d: %v, %v, gap %v", law, d[1], d[0], sol.Status, c.Kind, c.Gap)
			}
		}
	}
}
