package lasso

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/qr"
)

// workspace holds the problem in units of its own. Column j is divided by a power of two, 2^exponent[j], and b by 2^unit, which
// brings their largest entries near 1 without rounding. What is minimised over z, with x_j = z_j 2^(unit - exponent[j]), is
//
//	1/2 |A z - b|^2 + sum w_j |z_j|,   w_j = Lambda 2^(-unit - exponent[j]),
//
// the objective of the problem divided by 4^unit.
type workspace struct {
	m, n     int
	a        []float64 // m·n, column after column
	exponent []int     // n
	length   []float64 // n, |a_j|_2
	unit     int
	b        []float64 // m
	weight   []float64 // n, w_j

	z        []float64 // n, the point
	residual []float64 // m, b - A z
	theta    []float64 // m, the dual point before it is scaled into the feasible set
	shrink   float64   // that scale, 0..1
	slope    []float64 // n, Aᵀtheta

	objective, gap float64

	working []int     // columns coordinate descent goes through, increasing
	excess  []float64 // scratch of choose
	basis   qr.Basis  // QR of the support
	held    []bool    // n, column j stands in the basis
	delta   []float64 // m, a step in the order of the basis
}

// take copies A, scaled.
func (w *workspace) take(a *solvers.Columns) {
	w.m, w.n = a.Dims()
	w.a = kernel.Resize(w.a, w.m*w.n)
	w.exponent, w.length = kernel.Resize(w.exponent, w.n), kernel.Resize(w.length, w.n)
	for j := range w.n {
		column := w.column(j)
		w.exponent[j] = rescale(column, a.Col(j))
		w.length[j] = length(column)
	}
}

// start takes the rest of the problem and the point x0, or zero.
func (w *workspace) start(p solvers.Problem, x0 []float64) {
	w.b, w.residual, w.theta = kernel.Resize(w.b, w.m), kernel.Resize(w.residual, w.m), kernel.Resize(w.theta, w.m)
	w.z, w.weight, w.slope = kernel.Resize(w.z, w.n), kernel.Resize(w.weight, w.n), kernel.Resize(w.slope, w.n)
	w.held, w.delta = kernel.Resize(w.held, w.n), kernel.Resize(w.delta, w.m)
	clear(w.held)
	clear(w.z)
	w.basis.Fit(w.m)
	w.unit = rescale(w.b, p.B)
	for j := range w.n {
		w.weight[j] = math.Ldexp(p.Lambda, -w.unit-w.exponent[j])
		if x0 == nil || w.length[j] == 0 {
			continue
		}
		// A start that leaves the range of the scaled problem cannot be better than zero there.
		if z := math.Ldexp(x0[j], w.exponent[j]-w.unit); !math.IsInf(z*w.weight[j], 0) && !math.IsInf(z*z, 0) && !math.IsNaN(z*w.weight[j]) {
			w.z[j] = z
		}
	}
}

// solution returns the point and its dual in the units of the problem.
func (w *workspace) solution(lambda float64, status solvers.Status, epochs int) solvers.Solution {
	x, y := make([]float64, w.n), make([]float64, w.m)
	for j, z := range w.z {
		if z != 0 {
			x[j] = math.Ldexp(z, w.unit-w.exponent[j])
		}
	}
	for i, t := range w.theta {
		y[i] = math.Ldexp(w.shrink*t, w.unit) / lambda
	}
	return solvers.Solution{X: x, Dual: y, Status: status, Iterations: epochs}
}

func (w *workspace) column(j int) []float64 { return w.a[j*w.m : (j+1)*w.m] }

// refresh recomputes the residual b - A z, which coordinate descent only updates.
func (w *workspace) refresh() {
	copy(w.residual, w.b)
	for j, z := range w.z {
		if z != 0 {
			kernel.Axpy(-z, w.column(j), w.residual)
		}
	}
}

// rescale sets dst = src 2^-e and returns e, for which the largest entry of dst lies in [1/2, 1). The exponent is held within the range
// where 2^-e is a normal number; e = 0 where src is zero.
func rescale(dst, src []float64) (e int) {
	_, e = math.Frexp(kernel.NormInf(src))
	e = min(max(e, -1000), 1000)
	factor := math.Ldexp(1, -e)
	for i, v := range src {
		dst[i] = v * factor
	}
	return e
}

// length returns |v|_2 for scaled v, whose squares neither overflow nor vanish.
func length(v []float64) float64 { return math.Sqrt(kernel.Dot(v, v)) }
