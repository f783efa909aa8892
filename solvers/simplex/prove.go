package simplex

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// primal sets z to A_B^-1 b from the tableau, refined, and res to b - A_B z.
func (w *workspace) primal() {
	w.measured = false
	w.tableau.column(w.z, 0)
	w.residual()
	for size := kernel.NormInf(w.res); size > 2*epsilon*w.terms(); {
		w.tableau.solve(w.res)
		kernel.Axpy(1, w.res, w.z)
		w.residual()
		before := size
		if size = kernel.NormInf(w.res); !(size < before/4) {
			break
		}
	}
}

// dual sets y to the solution of A_Bᵀy = cost from the tableau, refined, and d to Aᵀy.
func (w *workspace) dual() {
	copy(w.y, w.cost)
	w.tableau.solveT(w.y)
	for range 2 {
		kernel.MulTSet(w.v, w.a, w.cols, w.y)
		for i, c := range w.cost {
			w.v[i] = c - w.v[i]
		}
		w.tableau.solveT(w.v)
		kernel.Axpy(1, w.v, w.y)
	}
	kernel.MulT(w.d, w.a, w.y)
}

// sign gives the costs the signs of the values; one at rounding level keeps the sign it has.
func (w *workspace) sign() {
	terms := w.terms()
	for i, j := range w.cols {
		if w.cost[i] == 0 || !w.rounding(i, terms) {
			w.cost[i] = w.signed(j, w.z[i])
		}
	}
}

// signs reports whether no value has the sign opposite to its cost.
func (w *workspace) signs() bool {
	terms := w.terms()
	for i, v := range w.z {
		if v*w.cost[i] < 0 && !w.rounding(i, terms) {
			return false
		}
	}
	return true
}

// gain returns the sum of magnitudes in row i of the inverse. On a tableau, which has no inverse, it is estimated from the products
// with a few vectors of signs.
func (w *workspace) gain(i int) float64 {
	if !w.tabular {
		return kernel.Norm1(w.row(i))
	}
	if !w.measured {
		w.measured = true
		w.gains = kernel.Resize(w.gains, w.m)
		clear(w.gains)
		for probe := range 3 {
			for k := range w.v {
				w.v[k] = math.Copysign(1, hash(k+probe*w.m)-.5)
			}
			w.tableau.solve(w.v)
			for k, v := range w.v {
				w.gains[k] = max(w.gains[k], math.Abs(v))
			}
		}
	}
	return math.Sqrt(float64(w.m)) * w.gains[i]
}
