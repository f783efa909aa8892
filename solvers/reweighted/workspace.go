package reweighted

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/qr"
)

// feasible is the residual, relative to |b| + sum |a_j| |x_j|, up to which a point solves A x = b.
const feasible = 1e-9

// workspace holds the problem, the point and the best point of one solve.
type workspace struct {
	p       solvers.Problem
	norm    []float64 // n, |a_j|_2
	data    []float64 // m·n, the store of A W^-1
	inverse []float64 // n, 1/w_j in units that make it at most about 1

	x, next []float64 // n, the point and the one to come
	best    []float64 // n
	value   float64   // the objective at best
	r       []float64 // m, the residual distance left

	frame         qr.Basis  // QR of the support tidy works on, its columns divided by their norms: points are told to it as |a_j| x_j
	unit          []float64 // m, a column divided by its norm
	trial         []float64 // n, the point it works on
	fitted, slope []float64 // m, in the order of the frame
}

func (w *workspace) start(p solvers.Problem) {
	m, n := p.A.Dims()
	w.p, w.value = p, math.Inf(1)
	for _, v := range []*[]float64{&w.norm, &w.inverse, &w.x, &w.next, &w.best, &w.trial} {
		*v = kernel.Resize(*v, n)
	}
	w.data, w.r = kernel.Resize(w.data, m*n), kernel.Resize(w.r, m)
	w.fitted, w.slope = kernel.Resize(w.fitted, m), kernel.Resize(w.slope, m)
	for j := range w.norm {
		w.norm[j] = kernel.Norm2(p.A.Col(j))
	}
	w.frame.Fit(m)
	w.unit = kernel.Resize(w.unit, m)
}

// plain returns the first inner problem, with equal weights. In the penalised form their common value is the slope of t^p at the
// largest multiple of one column that fits b, which scales with b as x does.
func (w *workspace) plain() solvers.Problem {
	size := 0.0
	for j, norm := range w.norm {
		if norm > 0 {
			fit := 0.0
			for i, v := range w.p.A.Col(j) {
				fit += v / norm * w.p.B[i]
			}
			size = max(size, math.Abs(fit)/norm)
		}
	}
	p := w.p
	p.P, p.Lambda = 1, w.penalty(size)
	return p
}

// weighted returns the inner problem around x: the columns of A times (|x_j| + eps)^(1-p), with x and eps in the given unit.
func (w *workspace) weighted(eps, unit float64) solvers.Problem {
	m, n := w.p.A.Dims()
	a := solvers.NewColumns(m, n, w.data)
	for j, v := range w.x {
		w.inverse[j] = math.Pow((math.Abs(v)+eps)/unit, 1-w.p.P)
		column := a.Col(j)
		for i, e := range w.p.A.Col(j) {
			column[i] = e * w.inverse[j]
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

// move takes the inner solver's z, goes to the point it stands for, and returns how far that is from the last, in |.|_inf; +Inf where the
// support is another.
func (w *workspace) move(z []float64) (distance float64) {
	for j, v := range z {
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
	if value := w.objective(x); math.IsInf(w.value, 1) || value < w.value && w.solves(x) {
		copy(w.best, x)
		w.value = value
	}
	if zero := w.objective(nil); w.p.Lambda > 0 && zero < w.value {
		clear(w.best)
		w.value = zero
	}
}

// solves reports whether x belongs to the solutions of the system; in the penalised form every point does.
func (w *workspace) solves(x []float64) bool {
	return w.p.Lambda > 0 || w.distance(x) <= feasible*w.size(x)
}

// objective returns |x|_p^p, or the penalised value; nil stands for x = 0.
func (w *workspace) objective(x []float64) float64 {
	power := solvers.Problem{P: w.p.P}.Objective(x)
	if w.p.Lambda == 0 {
		return power
	}
	d := w.distance(x)
	return d*d/2 + w.p.Lambda*power
}

// distance returns |A x - b|_2, and leaves b - A x in r.
func (w *workspace) distance(x []float64) float64 {
	copy(w.r, w.p.B)
	for j, v := range x {
		if v != 0 {
			kernel.Axpy(-v, w.p.A.Col(j), w.r)
		}
	}
	return kernel.Norm2(w.r)
}

// size returns |b| + sum |a_j| |x_j|, to which residuals are relative.
func (w *workspace) size(x []float64) float64 {
	sum := kernel.Norm2(w.p.B)
	for j, v := range x {
		sum += w.norm[j] * math.Abs(v)
	}
	return sum
}

func (w *workspace) solution(status solvers.Status, solves int) solvers.Solution {
	return solvers.Solution{X: append([]float64(nil), w.best...), Status: status, Iterations: solves}
}
