package simplex

import (
	"math"
	"testing"

	"touchpoint/solvers/internal/kernel"
)

// astray returns how far the tableau is from A_B^-1 [b A_N] of the data: the largest entry of A_B T - [b A_N] relative to the terms.
func (w *workspace) astray() float64 {
	worst := 0.0
	column, row := make([]float64, w.m), make([]float64, w.tableau.width())
	for q, j := range w.tableau.slots {
		w.tableau.column(column, q)
		for i, v := range column {
			if w.tableau.row(row, i); row[q] != v {
				worst = max(worst, math.Abs(row[q]-v)/(1+kernel.NormInf(column)))
			}
		}
		want := w.b
		if j < w.n {
			want = w.column(j)
		}
		terms := 1 + kernel.Norm1(column)
		rest := append([]float64(nil), want...)
		w.subtract(rest, column)
		worst = max(worst, kernel.NormInf(rest)/terms)
	}
	return worst
}

// Pivots of all kinds, few and many of them waiting, leave the tableau and its product form what the data say.
func TestTableau(t *testing.T) {
	for trial, c := range []struct{ m, n int }{{1, 1}, {1, 7}, {5, 5}, {12, 30}, {30, 37}, {20, 64}} {
		g := stream(101, trial)
		w := loaded(t, generic(g, c.m, c.n, gaussian))
		for j := range w.score {
			w.score[j] = g.Float64()
		}
		if ok, err := w.build(t.Context(), w.score); !ok || err != nil {
			t.Fatalf("%d x %d: %v, %v", c.m, c.n, ok, err)
		}
		w.z = w.z[:w.m]
		for step := range 200 {
			if e := w.astray(); e > 1e-10 {
				t.Fatalf("%d x %d, step %d: the tableau is wrong by %v", c.m, c.n, step, e)
			}
			for i, j := range w.cols {
				if w.pos[j] != i {
					t.Fatalf("%d x %d, step %d: column %d at %d, not %d", c.m, c.n, step, j, w.pos[j], i)
				}
			}
			for q, j := range w.tableau.slots {
				if w.slot[j] != q {
					t.Fatalf("%d x %d, step %d: column %d in slot %d, not %d", c.m, c.n, step, j, w.slot[j], q)
				}
			}
			if c.m == c.n {
				break
			}
			w.place(w.tableau.slots[1+g.IntN(c.n-c.m)], 1e-2, func(int) bool { return true })
			if g.IntN(20) == 0 {
				w.tableau.sweep()
			}
		}
		x, y := make([]float64, w.m), make([]float64, w.m)
		for i := range x {
			x[i], y[i] = g.NormFloat64(), g.NormFloat64()
		}
		primal, dual := append([]float64(nil), x...), append([]float64(nil), y...)
		w.tableau.solve(primal)
		w.tableau.solveT(dual)
		w.subtract(x, primal)
		for i, j := range w.cols {
			y[i] -= kernel.Dot(w.column(j), dual)
		}
		if e := max(kernel.NormInf(x), kernel.NormInf(y)); e > 1e-9 {
			t.Fatalf("%d x %d: the product form is wrong by %v", c.m, c.n, e)
		}
	}
}

// The projection of the splitting solves Ax = b and leaves a rest orthogonal to all solutions of Ax = 0, whichever part is the longer.
func TestProjection(t *testing.T) {
	for trial, c := range []struct{ m, n int }{{1, 2}, {3, 9}, {9, 12}, {10, 20}, {7, 40}, {40, 47}, {33, 80}, {64, 99}} {
		g := stream(103, trial)
		w := loaded(t, generic(g, c.m, c.n, gaussian))
		for j := range w.score {
			w.score[j] = g.Float64()
		}
		if ok, err := w.build(t.Context(), w.score); !ok || err != nil {
			t.Fatalf("%d x %d: %v, %v", c.m, c.n, ok, err)
		}
		f := &w.splitting
		f.fit(&w.tableau, w.cols)
		if !f.factorise() {
			t.Fatalf("%d x %d: no factor", c.m, c.n)
		}
		for i := range f.v {
			f.v[i] = g.NormFloat64()
		}
		f.project()
		res, rest := append([]float64(nil), w.b...), make([]float64, w.n)
		for i, j := range f.cols {
			kernel.Axpy(-f.x[i], w.column(j), res)
			rest[j] = f.v[i] - f.x[i]
		}
		size := 1 + kernel.NormInf(w.tableau.t[:c.m*w.tableau.width()])
		if e := kernel.NormInf(res); e > 1e-12*size*size {
			t.Fatalf("%d x %d: |Ax - b| = %v", c.m, c.n, e)
		}
		for q, j := range w.tableau.slots[1:] {
			sum := rest[j]
			for i, v := range w.tableau.stored(q + 1) {
				sum -= v * rest[w.cols[i]]
			}
			if math.Abs(sum) > 1e-12*size*size {
				t.Fatalf("%d x %d: the rest moves along column %d by %v", c.m, c.n, j, sum)
			}
		}
	}
}
