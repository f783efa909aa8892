package certify

import (
	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Gap returns the relative residual and the relative duality gap of the point of sol for p = 1, as [Referee.Certify] finds them with no help but sol, and
// without its other questions: a few passes over A. For Lambda > 0 the gap is that of the dual point made from the residual of X alone, and the residual
// is 0, for every point is feasible.
func (r *Referee) Gap(p solvers.Problem, sol solvers.Solution) (residual, gap float64) {
	if p.Lambda == 0 {
		p, sol = balanced(p, sol)
	}
	r.prepare(p, sol.X)
	if p.Lambda > 0 {
		return 0, r.bestDual(p, solvers.Solution{X: sol.X}) / p.Objective(sol.X)
	}
	norm := solvers.Norm(sol.X, 1)
	gap = r.gap(p, sol.Dual, norm)
	if !(gap <= r.tolerance()) {
		gap = least(gap, r.gap(p, r.signed(p, sol.X, sol.Dual), norm))
	}
	return kernel.Norm2(r.residual) / kernel.Norm2(p.B), gap
}
