// Package pivoted solves systems of equations by QR factorisation with pivoting, whatever their rank and the units of their rows and
// columns: the common ground of the solvers that start from the point of least Euclidean norm, or from a maximal set of independent
// equations.
package pivoted

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const rankTolerance = 1e-12 // diagonal entries of R below this, relative to the first, end the rank

// Frame splits R^N by the factorisation Aᵀ P = Q R of a maximal set of independent equations of a system,
//
//	R^N = range Aᵀ + kernel of A,
//
// the span of the first Rank columns of Q and that of the others. The solution of least Euclidean norm is Size·E with |E|_2 = 1, in
// range Aᵀ; where it is zero, so are Size, E and C. The zero value is ready for Load.
//
// Reference: G. Golub, C. Van Loan (2013), Matrix Computations, 4th edition, Section 5.6.
type Frame struct {
	System
	Rank int
	Size float64
	E    []float64 // N
	C    []float64 // Rank, the coordinates of E in the first columns of Q

	qr    QR
	data  []float64 // of qr, N x len(rows)
	rows  []int     // the independent equations, in the order of the columns of R
	spare []int
	rest  []float64 // N
	gap   []float64 // M
}

// Load takes the system of the problem and finds its rank and the solution of least norm; whether that solves the redundant equations
// too is for Consistent to say.
func (f *Frame) Load(p solvers.Problem) {
	f.System.load(p)
	f.split()
	f.C, f.E = kernel.Resize(f.C, f.Rank), kernel.Resize(f.E, f.N)
	f.rest, f.gap = kernel.Resize(f.rest, f.N), kernel.Resize(f.gap, f.M)
	for k, i := range f.rows {
		f.C[k] = f.B[i]
	}
	f.qr.SolveT(f.C)
	f.Size = kernel.Norm2(f.C)
	if f.Size > 0 {
		for k := range f.C {
			f.C[k] /= f.Size
		}
	}
	clear(f.E)
	copy(f.E, f.C)
	f.Rotate(f.E)
}

// split factorises the independent rows, all of them where they are plainly independent. Otherwise the rank is decided with the
// columns of A scaled too, for it does not depend on their scale.
func (f *Frame) split() {
	f.rows = f.rows[:0]
	for i := range f.M {
		f.rows = append(f.rows, i)
	}
	f.factorise(false)
	f.Rank = f.qr.Rank(rankTolerance)
	if f.Rank < f.M {
		f.factorise(true)
		f.Rank = f.qr.Rank(rankTolerance)
		f.keep()
		f.factorise(false)
	}
	f.keep()
}

// factorise factorises the chosen rows, with powers of two taken out of the columns of A if asked.
func (f *Frame) factorise(scaleColumns bool) {
	width := len(f.rows)
	f.data = kernel.Resize(f.data, f.N*width)
	for k, j := range f.order {
		exp := 0
		if scaleColumns {
			exp = f.colExp[j]
		}
		for c, i := range f.rows {
			f.data[k*width+c] = math.Ldexp(f.A[k*f.M+i], -exp)
		}
	}
	f.qr.Factorise(f.N, width, f.data)
}

// keep reduces rows to the first Rank of those factorised, in the order of the columns of R.
func (f *Frame) keep() {
	kept := f.spare[:0]
	for _, c := range f.qr.Pivots[:f.Rank] {
		kept = append(kept, f.rows[c])
	}
	f.rows, f.spare = kept, f.rows
}

// Consistent says whether the solution of least norm solves the redundant equations.
func (f *Frame) Consistent() bool {
	if f.Rank == f.M {
		return true
	}
	f.Least(f.rest)
	size := 0.0
	for k, j := range f.order {
		size += math.Ldexp(math.Abs(f.rest[k]), f.colExp[j])
	}
	f.Residual(f.gap, f.rest)
	return Consistent(f.A, f.B, f.gap, size)
}

// Least sets dst to Size·E, the solution of least norm.
func (f *Frame) Least(dst []float64) {
	for k, v := range f.E {
		dst[k] = f.Size * v
	}
}

// LeastDual sets dst to the y, zero on redundant equations, with Aᵀy = E.
func (f *Frame) LeastDual(dst []float64) {
	copy(f.rest, f.C)
	f.combine(dst)
}

// Preimage sets dst to the x of least Euclidean norm whose image A x agrees with r in the independent equations.
func (f *Frame) Preimage(dst, r []float64) {
	clear(dst)
	for k, i := range f.rows {
		dst[k] = r[i]
	}
	f.qr.SolveT(dst[:f.Rank])
	f.Rotate(dst)
}

// PreimageT sets dst to the y, zero on redundant equations, for which Aᵀy is the orthogonal projection of u on the range of Aᵀ.
func (f *Frame) PreimageT(dst, u []float64) {
	copy(f.rest, u)
	f.RotateT(f.rest)
	f.combine(dst)
}

// combine sets dst to the y, zero on redundant equations, for which the coordinates of Aᵀy are the first in rest.
func (f *Frame) combine(dst []float64) {
	f.qr.Solve(f.rest[:f.Rank])
	clear(dst)
	for k, i := range f.rows {
		dst[i] = f.rest[k]
	}
}

// Rotate multiplies vectors of length N, one after the other in x, by Q.
func (f *Frame) Rotate(x []float64) { f.qr.Rotate(x, f.Rank) }

// Orthonormal returns equations with the same solutions, in the storage of rows and rhs where that is large enough: the first Rank columns of Q, one after the
// other, times x are Size·C.
func (f *Frame) Orthonormal(rows, rhs []float64) (_, _ []float64) {
	rows, rhs = kernel.Resize(rows, f.Rank*f.N), kernel.Resize(rhs, f.Rank)
	clear(rows)
	for k, v := range f.C {
		rows[k*f.N+k] = 1
		rhs[k] = f.Size * v
	}
	f.Rotate(rows)
	return rows, rhs
}

// RotateT multiplies vectors of length N, one after the other in x, by Qᵀ.
func (f *Frame) RotateT(x []float64) { f.qr.RotateT(x, f.Rank) }
