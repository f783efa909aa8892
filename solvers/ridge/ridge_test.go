package ridge_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/minnorm"
	"touchpoint/solvers/ridge"

	"gonum.org/v1/gonum/mat"
)

func mustSolve(t *testing.T, p solvers.Problem) solvers.Solution {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), new(ridge.Solver), p)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

func at(p solvers.Problem, lambda float64) solvers.Problem {
	p.Lambda = lambda
	return p
}

// Every entry of x is right, and the dual, whatever the shape, the rank, the scale and the penalty, from the solver and on a path.
func TestAgainstLongArithmetic(t *testing.T) {
	for k, c := range corpus() {
		path, err := ridge.Path(t.Context(), c.A, c.B, penalties)
		if err != nil {
			t.Fatal(err)
		}
		for i, lambda := range penalties {
			want, sol := truths()[k][i], mustSolve(t, at(c.Problem, lambda))
			if d := apart(sol.X, want.x); d > 1e-13 {
				t.Errorf("%s, lambda = %v: off by %.3g", c.name, lambda, d)
			}
			if d := apart(path[i], want.x); d > 1e-12 {
				t.Errorf("%s, lambda = %v: off by %.3g on a path", c.name, lambda, d)
			}
			if d := offset(sol.Dual, want.dual); d > 1e-12 {
				t.Errorf("%s, lambda = %v: dual off by %.3g: %v, want %v", c.name, lambda, d, sol.Dual, want.dual)
			}
		}
	}
}

// A point that is called converged is optimal, even where large columns that depend on each other hide small ones; and with columns and rows
// of like size, and a penalty above rounding, every point is.
func TestConvergedIsOptimal(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 15))
	span := func(count int, decades float64) []float64 {
		factors := make([]float64, count)
		for i := range factors {
			factors[i] = math.Pow(10, (2*rng.Float64()-1)*decades)
		}
		return factors
	}
	stalled := 0
	for trial := range 300 {
		m, n := 1+rng.IntN(6), 1+rng.IntN(6)
		p := product(rng, m, n, 1+rng.IntN(min(m, n)))
		tame := trial%2 == 0
		if tame {
			p.Lambda = math.Pow(10, -18+40*rng.Float64())
		} else {
			p = rows(columns(p, span(n, []float64{8, 40, 120}[rng.IntN(3)])...), span(m, 8*rng.Float64())...)
			p.Lambda = math.Pow(10, 600*rng.Float64()-300)
		}
		sol := mustSolve(t, p)
		switch excess := exactly(p).excess(sol.X); {
		case sol.Status == solvers.Converged && excess > 1e-10:
			t.Errorf("trial %d: converged %.3g above the minimum", trial, excess)
		case sol.Status == solvers.Stalled && tame:
			t.Errorf("trial %d: stalled at lambda = %v, %.3g above the minimum", trial, p.Lambda, excess)
		case sol.Status == solvers.Stalled:
			stalled++
		}
	}
	if stalled == 0 {
		t.Error("no trial is hard enough to stall")
	}
}

// The least-squares solution of [A; sqrt(2 lambda) I] x = [b; 0].
func TestAgainstAugmentedLeastSquares(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	for _, shape := range [][2]int{{20, 50}, {50, 20}, {40, 40}, {3, 90}, {90, 3}, {130, 70}} {
		m, n := shape[0], shape[1]
		p := draw(rng, m, n)
		lambdas := []float64{1e-3, .1, 1, 10, 1e3}
		path, err := ridge.Path(t.Context(), p.A, p.B, lambdas)
		if err != nil {
			t.Fatal(err)
		}
		for i, lambda := range lambdas {
			tall := mat.NewDense(m+n, n, nil)
			tall.Slice(0, m, 0, n).(*mat.Dense).Copy(p.A)
			for j := range n {
				tall.Set(m+j, j, math.Sqrt(2*lambda))
			}
			var x mat.VecDense
			if err := x.SolveVec(tall, mat.NewVecDense(m+n, append(slices.Clone(p.B), make([]float64, n)...))); err != nil {
				t.Fatal(err)
			}
			sol := mustSolve(t, at(p, lambda))
			if d := offset(sol.X, x.RawVector().Data); d > 1e-12 {
				t.Errorf("%d x %d, lambda = %v: off by %v", m, n, lambda, d)
			}
			if d := offset(path[i], x.RawVector().Data); d > 1e-12 {
				t.Errorf("%d x %d, lambda = %v: off by %v on a path", m, n, lambda, d)
			}
		}
	}
}

// For lambda -> 0 the point is the solution of least norm.
func TestVanishingPenalty(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 1))
	deficient := product(rng, 12, 20, 7)
	deficient.A.Mul(deficient.B, draw(rng, 20, 1).B)
	for name, p := range map[string]solvers.Problem{"wide": draw(rng, 12, 30), "square": draw(rng, 9, 9), "consistent, of rank 7": deficient} {
		want, err := solvers.Solve(t.Context(), new(minnorm.Solver), p)
		if err != nil {
			t.Fatal(err)
		}
		for _, lambda := range []float64{1e-16, 1e-60, 1e-300} {
			if d := offset(mustSolve(t, at(p, lambda)).X, want.X); d > 1e-12 {
				t.Errorf("%s, lambda = %v: off by %v", name, lambda, d)
			}
		}
	}
}

// Orthonormal columns separate the problem: every coordinate shrinks by 1 / (1 + 2 lambda).
func TestOrthonormalColumns(t *testing.T) {
	rng := rand.New(rand.NewPCG(10, 1))
	var qr mat.QR
	qr.Factorize(draw(rng, 12, 7).A)
	var q mat.Dense
	qr.QTo(&q)
	p := draw(rng, 12, 7)
	p.A = solvers.From(q.Slice(0, 12, 0, 7))
	want := make([]float64, 7)
	for _, lambda := range []float64{1e-9, .5, 7, 1e9} {
		p.A.MulT(want, p.B)
		for j := range want {
			want[j] /= 1 + 2*lambda
		}
		if d := offset(mustSolve(t, at(p, lambda)).X, want); d > 1e-14 {
			t.Errorf("lambda = %v: off by %v", lambda, d)
		}
	}
}

// As lambda grows |x| falls and |b - A x| rises.
func TestMonotone(t *testing.T) {
	for _, c := range corpus() {
		m, _ := c.A.Dims()
		fit, last, far := make([]float64, m), math.Inf(1), 0.0
		path, err := ridge.Path(t.Context(), c.A, c.B, penalties)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range path {
			c.A.Mul(fit, x)
			for i, v := range c.B {
				fit[i] -= v
			}
			norm, residual := solvers.Norm(x, 2), solvers.Norm(fit, 2)
			if norm > last*(1+1e-13) || residual < far*(1-1e-13)-1e-14*solvers.Norm(c.B, 2) {
				t.Errorf("%s, lambda = %v: |x| = %v after %v, residual %v after %v", c.name, penalties[i], norm, last, residual, far)
			}
			last, far = norm, residual
		}
	}
}

// x(c A, d b, c² lambda) = d/c x(A, b, lambda), to the bit for powers of two.
func TestHomogeneous(t *testing.T) {
	for _, c := range corpus()[:13] {
		p := at(c.Problem, .25)
		want := mustSolve(t, p).X
		for _, e := range [][2]int{{10, 0}, {-40, 3}, {0, 900}, {301, -301}, {-300, 100}} {
			q := solvers.Problem{A: solvers.From(p.A), B: slices.Clone(p.B), P: 2, Lambda: math.Ldexp(p.Lambda, 2*e[0])}
			for i, v := range q.A.Data() {
				q.A.Data()[i] = math.Ldexp(v, e[0])
			}
			for i, v := range q.B {
				q.B[i] = math.Ldexp(v, e[1])
			}
			for j, v := range mustSolve(t, q).X {
				if v != math.Ldexp(want[j], e[1]-e[0]) {
					t.Errorf("%s, scaled by 2^%v: x[%d] = %v, want %v", c.name, e, j, v, math.Ldexp(want[j], e[1]-e[0]))
				}
			}
		}
	}
}

// A used solver answers like a fresh one and allocates nothing but x and y.
func TestWorkspace(t *testing.T) {
	var used ridge.Solver
	for range 2 {
		for _, c := range corpus() {
			p := at(c.Problem, .3)
			got, err := used.Solve(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			if want := mustSolve(t, p); !slices.Equal(got.X, want.X) || !slices.Equal(got.Dual, want.Dual) || got.Status != want.Status {
				t.Errorf("%s: a used solver answers differently", c.name)
			}
		}
	}
	p := at(draw(rand.New(rand.NewPCG(1, 1)), 20, 30), 1)
	if n := testing.AllocsPerRun(10, func() { _, _ = used.Solve(t.Context(), p) }); n > 4 { // gonum keeps two for blocks of reflections
		t.Errorf("%v allocations a solve", n)
	}
}

func TestDeclines(t *testing.T) {
	p := draw(rand.New(rand.NewPCG(1, 1)), 3, 5)
	for _, c := range []struct{ p, lambda float64 }{{2, 0}, {1, 1}, {1.5, 1}, {math.Inf(1), 0}} {
		p.P, p.Lambda = c.p, c.lambda
		if _, err := solvers.Solve(t.Context(), new(ridge.Solver), p); !errors.Is(err, solvers.ErrDeclined) {
			t.Errorf("p = %v, lambda = %v: error %v", c.p, c.lambda, err)
		}
	}
}

func TestPathRefuses(t *testing.T) {
	p := draw(rand.New(rand.NewPCG(1, 1)), 3, 5)
	if path, err := ridge.Path(t.Context(), p.A, p.B, nil); err != nil || len(path) != 0 {
		t.Errorf("no penalties: %v, %v", path, err)
	}
	for _, lambda := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		_, err := ridge.Path(t.Context(), p.A, p.B, []float64{1, lambda})
		if !errors.Is(err, solvers.ErrProblem) || !strings.Contains(err.Error(), fmt.Sprint(lambda)) {
			t.Errorf("lambda = %v: error %v", lambda, err)
		}
	}
	if _, err := ridge.Path(t.Context(), p.A, p.B[:2], []float64{1}); !errors.Is(err, solvers.ErrProblem) {
		t.Errorf("a short b: error %v", err)
	}
	tiny := solvers.NewColumns(1, 1, []float64{1e-300})
	if _, err := ridge.Path(t.Context(), tiny, []float64{1e300}, []float64{1e-320}); !errors.Is(err, solvers.ErrSolver) {
		t.Errorf("x = 1e600: error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ridge.Path(ctx, p.A, p.B, []float64{1}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error %v", err)
	}
}

// At LambdaMax less than a hundredth of a degree of freedom is left, and a grid of eight decades reaches all but interpolation.
func TestGrid(t *testing.T) {
	p := draw(rand.New(rand.NewPCG(2, 1)), 20, 40)
	grid := ridge.Grid(p.A, 1e-8, 50)
	if len(grid) != 50 || grid[0] != ridge.LambdaMax(p.A) || !near(grid[49], 1e-8*grid[0], 1e-14) || !near(grid[25]/grid[24], grid[1]/grid[0], 1e-12) {
		t.Errorf("grid %v", grid)
	}
	most, err := ridge.DegreesOfFreedom(p.A, grid[0])
	if err != nil || most > .01 || most < .009 {
		t.Errorf("%v degrees of freedom at the largest penalty, error %v", most, err)
	}
	if most, err = ridge.DegreesOfFreedom(p.A, grid[49]); err != nil || most < 19.99 {
		t.Errorf("%v degrees of freedom at the smallest penalty, error %v", most, err)
	}
	if ridge.Grid(p.A, .1, 0) != nil || !slices.Equal(ridge.Grid(p.A, .1, 1), grid[:1]) {
		t.Error("grids of none and of one")
	}
}
