package pnorm

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

const (
	flat     = 0.25  // share of the first slope that is left
	trials   = 40    // points tried
	rounding = 1e-15 // relative rounding error of F
)

// advance moves t along the step to near the minimum of F on it, Newton's length first, and reports whether it found a better
// point. F is convex: its slope along the step grows, and a sign brackets the minimum.
func (d *descent) advance() bool {
	before, slope := d.norm, kernel.Dot(d.s, d.step)
	low, high := 0.0, math.Inf(1)
	lowSlope, highSlope := slope, 0.0
	length := 1 / ((d.r - 1) - (d.r-2)*min(d.theta, 1))
	for range trials {
		if !(slope < 0) {
			break
		}
		copy(d.moved, d.t)
		kernel.Axpy(length, d.step, d.moved)
		norm, here := d.weigh(d.moved), kernel.Dot(d.s, d.step)
		if norm <= before*(1+rounding) && math.Abs(here) <= -flat*slope {
			d.t, d.moved, d.norm = d.moved, d.t, norm
			return true
		}
		if here < 0 {
			low, lowSlope = length, here
		} else {
			high, highSlope = length, here
		}
		if math.IsInf(high, 1) {
			length *= 2
			continue
		}
		share := lowSlope / (lowSlope - highSlope) // by linear interpolation
		length = low + (high-low)*min(max(share, 0.1), 0.9)
	}
	d.norm = d.weigh(d.t)
	return false
}
