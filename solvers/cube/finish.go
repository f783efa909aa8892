package cube

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	residualTolerance = 1e-10 // of a Converged point, relative to b
	gapTolerance      = 1e-10 // of a Converged point, relative to its norm
	flush             = 1e-12 // distance from the bound, relative to it, that may be rounding
	corrections       = 3
)

// finish turns the multipliers into x, scales y to |Aᵀy|_1 = 1, and says what is known about the two.
func (d *descent) finish(p solvers.Problem, status solvers.Status) solvers.Solution {
	d.multipliers()
	x := d.fallback(d.flushed(d.touch()))
	d.restore(d.y)
	kernel.MulT(d.r, d.A, d.y)
	scale(d.y, 1/kernel.Norm1(d.r))
	sol := solvers.Solution{X: d.Unscaled(x), Dual: d.UnscaledDual(d.y), Status: status, Iterations: d.pivots}
	switch proved := d.proved(p, sol); {
	case proved:
		sol.Status = solvers.Converged
	case status == solvers.Converged:
		sol.Status = solvers.Stalled
	}
	return sol
}

// touch returns the point that g = w_0 b + A_S w describes, corrected against A x = b as long as the residual shrinks, and leaves its c in
// w_0: the coordinates are s_j c off S and, in the units of the basis, w on S.
func (d *descent) touch() []float64 {
	c := 1 / d.w[0]
	scale(d.w, -c)
	d.w[0] = c
	d.place(d.x, d.w)
	residual := d.Residual(d.gap, d.x)
	next := d.Coef[:len(d.w)]
	for range corrections {
		d.Against(next, d.gap)
		d.Solve(next) // gap = next_0 b + A_S next, and b itself is the image of the point
		grow := 1 + next[0]
		next[0] = c * grow
		for k, v := range d.w[1:] {
			next[k+1] += v * grow
		}
		d.place(d.other, next)
		smaller := d.Residual(d.gap, d.other)
		if !(smaller < residual) {
			break
		}
		residual, c = smaller, next[0]
		copy(d.w, next)
		d.x, d.other = d.other, d.x
	}
	return d.x
}

// place sets x to the point with the coordinates w_0 s off S and, in the units of the basis, w on S.
func (d *descent) place(x, w []float64) {
	for j, s := range d.sign {
		x[j] = s * w[0]
	}
	for k, j := range d.Cols[1:] {
		x[j] = math.Ldexp(w[k+1], -d.exp[j])
	}
}

// flushed returns x with the coordinates that miss the bound by rounding put onto it, if the residual can bear it.
func (d *descent) flushed(x []float64) []float64 {
	c := d.w[0]
	for j, v := range x {
		d.other[j] = v
		if math.Abs(math.Abs(v)-c) <= flush*c {
			d.other[j] = math.Copysign(c, v)
		}
	}
	before, after := d.Residual(d.gap, x), d.Residual(d.gap, d.other)
	if after <= 2*before+4*epsilon*c*d.terms {
		return d.other
	}
	return x
}

// fallback returns x or, where that does not solve the system or is no smaller, as may be on the way to the optimum, the solution of least
// Euclidean norm.
func (d *descent) fallback(x []float64) []float64 {
	least := d.rates
	d.Least(least)
	size := kernel.Norm2(d.B)
	solves := d.Residual(d.gap, x) <= max(residualTolerance*size, 2*d.Residual(d.gap, least))
	if solves && kernel.NormInf(x) <= kernel.NormInf(least)*(1+gapTolerance) {
		return x
	}
	return least
}

// proved says whether the solution, as it is handed out, solves the system and y proves its norm least.
func (d *descent) proved(p solvers.Problem, sol solvers.Solution) bool {
	p.A.Mul(d.gap, sol.X)
	kernel.Axpy(-1, p.B, d.gap)
	p.A.MulT(d.r, sol.Dual)
	missing := 1 - kernel.Dot(p.B, sol.Dual)/kernel.NormInf(sol.X)
	return kernel.Norm2(d.gap) <= residualTolerance*kernel.Norm2(p.B) &&
		kernel.Norm1(d.r) <= 1+gapTolerance && math.Abs(missing) <= gapTolerance
}
