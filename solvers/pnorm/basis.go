package pnorm

import (
	"math"

	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/blas"
)

// kernelBasis returns an orthonormal basis of N, n-vectors one after the other, in the storage of dst.
func (f *frame) kernelBasis(dst []float64) []float64 {
	n := f.system.n
	k := n - f.rank
	dst = resize(dst, k*n)
	clear(dst)
	for i := range k {
		dst[i*n+f.rank+i] = 1
	}
	f.rotate(blas.Right, blas.Trans, dst, k, n)
	return dst
}

// rangeBasis returns an orthonormal basis of U, n-vectors one after the other, in the storage of dst: Q times the columns, but the
// first, of the reflection I - h hᵀ/|h_1| that takes c to the first axis.
func (f *frame) rangeBasis(dst []float64) []float64 {
	n, k := f.system.n, f.rank-1
	dst = resize(dst, k*n)
	clear(dst)
	sign := math.Copysign(1, f.c[0])
	head := f.c[0] + sign
	for i := range k {
		factor := f.c[i+1] * sign // h_{i+1}/|h_1| times the sign of h_1
		row := dst[i*n : i*n+f.rank]
		row[0] = -factor
		kernel.Axpy(-f.c[i+1]/math.Abs(head), f.c[1:], row[1:])
		row[i+1]++
	}
	f.rotate(blas.Right, blas.Trans, dst, k, n)
	return dst
}

// kernelPart overwrites x with its orthogonal projection on N.
func (f *frame) kernelPart(x []float64) {
	f.rotate(blas.Left, blas.Trans, x, f.system.n, 1)
	clear(x[:f.rank])
	f.rotate(blas.Left, blas.NoTrans, x, f.system.n, 1)
}
