package thresholding

import (
	"context"
	"math"

	"touchpoint/solvers"
)

const (
	firstTrial = 10   // thresholdings with one support after which Newton's method takes over for a trial
	blur       = 1e-9 // relative distance to the threshold that counts as on it
)

// toFixedPoint iterates with the given lambda. Once the support has stayed for a while, it goes down to the strict local minimiser there, and
// stops if that is a fixed point: if thresholding leads from the gradient step at it back to it. If not, the iteration goes on from there, and
// lower.
func (w *workspace) toFixedPoint(ctx context.Context, o Solver) (status solvers.Status, rounds int, err error) {
	wait := firstTrial
	for ; rounds < o.Rounds; rounds++ {
		if ctx.Err() != nil {
			return 0, rounds, context.Cause(ctx)
		}
		lambda := w.p.Lambda * w.mu()
		w.cut(w.prox.threshold(lambda), lambda)
		w.step()
		if w.same < wait {
			continue
		}
		down := w.settle()
		w.step()
		if down && w.fixed() {
			return solvers.Converged, rounds + 1, nil
		}
		w.same, wait = 0, 2*wait
	}
	w.settle()
	return solvers.Limit, rounds, nil
}

// settle goes down to a strict local minimiser of the objective, and reports whether it got there.
func (w *workspace) settle() bool {
	copy(w.last, w.x)
	return w.Descend(w.x)
}

// fixed reports whether thresholding leaves the support, and with it the stationary point x, where it is.
func (w *workspace) fixed() bool {
	threshold := w.prox.threshold(w.p.Lambda * w.mu())
	for j, v := range w.x {
		if z := math.Abs(w.z[j]); v == 0 && z > threshold*(1+blur) || v != 0 && z < threshold*(1-blur) {
			return false
		}
	}
	return true
}
