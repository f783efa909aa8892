package cube

import (
	"context"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/pivoted"
)

// descent is the state of one solve, and its storage for the next.
type descent struct {
	pivoted.Frame           // the system with rows and b at a common scale, and its solution of least Euclidean norm
	set                     // S
	y             []float64 // m
	r             []float64 // n: a_jᵀy, exactly zero on S
	sign          []float64 // n: s_j off S, 0 on S and for zero columns
	length        []float64 // n: |a_j|_2

	g     []float64 // m: the gradient
	terms float64   // the sum of the |a_j|_2 that make it
	w     []float64 // w_0 and w, in the units of the basis

	along   []float64 // m: the unit vector in whose direction y moves
	slope   float64   // of f in that direction
	leaving int       // place of the column that leaves S for it, 0 if none does
	rates   []float64 // n: a_jᵀalong
	points  []breakpoint

	pivots, idle int // columns joined so far; those in a row that did not move y
	perturbed    int // perturbations used up

	x, other []float64 // n: two points
	gap      []float64 // m: b - A x
}

const (
	epsilon = 0x1p-53
	outside = 1e-13 // share of the terms of g by which it must leave the span of b and A_S
	excess  = 1e-12 // by which |w_j| must exceed 1
	zero    = 1e-12 // |a_jᵀy| relative to |a_j| |y| that counts as zero
)

// start puts y where |Aᵀy|_2 is least.
func (d *descent) start() {
	m, n := d.M, d.N
	d.y, d.g, d.along, d.gap = kernel.Resize(d.y, m), kernel.Resize(d.g, m), kernel.Resize(d.along, m), kernel.Resize(d.gap, m)
	d.r, d.sign, d.length, d.rates = kernel.Resize(d.r, n), kernel.Resize(d.sign, n), kernel.Resize(d.length, n), kernel.Resize(d.rates, n)
	d.x, d.other, d.w = kernel.Resize(d.x, n), kernel.Resize(d.other, n), kernel.Resize(d.w, m)
	d.pivots, d.idle, d.perturbed = 0, 0, 0
	d.set.start(d.System)
	d.LeastDual(d.y)
	scale(d.y, 1/d.Size)
	kernel.MulT(d.r, d.A, d.y)
	for j, v := range d.r {
		d.length[j] = kernel.Norm2(d.column(j))
		d.sign[j] = math.Copysign(1, v)
		if d.length[j] == 0 {
			d.sign[j] = 0
		}
	}
}

// minimise moves y until f is least. The status is Converged where it is, up to rounding, and Stalled where rounding hides the way.
func (d *descent) minimise(ctx context.Context, limit int) (solvers.Status, error) {
	for refreshed := false; ; {
		if ctx.Err() != nil {
			return solvers.Unknown, context.Cause(ctx)
		}
		d.gradient()
		switch {
		case !d.choose():
			if refreshed || !d.refresh() {
				return solvers.Converged, nil
			}
			refreshed = true
		case d.pivots == limit:
			return solvers.Limit, nil
		case !d.move():
			return solvers.Stalled, nil
		default:
			refreshed = false
		}
	}
}

// gradient sums g over the columns off S.
func (d *descent) gradient() {
	kernel.Mul(d.g, d.A, d.sign)
	d.terms = 0
	for j, s := range d.sign {
		if s != 0 {
			d.terms += d.length[j]
		}
	}
}

// choose finds a direction in which f falls, or at least stays while S grows to a vertex, and reports false where y is optimal.
func (d *descent) choose() bool {
	d.leaving = 0
	if d.size() < d.Rank {
		copy(d.along, d.g)
		if rest := d.project(d.along); rest > outside*d.terms {
			scale(d.along, -1/rest)
			d.slope = -rest
			return true
		}
	}
	d.multipliers()
	place := d.worst()
	if place > 0 && d.size() < d.Rank {
		return d.flat()
	}
	d.leaving = place
	return place > 0
}

// multipliers sets w to the coordinates of g in b and A_S.
func (d *descent) multipliers() {
	d.w = d.w[:d.size()]
	d.Against(d.w, d.g)
	d.Solve(d.w)
}

// worst returns the place of the column whose |w_j| exceeds 1 most, in the units of the basis, or of the first one when Bland's rule is
// due, with the direction of its edge; and 0 if none exceeds 1 by more than rounding.
func (d *descent) worst() int {
	for {
		place, most := 0, 0.0
		for k, j := range d.Cols[1:] {
			over := math.Abs(d.w[k+1]) - d.bound(j)
			switch {
			case !(over > excess*d.bound(j)):
			case place == 0, d.bland() && j < d.Cols[place], !d.bland() && over > most:
				place, most = k+1, over
			}
		}
		if place == 0 {
			return 0
		}
		length := d.edge(d.along, place)
		if most > 8*epsilon*length*d.terms {
			scale(d.along, math.Copysign(1/length, -d.w[place]))
			d.slope = -most / length
			return place
		}
		d.w[place] = math.Copysign(d.bound(d.Cols[place]), d.w[place])
	}
}

// flat takes a direction outside the span of b and A_S, in which f stays as it is until the first column runs into zero. It reports false
// where there is none, which only rounding can bring about.
func (d *descent) flat() bool {
	d.slope = 0
	for j, s := range d.sign {
		if s == 0 {
			continue
		}
		copy(d.along, d.column(j))
		if rest := d.project(d.along); rest > frail*d.length[j] {
			scale(d.along, -s/rest)
			return true
		}
	}
	return false
}

// refresh computes y and Aᵀy afresh, without perturbation, and reports whether a sign was wrong: then g is another one.
func (d *descent) refresh() (changed bool) {
	d.restore(d.y)
	d.restore(d.y)
	kernel.MulT(d.r, d.A, d.y)
	d.snap()
	for j, s := range d.sign {
		if s*d.r[j] < 0 {
			d.sign[j] = -s
			changed = true
		}
	}
	return changed
}

// snap makes exact zeros of residuals at rounding level, so that a step of length zero is seen as one.
func (d *descent) snap() {
	bound := zero * kernel.Norm2(d.y)
	for j, v := range d.r {
		if d.sign[j] == 0 || math.Abs(v) <= bound*d.length[j] {
			d.r[j] = 0
		}
	}
}

func scale(v []float64, by float64) {
	for i := range v {
		v[i] *= by
	}
}
