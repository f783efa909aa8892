package simplex

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// breakpoint is where a value changes its sign as the entering one grows: at step `at` the slope of the objective rises by
// `rise`.
type breakpoint struct {
	at, rise float64
	pos      int
}

func (p breakpoint) before(q breakpoint) bool {
	return p.at < q.at || p.at == q.at && p.pos < q.pos
}

// Pivots below negligible times the largest are rounding; those below frail are avoided where another will do.
const (
	negligible = 1e-10
	frail      = 1e-7
)

// breakpoints collects the values that run into zero as column q = A_S alpha enters in direction sigma.
func (w *workspace) breakpoints(alpha []float64, sigma float64) {
	largest := kernel.NormInf(alpha)
	w.points = w.points[:0]
	for i, t := range alpha {
		sign := math.Copysign(1, w.cost[i])
		if fall := sigma * sign * t; fall > negligible*largest {
			w.points = append(w.points, breakpoint{max(0, sign*w.z[i]) / fall, 2 * math.Abs(w.cost[i]) * fall, i})
		}
	}
}

// longStep returns the breakpoint at which an objective of slope -fall stops falling, and those passed on the way. Where the pivot
// there is frail it turns back to an earlier one.
func (w *workspace) longStep(alpha []float64, fall float64) (leave breakpoint, passed []breakpoint, ok bool) {
	heap := w.points
	heapify(heap)
	for n := len(heap); n > 0; n-- {
		heap[0], heap[n-1] = heap[n-1], heap[0]
		sink(heap[:n-1], 0)
		fall -= heap[n-1].rise
		if fall <= 0 {
			return firm(heap[n-1:], alpha)
		}
	}
	return breakpoint{}, nil, false
}

// firm takes the breakpoints passed, the last one first, and leaves at the last whose pivot is not frail.
func firm(points []breakpoint, alpha []float64) (leave breakpoint, passed []breakpoint, ok bool) {
	largest := kernel.NormInf(alpha)
	for k, p := range points {
		if math.Abs(alpha[p.pos]) > frail*largest {
			return p, points[k+1:], true
		}
	}
	return points[0], points[1:], true
}

// shortStep returns the first breakpoint and, among equal ones, that of the column with the lowest index: Bland's rule.
func (w *workspace) shortStep() (leave breakpoint, ok bool) {
	for k, p := range w.points {
		if k == 0 || p.at < leave.at || p.at == leave.at && w.cols[p.pos] < w.cols[leave.pos] {
			leave = p
		}
	}
	return leave, len(w.points) > 0
}

func heapify(h []breakpoint) {
	for i := len(h)/2 - 1; i >= 0; i-- {
		sink(h, i)
	}
}

func sink(h []breakpoint, i int) {
	for {
		c := 2*i + 1
		if c >= len(h) {
			return
		}
		if c+1 < len(h) && h[c+1].before(h[c]) {
			c++
		}
		if !h[c].before(h[i]) {
			return
		}
		h[i], h[c] = h[c], h[i]
		i = c
	}
}
