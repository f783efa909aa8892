package irls

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
)

const feasible = 1e-10 // residual, relative to b, of a point that solves A x = b

// finish makes x the clean point that is returned, and reports whether it is what the form promises.
func (w *workspace) finish() bool {
	if w.p.Lambda > 0 {
		return w.settle()
	}
	if !w.clean {
		w.basic()
	}
	return w.Distance(w.x) <= feasible*kernel.Norm2(w.p.B)
}

// basic passes from a solution to a basic one with no larger |x|_p^p: that on the columns of the largest |a_j| |x_j| or, should it be
// worse, an end of the lines through x in the kernel of A.
func (w *workspace) basic() {
	w.order = kernel.Resize(w.order, len(w.x))
	for j := range w.order {
		w.order[j] = j
	}
	slices.SortStableFunc(w.order, func(i, j int) int {
		return cmp.Compare(w.Norm[j]*math.Abs(w.x[j]), w.Norm[i]*math.Abs(w.x[i]))
	})
	w.Span(w.next, w.order)
	if w.Solves(w.next) && w.Value(w.next) <= w.Value(w.x) {
		w.x, w.next = w.next, w.x
		return
	}
	w.Reduce(w.x)
}

// settle makes x a strict local minimiser of the penalised objective: of entries that none has it is rid first. It reports whether it
// succeeded. Zero is such a minimiser too, and is taken where it is better.
func (w *workspace) settle() bool {
	for j, v := range w.x {
		if math.Abs(v) < w.Least(j)/2 {
			w.x[j] = 0
		}
	}
	done := w.Descend(w.x)
	if w.Value(nil) <= w.Value(w.x) {
		clear(w.x)
		return true
	}
	return done
}

// nothing returns the |x|_inf below which no point but zero is a local minimiser.
func (w *workspace) nothing() float64 {
	if w.p.Lambda == 0 {
		return 0
	}
	least := math.Inf(1)
	for j := range w.Norm {
		least = min(least, w.Least(j))
	}
	return least
}
