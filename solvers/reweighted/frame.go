package reweighted

import (
	"touchpoint/solvers/internal/kernel"
)

// dependent is the distance of a unit column from the span of others within which it counts as lying in it.
const dependent = 1e-12

// frame is the QR factorisation of some independent columns of A, each divided by its norm. A point is told to it in the same units, c_j = |a_j| x_j.
// Q is m x s with orthonormal columns, R upper triangular; the Gram-Schmidt process goes over each column twice.
type frame struct {
	m    int
	cols []int
	q, r []float64 // m·m each, column after column
	rest []float64 // m, the newcomer's part outside the span
	coef []float64 // m, Qᵀ times the newcomer
}

func (f *frame) fit(m int) {
	f.m = m
	f.q, f.r = resize(f.q, m*m), resize(f.r, m*m)
	f.rest, f.coef = resize(f.rest, m), resize(f.coef, m)
	f.cols = f.cols[:0]
}

// join appends column j and reports whether it was independent of the others. If it was not, the frame is unchanged and coef holds the
// coefficients of the column in the others.
func (f *frame) join(j int, column []float64, norm float64) bool {
	size := len(f.cols)
	for i, v := range column {
		f.rest[i] = v / norm
	}
	coef := f.coef[:size]
	clear(coef)
	for range 2 {
		for k := range coef {
			c := kernel.Dot(f.direction(k), f.rest)
			kernel.Axpy(-c, f.direction(k), f.rest)
			coef[k] += c
		}
	}
	pivot := kernel.Norm2(f.rest)
	if size == f.m || pivot <= dependent {
		f.solve(coef)
		return false
	}
	f.cols = append(f.cols, j)
	copy(f.r[size*f.m:], coef)
	f.r[size*f.m+size] = pivot
	for i, v := range f.rest {
		f.q[size*f.m+i] = v / pivot
	}
	return true
}

func (f *frame) direction(k int) []float64 { return f.q[k*f.m : (k+1)*f.m] }

// upper returns the part of column k of R above the diagonal, and the diagonal entry.
func (f *frame) upper(k int) (above []float64, pivot float64) {
	column := f.r[k*f.m : k*f.m+k+1]
	return column[:k], column[k]
}

// against sets dst = Qᵀy.
func (f *frame) against(dst, y []float64) { kernel.MulT(dst, f.q[:len(dst)*f.m], y) }

// solve replaces y by R^-1 y.
func (f *frame) solve(y []float64) {
	for k := len(y) - 1; k >= 0; k-- {
		above, pivot := f.upper(k)
		y[k] /= pivot
		kernel.Axpy(-y[k], above, y[:k])
	}
}

// solveT replaces y by R^-ᵀ y.
func (f *frame) solveT(y []float64) {
	for k := range y {
		above, pivot := f.upper(k)
		y[k] = (y[k] - kernel.Dot(above, y[:k])) / pivot
	}
}
