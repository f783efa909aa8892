package greedy

import (
	"math"

	"touchpoint/solvers/internal/gram"
	"touchpoint/solvers/internal/kernel"
)

// cuts are the shares of the largest |z_j| up to which an entry may be rounding, boldest first.
var cuts = [...]float64{1e-9, 1e-12}

// growth is the least-squares point on a set of independent columns that gains one column at a time,
//
//	z = argmin |b - A z|_2 over the vectors with support in S.
type growth struct {
	s      *system
	factor gram.Factor
	closed []bool    // n: in S, or dependent on it
	z      []float64 // n, zero off S
	r      []float64 // m, b - A z
	norm   float64   // |r|_2
	steps  int       // columns that step added

	g    []float64 // n, A'r
	fix  []float64 // over S
	lost []int
}

// start empties the set.
func (w *growth) start(s *system) {
	w.s = s
	w.factor.Reset(s.a)
	w.closed, w.z, w.g = kernel.Resize(w.closed, s.n), kernel.Resize(w.z, s.n), kernel.Resize(w.g, s.n)
	w.r = kernel.Resize(w.r, s.m)
	clear(w.closed)
	clear(w.z)
	copy(w.r, s.b)
	w.norm, w.steps = s.size, 0
}

// take fits the columns of the set, in its order; those that depend on others before them are left out.
func (w *growth) take(s *system, set []int) {
	w.start(s)
	for _, j := range set {
		w.closed[j] = true
		w.factor.Append(j)
	}
	w.refine()
	w.refine()
}

// refine corrects z by what it leaves of b in the span of S. The first call after a change of S makes the fit. It costs about 2 m |S|
// multiplications.
func (w *growth) refine() {
	w.fix = kernel.Resize(w.fix, w.factor.Len())
	w.factor.MulT(w.fix, w.r)
	w.factor.Solve(w.fix)
	for i, j := range w.factor.Set() {
		w.z[j] += w.fix[i]
	}
	w.norm = w.s.residual(w.r, w.z)
}

// meets says whether z solves A z = b up to rounding.
func (w *growth) meets() bool { return w.norm <= w.s.dust(w.z) }

// step adds the column that makes the smallest angle with the residual, of those that are independent of S, and fits again. It reports false where
// there is none.
func (w *growth) step() bool {
	w.s.a.MulT(w.g, w.r)
	for {
		best, size := -1, -1.0
		for j, v := range w.g {
			if v = math.Abs(v); v > size && !w.closed[j] {
				best, size = j, v
			}
		}
		if best < 0 {
			return false
		}
		w.closed[best] = true
		if w.factor.Append(best) {
			w.steps++
			w.refine()
			return true
		}
	}
}

// clean refines z and takes out of S what has a coefficient of rounding size, boldly first, as long as that leaves the residual as it is.
func (w *growth) clean() {
	w.refine()
	largest := kernel.NormInf(w.z)
	for _, cut := range cuts {
		norm := w.norm
		if !w.drop(cut * largest) {
			return
		}
		if w.norm <= norm+w.s.dust(w.z) {
			return
		}
		for _, j := range w.lost {
			w.factor.Append(j)
		}
		w.refine()
		w.refine()
	}
}

// drop takes the columns with |z_j| up to the bound out of S, and reports whether there were any.
func (w *growth) drop(bound float64) bool {
	w.lost = w.lost[:0]
	for i := w.factor.Len() - 1; i >= 0; i-- {
		if j := w.factor.Set()[i]; math.Abs(w.z[j]) <= bound {
			w.lost = append(w.lost, j)
			w.z[j] = 0
			w.factor.Remove(i)
		}
	}
	if len(w.lost) == 0 {
		return false
	}
	w.s.residual(w.r, w.z)
	w.refine()
	w.refine()
	return true
}
