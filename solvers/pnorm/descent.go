package pnorm

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	firstExponent = 6     // largest exponent that is approached at once
	growth        = 2     // ratio of the next ones
	roughly       = 0.6   // theta from which a step is the last for an exponent on the way
	nearly        = 1e-18 // r² theta from which a step that closes the gap is the last
	closed        = 1e-12 // gap that counts as closed
	narrow        = 1e-6  // gap from which it must keep shrinking
	patience      = 4     // steps without half the least gap or theta
)

// descent minimises F(t) = |t|_r over t = e + B v for 2 <= r < +Inf, where the columns of B are orthonormal and orthogonal to e.
type descent struct {
	r     float64
	e     []float64 // n
	basis []float64 // n x k, B column after column
	t     []float64 // n
	norm  float64   // F
	s, w  []float64 // n: sign(t) (|t|/F)^(r-1) and (|t|/F)^(r-2)

	gap       float64   // relative duality gap of t
	best      []float64 // n: the t of the least gap
	bestGap   float64
	bestTheta float64
	waited    int

	step  []float64 // n: Newton's change of t
	theta float64   // 2 (r-1) times the relative excess of F, by its quadratic model near the minimum
	moved []float64 // n: a point on the way
	newton
}

// minimise finds the least r-norm by way of smaller exponents and returns the number of steps it took.
func (s *Solver) minimise(ctx context.Context, r float64) (steps int, err error) {
	d := &s.descent
	d.start(s.frame.E)
	if len(d.basis) == 0 {
		d.exponent(r)
		return 0, nil
	}
	for stage := min(r, firstExponent); ; stage = min(r, growth*stage) {
		d.exponent(stage)
		for more := true; more && steps < s.limit(); steps++ {
			if ctx.Err() != nil {
				return steps, fmt.Errorf("pnorm: %w", context.Cause(ctx))
			}
			d.direct()
			more = d.advance() && (stage < r && d.theta > roughly || stage == r && d.watch())
		}
		if stage == r {
			d.settle()
			return steps, nil
		}
	}
}

// start puts t to e, the minimum for r = 2.
func (d *descent) start(e []float64) {
	n := len(e)
	d.e, d.t, d.s, d.w = e, kernel.Resize(d.t, n), kernel.Resize(d.s, n), kernel.Resize(d.w, n)
	d.step, d.moved, d.best = kernel.Resize(d.step, n), kernel.Resize(d.moved, n), kernel.Resize(d.best, n)
	d.gap, d.bestGap, d.bestTheta, d.waited = math.Inf(1), math.Inf(1), math.Inf(1), 0
	d.newton.start(n, len(d.basis)/n)
	copy(d.t, e)
}

func (d *descent) exponent(r float64) {
	d.r = r
	d.norm = d.weigh(d.t)
}

// watch keeps the point with the least gap, and reports whether another step is worth while: the last one was not small, or the gap is
// not and may still shrink.
func (d *descent) watch() bool {
	d.measure()
	d.waited++
	if d.theta < d.bestTheta/2 {
		d.bestTheta, d.waited = d.theta, 0
	}
	if d.gap < d.bestGap/2 {
		d.bestGap, d.waited = d.gap, 0
		copy(d.best, d.t)
	}
	if d.gap < closed && d.theta*d.r*d.r < nearly {
		return false
	}
	return d.bestGap > narrow || d.waited < patience
}

// settle returns to the point with the least gap if the last one leaves a gap. Where it does not, later points are the better ones.
func (d *descent) settle() {
	if d.gap > closed && d.bestGap < d.gap {
		copy(d.t, d.best)
		d.norm = d.weigh(d.t)
	}
}

// weigh sets s and w at t and returns F.
func (d *descent) weigh(t []float64) float64 {
	top, sum := kernel.NormInf(t), 0.0
	for j, v := range t {
		a := math.Abs(v) / top
		if a == 0 {
			d.w[j], d.s[j] = 0, 0
			continue
		}
		d.w[j] = math.Exp((d.r - 2) * math.Log(a))
		d.s[j] = math.Copysign(a*d.w[j], v)
		sum += a * a * d.w[j]
	}
	ratio := math.Pow(sum, -1/d.r) // top/F
	power := math.Pow(ratio, d.r-2)
	for j := range t {
		d.w[j] *= power
		d.s[j] *= power * ratio
	}
	return top / ratio
}

// measure finds the relative duality gap: the projection of s on the kernel of Bᵀ, scaled to meet e in 1, and t lie each on its
// side, and the product of their norms exceeds 1 by it.
func (d *descent) measure() {
	kernel.MulT(d.gradient, d.basis, d.s)
	kernel.Mul(d.moved, d.basis, d.gradient)
	for j, v := range d.s {
		d.moved[j] = v - d.moved[j]
	}
	d.gap = math.Inf(1)
	if along := kernel.Dot(d.e, d.s); along > 0 {
		d.gap = d.norm*solvers.Norm(d.moved, conjugate(d.r))/along - 1
	}
}
