package certify

import (
	"context"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// apart is the least relative difference of two values |x|_p^p that counts: those of points far from the axes lose digits.
const apart = 1e-6

// enumerated certifies p < 1: a point with independent columns is a strict local minimum, and optimal only where the enumeration of all
// of them shows none below.
func (r *Referee) enumerated(ctx context.Context, p solvers.Problem, sol solvers.Solution, c *Certificate) {
	if r.Global == nil || p.Lambda > 0 {
		return
	}
	least, err := r.Global(ctx, p)
	if err != nil {
		return
	}
	c.Gap = p.Objective(r.cleaned(sol.X))/least.Value - 1
	if !(math.Abs(c.Gap) <= r.tolerance()) { // below the minimum there is nothing: such a point only seems to solve A x = b
		return
	}
	c.Kind = Optimal
	c.Margin = least.Second/least.Value - 1
	c.Unique = c.Margin > apart
	c.Tied = p.P == 0 && !c.Unique // counts are exact
	if c.Tied {
		c.Contact = Contact{Face: len(r.support) - 1, Dim: 0, Set: r.support}
	}
}

// cleaned returns x with the entries outside its support set to zero, so that rounding does not count as |x_j|^p.
func (r *Referee) cleaned(x []float64) []float64 {
	r.scores = kernel.Resize(r.scores, len(x))
	clear(r.scores)
	for _, j := range r.support {
		r.scores[j] = x[j]
	}
	return r.scores
}
