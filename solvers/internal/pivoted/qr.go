package pivoted

import (
	"math"

	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/blas"
	blasgonum "gonum.org/v1/gonum/blas/gonum"
	lapackgonum "gonum.org/v1/gonum/lapack/gonum"
)

// gonum's own routines, without dispatch through a global.
var (
	blasRoutines   blasgonum.Implementation
	lapackRoutines lapackgonum.Implementation
)

// QR is the factorisation M P = Q R of a matrix by Householder reflections with column pivoting: every column of R is the one farthest
// from the span of those before it. Q is square, and the first k reflections make up its first k columns. The zero value is ready for
// Factorise.
//
// Reference: G. Golub, C. Van Loan (2013), Matrix Computations, 4th edition, Section 5.4.2.
type QR struct {
	Pivots []int // column k of R is column Pivots[k] of M; the caller reads it

	rows, cols int
	data       []float64 // R above, the reflections below the diagonal
	tau        []float64
	work       []float64
}

// Factorise factorises the rows x cols matrix in data, row after row, and keeps the factors there until the next call.
func (f *QR) Factorise(rows, cols int, data []float64) {
	f.rows, f.cols, f.data = rows, cols, data
	f.Pivots, f.tau = kernel.Resize(f.Pivots, cols), kernel.Resize(f.tau, min(rows, cols))
	for k := range f.Pivots {
		f.Pivots[k] = -1 // free to move
	}
	if len(f.tau) == 0 {
		return
	}
	f.query(func(work []float64) { lapackRoutines.Dgeqp3(rows, cols, data, cols, f.Pivots, f.tau, work, -1) })
	lapackRoutines.Dgeqp3(rows, cols, data, cols, f.Pivots, f.tau, f.work, len(f.work))
}

// Rank returns the number of diagonal entries of R before the first that is at most tolerance times the largest.
func (f *QR) Rank(tolerance float64) int {
	for k := range f.tau {
		if !(math.Abs(f.data[k*f.cols+k]) > tolerance*math.Abs(f.data[0])) {
			return k
		}
	}
	return len(f.tau)
}

// Solve overwrites w with R⁻¹w, for the leading block of R that has its size.
func (f *QR) Solve(w []float64) { f.triangle(blas.NoTrans, w) }

// SolveT overwrites w with R⁻ᵀw, for the leading block of R that has its size.
func (f *QR) SolveT(w []float64) { f.triangle(blas.Trans, w) }

func (f *QR) triangle(transpose blas.Transpose, w []float64) {
	if len(w) > 0 {
		blasRoutines.Dtrsv(blas.Upper, transpose, blas.NonUnit, len(w), f.data, f.cols, w, 1)
	}
}

// Rotate multiplies vectors of length rows, one after the other in x, by the first k reflections of Q.
func (f *QR) Rotate(x []float64, k int) { f.reflect(blas.Trans, x, k) }

// RotateT multiplies vectors of length rows, one after the other in x, by the first k reflections of Qᵀ.
func (f *QR) RotateT(x []float64, k int) { f.reflect(blas.NoTrans, x, k) }

// reflect multiplies the matrix with the vectors for its rows from the right. A single vector gains nothing from blocks, and gets no
// room for them.
func (f *QR) reflect(transpose blas.Transpose, x []float64, k int) {
	if k == 0 || len(x) == 0 {
		return
	}
	vectors, room := len(x)/f.rows, 1
	apply := func(work []float64, room int) {
		lapackRoutines.Dormqr(blas.Right, transpose, vectors, f.rows, k, f.data, f.cols, f.tau[:k], x, f.rows, work, room)
	}
	if vectors > 1 {
		f.query(func(work []float64) { apply(work, -1) })
		room = len(f.work)
	}
	apply(f.work, room)
}

// query makes work as long as a LAPACK routine asks.
func (f *QR) query(ask func(work []float64)) {
	f.work = kernel.Resize(f.work, 1)
	ask(f.work)
	f.work = kernel.Resize(f.work, int(f.work[0]))
}
