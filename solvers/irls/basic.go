package irls

import (
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/qr"
)

const (
	rounding = 1e-13 // residual, relative to |b| + sum |a_j| |x_j|, that is none
	near     = 1e-10 // part of b outside the span of the set below which it is worth to look closer
	dust     = 1e-12 // part |a_j| |x_j| of the largest such product that may be rounding
)

// basic makes points basic: it keeps a set of independent columns, divided by their norms, factorised. Coefficients over the set are
// |a_j| x_j.
type basic struct {
	p       solvers.Problem
	norm    []float64 // n, |a_j|_2
	set     qr.Basis
	column  []float64 // m, the newcomer at unit length
	outside []float64 // m, the part of b outside the span
	coef    []float64 // m, over the set
	rest    []float64 // m, the residual that distance left
	spare   []float64 // n
}

// load binds the set, empty, to the problem.
func (c *basic) load(p solvers.Problem) {
	m, n := p.A.Dims()
	c.p = p
	c.norm, c.spare = kernel.Resize(c.norm, n), kernel.Resize(c.spare, n)
	for _, v := range []*[]float64{&c.column, &c.outside, &c.coef, &c.rest} {
		*v = kernel.Resize(*v, m)
	}
	for j := range c.norm {
		c.norm[j] = kernel.Norm2(p.A.Col(j))
	}
	c.set.Fit(m)
}

// span takes columns into the set in the given order until they reproduce b, and sets x to the solution on them, without what is rounding in it.
func (c *basic) span(x []float64, order []int) {
	c.set.Reset()
	copy(c.outside, c.p.B)
	clear(x)
	for _, j := range order {
		if !c.join(j) {
			continue
		}
		direction := c.set.Direction(len(c.set.Cols) - 1)
		kernel.Axpy(-kernel.Dot(direction, c.outside), direction, c.outside)
		if kernel.Norm2(c.outside) <= near*kernel.Norm2(c.p.B) {
			if c.solve(x); c.solved(x) {
				break
			}
		}
	}
	c.solve(x)
	c.sweep(x)
}

// solve sets the entries of x on the set to the least-squares solution; the others stay, and are zero as a rule.
func (c *basic) solve(x []float64) {
	coef := c.coef[:len(c.set.Cols)]
	for _, j := range c.set.Cols {
		x[j] = 0
	}
	for range 2 { // the second time against the rounding of the first
		c.distance(x)
		c.set.Against(coef, c.rest)
		c.set.Solve(coef)
		for k, j := range c.set.Cols {
			x[j] += coef[k] / c.norm[j]
		}
	}
}

// sweep takes entries at the level of rounding off the set, where x solves the system as well without.
func (c *basic) sweep(x []float64) {
	before := c.distance(x)
	copy(c.spare, x)
	largest := 0.0
	for j, v := range x {
		largest = max(largest, c.norm[j]*math.Abs(v))
	}
	swept := slices.Clone(c.set.Cols)
	for _, j := range swept {
		if c.norm[j]*math.Abs(x[j]) <= dust*largest {
			c.leave(j)
			x[j] = 0
		}
	}
	if len(c.set.Cols) == len(swept) {
		return
	}
	c.solve(x)
	if c.distance(x) > max(2*before, rounding*c.size(x)) {
		copy(x, c.spare)
	}
}

// join takes column j into the set and reports whether it was independent. If it was not, the set is unchanged and its Coef holds the
// coefficients of the column at unit length.
func (c *basic) join(j int) bool {
	if c.norm[j] == 0 {
		clear(c.set.Coef)
		return false
	}
	for i, v := range c.p.A.Col(j) {
		c.column[i] = v / c.norm[j]
	}
	if c.set.Join(j, c.column, 1) {
		return true
	}
	c.set.Solve(c.set.Coef[:len(c.set.Cols)])
	return false
}

// leave takes column j out of the set.
func (c *basic) leave(j int) { c.set.Leave(slices.Index(c.set.Cols, j)) }

// distance returns |A x - b|_2, and leaves b - A x in rest.
func (c *basic) distance(x []float64) float64 {
	copy(c.rest, c.p.B)
	for j, v := range x {
		if v != 0 {
			kernel.Axpy(-v, c.p.A.Col(j), c.rest)
		}
	}
	return kernel.Norm2(c.rest)
}

// size returns |b| + sum |a_j| |x_j|, to which rounding is relative.
func (c *basic) size(x []float64) float64 {
	sum := kernel.Norm2(c.p.B)
	for j, v := range x {
		sum += c.norm[j] * math.Abs(v)
	}
	return sum
}

// solved reports whether A x = b up to rounding.
func (c *basic) solved(x []float64) bool { return c.distance(x) <= rounding*c.size(x) }
