package greedy

import (
	"context"
	"fmt"

	"touchpoint/solvers"
)

// OMP is orthogonal matching pursuit: it adds the column that makes the smallest angle with the residual, argmax |a_j'r| / |a_j|, fits all
// columns chosen so far by least squares, and goes on until A x = b holds up to rounding. A step costs one pass over A.
//
// Reference: Y. Pati, R. Rezaiifar, P. Krishnaprasad (1993), Orthogonal matching pursuit: recursive function approximation with
// applications to wavelet decomposition; J. Tropp, A. Gilbert (2007), Signal recovery from random measurements via orthogonal matching
// pursuit.
type OMP struct {
	Sparsity int `json:"sparsity,omitzero"` // most columns; 0 means as many as A x = b takes

	work work
}

var (
	_ solvers.Solver  = (*OMP)(nil)
	_ solvers.Chooser = (*OMP)(nil)
)

// Accepts takes p = 0 with Lambda = 0.
func (s *OMP) Accepts(p solvers.Problem) error { return accepts("omp", p, s.Sparsity, 0) }

// Solve grows the point column by column. Status is Converged when A x = b holds to a relative residual of 1e-10, and Limit when Sparsity
// columns were not enough for that; x is then their least-squares point. It is Stalled where rounding stands before A x = b.
// Iterations counts columns. A system that even all columns do not solve gives an error wrapping [solvers.ErrInfeasible].
func (s *OMP) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	w := &s.work
	w.load(p)
	w.growth.start(&w.system)
	exhausted, err := w.grow(ctx, s.Sparsity)
	if err != nil {
		return solvers.Solution{}, fmt.Errorf("greedy: omp: %w", err)
	}
	if exhausted || w.growth.meets() {
		return w.complete(p, solvers.Converged, w.growth.steps)
	}
	return w.answer(p, solvers.Limit, w.growth.steps), nil
}
