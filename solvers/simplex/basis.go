package simplex

import (
	"math"

	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/blas"
	blasgonum "gonum.org/v1/gonum/blas/gonum"
	lapackgonum "gonum.org/v1/gonum/lapack/gonum"
)

// basis is a set of r independent columns of the m x n matrix a with the pseudo-inverse of the m x r matrix A_S they make.
// Row i of the inverse belongs to column cols[i]. For r = m it is the ordinary inverse.
type basis struct {
	m    int
	a    []float64 // m x n, column after column
	cols []int     // position -> column
	pos  []int     // column -> position, or -1
	inv  []float64 // r x m, row after row

	spare, tri, tau, lq []float64 // scratch of refactor
}

// dependent bounds the distance of a column from the span of a basis, relative to the terms that make it, below which it counts as
// lying in the span.
const dependent = 1e-12

func (s *basis) size() int              { return len(s.cols) }
func (s *basis) column(j int) []float64 { return s.a[j*s.m : (j+1)*s.m] }
func (s *basis) row(i int) []float64    { return s.inv[i*s.m : (i+1)*s.m] }

// reset empties the basis.
func (s *basis) reset() {
	s.cols, s.inv = s.cols[:0], s.inv[:0]
	for j := range s.pos {
		s.pos[j] = -1
	}
}

// solve sets alpha to A_S^+ v.
func (s *basis) solve(alpha, v []float64) { kernel.MulT(alpha, s.inv, v) }

// solveT sets y to the shortest vector with A_Sᵀy = c.
func (s *basis) solveT(y, c []float64) { kernel.Mul(y, s.inv, c) }

// subtract takes A_S z from v.
func (s *basis) subtract(v, z []float64) {
	kernel.MulAddSet(v, s.a, -1, s.cols, z)
}

// split writes column q as A_S alpha + v with v orthogonal to the span, and reports whether v is more than rounding. The
// projection is applied again where the first one leaves little: twice is enough (Kahan, in Parlett 1980).
func (s *basis) split(alpha, v, scratch []float64, q int) bool {
	a := s.column(q)
	s.solve(alpha, a)
	if len(s.cols) == s.m {
		return false
	}
	copy(v, a)
	s.subtract(v, alpha)
	terms := kernel.Norm1(alpha) + 1
	size := kernel.NormInf(v)
	if size > 1e-2*terms {
		return true
	}
	if size <= dependent*terms {
		return false
	}
	s.solve(scratch, v)
	s.subtract(v, scratch)
	kernel.Axpy(1, scratch, alpha)
	return kernel.NormInf(v) > dependent*terms
}

// join adds column q = A_S alpha + v to the basis; v is replaced by v/|v|^2, the new row of the inverse.
func (s *basis) join(q int, alpha, v []float64) {
	scale(1/kernel.Dot(v, v), v)
	for i, t := range alpha {
		if t != 0 {
			kernel.Axpy(-t, v, s.row(i))
		}
	}
	s.inv = append(s.inv, v...)
	s.pos[q] = len(s.cols)
	s.cols = append(s.cols, q)
}

// exchange puts column q = A_S alpha in the place of the column at position r.
func (s *basis) exchange(q, r int, alpha []float64) {
	pivot := s.row(r)
	scale(1/alpha[r], pivot)
	for i, t := range alpha {
		if i != r && t != 0 {
			kernel.Axpy(-t, pivot, s.row(i))
		}
	}
	s.pos[s.cols[r]] = -1
	s.cols[r], s.pos[q] = q, r
}

// drop takes the column at position r out of the basis; the last one moves to its place.
func (s *basis) drop(r int) {
	gone := s.row(r)
	square := kernel.Dot(gone, gone)
	for i := range s.cols {
		if i != r {
			kernel.Axpy(-kernel.Dot(s.row(i), gone)/square, gone, s.row(i))
		}
	}
	last := len(s.cols) - 1
	copy(gone, s.row(last))
	s.pos[s.cols[r]] = -1
	if r != last {
		s.cols[r] = s.cols[last]
		s.pos[s.cols[r]] = r
	}
	s.cols, s.inv = s.cols[:last], s.inv[:last*s.m]
}

// refactor computes the pseudo-inverse afresh: A_Sᵀ = L Q gives A_S^+ = L^-ᵀ Q. Where L is singular to working
// precision it reports false and keeps the inverse it has.
func (s *basis) refactor() bool {
	var lapack lapackgonum.Implementation
	r := len(s.cols)
	s.spare = kernel.Resize(s.spare, r*s.m)
	for i, j := range s.cols {
		copy(s.spare[i*s.m:], s.column(j))
	}
	s.tau = kernel.Resize(s.tau, r)
	s.lq = kernel.Resize(s.lq, 32*s.m)
	lapack.Dgelqf(r, s.m, s.spare, s.m, s.tau, s.lq, len(s.lq))
	s.tri = kernel.Resize(s.tri, r*r)
	for i := range r {
		copy(s.tri[i*r:i*r+i+1], s.spare[i*s.m:])
		if math.Abs(s.tri[i*r+i]) <= dependent/8 {
			return false
		}
	}
	lapack.Dorglq(r, s.m, r, s.spare, s.m, s.tau, s.lq, len(s.lq))
	blasgonum.Implementation{}.Dtrsm(blas.Left, blas.Lower, blas.Trans, blas.NonUnit, r, s.m, 1, s.tri, r, s.spare, s.m)
	copy(s.inv, s.spare)
	return true
}

func scale(f float64, v []float64) {
	for i := range v {
		v[i] *= f
	}
}
