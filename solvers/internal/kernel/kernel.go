// Package kernel holds the few dense loops the solvers spend their time in: inner products, updates, passes over a matrix
// stored column after column, and triangles. It is the only place that knows the processor.
//
// Every function returns the same bits on every processor. The order of each sum is part of its definition, every product is
// added by a fused multiply-add, and the assembly for AVX-512 and for AVX2 (written by the generator in gen) follows the plain Go of
// this package, which runs everywhere else and with the build tag purego. Only which NaN a result is may differ. A processor can be made
// to do without instructions that it has: GODEBUG=cpu.avx512f=off, or cpu.avx2=off.
//
// Every function assumes lengths that fit and panics otherwise; none of them allocates. A result may not overlap its operands
// unless the function says so.
package kernel

import "slices"

// Dot returns xᵀy.
//
// The sum has 32 lanes that start at +0: element i is added to lane i mod 32. The lanes are then added as a tree: with z0 .. z3 the
// four groups of 8 lanes, (z0 + z1) + (z2 + z3), and the upper half to the lower one three times. A sum of zero is +0.
func Dot(x, y []float64) float64 {
	if len(x) != len(y) {
		panic("kernel: lengths of x and y differ")
	}
	if len(x) <= 8 {
		return dotShort(x, y)
	}
	return dot(x, y)
}

// dotShort is Dot for at most 8 elements, where the call of an assembly function costs more than the sum: what the lanes without elements
// would add is left out.
func dotShort(x, y []float64) float64 {
	y = y[:len(x)]
	var t0, t1, t2, t3 float64
	switch len(x) {
	case 8:
		t3 = float64(x[7] * y[7])
		fallthrough
	case 7:
		t2 = float64(x[6] * y[6])
		fallthrough
	case 6:
		t1 = float64(x[5] * y[5])
		fallthrough
	case 5:
		t0 = float64(x[4] * y[4])
		fallthrough
	case 4:
		t3 = float64(x[3]*y[3]) + t3
		fallthrough
	case 3:
		t2 = float64(x[2]*y[2]) + t2
		fallthrough
	case 2:
		t1 = float64(x[1]*y[1]) + t1
		fallthrough
	case 1:
		t0 = float64(x[0]*y[0]) + t0
	}
	return (t0 + t2) + (t1 + t3) + 0
}

// Axpy adds a·x to y: y_i becomes the rounded a x_i + y_i.
func Axpy(a float64, x, y []float64) {
	if len(x) != len(y) {
		panic("kernel: lengths of x and y differ")
	}
	if len(x) < 4 { // a call costs more
		axpyGo(a, x, y)
	} else {
		axpy(a, x, y)
	}
}

// MulT sets dst = Aᵀx for the m x n matrix whose columns stand one after the other in a (m = len(x), n = len(dst)): dst_j is the
// Dot of column j and x.
func MulT(dst, a, x []float64) {
	m := len(x)
	if len(a) != m*len(dst) {
		panic("kernel: shape of a is not len(x) x len(dst)")
	}
	dots(dst, columns{a: a, stride: m}, x)
}

// MulT2 sets dst1 = Aᵀx1 and dst2 = Aᵀx2 in one pass over A.
func MulT2(dst1, dst2, a, x1, x2 []float64) {
	m := len(x1)
	if len(x2) != m || len(dst1) != len(dst2) || len(a) != m*len(dst1) {
		panic("kernel: shape of a is not len(x) x len(dst)")
	}
	dots2(dst1, dst2, columns{a: a, stride: m}, x1, x2)
}

// Mul sets dst = Ax for the m x n matrix whose columns stand one after the other in a (m = len(dst), n = len(x)): zero, and then
// the Axpy of each column in order. Zero entries of x are left out and cost nothing.
func Mul(dst, a, x []float64) {
	if len(a) != len(dst)*len(x) {
		panic("kernel: shape of a is not len(dst) x len(x)")
	}
	clear(dst)
	if slices.Contains(x, 0) {
		mulSparse(dst, a, x)
	} else {
		adds(dst, columns{a: a, stride: len(dst)}, x)
	}
}

// some columns at a time, a multiple of what the assembly takes at once, are listed on the stack.
const some = 64

// mulSparse adds Ax to dst, passing over the zeros of x.
func mulSparse(dst, a, x []float64) {
	var set [some]int
	var value [some]float64
	n := 0
	for j, v := range x {
		if v != 0 {
			set[n], value[n] = j, v
			n++
		}
		if n == some || j == len(x)-1 {
			addsSet(dst, a, set[:n], value[:n])
			n = 0
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
