// Package balance scales the equations of A x = b by powers of two, which changes neither a digit nor a solution, so that no equation is
// lost beside another only for being written in larger units.
package balance

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

const (
	even = 1 << 10 // the ratio of the largest entries of two rows up to which they count as alike
	far  = 1022    // the largest exponent of a factor: its inverse, too, is a normal number
	span = 1 << 12 // entries whose squares are added up at a time
)

// Bound returns a bound for the magnitudes of the values, in a multiplication and an addition each: the largest Euclidean norm of 4096
// in a row, at most 64 times the largest magnitude, or that itself where the squares leave the range of float64. It is finite if and
// only if all values are.
func Bound(data []float64) float64 {
	top := 0.0
	for rest := data; len(rest) > 0; {
		piece := rest[:min(span, len(rest))]
		rest = rest[len(piece):]
		top = max(top, kernel.Dot(piece, piece)) // max keeps a NaN
	}
	if !(top > 1e-250 && top < 1e300) {
		return kernel.NormInf(data)
	}
	return math.Sqrt(top) * (1 + 0x1p-30) // more than the rounding of the sum
}

// Rows returns factors, powers of two that bring the largest entry of each row of the m x n matrix a, stored column after column, between 1/2
// and 1; nil where the rows are alike already. A row of zeros keeps the factor 1. Every factor lies in [2^-1022, 2^1022], and where more
// would push an entry of the row, or of the right-hand sides of length m, out of the normal numbers, it stops short of that: the
// rows are then not quite at a common scale, but nothing is rounded, lost or made infinite. The bound is one for the magnitudes of a: with a
// good one most matrices are found to be alike after a look at their first columns.
func Rows(bound float64, m int, a []float64, sides ...[]float64) []float64 {
	if reach(bound/even, m, a) {
		return nil
	}
	largest := make([]float64, m)
	for k := 0; k < len(a); k += m {
		for i, v := range a[k : k+m] {
			if v = math.Abs(v); v > largest[i] {
				largest[i] = v
			}
		}
	}
	if alike(largest) {
		return nil
	}
	low, high := make([]int, m), make([]int, m) // the exponents that keep every entry of the row a normal number
	for i := range m {
		low[i], high[i] = -far, far
	}
	limit := func(i int, v float64) {
		_, exponent := math.Frexp(v)
		low[i] = max(low[i], min(0, -1021-exponent))
		high[i] = min(high[i], 1024-exponent)
	}
	each(m, a, limit)
	for _, b := range sides {
		each(m, b, limit)
	}
	factors := largest
	for i, v := range largest {
		_, exponent := math.Frexp(v)
		factors[i] = math.Ldexp(1, max(low[i], min(high[i], -exponent)))
	}
	return factors
}

// reach says whether every row has an entry of at least the given magnitude. Where entries are about as large as their bound, the first will do.
func reach(floor float64, m int, a []float64) bool {
	for i := range m {
		k := i
		for k < len(a) && !(math.Abs(a[k]) >= floor) {
			k += m
		}
		if k >= len(a) {
			return false
		}
	}
	return true
}

// each calls f with the row and the magnitude of every entry that is not zero.
func each(m int, data []float64, f func(i int, v float64)) {
	for k := 0; k < len(data); k += m {
		for i, v := range data[k : k+m] {
			if v != 0 {
				f(i, math.Abs(v))
			}
		}
	}
}

// alike says whether the largest entries of the rows, those of zero rows aside, are of about one size.
func alike(largest []float64) bool {
	low, high := math.Inf(1), 0.0
	for _, v := range largest {
		if v > 0 {
			low, high = min(low, v), max(high, v)
		}
	}
	return !(high > even*low)
}

// Scale returns a copy of data, columns of length len(factors), with row i multiplied by factors[i].
func Scale(factors, data []float64) []float64 {
	out := make([]float64, len(data))
	m := len(factors)
	for k := range data {
		out[k] = data[k] * factors[k%m]
	}
	return out
}
