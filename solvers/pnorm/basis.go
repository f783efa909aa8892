package pnorm

import (
	"math"

	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/pivoted"
)

// frame splits range Aᵀ further, into span(e) and its orthogonal complement U there:
//
//	R^n = span(e) + U + N,   N = kernel of A.
//
// All solutions are size·(e + N), and e + U holds, up to scale, all u = Aᵀy with bᵀy > 0.
type frame struct{ pivoted.Frame }

// kernelBasis returns an orthonormal basis of N, n-vectors one after the other, in the storage of dst.
func (f *frame) kernelBasis(dst []float64) []float64 {
	n := f.N
	k := n - f.Rank
	dst = kernel.Resize(dst, k*n)
	clear(dst)
	for i := range k {
		dst[i*n+f.Rank+i] = 1
	}
	f.Rotate(dst)
	return dst
}

// rangeBasis returns an orthonormal basis of U, n-vectors one after the other, in the storage of dst: Q times the columns, but the
// first, of the reflection I - h hᵀ/|h_1| that takes c to the first axis.
func (f *frame) rangeBasis(dst []float64) []float64 {
	n, k := f.N, f.Rank-1
	dst = kernel.Resize(dst, k*n)
	clear(dst)
	sign := math.Copysign(1, f.C[0])
	head := f.C[0] + sign
	for i := range k {
		factor := f.C[i+1] * sign // h_{i+1}/|h_1| times the sign of h_1
		row := dst[i*n : i*n+f.Rank]
		row[0] = -factor
		kernel.Axpy(-f.C[i+1]/math.Abs(head), f.C[1:], row[1:])
		row[i+1]++
	}
	f.Rotate(dst)
	return dst
}

// kernelPart overwrites x with its orthogonal projection on N.
func (f *frame) kernelPart(x []float64) {
	f.RotateT(x)
	clear(x[:f.Rank])
	f.Rotate(x)
}
