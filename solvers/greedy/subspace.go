package greedy

import (
	"context"

	"touchpoint/solvers"
)

const subspaceIterations = 500

// SubspacePursuit fits k columns together with the k columns that have the largest |a_j'(b - A z)|, keeps the k largest coefficients, fits
// those columns alone, and goes on as long as the residual falls. An iteration costs one pass over A and fits of k and of up to 2 k
// columns.
//
// At most m - 1 columns are fitted together, but k + 1 in any case: m independent ones meet every b and tell nothing of it.
//
// Reference: W. Dai, O. Milenkovic (2009), Subspace pursuit for compressive sensing signal reconstruction.
type SubspacePursuit struct {
	Sparsity      int `json:"sparsity,omitzero"`       // non-zeros sought; 0 means as few as it finds
	MaxIterations int `json:"max_iterations,omitzero"` // for each number of non-zeros tried; 0 means 500

	work work
}

var (
	_ solvers.Solver  = (*SubspacePursuit)(nil)
	_ solvers.Chooser = (*SubspacePursuit)(nil)
)

// Accepts takes p = 0 with Lambda = 0.
func (s *SubspacePursuit) Accepts(p solvers.Problem) error {
	return accepts("sp", p, s.Sparsity, s.MaxIterations)
}

// Solve returns the last point before the residual rose. Status is Converged where it meets A x = b, Stalled where it does not, and Limit
// when MaxIterations came first. Iterations counts those of all runs.
func (s *SubspacePursuit) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	return s.work.solve(ctx, p, pursuit{"sp", subspace, s.Sparsity, or(s.MaxIterations, subspaceIterations)})
}

func subspace(ctx context.Context, w *work, k, limit int) (solvers.Status, error) {
	for last := w.size; limit > 0; limit-- {
		if err := w.gradient(ctx); err != nil {
			return solvers.Unknown, err
		}
		w.widen(k)
		if len(w.on) > k {
			w.normal.fit(&w.system, w.on, w.next, w.image)
			w.on = w.largest(w.on, w.next, k)
		}
		norm := w.normal.fit(&w.system, w.on, w.z, w.r)
		if norm >= last {
			return solvers.Stalled, nil
		}
		last = norm
		w.set, w.on = w.on, w.set
		if w.keep(norm) {
			return solvers.Converged, nil
		}
	}
	return solvers.Limit, nil
}
