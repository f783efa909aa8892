package irls

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
)

// supposed is the support that the entries which stand out of the smoothing make up. If it is that of a solution with fewer entries than there are independent
// equations, that is basic, hence a strict local minimiser for 0 < p < 1, and all that smaller eps could still do is find it.
type supposed struct {
	tried []int     // the last one put to the test, in decreasing order of |a_j| |x_j|
	set   []int     // workspace
	gram  []float64 // |S|·|S|
	coef  []float64 // |S|
	gap   []float64 // m
}

const (
	standing  = 0.25 // an entry stands out when it is larger than this times unit sqrt(eps)
	smaller   = 0.9  // size beside that of the last one at which another is worth a test within a level
	promising = 1e-6 // residual of the normal equations, relative to b, at which it is worth to look closer
)

// suffices reports whether the supposed support is that of a solution, and if so goes there.
func (w *workspace) suffices(levelEnds bool) bool {
	w.set = w.set[:0]
	for j, v := range w.x {
		if math.Abs(v) > standing*w.unit*math.Sqrt(w.eps) {
			w.set = append(w.set, j)
		}
	}
	size := len(w.set)
	if size == 0 || size >= len(w.rhs) || !levelEnds && len(w.tried) > 0 && float64(size) > smaller*float64(len(w.tried)) {
		return false
	}
	slices.SortFunc(w.set, func(i, j int) int {
		return cmp.Or(cmp.Compare(w.Norm[j]*math.Abs(w.x[j]), w.Norm[i]*math.Abs(w.x[i])), cmp.Compare(i, j))
	})
	w.tried = append(w.tried[:0], w.set...)
	if !w.promises() {
		return false
	}
	w.Span(w.next, w.tried)
	if !w.Solves(w.next) {
		return false
	}
	w.x, w.next = w.next, w.x
	return true
}

// promises reports whether the columns of the supposed support fit b, as far as normal equations can tell.
func (w *workspace) promises() bool {
	m, size, a := len(w.p.B), len(w.set), w.p.A.Data()
	w.gram, w.coef, w.gap = kernel.Resize(w.gram, size*size), kernel.Resize(w.coef, size), append(w.gap[:0], w.p.B...)
	w.work.Gram(w.gram, a, m, w.set)
	if !w.work.Cholesky(w.gram, size) {
		return false
	}
	kernel.MulTSet(w.coef, a, w.set, w.p.B)
	kernel.CholeskySolve(w.gram, size, w.coef)
	kernel.MulAddSet(w.gap, a, -1, w.set, w.coef)
	return kernel.Norm2(w.gap) <= promising*kernel.Norm2(w.p.B)
}
