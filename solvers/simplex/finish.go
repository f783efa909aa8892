package simplex

import (
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/blas"
	blasgonum "gonum.org/v1/gonum/blas/gonum"
	lapackgonum "gonum.org/v1/gonum/lapack/gonum"
)

// finish makes the solution of the caller's problem and withdraws the status Converged if its proof is not complete: the
// residual and the duality gap have to be rounding, and y has to be dual feasible up to tolerance.
func (w *workspace) finish(status solvers.Status, tolerance float64) (solvers.Solution, error) {
	w.sparsify()
	residual, gap := w.unfit(), w.gap()
	excess := w.feasible()
	x, y, exact := w.unscale()
	for j, v := range x {
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return solvers.Solution{}, fmt.Errorf("simplex: %w: x[%d] = %v", solvers.ErrSolver, j, v)
		}
	}
	proved := exact && excess <= 1+tolerance && residual <= residualProof && gap <= gapProof
	if status == solvers.Converged && !proved {
		status = solvers.Stalled
	}
	return solvers.Solution{X: x, Dual: y, Status: status, Iterations: w.iterations}, nil
}

// The residual relative to its terms and the relative duality gap of a solution called converged.
const (
	residualProof = 1e-13
	gapProof      = 1e-12
)

// sparsify sets values at rounding level to zero. Where the residual shows it, the others are fitted again by least squares, and
// where that does not help nothing is changed.
func (w *workspace) sparsify() {
	bound := max(2*w.unfit(), 4*epsilon)
	before := w.beta[:copy(w.beta, w.z)]
	w.keep = w.keep[:0]
	terms := w.terms()
	for i := range w.z {
		if w.rounding(i, terms) {
			w.z[i] = 0
		} else {
			w.keep = append(w.keep, i)
		}
	}
	if k := len(w.keep); k == 0 || k == len(w.z) {
		return
	}
	if w.unfit() > bound {
		w.refit()
	}
	if w.unfit() > 4*bound {
		copy(w.z, before)
	}
}

// refit corrects the values kept by the least-squares solution for their residual, from the normal equations, twice. The correction
// is small, so that its own error does not matter.
func (w *workspace) refit() {
	k := len(w.keep)
	w.gram, w.part = kernel.Resize(w.gram, k*k), kernel.Resize(w.part, k)
	for s, i := range w.keep {
		for t, l := range w.keep[:s+1] {
			w.gram[s*k+t] = kernel.Dot(w.column(w.cols[i]), w.column(w.cols[l]))
		}
	}
	if !(lapackgonum.Implementation{}).Dpotrf(blas.Lower, k, w.gram, k) {
		return
	}
	var b blasgonum.Implementation
	for range 2 {
		w.residual()
		for s, i := range w.keep {
			w.part[s] = kernel.Dot(w.column(w.cols[i]), w.res)
		}
		b.Dtrsv(blas.Lower, blas.NoTrans, blas.NonUnit, k, w.gram, k, w.part, 1)
		b.Dtrsv(blas.Lower, blas.Trans, blas.NonUnit, k, w.gram, k, w.part, 1)
		for s, i := range w.keep {
			w.z[i] += w.part[s]
		}
	}
}

// unfit returns the residual of z relative to its terms.
func (w *workspace) unfit() float64 {
	w.residual()
	return kernel.NormInf(w.res) / w.terms()
}

// feasible scales y by the largest |a_jᵀy| of the caller's problem where that exceeds 1, and returns it. Scaling rounds y, so the result
// is measured again: where costs differ by many orders of magnitude, rounding alone may be too much.
func (w *workspace) feasible() (excess float64) {
	excess = w.reach()
	if excess > 1 && !math.IsInf(excess, 1) {
		scale(1/excess, w.y)
		excess = max(excess, w.reach())
	}
	return excess
}

// reach returns the largest |a_jᵀy| of the caller's problem, columns of the basis included.
func (w *workspace) reach() float64 {
	kernel.MulT(w.d, w.a, w.y)
	largest := 0.0
	for j, v := range w.d {
		if c := w.weight[j]; c > 0x1p-500 && c < 0x1p500 {
			largest = max(largest, math.Abs(v)/c)
		} else {
			largest = max(largest, math.Ldexp(math.Abs(v), w.scale.ref-w.scale.col[j]))
		}
	}
	return largest
}

// gap returns |x|_1 - bᵀy relative to |x|_1, less what rounding makes of the sum bᵀy.
func (w *workspace) gap() float64 {
	primal, noise := 0.0, 0.0
	for i, j := range w.cols {
		primal += math.Ldexp(math.Abs(w.z[i]), w.scale.col[j]-w.scale.ref)
	}
	for i, v := range w.b {
		noise += 16 * epsilon * math.Abs(v*w.y[i])
	}
	if primal == 0 {
		return 0
	}
	return max(0, math.Abs(primal-kernel.Dot(w.b, w.y))-noise) / primal
}

// unscale returns x and y in the units of the caller, and whether they are exact copies of z and y: entries too large or too
// small for a double are not. Without a finite y it returns none.
func (w *workspace) unscale() (x, y []float64, exact bool) {
	exact = true
	ldexp := func(v float64, e int) float64 {
		t := math.Ldexp(v, e)
		if v != 0 && (math.Abs(t) < 0x1p-1022 || math.IsInf(t, 0)) {
			exact = false
		}
		return t
	}
	x = make([]float64, w.n)
	for i, j := range w.cols {
		x[j] = ldexp(w.z[i], w.scale.col[j]+w.scale.rhs)
	}
	y = make([]float64, w.m)
	for i, v := range w.y {
		if y[i] = ldexp(v, w.scale.row[i]+w.scale.ref); math.IsInf(y[i], 0) || math.IsNaN(y[i]) {
			return x, nil, false
		}
	}
	return x, y, exact
}
