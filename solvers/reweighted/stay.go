package reweighted

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// margin is the distance of |a_jᵀy|/w_j from 1 at which it is less beyond doubt.
const margin = 1e-9

// stays reports whether x is the one solution of the inner problem for the new weights too, which is then not worth solving. It is if its support S
// has independent columns and some y has a_jᵀy = w_j sign(x_j) on S and |a_jᵀy| < w_j elsewhere: the dual vector for the weights before, changed by
// as little as the equations ask for.
//
// Reference: J.-J. Fuchs (2004), On sparse representations in arbitrary redundant bases, for the condition.
func (w *workspace) stays() bool {
	if len(w.dual) == 0 || !w.basic() {
		return false
	}
	set := w.Set()
	w.bounds = kernel.Resize(w.bounds, len(set))
	for k, j := range set {
		w.bounds[k] = math.Copysign(1/w.inverse[j], w.x[j])
	}
	w.moved = append(w.moved[:0], w.dual...)
	w.Meet(w.moved, w.bounds)
	kernel.MulT(w.next, w.p.A.Data(), w.moved)
	for j, v := range w.next {
		if w.x[j] == 0 && !(math.Abs(v)*w.inverse[j] <= 1-margin) {
			return false
		}
	}
	for k, j := range set {
		if !(math.Abs(w.next[j]-w.bounds[k])*w.inverse[j] <= margin) {
			return false
		}
	}
	w.dual = append(w.dual[:0], w.moved...)
	return true
}

// basic reports whether the set holds the support of x and nothing else.
func (w *workspace) basic() bool {
	size := 0
	for _, v := range w.x {
		if v != 0 {
			size++
		}
	}
	for _, j := range w.Set() {
		if w.x[j] == 0 {
			return false
		}
	}
	return size == len(w.Set())
}
