package lasso

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// dependent is the distance from the span of the basis, relative to its own length, within which a column counts as lying in it.
const dependent = 1e-12

// basis is the factorisation A_S = QR of some independent columns, at most m, in the order in which they joined. Q is m x s with orthonormal
// columns and R upper triangular.
//
// Reference: J. Daniel, W. Gragg, L. Kaufman, G. Stewart (1976), Reorthogonalization and stable algorithms for updating the
// Gram-Schmidt QR factorization.
type basis struct {
	m    int
	cols []int     // S
	q, r []float64 // m·m each, column after column
	rest []float64 // m, the newcomer's part outside the span
	coef []float64 // m, Qᵀ times the newcomer
}

// fit empties the basis for columns of length m.
func (f *basis) fit(m int) {
	f.m = m
	f.q, f.r = resize(f.q, m*m), resize(f.r, m*m)
	f.rest, f.coef = resize(f.rest, m), resize(f.coef, m)
	f.reset()
}

func (f *basis) reset() { f.cols = f.cols[:0] }

func (f *basis) direction(k int) []float64 { return f.q[k*f.m : (k+1)*f.m] }

// upper returns the part of column k of R above the diagonal, and the diagonal entry.
func (f *basis) upper(k int) (above []float64, pivot float64) {
	column := f.r[k*f.m : k*f.m+k+1]
	return column[:k], column[k]
}

// join appends column j, of the given norm, and reports whether it was independent of the others. If it was not, the basis is
// unchanged and coef holds Qᵀcolumn.
func (f *basis) join(j int, column []float64, norm float64) bool {
	size := len(f.cols)
	copy(f.rest, column)
	clear(f.coef[:size])
	pivot := f.project(size)
	if pivot < norm/math.Sqrt2 { // what was cancelled left its rounding behind; twice is enough
		pivot = f.project(size)
	}
	if size == f.m || pivot <= dependent*norm {
		return false
	}
	f.cols = append(f.cols, j)
	copy(f.r[size*f.m:], f.coef[:size])
	f.r[size*f.m+size] = pivot
	for i, v := range f.rest {
		f.q[size*f.m+i] = v / pivot
	}
	return true
}

// project takes the first size directions out of rest, adds what it took to coef, and returns the length of what is left.
func (f *basis) project(size int) float64 {
	for k := range size {
		c := kernel.Dot(f.direction(k), f.rest)
		kernel.Axpy(-c, f.direction(k), f.rest)
		f.coef[k] += c
	}
	return length(f.rest)
}

// leave removes the k-th column and restores the triangle by plane rotations.
func (f *basis) leave(k int) {
	last := len(f.cols) - 1
	f.cols = append(f.cols[:k], f.cols[k+1:]...)
	for c := k; c < last; c++ {
		copy(f.r[c*f.m:c*f.m+c+2], f.r[(c+1)*f.m:])
	}
	for i := k; i < last; i++ {
		above, below := f.r[i*f.m+i], f.r[i*f.m+i+1]
		length := math.Hypot(above, below)
		cos, sin := above/length, below/length
		for c := i; c < last; c++ {
			pair := f.r[c*f.m+i : c*f.m+i+2]
			pair[0], pair[1] = cos*pair[0]+sin*pair[1], cos*pair[1]-sin*pair[0]
		}
		p, q := f.direction(i), f.direction(i+1)
		for l, v := range p {
			p[l], q[l] = cos*v+sin*q[l], cos*q[l]-sin*v
		}
	}
}

// against sets dst = Qᵀy.
func (f *basis) against(dst, y []float64) { kernel.MulT(dst, f.q[:len(dst)*f.m], y) }

// solve replaces y by R^-1 y.
func (f *basis) solve(y []float64) {
	for k := len(y) - 1; k >= 0; k-- {
		above, pivot := f.upper(k)
		y[k] /= pivot
		kernel.Axpy(-y[k], above, y[:k])
	}
}

// solveT replaces y by R^-ᵀ y.
func (f *basis) solveT(y []float64) {
	for k := range y {
		above, pivot := f.upper(k)
		y[k] = (y[k] - kernel.Dot(above, y[:k])) / pivot
	}
}
