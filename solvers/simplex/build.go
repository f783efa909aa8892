package simplex

import (
	"context"
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
)

// Pivots of the elimination, in columns whose largest entry was near 1: below singular a column counts as dependent on those before it;
// below poor it is not worth an exchange that only a guess asks for.
const (
	singular = 1e-7
	poor     = 1e-3
)

// build makes the tableau of m columns, those with the highest scores as far as they are independent: Gauss-Jordan elimination with
// partial pivoting. It reports false where there are no m such columns.
func (w *workspace) build(ctx context.Context, score []float64) (bool, error) {
	t := &w.tableau
	t.fit(w.m, w.n, w.a, w.b)
	w.cols, w.alpha = w.cols[:w.m], w.alpha[:w.m]
	for i := range w.cols {
		w.cols[i] = -1
	}
	for j := range w.pos {
		w.pos[j] = -1
	}
	w.index()
	left := w.m
	for _, j := range w.rank(score) {
		if left == 0 {
			break
		}
		if w.place(j, singular, func(j int) bool { return j < 0 }) {
			left--
			if err := w.tick(ctx); err != nil {
				return false, err
			}
		}
	}
	t.sweep()
	w.index()
	return left == 0, nil
}

// index notes the slots of the columns.
func (w *workspace) index() {
	for q, j := range w.tableau.slots {
		w.slot[j] = q
	}
}

// place brings column j into the basis, at the largest entry of its column of T in a row whose column is free to leave, if that is above
// the threshold.
func (w *workspace) place(j int, threshold float64, free func(int) bool) bool {
	t := &w.tableau
	q, r := w.slot[j], -1
	t.column(w.alpha, q)
	for i, v := range w.alpha {
		if v = math.Abs(v); v > threshold && free(w.cols[i]) {
			r, threshold = i, v
		}
	}
	if r < 0 {
		return false
	}
	row := w.line[:t.width()]
	t.row(row, r)
	w.swap(q, r, row)
	return true
}

// swap takes the column in slot q, which alpha holds, into the basis at row r of T, which is given.
func (w *workspace) swap(q, r int, row []float64) {
	t := &w.tableau
	j, gone := t.slots[q], w.cols[r]
	t.pivot(q, r, gone, w.alpha, row)
	w.cols[r], w.pos[j] = j, r
	switch {
	case gone >= 0:
		w.pos[gone], w.slot[gone] = -1, q
	case t.width() < len(row):
		w.index()
	}
}

// rank returns the columns in the order of their scores, the highest first, and equal ones in their own order. To sort them as numbers,
// scores are rounded to 24 bits.
func (w *workspace) rank(score []float64) []int {
	w.keys, w.order = kernel.Resize(w.keys, w.n), kernel.Resize(w.order, w.n)
	for j, v := range score {
		w.keys[j] = uint64(^math.Float32bits(float32(v)))<<32 | uint64(j)
	}
	slices.Sort(w.keys)
	for k, key := range w.keys {
		w.order[k] = int(key & (1<<32 - 1))
	}
	return w.order
}
