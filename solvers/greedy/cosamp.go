package greedy

import (
	"context"

	"touchpoint/solvers"
)

const cosampIterations = 100

// CoSaMP is compressive sampling matching pursuit: the support of z and the 2 k columns with the largest |a_j'(b - A z)| are fitted together, and
// the k largest coefficients are the next z, which is not fitted again. It ends where it comes back to columns that it
// has fitted before; it need not. An iteration costs one pass over A and a fit of up to 3 k columns.
//
// At most m - 1 columns are fitted together, but k + 1 in any case: m independent ones meet every b and tell nothing of it.
//
// Reference: D. Needell, J. Tropp (2009), CoSaMP: iterative signal recovery from incomplete and inaccurate samples.
type CoSaMP struct {
	Sparsity      int `json:"sparsity,omitzero"`       // non-zeros sought; 0 means as few as it finds
	MaxIterations int `json:"max_iterations,omitzero"` // for each number of non-zeros tried; 0 means 100

	work work
}

var (
	_ solvers.Solver  = (*CoSaMP)(nil)
	_ solvers.Chooser = (*CoSaMP)(nil)
)

// Accepts takes p = 0 with Lambda = 0.
func (s *CoSaMP) Accepts(p solvers.Problem) error {
	return accepts("cosamp", p, s.Sparsity, s.MaxIterations)
}

// Solve returns the least-squares point on the support with the least residual. Status is Converged where it meets A x = b, Stalled
// where the iteration runs in a circle, and Limit when MaxIterations came first. Iterations counts those of all runs.
func (s *CoSaMP) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	return s.work.solve(ctx, p, pursuit{"cosamp", cosamp, s.Sparsity, or(s.MaxIterations, cosampIterations)})
}

func cosamp(ctx context.Context, w *work, k, limit int) (solvers.Status, error) {
	w.circle.open()
	for range limit {
		if err := w.gradient(ctx); err != nil {
			return solvers.Unknown, err
		}
		w.widen(2 * k)
		if w.circle.closes(w.on) {
			return solvers.Stalled, nil
		}
		w.normal.fit(&w.system, w.on, w.next, w.image)
		w.set = w.largest(w.set, w.next, k)
		only(w.z, w.next, w.set)
		if w.keep(w.residual(w.r, w.z)) {
			return solvers.Converged, nil
		}
	}
	return solvers.Limit, nil
}

// widen sets on to the support of z and the columns with the largest entries of g, so many at most.
func (w *work) widen(more int) {
	room := max(1, w.m-1-len(w.set))
	w.fresh = w.largest(w.fresh, w.g, min(more, room))
	w.on = union(w.on, w.set, w.fresh)
}
