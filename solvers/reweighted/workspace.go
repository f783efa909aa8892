package reweighted

import (
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/local"
)

// feasible is the residual, relative to |b| + sum |a_j| |x_j|, up to which a point solves A x = b.
const feasible = 1e-9

// workspace holds the problem, the point and the best point of one solve; in the penalised form in units in which A and b are of size 1.
type workspace struct {
	units   local.Units
	p       solvers.Problem
	data    []float64 // m·n, the store of A W^-1
	inverse []float64 // n, 1/w_j in units that make it at most about 1

	x, next []float64 // n, the point and the one to come
	best    []float64 // n
	value   float64   // the objective at best
	trial   []float64 // n, the point tidy works on
	dual    []float64 // m, that of the last inner problem, over the columns of A; none where empty
	moved   []float64 // m, the same for other weights
	bounds  []float64 // m, over the support
	local.Valley
}

func (w *workspace) start(p solvers.Problem) {
	m, n := p.A.Dims()
	if p.Lambda > 0 {
		p = w.units.Load(p)
	}
	w.p, w.value = p, math.Inf(1)
	for _, v := range []*[]float64{&w.inverse, &w.x, &w.next, &w.best, &w.trial} {
		*v = kernel.Resize(*v, n)
	}
	w.data = kernel.Resize(w.data, m*n)
	w.dual = w.dual[:0]
	w.Load(p)
}

// weigh takes the inverse weights (|x_j| + eps)^(1-p) from x, with x and eps in the given unit.
func (w *workspace) weigh(eps, unit float64) {
	zero := math.Pow(eps/unit, 1-w.p.P)
	for j, v := range w.x {
		if w.inverse[j] = zero; v != 0 {
			w.inverse[j] = math.Pow((math.Abs(v)+eps)/unit, 1-w.p.P)
		}
	}
}

// weighted returns the inner problem: the columns of A times the inverse weights.
func (w *workspace) weighted(unit float64) solvers.Problem {
	m, n := w.p.A.Dims()
	a := solvers.NewColumns(m, n, w.data)
	for j, d := range w.inverse {
		column := a.Col(j)
		for i, e := range w.p.A.Col(j) {
			column[i] = e * d
		}
	}
	return solvers.Problem{A: a, B: w.p.B, P: 1, Lambda: w.penalty(unit)}
}

// penalty returns Lambda times the slope of t^p at t = unit; zero in the equality form, and in no other.
func (w *workspace) penalty(unit float64) float64 {
	if w.p.Lambda == 0 {
		return 0
	}
	slope := w.p.Lambda * w.p.P * math.Pow(unit, w.p.P-1)
	return min(max(slope, math.SmallestNonzeroFloat64), math.MaxFloat64)
}

// learn takes the dual vector of an inner problem. The penalised form has no use for it: there a point moves with its weights.
func (w *workspace) learn(inner solvers.Solution) {
	w.dual = w.dual[:0]
	if w.p.Lambda == 0 && inner.Status == solvers.Converged {
		w.dual = append(w.dual, inner.Dual...)
	}
}

// move takes the inner solver's z, with its dual, goes to the point it stands for, and returns how far that is from the last, in |.|_inf; +Inf where the
// support is another.
func (w *workspace) move(inner solvers.Solution) (distance float64) {
	w.learn(inner)
	for j, v := range inner.X {
		w.next[j] = v * w.inverse[j]
	}
	w.tidy(w.next)
	for j, v := range w.next {
		distance = max(distance, math.Abs(v-w.x[j]))
		if (v == 0) != (w.x[j] == 0) {
			distance = math.Inf(1)
		}
	}
	w.x, w.next = w.next, w.x
	w.keep(w.x)
	return distance
}

// keep remembers x where it solves the system, if that is asked, and lowers the objective. The first point is kept in any case, and a
// tie goes to the earlier.
func (w *workspace) keep(x []float64) {
	if value := w.Value(x); math.IsInf(w.value, 1) || value < w.value && w.solves(x) {
		copy(w.best, x)
		w.value = value
	}
	if zero := w.Value(nil); w.p.Lambda > 0 && zero < w.value {
		clear(w.best)
		w.value = zero
	}
}

// solves reports whether x belongs to the solutions of the system; in the penalised form every point does.
func (w *workspace) solves(x []float64) bool {
	return w.p.Lambda > 0 || w.Distance(x) <= feasible*w.Size(x)
}

// solution returns the best point, in the units of the problem.
func (w *workspace) solution(status solvers.Status, solves int) solvers.Solution {
	x := slices.Clone(w.best)
	if w.p.Lambda > 0 {
		x = w.units.Restored(w.best)
	}
	return solvers.Solution{X: x, Status: status, Iterations: solves}
}
