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
	r      []float64 // packed: column k, of length k+1, starts at k(k+1)/2
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

// factorise makes the columns of R two by two, so that A_S and R are read half as often.
func (f *cholesky) factorise() bool {
	m, _ := f.a.Dims()
	if len(f.set) > m {
		return false
	}
	f.r = kernel.Resize(f.r, len(f.set)*(len(f.set)+1)/2)
	i := 0
	for ; i+1 < len(f.set); i += 2 {
		a1, a2, r1, r2 := f.a.Col(f.set[i]), f.a.Col(f.set[i+1]), f.column(i), f.column(i+1)
		kernel.MulT2Set(r1[:i], r2[:i], f.a.Data(), f.set[:i], a1, a2)
		kernel.SolveT2(f.r, r1[:i], r2[:i])
		if !f.close(r1, a1) {
			return false
		}
		r2[i] = (kernel.Dot(a1, a2) - kernel.Dot(r1[:i], r2[:i])) / r1[i]
		if !f.close(r2, a2) {
			return false
		}
	}
	if i == len(f.set) {
		return true
	}
	last, r := f.a.Col(f.set[i]), f.column(i)
	kernel.MulTSet(r[:i], f.a.Data(), f.set[:i], last)
	kernel.SolveT(f.r, r[:i])
	return f.close(r, last)
}

// close sets the diagonal entry of a column of R, of which the others are known, and reports whether there is one.
func (f *cholesky) close(r, column []float64) bool {
	k := len(r) - 1
	share := 2 * float64(len(f.set)) * float64(len(column)+len(f.set)+8) * 0x1p-53
	square := kernel.Dot(column, column)
	pivot := (1-share)*square - kernel.Dot(r[:k], r[:k])
	r[k] = math.Sqrt(pivot)
	return pivot > 0 && square > 1e-250 && square < 1e250 // nothing is lost outside the range of float64
}

func (f *cholesky) column(k int) []float64 { return f.r[k*(k+1)/2 : (k+1)*(k+2)/2] }

// rounding bounds the error of the inner product of y with the i-th column.
func (f *cholesky) rounding(i int, y []float64) float64 {
	column := f.a.Col(f.set[i])
	return float64(len(y)) * 0x1p-53 * math.Sqrt(kernel.Dot(column, column)*kernel.Dot(y, y))
}

// against sets dst to A_S'y.
func (f *cholesky) against(dst, y []float64) { kernel.MulTSet(dst, f.a.Data(), f.set, y) }

// add moves y by A_S z for the z with R'R z = miss, which it overwrites.
func (f *cholesky) add(y, miss []float64) {
	kernel.SolveT(f.r, miss)
	kernel.Solve(f.r, miss)
	kernel.MulAddSet(y, f.a.Data(), 1, f.set, miss)
}
