package minnorm

import (
	"math"

	"gonum.org/v1/gonum/blas"
	blasgonum "gonum.org/v1/gonum/blas/gonum"
	lapackgonum "gonum.org/v1/gonum/lapack/gonum"
)

const rankTolerance = 1e-12 // diagonal entries of R below this, relative to the first, end the rank

// gonum's own routines, without dispatch through a global.
var (
	blasRoutines   blasgonum.Implementation
	lapackRoutines lapackgonum.Implementation
)

// qr is the pivoted factorisation Aᵀ P = Q R of some rows of a system, its columns in the system's order.
type qr struct {
	n, width int
	a        []float64 // n x width, row after row: R above, the reflections of Q below the diagonal
	pivots   []int     // pivots[k] is the position, among the rows factorised, of column k of R
	tau      []float64
	work     []float64
}

// factor factorises the rows the system names and returns the rank it sees. Exponents, where given, are taken out of the
// columns of A.
func (f *qr) factor(s *system, colExp []int) int {
	f.n, f.width = s.n, len(s.rows)
	small := min(f.n, f.width)
	f.a, f.pivots, f.tau = resize(f.a, f.n*f.width), resize(f.pivots, f.width), resize(f.tau, small)
	for k, j := range s.order {
		for c, i := range s.rows {
			f.a[k*f.width+c] = s.a[j*s.m+i]
			if colExp != nil {
				f.a[k*f.width+c] = math.Ldexp(s.a[j*s.m+i], -colExp[j])
			}
		}
	}
	if small == 0 {
		return 0
	}
	for c := range f.pivots {
		f.pivots[c] = -1 // free to move
	}
	f.work = resize(f.work, 1)
	lapackRoutines.Dgeqp3(f.n, f.width, f.a, f.width, f.pivots, f.tau, f.work, -1)
	f.work = resize(f.work, int(f.work[0]))
	lapackRoutines.Dgeqp3(f.n, f.width, f.a, f.width, f.pivots, f.tau, f.work, len(f.work))
	rank := 0
	for rank < small && math.Abs(f.a[rank*f.width+rank]) > rankTolerance*math.Abs(f.a[0]) {
		rank++
	}
	return rank
}

// solve overwrites w with the solution of R w = w or of its transpose, for the leading block of R.
func (f *qr) solve(transpose blas.Transpose, w []float64) {
	if len(w) > 0 {
		blasRoutines.Dtrsv(blas.Upper, transpose, blas.NonUnit, len(w), f.a, f.width, w, 1)
	}
}

// rotate overwrites x, of length n, with Q x, where x is zero beyond rank.
func (f *qr) rotate(x []float64, rank int) {
	if rank == 0 {
		return
	}
	f.work = resize(f.work, 1)
	lapackRoutines.Dormqr(blas.Left, blas.NoTrans, f.n, 1, rank, f.a, f.width, f.tau[:rank], x, 1, f.work, -1)
	f.work = resize(f.work, int(f.work[0]))
	lapackRoutines.Dormqr(blas.Left, blas.NoTrans, f.n, 1, rank, f.a, f.width, f.tau[:rank], x, 1, f.work, len(f.work))
}
