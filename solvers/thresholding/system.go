package thresholding

import (
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/local"
	"touchpoint/solvers/internal/pivoted"
)

const feasible = 1e-10 // residual, relative to b, of a point that solves A x = b

// workspace holds one solve, in units in which A and b are of size 1: those of the frame where the rows are orthonormal.
type workspace struct {
	frame  pivoted.Frame
	units  local.Units
	p      solvers.Problem // in these units
	framed bool
	prox   prox
	rank   int

	// The iteration sees R x = rhs, where the rows of R are those of A or an orthonormal basis of the range of Aᵀ.
	rows   []float64 // r·n, row after row
	rhs    []float64 // r
	square float64   // |R|_2^2, as far as it is known

	x, last, next []float64 // n, the point, the one before, and one made of it
	z             []float64 // n, x + mu Rᵀ(rhs - R x)
	miss, missed  []float64 // r, rhs - R x, and the same at last
	same          int       // thresholdings since the support changed
	order         []int     // n
	local.Valley
}

// load takes the problem into the workspace, and finds out whether it has a solution.
func (w *workspace) load(p solvers.Problem, raw bool) error {
	w.prox, w.framed = formula(p.P), p.Lambda == 0 && !raw
	if p.Lambda == 0 {
		w.frame.Load(p)
		if !w.frame.Consistent() {
			return fmt.Errorf("thresholding: %w: b is outside the range of A, which has rank %d", solvers.ErrInfeasible, w.frame.Rank)
		}
		w.rank = w.frame.Rank
	}
	if w.framed {
		w.loadOrthonormal()
	} else {
		w.loadRows(w.units.Load(p))
	}
	_, n := w.p.A.Dims()
	for _, v := range []*[]float64{&w.x, &w.last, &w.next, &w.z} {
		*v = kernel.Resize(*v, n)
	}
	w.miss, w.missed = kernel.Resize(w.miss, len(w.rhs)), kernel.Resize(w.missed, len(w.rhs))
	w.order = kernel.Resize(w.order, n)
	w.same, w.square = -1, 1
	if !w.framed {
		w.square = w.largest()
	}
	return nil
}

func (w *workspace) loadOrthonormal() {
	f := &w.frame
	w.rows, w.rhs = f.Orthonormal(w.rows, w.rhs)
	w.p = solvers.Problem{A: solvers.NewColumns(f.M, f.N, f.A), B: f.B, P: w.prox.exponent()}
	w.Load(w.p)
}

func (w *workspace) loadRows(p solvers.Problem) {
	w.rows, w.rhs = local.Rows(w.rows, p.A), append(w.rhs[:0], p.B...)
	w.p = p
	w.Load(p)
}

// largest returns an estimate of |R|_2^2 from below, by the power method from Rᵀrhs.
func (w *workspace) largest() (square float64) {
	kernel.Mul(w.z, w.rows, w.rhs)
	for range 100 {
		norm := kernel.Norm2(w.z)
		if norm == 0 {
			return square
		}
		for j := range w.z {
			w.z[j] /= norm
		}
		kernel.MulT(w.miss, w.rows, w.z)
		before := square
		square = kernel.Dot(w.miss, w.miss)
		if square <= before*(1+1e-4) {
			break
		}
		kernel.Mul(w.z, w.rows, w.miss)
	}
	return square
}

// mu returns the length of a step; with orthonormal rows a whole step projects on the solutions.
func (w *workspace) mu() float64 {
	switch {
	case w.framed:
		return 1
	case w.square == 0:
		return 0
	}
	return .99 / w.square
}

// step sets z to the end of the gradient step at x. What the last two points say of |R|_2 is not forgotten.
func (w *workspace) step() {
	w.miss, w.missed = w.missed, w.miss
	kernel.MulT(w.miss, w.rows, w.x)
	for i, v := range w.rhs {
		w.miss[i] = v - w.miss[i]
	}
	w.learn()
	kernel.Mul(w.z, w.rows, w.miss)
	mu := w.mu()
	for j, v := range w.x {
		w.z[j] = v + mu*w.z[j]
	}
}

// learn raises the estimate of |R|_2 to |R d|_2/|d|_2 for the last change d, where that is more than rounding. So the objective stops rising, should
// the power method have ended early.
func (w *workspace) learn() {
	if w.framed || w.same < 0 {
		return
	}
	change, image, size := 0.0, 0.0, 0.0
	for j, v := range w.x {
		change += (v - w.last[j]) * (v - w.last[j])
		size += v * v
	}
	for i, v := range w.miss {
		image += (v - w.missed[i]) * (v - w.missed[i])
	}
	if change > 1e-12*size {
		w.square = max(w.square, image/change)
	}
}

// cut thresholds z into x, and returns the relative change of x.
func (w *workspace) cut(threshold, lambda float64) float64 {
	copy(w.last, w.x)
	for j, v := range w.z {
		w.x[j] = 0
		if math.Abs(v) > threshold {
			w.x[j] = w.prox.shrink(v, lambda)
		}
	}
	return w.changed()
}

// changed compares x to the last point: it counts for how long the support has been the same, and returns the relative change.
func (w *workspace) changed() float64 {
	w.same++
	change := 0.0
	for j, v := range w.x {
		change = max(change, math.Abs(v-w.last[j]))
		if (v == 0) != (w.last[j] == 0) {
			w.same = 0
		}
	}
	if change == 0 {
		return 0
	}
	return change / kernel.NormInf(w.x)
}

// restored returns x in the units of the problem.
func (w *workspace) restored() []float64 {
	if w.framed {
		return w.frame.Unscaled(w.x)
	}
	return w.units.Restored(w.x)
}
