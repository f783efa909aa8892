package simplex

import (
	"context"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	slack = 1e-11 // relative violation of a dual constraint below which a column does not enter
	drift = 1e-9  // error of A_Sᵀy, relative to the costs, at which the inverse is computed afresh
)

// partial solves the problem on partial bases, from the greedy start on. Unless it is patient it gives up, and reports false, where the
// start does not lead to b quickly or not near the answer.
func (w *workspace) partial(ctx context.Context, pivots int, patient bool) (status solvers.Status, done bool, err error) {
	w.reset()
	w.z, w.cost = w.z[:0], w.cost[:0]
	clear(w.banned)
	if done, err = w.start(ctx, patient); !done || err != nil {
		return solvers.Unknown, false, err
	}
	near := w.m / 2 // where the tableau takes less
	if patient || pivots <= near {
		near = pivots
	}
	w.limit = w.iterations + near
	status, err = w.run(ctx, 1e-6, 1e-8, 1e-10, 0, 0) // the first nearly always does
	return status, status != solvers.Limit || near == pivots, err
}

// run goes from the greedy start to an optimal vertex for the exact b. It tries the perturbations in turn, relative to the largest
// value, until the optimum is one for the exact b too. A smaller one turns fewer signs; zero relies on Bland's rule, which is slow.
func (w *workspace) run(ctx context.Context, perturbations ...float64) (solvers.Status, error) {
	w.duals()
	for _, size := range perturbations {
		w.perturb(size)
		status, err := w.optimise(ctx)
		if err != nil || status != solvers.Converged {
			w.values()
			return status, err
		}
		if w.settle() {
			return solvers.Converged, nil
		}
	}
	return solvers.Stalled, nil
}

// optimise joins and exchanges columns until no dual constraint is violated.
func (w *workspace) optimise(ctx context.Context) (solvers.Status, error) {
	clear(w.banned)
	w.idle = 0
	for {
		kernel.MulT(w.d, w.a, w.y)
		if w.drifted() && !w.renew() {
			return solvers.Stalled, nil
		}
		q := w.entering()
		if q < 0 {
			return solvers.Converged, nil
		}
		if w.iterations >= w.limit {
			return solvers.Limit, nil
		}
		if err := w.tick(ctx); err != nil {
			return solvers.Unknown, err
		}
		w.enter(q)
	}
}

// drifted reports whether the updates of the inverse and of y have lost A_Sᵀy = cost.
func (w *workspace) drifted() bool {
	scale := kernel.Norm1(w.y)
	for i, j := range w.cols {
		if math.Abs(w.d[j]-w.cost[i]) > drift*max(math.Abs(w.cost[i]), 1e-4*scale) {
			return true
		}
	}
	return false
}

// renew computes the inverse, y and Aᵀy afresh, and z where it belongs to the exact b.
func (w *workspace) renew() bool {
	if !w.refactor() {
		return false
	}
	w.duals()
	kernel.MulT(w.d, w.a, w.y)
	if !w.perturbed {
		w.values()
	}
	return true
}

// entering returns the column whose dual constraint is violated most, or the first violated one when Bland's rule is due, or -1.
// What rounding may make of a_jᵀy is no violation.
func (w *workspace) entering() int {
	noise := 8 * epsilon * kernel.Norm1(w.y)
	best, largest := -1, 0.0
	for j, v := range w.d {
		weight := w.weight[j]
		excess := math.Abs(v) - weight
		if excess <= largest || excess <= slack*weight+noise || w.pos[j] >= 0 || w.banned[j] {
			continue
		}
		if best, largest = j, excess; w.bland() {
			return j
		}
	}
	return best
}

// bland reports whether the exchanges have been idle for so long that they may be cycling.
func (w *workspace) bland() bool { return w.idle > w.patience }

// enter brings column q into the basis: beside the others when it lies outside their span, else in place of one.
func (w *workspace) enter(q int) {
	r := w.size()
	alpha := w.alpha[:r]
	cost := w.signed(q, w.d[q])
	if w.split(alpha, w.v, w.beta[:r], q) {
		w.join(q, alpha, w.v)
		kernel.Axpy(cost-w.d[q], w.v, w.y)
		w.cost = append(w.cost, cost)
		value := 0.0
		if w.perturbed {
			value = math.Copysign(w.shift*(1+hash(q)), cost)
		}
		w.z = append(w.z, value)
		return
	}
	leave, passed, ok := w.leaving(alpha, q)
	if !ok {
		w.banned[q] = true
		return
	}
	w.replace(q, cost, leave, passed)
}

// leaving chooses the value that leaves. There is none only by rounding: the objective cannot fall for ever.
func (w *workspace) leaving(alpha []float64, q int) (leave breakpoint, passed []breakpoint, ok bool) {
	w.breakpoints(alpha, math.Copysign(1, w.d[q]))
	if w.bland() {
		leave, ok = w.shortStep()
		return leave, nil, ok
	}
	return w.longStep(alpha, math.Abs(w.d[q])-w.weight[q])
}

// replace moves to the vertex at the step leave.at: the values passed change their signs, column q takes the place of the one at leave.pos,
// and y follows both.
func (w *workspace) replace(q int, cost float64, leave breakpoint, passed []breakpoint) {
	alpha := w.alpha[:w.size()]
	step := math.Copysign(leave.at, cost)
	kernel.Axpy(-step, alpha, w.z)
	inner := w.d[q]
	for _, p := range passed {
		kernel.Axpy(-2*w.cost[p.pos], w.row(p.pos), w.y)
		inner -= 2 * w.cost[p.pos] * alpha[p.pos]
		w.cost[p.pos] = -w.cost[p.pos]
	}
	w.exchange(q, leave.pos, alpha)
	kernel.Axpy(cost-inner, w.row(leave.pos), w.y)
	w.z[leave.pos], w.cost[leave.pos] = step, cost
	w.moved(leave.at > 0)
	if !w.perturbed {
		w.snap()
	}
}

// moved counts the exchanges in a row that did not move x.
func (w *workspace) moved(yes bool) {
	if w.idle++; yes {
		w.idle = 0
	}
}

// snap makes exact zeros of values at rounding level, so that a tie is seen as one and an idle step as idle. What that does to b
// is undone by settle.
func (w *workspace) snap() {
	tiny := 1e-11 * kernel.NormInf(w.z)
	for i, v := range w.z {
		if math.Abs(v) < tiny {
			w.z[i] = 0
		}
	}
}

// settle restores the exact b. It reports whether the vertex is optimal for it; if not, the values that have the sign
// opposite to their cost are given their own, those at rounding level become zero, and the exchanges go on from there.
func (w *workspace) settle() bool {
	w.perturbed = false
	w.fit()
	settled, terms := true, w.terms()
	for i, j := range w.cols {
		if w.z[i]*w.cost[i] < 0 && !w.rounding(i, terms) {
			w.cost[i] = w.signed(j, w.z[i])
			settled = false
		}
	}
	w.duals()
	if settled {
		clear(w.banned)
		kernel.MulT(w.d, w.a, w.y)
		settled = w.entering() < 0
	}
	for i := range w.z {
		if !settled && w.rounding(i, terms) {
			w.z[i] = 0
		}
	}
	return settled
}
