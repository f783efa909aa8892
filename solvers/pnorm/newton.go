package pnorm

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/pivoted"

	"gonum.org/v1/gonum/blas"
	blasgonum "gonum.org/v1/gonum/blas/gonum"
	lapackgonum "gonum.org/v1/gonum/lapack/gonum"
)

// gonum's own routines, without dispatch through a global.
var (
	blasRoutines   blasgonum.Implementation
	lapackRoutines lapackgonum.Implementation
)

const (
	illConditioned = 1e-7 // ratio of squared diagonal entries of a Cholesky factor below which it is not trusted
	negligible     = 1e-8 // diagonal entries of a weighted R below this, relative to the first, are rounding errors
)

// newton is the linear algebra of a step. With
//
//	g = Bᵀs,   M = Bᵀ diag(w) B,   theta = gᵀM⁻¹g <= 1
//
// the gradient of F²/2 is F g and its Hessian (r-1) M - (r-2) g gᵀ, so that Newton's step is
//
//	-F B M⁻¹g / ((r-1) - (r-2) theta),
//
// the step of iteratively reweighted least squares where theta is near 1, and 1/(r-1) of it near the minimum. M⁻¹g is the v that
// minimises |sqrt(w) (t/F - B v)|_2. The normal equations square the condition of sqrt(w) B, which is large where the minimum has few
// large entries; there QR takes over.
type newton struct {
	k        int
	gradient []float64 // k: g
	v        []float64 // k: M⁻¹g
	weighted []float64 // sqrt(w) B: k x n for the normal equations, n x k for QR
	root     []float64 // n: sqrt(w)
	factor   []float64 // k x k: M, then its Cholesky factor
	size     []float64 // n: largest entries of the rows of sqrt(w) B
	order    []int     // n: rows, large ones first
	qr       pivoted.QR
}

func (w *newton) start(n, k int) {
	w.k = k
	w.gradient, w.v = kernel.Resize(w.gradient, k), kernel.Resize(w.v, k)
	w.weighted, w.factor = kernel.Resize(w.weighted, n*k), kernel.Resize(w.factor, k*k)
	w.root, w.size, w.order = kernel.Resize(w.root, n), kernel.Resize(w.size, n), kernel.Resize(w.order, n)
}

// direct sets step to -F B M⁻¹g, and theta.
func (d *descent) direct() {
	for j, w := range d.w {
		d.root[j] = math.Sqrt(w)
	}
	kernel.MulT(d.gradient, d.basis, d.s)
	if !d.normalEquations() {
		d.orthogonal()
	}
	kernel.Mul(d.step, d.basis, d.v)
	for j := range d.step {
		d.step[j] *= -d.norm
	}
}

// normalEquations finds v and theta by Cholesky's factorisation, and reports whether M is well-conditioned enough.
func (d *descent) normalEquations() bool {
	n, k := len(d.t), d.k
	for i := range k {
		from, to := d.basis[i*n:(i+1)*n], d.weighted[i*n:(i+1)*n]
		for j, root := range d.root {
			to[j] = root * from[j]
		}
	}
	blasRoutines.Dsyrk(blas.Upper, blas.NoTrans, k, n, 1, d.weighted, n, 0, d.factor, k)
	if !lapackRoutines.Dpotrf(blas.Upper, k, d.factor, k) {
		return false
	}
	least, largest := math.Inf(1), 0.0
	for i := range k {
		v := d.factor[i*k+i] * d.factor[i*k+i]
		least, largest = min(least, v), max(largest, v)
	}
	if !(least >= illConditioned*largest) {
		return false
	}
	copy(d.v, d.gradient)
	blasRoutines.Dtrsv(blas.Upper, blas.Trans, blas.NonUnit, k, d.factor, k, d.v, 1)
	d.theta = kernel.Dot(d.v, d.v)
	blasRoutines.Dtrsv(blas.Upper, blas.NoTrans, blas.NonUnit, k, d.factor, k, d.v, 1)
	return true
}

// orthogonal finds v and theta by QR with column pivoting and with the rows sorted, which keeps small rows accurate beside large ones.
// Directions that rounding drowns are left alone.
func (d *descent) orthogonal() {
	n, k := len(d.t), d.k
	d.sortRows()
	for i, j := range d.order {
		for l := range k {
			d.weighted[i*k+l] = d.root[j] * d.basis[l*n+j]
		}
	}
	for i, j := range d.order {
		d.moved[i] = d.root[j] * d.t[j] / d.norm
	}
	d.qr.Factorise(n, k, d.weighted)
	d.qr.RotateT(d.moved, k)
	right := d.moved[:d.qr.Rank(negligible)]
	d.theta = kernel.Dot(right, right)
	d.qr.Solve(right)
	clear(d.v)
	for i, l := range d.qr.Pivots[:len(right)] {
		d.v[l] = right[i]
	}
}

// sortRows puts the rows of sqrt(w) B in decreasing order of their largest entry.
func (d *descent) sortRows() {
	n := len(d.t)
	clear(d.size)
	for l := range d.k {
		for j, v := range d.basis[l*n : (l+1)*n] {
			d.size[j] = max(d.size[j], math.Abs(v))
		}
	}
	for j := range d.size {
		d.order[j] = j
		d.size[j] *= d.root[j]
	}
	slices.SortStableFunc(d.order, func(i, j int) int { return cmp.Compare(d.size[j], d.size[i]) })
}
