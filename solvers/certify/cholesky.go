package certify

import (
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// cholesky is the triangular factor R of the Gram matrix of some columns, with a share of each diagonal entry taken off that exceeds
// all rounding errors,
//
//	R'R = A_S'A_S - delta diag(A_S'A_S),   delta = 2 k (m + k + 8) 2^-53   for k columns of length m.
//
// With columns of unit length an inner product errs by at most m 2^-53, and a step of the factorisation by (k + 3) 2^-53, to first order and in whatever
// order sums are taken, so that the errors make a matrix of norm k (m + k + 3) 2^-53 at most. Where the factor exists, A_S'A_S is therefore positive definite
// and the columns are linearly independent: that is a proof. Where it does not, they may still be.
//
// Reference: Rump (2006), Verification of positive definiteness; Higham (2002), Accuracy and Stability of Numerical Algorithms, theorem 10.3.
type cholesky struct {
	a      *solvers.Columns
	set    []int
	exists bool
	r      []float64 // column k, of length k+1, starts at k(k+1)/2; the diagonal is inverted
}

// forget drops what is known: the matrix may have changed.
func (f *cholesky) forget() { f.a = nil }

// proves reports whether the factor of these columns exists. It is kept until the next call with others.
func (f *cholesky) proves(a *solvers.Columns, set []int) bool {
	if f.a != a || !slices.Equal(f.set, set) {
		f.a, f.set = a, append(f.set[:0], set...)
		f.exists = f.factorise()
	}
	return f.exists
}

func (f *cholesky) factorise() bool {
	m, _ := f.a.Dims()
	k := len(f.set)
	if k > m {
		return false
	}
	f.r = kernel.Resize(f.r, k*(k+1)/2)
	keep := 1 - 2*float64(k)*float64(m+k+8)*0x1p-53
	for i, j := range f.set {
		column, top := f.a.Col(j), f.column(i)
		f.against(top[:i], column)
		f.forward(top[:i])
		square := kernel.Dot(column, column)
		pivot := keep*square - kernel.Dot(top[:i], top[:i])
		if !(pivot > 0 && square > 1e-250 && square < 1e250) { // nothing is lost outside the range of float64
			return false
		}
		top[i] = 1 / math.Sqrt(pivot)
	}
	return true
}

func (f *cholesky) column(k int) []float64 { return f.r[k*(k+1)/2 : (k+1)*(k+2)/2] }

// against sets dst to the inner products of y with the first len(dst) columns.
func (f *cholesky) against(dst, y []float64) {
	for i := range dst {
		dst[i] = kernel.Dot(f.a.Col(f.set[i]), y)
	}
}

// forward solves R'v = v in place.
func (f *cholesky) forward(v []float64) {
	for k := range v {
		c := f.column(k)
		v[k] = (v[k] - kernel.Dot(c[:k], v[:k])) * c[k]
	}
}

// backward solves Rv = v in place.
func (f *cholesky) backward(v []float64) {
	for k := len(v) - 1; k >= 0; k-- {
		c := f.column(k)
		v[k] *= c[k]
		kernel.Axpy(-v[k], c[:k], v[:k])
	}
}

// rounding bounds the error of the inner product of y with the i-th column.
func (f *cholesky) rounding(i int, y []float64) float64 {
	column := f.a.Col(f.set[i])
	return float64(len(y)) * 0x1p-53 * math.Sqrt(kernel.Dot(column, column)*kernel.Dot(y, y))
}

// add moves y by A_S z for the z with R'R z = miss, which it overwrites.
func (f *cholesky) add(y, miss []float64) {
	f.forward(miss)
	f.backward(miss)
	for i, j := range f.set {
		kernel.Axpy(miss[i], f.a.Col(j), y)
	}
}
