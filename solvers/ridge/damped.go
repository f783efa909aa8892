package ridge

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/pivoted"
)

// damped is what one penalty, s² = 2 lambda, makes of a factor: the QR factorisation with column pivoting of
//
//	M = [Tᵀ; s I],   so that RᵀR is TTᵀ + s² I but for the pivoting,
//
// its rows in decreasing order as those of the factor were. Divided by 2^unit, M has entries about 1 and below.
type damped struct {
	f    *factor
	unit int
	s    float64 // divided; zero where that is below the range of float64

	qr    pivoted.QR
	data  []float64 // (n + rank) x rank, row after row: M, then its factors
	order []int     // n + rank, place -> row of M
	size  []float64 // n + rank, the largest entry of a row of M
	z     []float64 // n + rank
}

func (d *damped) take(f *factor, lambda float64) {
	d.f = f
	s := root(lambda)
	_, e := math.Frexp(s)
	d.unit = max(f.unit, e)
	d.s = math.Ldexp(s, -d.unit)
	shift := math.Ldexp(1, f.unit-d.unit)
	height := f.n + f.rank
	d.sort(shift)
	d.data = kernel.Resize(d.data, height*f.rank)
	for place, i := range d.order {
		row := d.data[place*f.rank : (place+1)*f.rank]
		if i >= f.n {
			clear(row)
			row[i-f.n] = d.s
			continue
		}
		for k, v := range f.t[i*f.rank : (i+1)*f.rank] {
			row[k] = v * shift
		}
	}
	d.qr.Factorise(height, f.rank, d.data)
}

// sort puts the rows of M in decreasing order.
func (d *damped) sort(shift float64) {
	n, rank := d.f.n, d.f.rank
	d.order, d.size = kernel.Resize(d.order, n+rank), kernel.Resize(d.size, n+rank)
	for i := range d.order {
		d.order[i], d.size[i] = i, d.s
		if i < n {
			d.size[i] = kernel.NormInf(d.f.t[i*rank:(i+1)*rank]) * shift
		}
	}
	slices.SortStableFunc(d.order, func(i, k int) int { return cmp.Compare(d.size[k], d.size[i]) })
}

// point sets x to the minimiser for the b with coordinates c 2^unit: the first part of Z R⁻ᵀ c, where M = Z R.
func (d *damped) point(x, c []float64, unit int) {
	d.z = kernel.Resize(d.z, d.f.n+d.f.rank)
	clear(d.z)
	d.against(d.z[:d.f.rank], c)
	d.qr.Rotate(d.z, d.f.rank)
	for place, i := range d.order {
		if i < d.f.n {
			x[i] = math.Ldexp(d.z[place], unit-d.unit)
		}
	}
}

// dual turns c, the coordinates of b that point has just been given, into (b - A x)/s: with the last part w of what point solved for, that is
// Q w and what of b is outside the range of A, so that nothing cancels. It is divided by 2^(unit of b - unit of damped).
func (d *damped) dual(c []float64) {
	rank := d.f.rank
	for place, i := range d.order {
		if i >= d.f.n {
			c[i-d.f.n] = d.z[place]
		}
	}
	for i := range c[rank:] {
		c[rank+i] /= d.s
	}
	d.f.lift(c)
}

// against sets dst = R⁻ᵀv, where v, over the rows of T, is not divided. What it multiplies is in the order of the columns of R.
func (d *damped) against(dst, v []float64) {
	for k, p := range d.qr.Pivots {
		dst[k] = v[p]
	}
	d.qr.SolveT(dst)
}
