package simplex

import (
	"errors"
	"math"
	"testing"

	"touchpoint/solvers"
)

// scaled returns p with column j times factor(j), row i times rows(i) and b times right as well as rows(i).
func scaled(p solvers.Problem, factor, rows func(int) float64, right float64) solvers.Problem {
	m, n := p.A.Dims()
	q := solvers.Problem{A: solvers.From(p.A), B: make([]float64, m), P: 1}
	for j := range n {
		for i := range m {
			q.A.Col(j)[i] *= factor(j) * rows(i)
		}
	}
	for i, v := range p.B {
		q.B[i] = v * rows(i) * right
	}
	return q
}

func one(int) float64 { return 1 }

// Scaling all of A, or b, or rows by powers of two scales the solution and nothing else.
func TestScaleEquivariance(t *testing.T) {
	var s Solver
	for trial := range 20 {
		p, _ := planted(stream(19, trial), 10, 24, 1+trial%10, gaussian)
		want := solve(t, &s, p)
		for _, e := range []int{-900, -500, -1, 3, 500, 900} {
			f := math.Ldexp(1, e)
			a := solve(t, &s, scaled(p, func(int) float64 { return f }, one, f))
			b := solve(t, &s, scaled(p, one, one, f))
			for j, v := range want.X {
				if a.X[j] != v || b.X[j] != v*f {
					t.Fatalf("trial %d, 2^%d: x[%d] = %v and %v, want %v and %v", trial, e, j, a.X[j], b.X[j], v, v*f)
				}
			}
		}
	}
}

func TestScaledRows(t *testing.T) {
	var s Solver
	for trial := range 40 {
		g := stream(23, trial)
		p, _ := planted(g, 10, 24, 1+trial%10, gaussian)
		want := solve(t, &s, p)
		exponents := g.Perm(10)
		got := solve(t, &s, scaled(p, one, func(i int) float64 { return math.Ldexp(1, 60*(exponents[i]-5)) }, 1))
		if !near(got.X, want.X, 1e-9) {
			t.Fatalf("trial %d: scaling equations changes the solution by %v", trial, got.X)
		}
	}
}

// A column scaled by 1e-150 costs too much to be used, so that the solution is that of the others, as long as these reach b.
func TestDearColumns(t *testing.T) {
	var s Solver
	for trial := range 40 {
		p := generic(stream(29, trial), 8, 24, gaussian)
		dear := func(j int) bool { return j%3 == trial%3 }
		q := scaled(p, func(j int) float64 {
			if dear(j) {
				return 1e-150
			}
			return 1
		}, one, 1)
		got := solve(t, &s, q)
		optimal(t, q, got)
		for j := range 24 {
			if dear(j) {
				clear(p.A.Col(j))
			}
		}
		if want := solve(t, &s, p); !near(got.X, want.X, 1e-11) {
			t.Fatalf("trial %d: x = %v, without the dear columns %v", trial, got.X, want.X)
		}
	}
}

// Columns scaled by 1e150 beside others mean costs that no dual vector of doubles can balance. The solver may not call
// the result converged unless its proof holds; the point is feasible all the same.
func TestCheapColumns(t *testing.T) {
	var s Solver
	converged, stalled := 0, 0
	for trial := range 200 {
		g := stream(31, trial)
		p := generic(g, 8, 24, gaussian)
		if trial%2 == 0 {
			p, _ = planted(g, 8, 24, 1+trial%8, gaussian)
		}
		base := []float64{1e150, 1e-150, 1, 1e20}
		f := make([]float64, 24)
		for j := range f {
			f[j] = 1
			if g.IntN(4) == 0 {
				f[j] = base[g.IntN(len(base))]
			}
		}
		q := scaled(p, func(j int) float64 { return f[j] }, one, 1)
		sol, err := solvers.Solve(t.Context(), &s, q)
		if err != nil {
			t.Fatal(err)
		}
		switch sol.Status {
		case solvers.Converged:
			converged++
			optimal(t, q, sol)
		case solvers.Stalled:
			stalled++
			weigh := make([]float64, 24)
			for j, v := range sol.X {
				weigh[j] = v * f[j]
			}
			res := make([]float64, 8)
			p.A.Mul(res, weigh)
			for i := range res {
				res[i] -= q.B[i]
			}
			if r := solvers.Norm(res, 2); r > 1e-12*solvers.Norm(q.B, 2) {
				t.Fatalf("trial %d: residual %v", trial, r)
			}
		default:
			t.Fatalf("trial %d: status %v after %d iterations", trial, sol.Status, sol.Iterations)
		}
	}
	t.Logf("%d converged, %d stalled", converged, stalled)
}

// Converged or not, the objective is the least there is, with columns of all scales side by side.
func TestAllScales(t *testing.T) {
	var s Solver
	base := []float64{1e-150, 1e-20, 1, 1, 1e20, 1e150}
	for trial := range 200 {
		g := stream(67, trial)
		m, n := 1+g.IntN(4), 5+g.IntN(5)
		p := generic(g, m, n, gaussian)
		if trial%2 == 0 {
			p, _ = planted(g, m, n, 1+g.IntN(m), gaussian)
		}
		f := make([]float64, n)
		for j := range f {
			f[j] = base[g.IntN(len(base))]
		}
		factor := func(j int) float64 { return f[j] }
		want := leastBasis(p, factor)
		sol, err := solvers.Solve(t.Context(), &s, scaled(p, factor, one, 1))
		if err != nil {
			t.Fatal(err)
		}
		if got := solvers.Norm(sol.X, 1); math.Abs(got-want) > 1e-9*want {
			t.Errorf("trial %d: status %v, |x|_1 = %v, the best basis has %v", trial, sol.Status, got, want)
		}
	}
}

// Scales a proof survives: costs over six orders of magnitude.
func TestMixedScales(t *testing.T) {
	var s Solver
	for trial := range 100 {
		g := stream(37, trial)
		p, _ := planted(g, 12, 30, 1+trial%12, gaussian)
		q := scaled(p, func(j int) float64 { return math.Ldexp(1, g.IntN(21)-10) }, one, 1)
		sol := solve(t, &s, q)
		optimal(t, q, sol)
	}
}

func TestSpanOfAColumn(t *testing.T) {
	a := solvers.NewColumns(2, 1, []float64{1e-200, 1e200})
	_, err := new(Solver).Solve(t.Context(), solvers.Problem{A: a, B: []float64{1, 1}, P: 1}) // the door would bring the rows to one scale
	if !errors.Is(err, solvers.ErrDeclined) {
		t.Fatalf("error %v for a column that spans 400 decimal orders", err)
	}
}

func TestLeast(t *testing.T) {
	for _, c := range []struct {
		v    []float64
		want float64
	}{
		{nil, math.Inf(1)}, {[]float64{0}, math.Inf(1)}, {[]float64{0, math.Copysign(0, -1), 0}, math.Inf(1)}, {[]float64{-3}, 3},
		{[]float64{0, 2, -5e-324}, 5e-324}, {[]float64{1e300, 0, -2, 3}, 2}, {[]float64{-1e308, 0}, 1e308},
	} {
		if got := least(c.v); got != c.want {
			t.Errorf("least of %v: %v, want %v", c.v, got, c.want)
		}
	}
}
