package local

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// promising is the residual of normal equations, relative to b, at which it is worth to look closer, and their part |a_j| |x_j| of the largest that is none.
const promising = 1e-6

// promise is the workspace of Promises.
type promise struct {
	work kernel.Workspace
	gram []float64 // |S|·|S|
	fit  []float64 // |S|
	gap  []float64 // m
}

// Promises reports whether the columns of the set fit b as far as normal equations can tell, which takes a fraction of the time of [Support.Span] and is
// right where the columns are well conditioned; if they do, it takes those out of the set that have no part in that. The set of the support stays as it is.
func (s *Support) Promises(set []int) ([]int, bool) {
	m, _ := s.p.A.Dims()
	w, a, size := &s.promise, s.p.A.Data(), len(set)
	w.gram, w.fit, w.gap = kernel.Resize(w.gram, size*size), kernel.Resize(w.fit, size), append(w.gap[:0], s.p.B...)
	w.work.Gram(w.gram, a, m, set)
	if !w.work.Cholesky(w.gram, size) {
		return set, false
	}
	kernel.MulTSet(w.fit, a, set, s.p.B)
	kernel.CholeskySolve(w.gram, size, w.fit)
	kernel.MulAddSet(w.gap, a, -1, set, w.fit)
	if !(kernel.Norm2(w.gap) <= promising*kernel.Norm2(s.p.B)) {
		return set, false
	}
	largest := 0.0
	for k, j := range set {
		w.fit[k] = math.Abs(w.fit[k]) * s.Norm[j]
		largest = max(largest, w.fit[k])
	}
	kept := set[:0]
	for k, j := range set {
		if w.fit[k] > promising*largest {
			kept = append(kept, j)
		}
	}
	return kept, true
}
