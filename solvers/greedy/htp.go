package greedy

import (
	"context"
	"math"
	"slices"

	"touchpoint/solvers"
)

const (
	htpIterations = 500
	htpStep       = 1
)

// HTP is hard thresholding pursuit: the next support is that of the k largest entries of
//
//	z + mu A'(b - A z),
//
// and the next z the least-squares point on it. It ends where the support repeats. For mu |A|^2 < 1 the residual falls until then; longer
// steps find more but may run in a circle, after which mu is halved. An iteration costs one pass over A and a fit of k columns.
//
// Reference: S. Foucart (2011), Hard thresholding pursuit: an algorithm for compressive sensing.
type HTP struct {
	Sparsity      int     `json:"sparsity,omitzero"`       // non-zeros sought; 0 means as few as it finds
	MaxIterations int     `json:"max_iterations,omitzero"` // for each number of non-zeros tried; 0 means 500
	Step          float64 `json:"step,omitzero"`           // mu for columns of length 1, at first; 0 means 1

	work work
}

var (
	_ solvers.Solver  = (*HTP)(nil)
	_ solvers.Chooser = (*HTP)(nil)
)

// Accepts takes p = 0 with Lambda = 0.
func (s *HTP) Accepts(p solvers.Problem) error {
	if !(s.Step >= 0) || math.IsInf(s.Step, 1) {
		return solvers.Declinef("htp: step = %v; it must be positive and finite, or 0 for the default", s.Step)
	}
	return accepts("htp", p, s.Sparsity, s.MaxIterations)
}

// Solve returns the point with the least residual. Status is Converged where it meets A x = b, Stalled where the support repeats without
// that, and Limit when MaxIterations came first. Iterations counts those of all runs.
func (s *HTP) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	run := func(ctx context.Context, w *work, k, limit int) (solvers.Status, error) {
		return htp(ctx, w, k, limit, or(s.Step, htpStep))
	}
	return s.work.solve(ctx, p, pursuit{"htp", run, s.Sparsity, or(s.MaxIterations, htpIterations)})
}

func htp(ctx context.Context, w *work, k, limit int, mu float64) (solvers.Status, error) {
	w.circle.open()
	for range limit {
		if err := w.gradient(ctx); err != nil {
			return solvers.Unknown, err
		}
		for j, v := range w.g {
			w.next[j] = w.z[j] + mu*v
		}
		w.fresh = w.largest(w.fresh, w.next, k)
		if slices.Equal(w.fresh, w.set) {
			return solvers.Stalled, nil
		}
		if w.circle.closes(w.fresh) {
			mu /= 2
			w.circle.open()
		}
		w.set, w.fresh = w.fresh, w.set
		if w.keep(w.normal.fit(&w.system, w.set, w.z, w.r)) {
			return solvers.Converged, nil
		}
	}
	return solvers.Limit, nil
}
