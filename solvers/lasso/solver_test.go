package lasso_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/lasso"

	"gonum.org/v1/gonum/mat"
)

// x(cb, c lambda) = c x(b, lambda): to the bit for powers of two, which round nothing, and for the sign. Elsewhere rounding may choose
// another point where the minimiser is not unique; the objective stays.
func TestHomogeneous(t *testing.T) {
	for _, c := range corpus() {
		p := at(c.Problem, .05)
		x := mustSolve(t, p).X
		for _, factor := range []float64{-1, 0x1p40, 3, 1e-60, 1e60} {
			q := p
			q.Lambda *= math.Abs(factor)
			q.B = scaled(p.B, factor)
			got := mustSolve(t, q).X
			if f, _ := math.Frexp(math.Abs(factor)); f == .5 {
				if err := apart(got, scaled(x, factor), 0); err != nil {
					t.Errorf("%s, factor %v: %v", c.name, factor, err)
				}
			}
			if a, b := p.Objective(scaled(got, 1/factor)), p.Objective(x); math.Abs(a-b) > 2e-10*b {
				t.Errorf("%s, factor %v: objective %v, want %v", c.name, factor, a, b)
			}
		}
	}
}

// Unequal column scales change the problem, but only through the penalty: x_j -> x_j / c_j, where the weights stay as they are for a
// column that is not in play.
func TestMixedScales(t *testing.T) {
	p := draw(rand.New(rand.NewPCG(8, 8)), 10, 20, 0)
	for i := range p.B {
		p.A.Col(4)[i] *= 1e150 // all but free of penalty
		p.A.Col(7)[i] *= 1e-150
	}
	p.Lambda = .5
	sol := mustSolve(t, p)
	if sol.Status != solvers.Converged {
		t.Fatalf("status %v after %d epochs", sol.Status, sol.Iterations)
	}
	if sol.X[7] != 0 || sol.X[4] == 0 {
		t.Errorf("x[4] = %v, x[7] = %v", sol.X[4], sol.X[7])
	}
	r := residual(p, sol.X)
	for j, v := range sol.X {
		slope := mat.Dot(mat.NewVecDense(10, p.A.Col(j)), mat.NewVecDense(10, r))
		switch {
		case j == 4 && math.Abs(slope) > 1e-14*1e150:
			t.Errorf("the free column still sees the residual: %v", slope)
		case j != 4 && v != 0 && math.Abs(slope-math.Copysign(p.Lambda, v)) > 1e-12,
			j != 4 && math.Abs(slope) > p.Lambda+1e-12:
			t.Errorf("column %d: slope %v at x = %v", j, slope, v)
		}
	}
}

func TestPermutationAndFlips(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 9))
	p := at(draw(rng, 12, 30, 3), .01)
	x := mustSolve(t, p).X
	order, q := rng.Perm(30), p
	q.A = solvers.NewColumns(12, 30, nil)
	want := make([]float64, 30)
	for j, from := range order {
		flip := float64(1 - 2*(j%2))
		copy(q.A.Col(j), scaled(p.A.Col(from), flip))
		want[j] = flip * x[from]
	}
	if err := apart(mustSolve(t, q).X, want, 1e-10); err != nil {
		t.Error(err)
	}
}

func TestRotation(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 1))
	p := at(draw(rng, 12, 30, 3), .01)
	turn := rotation(rng, 12)
	var a mat.Dense
	a.Mul(turn, p.A)
	var b mat.VecDense
	b.MulVec(turn, mat.NewVecDense(12, p.B))
	q := p
	q.A, q.B = solvers.From(&a), b.RawVector().Data
	if err := apart(mustSolve(t, q).X, mustSolve(t, p).X, 1e-10); err != nil {
		t.Error(err)
	}
}

func TestEpochLimit(t *testing.T) {
	p := at(draw(rand.New(rand.NewPCG(1, 6)), 30, 60, 0), 1e-3)
	for _, limit := range []int{1, 5, 12} {
		sol, err := (&lasso.Solver{MaxEpochs: limit}).Solve(t.Context(), p)
		if err != nil || sol.Status != solvers.Limit || sol.Iterations != limit {
			t.Errorf("status %v after %d epochs of %d, error %v", sol.Status, sol.Iterations, limit, err)
		}
	}
}

// A used workspace leaves no trace, the problem is not written to, and nothing is allocated but the answer.
func TestWorkspace(t *testing.T) {
	var used lasso.Solver
	for range 2 {
		for _, c := range corpus() {
			p := at(c.Problem, .01)
			a, b := slices.Clone(p.A.Data()), slices.Clone(p.B)
			got, err := used.Solve(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			want := mustSolve(t, p)
			if !slices.Equal(got.X, want.X) || !slices.Equal(got.Dual, want.Dual) || got.Iterations != want.Iterations {
				t.Errorf("%s: a used solver answers differently from a fresh one", c.name)
			}
			if !slices.Equal(a, p.A.Data()) || !slices.Equal(b, p.B) {
				t.Errorf("%s: the problem was written to", c.name)
			}
		}
	}
	p := at(corpus()[0].Problem, .01)
	if n := testing.AllocsPerRun(10, func() { _, _ = used.Solve(t.Context(), p) }); n > 2 {
		t.Errorf("%v allocations a solve, want x and y alone", n)
	}
}

func TestDeclines(t *testing.T) {
	p := draw(rand.New(rand.NewPCG(1, 1)), 3, 5, 0)
	for _, c := range []struct{ p, lambda float64 }{{1, 0}, {.5, 1}, {2, 1}, {0, 0}} {
		p.P, p.Lambda = c.p, c.lambda
		if _, err := solvers.Solve(t.Context(), new(lasso.Solver), p); !errors.Is(err, solvers.ErrDeclined) {
			t.Errorf("p = %v, lambda = %v: error %v", c.p, c.lambda, err)
		}
		if _, err := new(lasso.Solver).SolveFrom(t.Context(), p, nil); !errors.Is(err, solvers.ErrDeclined) {
			t.Errorf("p = %v, lambda = %v: error %v from SolveFrom", c.p, c.lambda, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := at(draw(rand.New(rand.NewPCG(1, 1)), 30, 60, 0), 1e-3)
	if _, err := new(lasso.Solver).Solve(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestSolveFrom(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 3))
	for _, c := range corpus() {
		p := at(c.Problem, .02)
		cold := mustSolve(t, p)
		_, n := p.A.Dims()
		far := make([]float64, n)
		for j := range far {
			far[j] = rng.NormFloat64()
		}
		for name, x0 := range map[string][]float64{"nothing": nil, "far": far, "the answer": cold.X} {
			warm, err := new(lasso.Solver).SolveFrom(t.Context(), p, x0)
			if err != nil || warm.Status != solvers.Converged {
				t.Fatalf("%s from %s: status %v, error %v", c.name, name, warm.Status, err)
			}
			if a, b := p.Objective(warm.X), p.Objective(cold.X); math.Abs(a-b) > 2e-10*b {
				t.Errorf("%s from %s: objective %v, cold %v", c.name, name, a, b)
			}
			if name == "the answer" && warm.Iterations != 0 {
				t.Errorf("%s: %d epochs from the answer itself", c.name, warm.Iterations)
			}
		}
	}
	p := at(draw(rng, 3, 5, 0), .1)
	for _, x0 := range [][]float64{{1}, {0, 0, math.NaN(), 0, 0}} {
		if _, err := new(lasso.Solver).SolveFrom(t.Context(), p, x0); !errors.Is(err, solvers.ErrProblem) {
			t.Errorf("x0 = %v: error %v", x0, err)
		}
	}
}

func TestPath(t *testing.T) {
	p := draw(rand.New(rand.NewPCG(12, 3)), 15, 40, 4)
	grid := lasso.Grid(lasso.LambdaMax(p.A, p.B), 1e-4, 25)
	var s lasso.Solver
	seen := 0
	for sol, err := range s.Path(t.Context(), p, grid) {
		if err != nil || sol.Status != solvers.Converged {
			t.Fatalf("lambda = %v: status %v, error %v", grid[seen], sol.Status, err)
		}
		q := p
		q.Lambda = grid[seen]
		single, err := s.Solve(t.Context(), q) // the body may use the solver the path came from
		if err != nil {
			t.Fatal(err)
		}
		if seen == 0 && len(support(sol.X)) != 0 {
			t.Errorf("x = %v at the largest penalty", sol.X)
		} else if err := apart(sol.X, single.X, 1e-8); err != nil {
			t.Errorf("lambda = %v: %v", q.Lambda, err)
		}
		seen++
	}
	if seen != len(grid) {
		t.Errorf("%d solutions for %d penalties", seen, len(grid))
	}
	for _, bad := range [][]float64{{1, 1}, {1, 2}, {0}, {-1}, {math.NaN()}} {
		var last error
		for _, err := range s.Path(t.Context(), p, bad) {
			last = err
		}
		if !errors.Is(last, solvers.ErrProblem) {
			t.Errorf("path %v ends with error %v", bad, last)
		}
	}
}

func TestPoints(t *testing.T) {
	p := draw(rand.New(rand.NewPCG(12, 4)), 15, 40, 4)
	grid := lasso.Grid(lasso.LambdaMax(p.A, p.B), 1e-4, 12)
	points, err := new(lasso.Solver).Points(t.Context(), p.A, p.B, grid)
	if err != nil || len(points) != len(grid) {
		t.Fatalf("%d points for %d penalties, error %v", len(points), len(grid), err)
	}
	for i, x := range points {
		p.Lambda = grid[i]
		if err := apart(x, mustSolve(t, p).X, 1e-8); err != nil {
			t.Errorf("lambda = %v: %v", grid[i], err)
		}
	}
	hard := at(draw(rand.New(rand.NewPCG(1, 6)), 30, 60, 0), 1e-3)
	if _, err := (&lasso.Solver{MaxEpochs: 1}).Points(t.Context(), hard.A, hard.B, []float64{hard.Lambda}); !errors.Is(err, solvers.ErrSolver) {
		t.Errorf("out of epochs: error %v", err)
	}
	if _, err := new(lasso.Solver).Points(t.Context(), p.A, p.B, []float64{1, 2}); !errors.Is(err, solvers.ErrProblem) {
		t.Errorf("a growing path: error %v", err)
	}
}

func TestGrid(t *testing.T) {
	for _, c := range []struct {
		count int
		want  []float64
	}{{-1, nil}, {0, nil}, {1, []float64{8}}, {2, []float64{8, .08}}, {3, []float64{8, .8, .08}}} {
		got := lasso.Grid(8, .01, c.count)
		if len(got) != len(c.want) {
			t.Fatalf("count %d: %v", c.count, got)
		}
		for i, v := range c.want {
			if math.Abs(got[i]-v) > 1e-15*v {
				t.Errorf("count %d: %v, want %v", c.count, got, c.want)
			}
		}
	}
}

func scaled(v []float64, factor float64) []float64 {
	w := make([]float64, len(v))
	for i := range v {
		w[i] = factor * v[i]
	}
	return w
}

// A full step of the finish that lands on zero exactly must take the coordinate out of the support: kept, it spoilt the dual, and
// integer matrices ended stalled at the solution.
func TestStepOntoZero(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(2, 2, []float64{1, 0, 0, 1}), B: []float64{1, .25}, P: 1, Lambda: .25}
	sol, err := new(lasso.Solver).SolveFrom(t.Context(), p, []float64{.5, .5})
	if err != nil || sol.Status != solvers.Converged || sol.Iterations != 0 || !slices.Equal(sol.X, []float64{.75, 0}) {
		t.Errorf("x = %v, status %v after %d epochs, error %v", sol.X, sol.Status, sol.Iterations, err)
	}
	if !slices.Equal(sol.Dual, []float64{1, 1}) {
		t.Errorf("dual %v", sol.Dual)
	}
}
