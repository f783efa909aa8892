package reweighted

import "math"

// cuts are the parts |a_j| |x_j| of the largest such product up to which an entry counts as rounding, boldest first.
var cuts = [...]float64{1e-9, 1e-12, 0}

const steady = 1e-13 // relative change of the objective that is none

// tidy drops what is rounding in x and makes it basic or, in the penalised form, a local minimiser. It takes the boldest cut that does not
// spoil the residual or raise the objective, and leaves x as it is where every cut does.
func (w *workspace) tidy(x []float64) {
	largest := 0.0
	for j, v := range x {
		largest = max(largest, w.Norm[j]*math.Abs(v))
	}
	for _, cut := range cuts {
		copy(w.trial, x)
		for j, v := range w.trial {
			if w.Norm[j]*math.Abs(v) <= cut*largest {
				w.trial[j] = 0
			}
		}
		if w.p.Lambda > 0 {
			w.Descend(w.trial)
		} else {
			w.Reduce(w.trial)
		}
		if w.noWorse(w.trial, x) {
			copy(x, w.trial)
			return
		}
	}
}

// noWorse reports whether v may stand for x.
func (w *workspace) noWorse(v, x []float64) bool {
	if w.p.Lambda > 0 {
		return w.Value(v) <= w.Value(x)*(1+steady)
	}
	return w.Solves(v) || w.Distance(v) <= 2*w.Distance(x)
}
