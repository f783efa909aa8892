package cube

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
)

// Rates a_jᵀalong below negligible, relative to |a_j|, are rounding; columns with rates below frail stay outside S where another will do.
const (
	negligible = 1e-10
	frail      = 1e-7
)

// breakpoint is where a_jᵀy runs into zero: at the length at, and the slope of f rises by rise.
type breakpoint struct {
	at, rise float64
	j        int
}

// move takes y along its direction to the breakpoint at which f stops falling, or to the first one when Bland's rule is due, and lets the
// column there join S. It reports false where there is no breakpoint, for f, which is positive, cannot fall for ever.
func (d *descent) move() bool {
	kernel.MulT(d.rates, d.A, d.along)
	d.breakpoints()
	if len(d.points) == 0 {
		return false
	}
	last := d.last()
	length, joins := d.points[last].at, d.points[last].j
	for _, p := range d.points[:last] {
		d.sign[p.j] = -d.sign[p.j]
	}
	if d.leaving > 0 {
		j := d.Cols[d.leaving]
		d.sign[j] = math.Copysign(1, d.rates[j])
		d.Leave(d.leaving)
	}
	kernel.Axpy(length, d.along, d.y)
	kernel.Axpy(length, d.rates, d.r)
	if d.enter(joins) {
		d.sign[joins] = 0
	}
	d.snap()
	d.pivots++
	d.rest(length == 0)
	return true
}

// breakpoints collects the residuals that run into zero, in the order in which they do.
func (d *descent) breakpoints() {
	d.points = d.points[:0]
	for j, s := range d.sign {
		if fall := -s * d.rates[j]; fall > negligible*d.length[j] {
			d.points = append(d.points, breakpoint{max(0, s*d.r[j]) / fall, 2 * fall, j})
		}
	}
	slices.SortFunc(d.points, func(p, q breakpoint) int {
		return cmp.Or(cmp.Compare(p.at, q.at), cmp.Compare(p.j, q.j))
	})
}

// last returns the place of the breakpoint at which f stops falling, or of an earlier one if the column there is frail.
func (d *descent) last() int {
	if d.bland() {
		return 0
	}
	last, slope := 0, d.slope
	for ; last < len(d.points)-1; last++ {
		if slope += d.points[last].rise; slope >= 0 {
			break
		}
	}
	for k := last; k >= 0; k-- {
		if p := d.points[k]; p.rise > 2*frail*d.length[p.j] {
			return k
		}
	}
	return last
}
