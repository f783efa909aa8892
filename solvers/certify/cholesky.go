package certify

import (
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// cholesky is the triangular factor L of the Gram matrix of some columns, with a share of each diagonal entry taken off that exceeds
// all rounding errors,
//
//	L L' = A_S'A_S - delta diag(A_S'A_S),   delta = 2 k (m + k + 8) 2^-53   for k columns of length m.
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
	l      []float64 // k x k, column after column
	work   kernel.Workspace
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
	f.l = kernel.Resize(f.l, k*k)
	f.work.Gram(f.l, f.a.Data(), m, f.set)
	keep := 1 - 2*float64(k)*float64(m+k+8)*0x1p-53
	for i := range k {
		square := &f.l[i*k+i]
		if !(*square > 1e-250 && *square < 1e250) { // something may be lost outside the range of float64
			return false
		}
		*square *= keep
	}
	return f.work.Cholesky(f.l, k)
}

// rounding bounds the error of the inner product of y with the i-th column.
func (f *cholesky) rounding(i int, y []float64) float64 {
	column := f.a.Col(f.set[i])
	return float64(len(y)) * 0x1p-53 * math.Sqrt(kernel.Dot(column, column)*kernel.Dot(y, y))
}

// against sets dst to A_S'y.
func (f *cholesky) against(dst, y []float64) { kernel.MulTSet(dst, f.a.Data(), f.set, y) }

// add moves y by A_S z for the z with L L'z = miss, which it overwrites.
func (f *cholesky) add(y, miss []float64) {
	kernel.CholeskySolve(f.l, len(f.set), miss)
	kernel.MulAddSet(y, f.a.Data(), 1, f.set, miss)
}
