// Package qr keeps the factorisation A_S = QR of a changing set of independent columns, as solvers whose points live on a support need it:
// conditioned like A_S itself, where a Cholesky factor of the Gram matrix starts from the square.
package qr

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// dependent is the distance from the span of the basis, relative to its own length, within which a column counts as lying in it.
const dependent = 1e-12

// Basis is the factorisation A_S = QR of some independent columns, at most m, in the order in which they joined. Q is m x s with orthonormal
// columns and R upper triangular.
//
// Reference: J. Daniel, W. Gragg, L. Kaufman, G. Stewart (1976), Reorthogonalization and stable algorithms for updating the
// Gram-Schmidt QR factorization.
type Basis struct {
	m    int
	Cols []int     // S; the caller reads it
	q, r []float64 // m·m each, column after column
	rest []float64 // m, the newcomer's part outside the span
	part []float64 // m, its coordinates in the directions, and
	sum  []float64 // m, what they add up to
	Coef []float64 // m, Qᵀ times the newcomer; the caller may use it as workspace between calls
}

// Fit empties the basis for columns of length m, scaled so that their squares neither overflow nor vanish.
func (f *Basis) Fit(m int) {
	f.m = m
	f.q, f.r = kernel.Resize(f.q, m*m), kernel.Resize(f.r, m*m)
	f.rest, f.Coef = kernel.Resize(f.rest, m), kernel.Resize(f.Coef, m)
	f.part, f.sum = kernel.Resize(f.part, m), kernel.Resize(f.sum, m)
	f.Reset()
}

// Reset empties the basis.
func (f *Basis) Reset() { f.Cols = f.Cols[:0] }

// Direction returns column k of Q.
func (f *Basis) Direction(k int) []float64 { return f.q[k*f.m : (k+1)*f.m] }

// upper returns the part of column k of R above the diagonal, and the diagonal entry.
func (f *Basis) upper(k int) (above []float64, pivot float64) {
	column := f.r[k*f.m : k*f.m+k+1]
	return column[:k], column[k]
}

// Join appends column j, of the given norm, and reports whether it was independent of the others. If it was not, the basis is
// unchanged and Coef holds Qᵀcolumn.
func (f *Basis) Join(j int, column []float64, norm float64) bool {
	size := len(f.Cols)
	copy(f.rest, column)
	clear(f.Coef[:size])
	pivot := f.project(size)
	if pivot < norm/math.Sqrt2 { // what was cancelled left its rounding behind; twice is enough
		pivot = f.project(size)
	}
	if size == f.m || pivot <= dependent*norm {
		return false
	}
	f.Cols = append(f.Cols, j)
	copy(f.r[size*f.m:], f.Coef[:size])
	f.r[size*f.m+size] = pivot
	for i, v := range f.rest {
		f.q[size*f.m+i] = v / pivot
	}
	return true
}

// project takes the first size directions out of rest, adds what it took to Coef, and returns the length of what is left.
func (f *Basis) project(size int) float64 {
	f.Against(f.part[:size], f.rest)
	kernel.Axpy(1, f.part[:size], f.Coef[:size])
	f.Along(f.sum, f.part[:size])
	kernel.Axpy(-1, f.sum, f.rest)
	return math.Sqrt(kernel.Dot(f.rest, f.rest))
}

// Leave removes the k-th column and restores the triangle by plane rotations.
func (f *Basis) Leave(k int) {
	last := len(f.Cols) - 1
	f.Cols = append(f.Cols[:k], f.Cols[k+1:]...)
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
		p, q := f.Direction(i), f.Direction(i+1)
		for l, v := range p {
			p[l], q[l] = cos*v+sin*q[l], cos*q[l]-sin*v
		}
	}
}

// Against sets dst = Qᵀy.
func (f *Basis) Against(dst, y []float64) { kernel.MulT(dst, f.q[:len(dst)*f.m], y) }

// Along sets dst = Q v, for the columns of Q as far as v is long.
func (f *Basis) Along(dst, v []float64) { kernel.Mul(dst, f.q[:len(v)*f.m], v) }

// Solve replaces y by R^-1 y.
func (f *Basis) Solve(y []float64) {
	for k := len(y) - 1; k >= 0; k-- {
		above, pivot := f.upper(k)
		y[k] /= pivot
		kernel.Axpy(-y[k], above, y[:k])
	}
}

// SolveT replaces y by R^-ᵀ y.
func (f *Basis) SolveT(y []float64) {
	for k := range y {
		above, pivot := f.upper(k)
		y[k] = (y[k] - kernel.Dot(above, y[:k])) / pivot
	}
}
