// Package gram keeps the Cholesky factor of the Gram matrix of a changing set of columns,
//
//	R'R = A_S' A_S,
//
// appending and removing one column at a time. A new diagonal entry is the root of a difference while little of it cancels; else it is the norm of the column's
// own residual, orthogonalised twice, so that R is as good as the factor of a QR decomposition and solves can be refined against the columns themselves.
//
// A caller that solves with right-hand sides which stay as the set changes keeps their forward halves v, R'v = rhs, and lets [Factor.Extend] and
// [Factor.Remove] carry them along: only the backward half is left to be solved at each change.
//
// Reference: Bjorck (1987), Stability analysis of the method of seminormal equations for linear least squares problems;
// Golub and Van Loan (2013), Matrix Computations, sections 5.3 and 6.5.
package gram

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	dependent = 1e-11  // the sine of the angle to the span of the set below which a column counts as lying in it
	noise     = 1e-15  // the same, times the smallest sine in the set: what orthogonalising against it leaves of rounding
	cancelled = 1e-2   // the squared sine below which the difference of squares has lost too many digits
	tiny      = 1e-200 // squares below it and above its inverse are not trusted
)

// Factor is the triangular factor for a list of columns of one matrix. The zero value is empty; call Reset first.
type Factor struct {
	a     *solvers.Columns
	set   []int
	norms []float64 // |a_j|_2 of each member
	r     []float64 // upper triangle, column after column: column k starts at k(k+1)/2
	v     []float64 // workspace, length of the set
	w     []float64 // workspace, length m
}

// Reset empties the set and binds the factor to a, keeping its storage.
func (f *Factor) Reset(a *solvers.Columns) {
	m, _ := a.Dims()
	f.a = a
	f.set, f.norms, f.r = f.set[:0], f.norms[:0], f.r[:0]
	f.w = kernel.Resize(f.w, m)
}

// Len returns the number of columns in the set.
func (f *Factor) Len() int { return len(f.set) }

// Set returns the columns in the order in which vectors over the set are laid out. It is valid until the next change.
func (f *Factor) Set() []int { return f.set }

// Norms returns the lengths |a_j|_2 of the columns in the set, valid until the next change.
func (f *Factor) Norms() []float64 { return f.norms }

func (f *Factor) column(k int) []float64 { return f.r[k*(k+1)/2 : (k+1)*(k+2)/2] }

// Append adds column j at the end of the set. It reports false, and changes nothing, when the column lies in the span of the set.
func (f *Factor) Append(j int) bool {
	k, a := len(f.set), f.a.Col(j)
	norm := kernel.Norm2(a)
	if norm == 0 || k == len(a) {
		return false
	}
	top := f.grow(k)
	kernel.MulTSet(top[:k], f.a.Data(), f.set, a)
	kernel.SolveT(f.r, top[:k])
	square := norm * norm
	if rest := square - kernel.Dot(top[:k], top[:k]); rest > cancelled*square && tiny < square && square < 1/tiny {
		top[k] = math.Sqrt(rest)
	} else {
		top[k] = f.orthogonalise(top[:k], a)
	}
	if !(top[k] > max(dependent, noise/f.least())*norm) {
		f.r = f.r[:len(f.r)-k-1]
		return false
	}
	f.set, f.norms = append(f.set, j), append(f.norms, norm)
	return true
}

// least returns the smallest sine in the set: that of a member's angle to the span of those before it.
func (f *Factor) least() float64 {
	least := 1.0
	for k, norm := range f.norms {
		least = min(least, f.r[k*(k+3)/2]/norm)
	}
	return least
}

// AppendKnown is Append for a caller who has the products of column j with the members and, last, with itself. It reports false, and changes nothing, where little of
// the column is left beside the span of the set, so that Append has to look at the columns.
func (f *Factor) AppendKnown(j int, products []float64) bool {
	k := len(f.set)
	square := products[k]
	if !(tiny < square && square < 1/tiny) {
		return false
	}
	top := f.grow(k)
	copy(top, products[:k])
	kernel.SolveT(f.r, top[:k])
	rest := square - kernel.Dot(top[:k], top[:k])
	if !(rest > cancelled*square) {
		f.r = f.r[:len(f.r)-k-1]
		return false
	}
	top[k] = math.Sqrt(rest)
	f.set, f.norms = append(f.set, j), append(f.norms, math.Sqrt(square))
	return true
}

// grow makes room for column k of the triangle and returns it.
func (f *Factor) grow(k int) []float64 {
	for range k + 1 {
		f.r = append(f.r, 0)
	}
	return f.r[len(f.r)-k-1:]
}

// orthogonalise sets top to the forward half for column a and returns the length of what is left of a beside the span. Twice is enough: Kahan, and
// Bjorck's corrected seminormal equations.
func (f *Factor) orthogonalise(top, a []float64) float64 {
	copy(f.w, a)
	clear(top)
	f.v = kernel.Resize(f.v, len(top))
	for range 2 {
		f.MulT(f.v, f.w)
		kernel.SolveT(f.r, f.v)
		kernel.Axpy(1, f.v, top)
		kernel.Solve(f.r, f.v)
		f.MulAdd(f.w, -1, f.v)
	}
	return kernel.Norm2(f.w)
}

// Extend returns v, the forward half of a right-hand side over the set without its last member, with the entry for that member, whose right-hand side is rhs.
func (f *Factor) Extend(v []float64, rhs float64) []float64 {
	c := f.column(len(v))
	return append(v, (rhs-kernel.Dot(c[:len(v)], v))/c[len(v)])
}

// Remove takes the i-th member out of the set and moves the later ones down by one. Each of halves, a forward half over the set, keeps to R'v = rhs with the
// member's entry of rhs left out; its last entry is then no more than storage.
func (f *Factor) Remove(i int, halves ...[]float64) {
	n := len(f.set)
	copy(f.set[i:], f.set[i+1:])
	copy(f.norms[i:], f.norms[i+1:])
	f.set, f.norms = f.set[:n-1], f.norms[:n-1]
	f.v = kernel.Resize(f.v, 2*n)
	for k := i + 1; k < n; k++ {
		f.rotateInto(i, k)
	}
	f.r = f.r[:n*(n-1)/2]
	for _, half := range halves {
		for l := i; l < n-1; l++ {
			c, s := f.v[2*l], f.v[2*l+1]
			half[l], half[l+1] = c*half[l]+s*half[l+1], c*half[l+1]-s*half[l]
		}
	}
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
	kernel.SolveT(f.r, x)
	kernel.Solve(f.r, x)
}

// Forward overwrites x, a vector over the set, with its forward half, R'v = x.
func (f *Factor) Forward(x []float64) { kernel.SolveT(f.r, x) }

// Backward2 overwrites the forward halves x1 and x2 with their solutions, R x = v.
func (f *Factor) Backward2(x1, x2 []float64) { kernel.Solve2(f.r, x1, x2) }

// MulAdd adds a times A_S x to dst (length m), for x over the set.
func (f *Factor) MulAdd(dst []float64, a float64, x []float64) {
	kernel.MulAddSet(dst, f.a.Data(), a, f.set, x)
}

// MulAdd2 adds a1 times A_S x1 to dst1 and a2 times A_S x2 to dst2 in one pass over the columns.
func (f *Factor) MulAdd2(dst1, dst2 []float64, a1, a2 float64, x1, x2 []float64) {
	kernel.MulAdd2Set(dst1, dst2, f.a.Data(), a1, a2, f.set, x1, x2)
}

// MulT sets dst, a vector over the set, to A_S'y.
func (f *Factor) MulT(dst, y []float64) { kernel.MulTSet(dst, f.a.Data(), f.set, y) }
