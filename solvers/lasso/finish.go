package lasso

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

const refinements = 2 // full steps of the finish: one to get there, one against its rounding

// finish takes z to the minimiser over its own support and signs, or, where a coordinate reaches zero on the way, over what
// is left then; the objective does not rise. It leaves a fresh residual, and the support in the basis.
func (w *workspace) finish() {
	w.enrol()
	w.refresh()
	for full := 0; full < refinements && len(w.basis.Cols) > 0; {
		delta := w.newton()
		step, out := w.crossing(delta, 1)
		w.advance(step, delta)
		if out >= 0 {
			w.expel(out)
		} else {
			full++
			if w.negligible(delta) {
				full = refinements
			}
		}
		w.refresh()
	}
}

// enrol brings the basis in line with the support. A column that depends on the basis makes somebody leave.
func (w *workspace) enrol() {
	clear(w.held)
	for k := len(w.basis.Cols) - 1; k >= 0; k-- {
		if j := w.basis.Cols[k]; w.z[j] == 0 {
			w.basis.Leave(k)
		} else {
			w.held[j] = true
		}
	}
	for j := range w.n {
		if w.z[j] == 0 || w.held[j] {
			continue
		}
		for w.z[j] != 0 && !w.basis.Join(j, w.column(j), w.length[j]) {
			w.exchange(j)
		}
	}
}

// exchange moves along the line A h = 0 through z on which h_j alone is not of the basis, and so only the penalty changes, in the
// direction that lowers it until a coordinate reaches zero: the pivot of the simplex method. In a tie it is j that gives way.
func (w *workspace) exchange(j int) {
	own := -sign(w.z[j]) // h_j
	h := w.delta[:len(w.basis.Cols)]
	copy(h, w.basis.Coef)
	w.basis.Solve(h)
	slope := -w.weight[j]
	for k, i := range w.basis.Cols {
		h[k] *= -own
		slope += w.weight[i] * sign(w.z[i]) * h[k]
	}
	if slope > 0 {
		own = -own
		negate(h)
	}
	step, out := w.crossing(h, reach(w.z[j], own))
	if math.IsInf(step, 1) { // a penalty that falls for ever is a work of rounding: go the other way
		own = -own
		negate(h)
		step, out = w.crossing(h, reach(w.z[j], own))
	}
	w.advance(step, h)
	w.z[j] += step * own
	if out >= 0 {
		w.expel(out)
	} else {
		w.z[j] = 0
	}
}

// newton returns R^-1(Qᵀr - R^-ᵀ(w s)), the step to the minimiser over the basis with the signs held.
func (w *workspace) newton() []float64 {
	size := len(w.basis.Cols)
	delta, target := w.delta[:size], w.basis.Coef[:size]
	w.basis.Against(delta, w.residual)
	w.signed(target)
	w.basis.SolveT(target)
	kernel.Axpy(-1, target, delta)
	w.basis.Solve(delta)
	return delta
}

// crossing returns the longest step along h, at most limit, on which no coordinate of the basis changes sign, and the place of the one that
// reaches zero there; -1 where none does.
func (w *workspace) crossing(h []float64, limit float64) (step float64, out int) {
	step, out = math.Inf(1), -1
	for k, j := range w.basis.Cols {
		if t := reach(w.z[j], h[k]); t < step {
			step, out = t, k
		}
	}
	if step > limit {
		return limit, -1
	}
	return step, out
}

// reach returns the t > 0 at which z + t h is zero, +Inf where there is none.
func reach(z, h float64) float64 {
	if sign(z)*sign(h) < 0 {
		return -z / h
	}
	return math.Inf(1)
}

func negate(h []float64) {
	for k := range h {
		h[k] = -h[k]
	}
}

func (w *workspace) advance(step float64, h []float64) {
	for k, j := range w.basis.Cols {
		w.z[j] += step * h[k]
	}
}

// expel sets the k-th coordinate of the basis to zero and takes it out.
func (w *workspace) expel(k int) {
	w.z[w.basis.Cols[k]] = 0
	w.basis.Leave(k)
}

// negligible reports whether the step was lost in the rounding of z.
func (w *workspace) negligible(delta []float64) bool {
	for k, j := range w.basis.Cols {
		if math.Abs(delta[k]) > 2*epsilon*math.Abs(w.z[j]) {
			return false
		}
	}
	return true
}
