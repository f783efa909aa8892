package ridge

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/pivoted"
)

const (
	rounding = 0x1p-50 // times the larger dimension: what is left of a dependent column, relative to its rows
	far      = 1000    // bound on powers of two, which and whose inverses are normal numbers
	even     = 10      // the difference of the exponents of two columns, or rows, up to which they count as alike
)

// factor is the decomposition
//
//	A = Q T,   QᵀQ = I,   T of shape rank x n and full rank.
//
// The columns of A are brought to a common size by powers of two, which commits no rounding error, and its rows put in decreasing order;
// then QR factorisation with column pivoting is accurate row by row, and R ends where what is left of the rows is rounding. The sizes of the
// columns are given back to T, and all of it is divided by 2^unit, the size of the largest column.
//
// Reference: A. Cox, N. Higham (1998), Stability of Householder QR factorization for weighted least squares problems.
type factor struct {
	m, n, rank int
	unit       int
	exp        []int     // n, the power of two taken out of a column
	rows       []int     // m, place -> row of A, large ones first
	size       []float64 // m, the largest entry of the row at a place
	alike      bool      // in size: the columns to one another, and the rows
	t          []float64 // n x rank, row after row: Tᵀ

	qr      pivoted.QR
	data    []float64 // m x n, row after row: A, then its factors
	largest []float64 // m, scratch
}

// take factorises A.
func (f *factor) take(a *solvers.Columns) {
	f.m, f.n = a.Dims()
	f.measure(a)
	f.data = kernel.Resize(f.data, f.m*f.n)
	for j := range f.n {
		column, scale := a.Col(j), math.Ldexp(1, -f.exp[j])
		for place, i := range f.rows {
			f.data[place*f.n+j] = column[i] * scale
		}
	}
	f.qr.Factorise(f.m, f.n, f.data)
	f.decide()
	f.t = kernel.Resize(f.t, f.n*f.rank)
	for c, j := range f.qr.Pivots {
		scale := math.Ldexp(1, f.exp[j]-f.unit)
		row := f.t[j*f.rank : (j+1)*f.rank]
		clear(row)
		for k := range min(c+1, f.rank) {
			row[k] = f.data[k*f.n+c] * scale
		}
	}
}

// measure finds the sizes of the columns and, once these are brought to a common one, of the rows.
func (f *factor) measure(a *solvers.Columns) {
	f.exp, f.rows = kernel.Resize(f.exp, f.n), kernel.Resize(f.rows, f.m)
	f.size, f.largest = kernel.Resize(f.size, f.m), kernel.Resize(f.largest, f.m)
	clear(f.largest)
	f.unit = -far
	least := far
	for j := range f.n {
		column := a.Col(j)
		f.exp[j] = exponent(column)
		if kernel.NormInf(column) == 0 {
			continue
		}
		f.unit, least = max(f.unit, f.exp[j]), min(least, f.exp[j])
		scale := math.Ldexp(1, -f.exp[j])
		for i, v := range column {
			f.largest[i] = max(f.largest[i], math.Abs(v)*scale)
		}
	}
	for i := range f.rows {
		f.rows[i] = i
	}
	slices.SortStableFunc(f.rows, func(i, k int) int { return cmp.Compare(f.largest[k], f.largest[i]) })
	f.alike = f.unit-least <= even
	for place, i := range f.rows {
		f.size[place] = f.largest[i]
		f.alike = f.alike && (f.size[place] == 0 || math.Ldexp(f.size[place], even) >= f.size[0])
	}
}

// decide finds the rank: R ends at the first diagonal entry that is rounding beside the rows that are left.
func (f *factor) decide() {
	rest := f.largest
	sum := 0.0
	for k := f.m - 1; k >= 0; k-- {
		sum = math.Hypot(sum, f.size[k])
		rest[k] = sum
	}
	bound := rounding * float64(max(f.m, f.n))
	for f.rank = 0; f.rank < min(f.m, f.n); f.rank++ {
		if !(math.Abs(f.data[f.rank*f.n+f.rank]) > bound*rest[f.rank]) {
			return
		}
	}
}

// coordinates sets dst (length m) to b in the basis that begins with the columns of Q, divided by 2^unit, which it returns: the first rank entries
// are Qᵀb, the others make up what of b is outside the range of A.
func (f *factor) coordinates(dst, b []float64) (unit int) {
	unit = exponent(b)
	scale := math.Ldexp(1, -unit)
	for place, i := range f.rows {
		dst[place] = b[i] * scale
	}
	f.qr.RotateT(dst, f.rank)
	return unit
}

// lift turns a vector in the basis of coordinates back into one over the rows of A.
func (f *factor) lift(c []float64) {
	f.qr.Rotate(c, f.rank)
	copy(f.largest, c)
	for place, i := range f.rows {
		c[i] = f.largest[place]
	}
}

// exponent returns the e with the largest magnitude of v in [1/2, 1) 2^e, held between -far and far; 0 for zeros.
func exponent(v []float64) int {
	_, e := math.Frexp(kernel.NormInf(v))
	return min(max(e, -far), far)
}
