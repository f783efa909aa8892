package reweighted

import (
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
)

// cuts are the parts |a_j| |x_j| of the largest such product up to which an entry counts as rounding, boldest first.
var cuts = [...]float64{1e-9, 1e-12, 0}

const (
	steady = 1e-13 // relative change that is none
	refits = 200   // most steps of the penalised refit, which converges linearly
)

// tidy makes x basic: it drops what is rounding, moves along the kernel of A_S until A_S is injective, and fits the values
// on the support anew. It takes the boldest cut that does not spoil the residual or, in the penalised form, raise the
// objective, and leaves x as it is where every cut does.
func (w *workspace) tidy(x []float64) {
	largest := 0.0
	for j, v := range x {
		largest = max(largest, w.norm[j]*math.Abs(v))
	}
	for _, cut := range cuts {
		copy(w.trial, x)
		for j, v := range w.trial {
			if w.norm[j]*math.Abs(v) <= cut*largest {
				w.trial[j] = 0
			}
		}
		w.reduce(w.trial)
		w.refit(w.trial)
		if w.noWorse(w.trial, x) {
			copy(x, w.trial)
			return
		}
	}
}

// noWorse reports whether v may stand for x.
func (w *workspace) noWorse(v, x []float64) bool {
	if w.p.Lambda > 0 {
		return w.objective(v) <= w.objective(x)*(1+steady)
	}
	return w.distance(v) <= max(2*w.distance(x), 1e-13*w.size(x))
}

// refit sets the entries of x on the frame to the least-squares solution of A_S x_S = b or, in the penalised form, to a stationary
// point of the objective with the signs of x.
func (w *workspace) refit(x []float64) {
	if w.p.Lambda > 0 {
		w.refitPenalised(x)
		return
	}
	f := &w.frame
	fitted := w.fitted[:len(f.Cols)]
	for _, j := range f.Cols {
		x[j] = 0
	}
	for range 2 { // the second time against the rounding of the first
		w.distance(x)
		f.Against(fitted, w.r)
		f.Solve(fitted)
		for k, j := range f.Cols {
			x[j] += fitted[k] / w.norm[j]
		}
	}
}

// refitPenalised replaces |x_j|^p by its tangent at x, which lies above it, and minimises with the signs held, again and again; a
// coordinate that reaches zero on the way stays there. The objective falls each time.
func (w *workspace) refitPenalised(x []float64) {
	f := &w.frame
	for range refits {
		fitted := w.tangent(x)
		step, out := 1.0, -1
		for k, j := range f.Cols {
			if ratio := fitted[k] / w.norm[j] / x[j]; ratio <= 0 && (out < 0 || 1/(1-ratio) < step) {
				step, out = 1/(1-ratio), j
			}
		}
		change := 0.0
		for k, j := range f.Cols {
			v := x[j] + step*(fitted[k]/w.norm[j]-x[j])
			change = max(change, math.Abs(v/x[j]-1))
			x[j] = v
		}
		if out >= 0 {
			x[out] = 0
			w.frame.Leave(slices.Index(w.frame.Cols, out))
		} else if change <= steady {
			return
		}
	}
}

// tangent returns R^-1(Qᵀb - R^-ᵀ g), the minimiser over the frame with |x_j|^p replaced by its tangent, g_j = Lambda p |x_j|^(p-1) sign(x_j).
func (w *workspace) tangent(x []float64) []float64 {
	f := &w.frame
	fitted, slope := w.fitted[:len(f.Cols)], w.slope[:len(f.Cols)]
	for k, j := range f.Cols {
		slope[k] = w.p.Lambda * w.p.P * math.Copysign(math.Pow(math.Abs(x[j]), w.p.P-1), x[j]) / w.norm[j]
	}
	f.SolveT(slope)
	f.Against(fitted, w.p.B)
	kernel.Axpy(-1, slope, fitted)
	f.Solve(fitted)
	return fitted
}
