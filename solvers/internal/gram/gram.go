// Package gram keeps the Cholesky factor of the Gram matrix of a changing set of columns,
//
//	R'R = A_S' A_S,
//
// appending and removing one column at a time. A new diagonal entry is the norm of the column's own residual, orthogonalised twice, and not the root of a
// difference, so that R is as good as the factor of a QR decomposition and solves can be refined against the columns themselves.
//
// Reference: Bjorck (1987), Stability analysis of the method of seminormal equations for linear least squares problems;
// Golub and Van Loan (2013), Matrix Computations, sections 5.3 and 6.5.
package gram

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// dependent is the sine of the angle to the span of the set below which a column counts as lying in it.
const dependent = 1e-11

// Factor is the triangular factor for a list of columns of one matrix. The zero value is empty; call Reset first.
type Factor struct {
	a   *solvers.Columns
	set []int
	r   []float64 // upper triangle, column after column: column k starts at k(k+1)/2
	v   []float64 // workspace, length of the set
	w   []float64 // workspace, length m
}

// Reset empties the set and binds the factor to a, keeping its storage.
func (f *Factor) Reset(a *solvers.Columns) {
	m, _ := a.Dims()
	f.a = a
	f.set = f.set[:0]
	f.r = f.r[:0]
	if cap(f.w) < m {
		f.w = make([]float64, m)
	}
	f.w = f.w[:m]
}

// Len returns the number of columns in the set.
func (f *Factor) Len() int { return len(f.set) }

// Set returns the columns in the order in which vectors over the set are laid out. It is valid until the next change.
func (f *Factor) Set() []int { return f.set }

func (f *Factor) column(k int) []float64 { return f.r[k*(k+1)/2 : (k+1)*(k+2)/2] }

// Append adds column j at the end of the set. It reports false, and changes nothing, when the column lies in the span of the set.
func (f *Factor) Append(j int) bool {
	k, a := len(f.set), f.a.Col(j)
	norm := kernel.Norm2(a)
	if norm == 0 || k == len(a) {
		return false
	}
	copy(f.w, a)
	f.r = append(f.r, make([]float64, k+1)...)
	top := f.r[len(f.r)-k-1:]
	f.v = kernel.Resize(f.v, k)
	for range 2 { // twice is enough: Kahan, and Bjorck's corrected seminormal equations
		for i, s := range f.set {
			f.v[i] = kernel.Dot(f.a.Col(s), f.w)
		}
		f.forward(f.v)
		kernel.Axpy(1, f.v, top[:k])
		f.backward(f.v)
		for i, s := range f.set {
			kernel.Axpy(-f.v[i], f.a.Col(s), f.w)
		}
	}
	top[k] = kernel.Norm2(f.w)
	if !(top[k] > dependent*norm) {
		f.r = f.r[:len(f.r)-k-1]
		return false
	}
	f.set = append(f.set, j)
	return true
}

// Remove takes the i-th member out of the set and moves the later ones down by one.
func (f *Factor) Remove(i int) {
	n := len(f.set)
	copy(f.set[i:], f.set[i+1:])
	f.set = f.set[:n-1]
	f.v = kernel.Resize(f.v, 2*n)
	for k := i + 1; k < n; k++ {
		f.rotateInto(i, k)
	}
	f.r = f.r[:n*(n-1)/2]
}

// rotateInto moves old column k to place k-1 during the removal of member i. The rotation of rows l and l+1 that restores the
// triangle is kept, once column l+1 has made it, in the workspace at 2l.
func (f *Factor) rotateInto(i, k int) {
	old := f.column(k)
	for l := i; l < k-1; l++ {
		c, s := f.v[2*l], f.v[2*l+1]
		old[l], old[l+1] = c*old[l]+s*old[l+1], c*old[l+1]-s*old[l]
	}
	h := math.Hypot(old[k-1], old[k])
	f.v[2*(k-1)], f.v[2*(k-1)+1] = old[k-1]/h, old[k]/h
	old[k-1] = h
	copy(f.column(k-1), old[:k])
}

// Solve overwrites x, a vector over the set, with (A_S'A_S)^-1 x.
func (f *Factor) Solve(x []float64) {
	f.forward(x)
	f.backward(x)
}

// forward solves R'v = v in place.
func (f *Factor) forward(v []float64) {
	for k := range v {
		c := f.column(k)
		v[k] = (v[k] - kernel.Dot(c[:k], v[:k])) / c[k]
	}
}

// backward solves Rv = v in place.
func (f *Factor) backward(v []float64) {
	for k := len(v) - 1; k >= 0; k-- {
		c := f.column(k)
		v[k] /= c[k]
		kernel.Axpy(-v[k], c[:k], v[:k])
	}
}

// MulAdd adds a times A_S x to dst (length m), for x over the set.
func (f *Factor) MulAdd(dst []float64, a float64, x []float64) {
	for i, j := range f.set {
		kernel.Axpy(a*x[i], f.a.Col(j), dst)
	}
}

// MulT sets dst, a vector over the set, to A_S'y.
func (f *Factor) MulT(dst, y []float64) {
	for i, j := range f.set {
		dst[i] = kernel.Dot(f.a.Col(j), y)
	}
}
