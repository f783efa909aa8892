package simplex

import (
	"context"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// wear bounds the pivots of a tableau, in units of m, before it is made from the data again.
const wear = 5

// walk goes from vertex to vertex until no dual constraint is violated. The status is Unknown where the tableau is worn, and Stalled
// where rounding or a cycle is in the way.
func (w *workspace) walk(ctx context.Context) (solvers.Status, error) {
	t := &w.tableau
	w.idle = 0
	t.sweep()
	d := w.d[:t.width()]
	kernel.MulT(d, t.t[:t.m*t.width()], w.cost)
	for {
		q := w.price(d)
		if q < 0 {
			return solvers.Converged, nil
		}
		switch {
		case w.iterations >= w.limit:
			return solvers.Limit, nil
		case w.bland():
			return solvers.Stalled, nil
		case len(t.rows) > wear*w.m+100:
			return solvers.Unknown, nil
		}
		if err := w.tick(ctx); err != nil {
			return solvers.Unknown, err
		}
		if !w.advance(q, d) {
			return solvers.Stalled, nil
		}
	}
}

// price returns the slot whose dual constraint is violated most, or -1.
func (w *workspace) price(d []float64) int {
	best, largest := -1, 0.0
	for q, j := range w.tableau.slots {
		weight := w.weight[j]
		if excess := math.Abs(d[q]) - weight; excess > largest && excess > slack*weight {
			best, largest = q, excess
		}
	}
	return best
}

// advance lets the column in slot q enter the basis; d, the reduced costs by slot, follow.
func (w *workspace) advance(q int, d []float64) bool {
	t := &w.tableau
	row := w.line[:len(d)]
	t.column(w.alpha, q)
	cost := w.signed(t.slots[q], d[q])
	w.breakpoints(w.alpha, math.Copysign(1, cost))
	leave, passed, ok := w.longStep(w.alpha, math.Abs(d[q])-math.Abs(cost))
	if !ok {
		return false
	}
	step := math.Copysign(leave.at, cost)
	kernel.Axpy(-step, w.alpha, w.z)
	for _, p := range passed {
		t.row(row, p.pos)
		kernel.Axpy(-2*w.cost[p.pos], row, d)
		w.cost[p.pos] = -w.cost[p.pos]
	}
	r := leave.pos
	t.row(row, r)
	theta := (cost - d[q]) / w.alpha[r]
	kernel.Axpy(theta, row, d)
	d[q] = w.cost[r] + theta
	w.z[r], w.cost[r] = step, cost
	w.swap(q, r, row)
	w.moved(leave.at > 0)
	return true
}
