// Package kernel holds the few dense loops the solvers spend their time in: inner products, updates, and
// passes over a matrix stored column after column. It is the only place that may know the processor.
//
// Every loop assumes equal lengths and panics otherwise; none of them allocates.
package kernel

import (
	"math"

	"gonum.org/v1/gonum/blas/gonum"
	"gonum.org/v1/gonum/floats"
)

// blas is gonum's reference implementation: no global state, no dispatch through an interface.
var blas gonum.Implementation

// Dot returns xᵀy.
func Dot(x, y []float64) float64 {
	if len(x) != len(y) {
		panic("kernel: lengths of x and y differ")
	}
	return blas.Ddot(len(x), x, 1, y, 1)
}

// Axpy adds a·x to y.
func Axpy(a float64, x, y []float64) {
	if len(x) != len(y) {
		panic("kernel: lengths of x and y differ")
	}
	blas.Daxpy(len(x), a, x, 1, y, 1)
}

// Norm2 returns |x|_2 without overflow or underflow in between.
func Norm2(x []float64) float64 { return floats.Norm(x, 2) }

// Norm1 returns |x|_1.
func Norm1(x []float64) float64 { return blas.Dasum(len(x), x, 1) }

// NormInf returns |x|_inf, and NaN if any entry is NaN.
func NormInf(x []float64) float64 {
	largest := 0.0
	for _, v := range x {
		if a := math.Abs(v); a > largest || math.IsNaN(a) {
			largest = a
		}
	}
	return largest
}

// MulT sets dst = Aᵀx for the m x n matrix whose columns stand one after the other in a (m = len(x), n = len(dst)).
func MulT(dst, a, x []float64) {
	m := len(x)
	if len(a) != m*len(dst) {
		panic("kernel: shape of a is not len(x) x len(dst)")
	}
	for j := range dst {
		dst[j] = blas.Ddot(m, a[j*m:(j+1)*m], 1, x, 1)
	}
}

// MulT2 sets dst1 = Aᵀx1 and dst2 = Aᵀx2 in one pass over A.
func MulT2(dst1, dst2, a, x1, x2 []float64) {
	m := len(x1)
	if len(x2) != m || len(dst1) != len(dst2) || len(a) != m*len(dst1) {
		panic("kernel: shape of a is not len(x) x len(dst)")
	}
	for j := range dst1 {
		column := a[j*m : (j+1)*m]
		dst1[j] = blas.Ddot(m, column, 1, x1, 1)
		dst2[j] = blas.Ddot(m, column, 1, x2, 1)
	}
}

// Mul sets dst = Ax for the m x n matrix whose columns stand one after the other in a (m = len(dst), n = len(x)).
// Zero entries of x cost nothing.
func Mul(dst, a, x []float64) {
	m := len(dst)
	if len(a) != m*len(x) {
		panic("kernel: shape of a is not len(dst) x len(x)")
	}
	clear(dst)
	for j, v := range x {
		if v != 0 {
			blas.Daxpy(m, v, a[j*m:(j+1)*m], 1, dst, 1)
		}
	}
}

// Resize returns a slice of length n over the storage of x where it is large enough; its contents are unspecified.
func Resize[T any](x []T, n int) []T {
	if cap(x) < n {
		return make([]T, n)
	}
	return x[:n]
}
