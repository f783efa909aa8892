// Package lasso minimises the penalised form with p = 1,
//
//	1/2 |A x - b|_2^2 + Lambda |x|_1,   Lambda > 0,
//
// by cyclic coordinate descent over a working set and an active-set finish. Coordinate descent guesses the support and its
// signs s; the finish solves A_SᵀA_S x_S = A_Sᵀb - Lambda s there by an updated QR factorisation, stopping at the first sign
// change, and moves along the kernel of A_S where the support is dependent. The two together end after finitely many
// rounds but for rounding, on an injective support of at most m columns, however small Lambda is.
//
// The method stops on its own proof: a feasible dual point and the duality gap it leaves.
//
// Reference: J. Friedman, T. Hastie, H. Höfling, R. Tibshirani (2007), Pathwise coordinate optimization; H. Lee, A. Battle,
// R. Raina, A. Ng (2007), Efficient sparse coding algorithms; M. Massias, A. Gramfort, J. Salmon (2018), Celer: a fast solver
// for the Lasso with dual extrapolation.
package lasso

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
)

const (
	defaultTolerance = 1e-10
	defaultMaxEpochs = 100_000

	burst    = 10    // epochs between two finishes, fewer when the signs settle
	patience = 3     // rounds without progress before the method admits that it is stuck
	progress = 1e-15 // relative decrease of the objective that counts as any
)

// Solver solves the Lasso. The zero value is ready to use; it owns a workspace, so that one value serves one goroutine.
//
// The dual it returns is (b - A x)/Lambda, corrected for the rounding of x on the support and scaled to |Aᵀy|_inf <= 1, the latter
// up to the rounding of the inner products.
type Solver struct {
	Tolerance float64 `json:"tolerance,omitzero"`  // duality gap relative to the objective at which to stop; 0 means 1e-10
	MaxEpochs int     `json:"max_epochs,omitzero"` // passes of coordinate descent over the working set; 0 means 100000

	work workspace
}

var (
	_ solvers.Solver  = (*Solver)(nil)
	_ solvers.Chooser = (*Solver)(nil)
)

// Accepts takes the penalised form with p = 1 and nothing else. It declines options out of range.
func (s *Solver) Accepts(p solvers.Problem) error {
	switch {
	case p.P != 1:
		return solvers.Declinef("lasso: p = %v; coordinate descent needs the penalty to be |x|_1, that is p = 1", p.P)
	case !(p.Lambda > 0):
		return solvers.Declinef("lasso: lambda = %v; the method solves the penalised form and needs lambda > 0", p.Lambda)
	case !(s.Tolerance >= 0) || math.IsInf(s.Tolerance, 1):
		return solvers.Declinef("lasso: tolerance = %v; it must be positive and finite, or 0 for the default", s.Tolerance)
	case s.MaxEpochs < 0:
		return solvers.Declinef("lasso: max_epochs = %d; it must be positive, or 0 for the default", s.MaxEpochs)
	}
	return nil
}

// Solve starts at x = 0. Iterations counts the epochs. Status is Converged when the gap met Tolerance, Limit when MaxEpochs
// came first, and Stalled when rounding left nothing to gain before. The only error is the context's.
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	s.work.take(p.A)
	return s.run(ctx, p, nil)
}

// SolveFrom is [Solver.Solve] started at x0, of length n; nil stands for zero. It is a door of its own: besides the context's, its
// errors wrap [solvers.ErrProblem] and [solvers.ErrDeclined].
func (s *Solver) SolveFrom(ctx context.Context, p solvers.Problem, x0 []float64) (solvers.Solution, error) {
	if err := s.admit(p); err != nil {
		return solvers.Solution{}, err
	}
	if _, n := p.A.Dims(); x0 != nil && len(x0) != n {
		return solvers.Solution{}, fmt.Errorf("lasso: %w: x0 has %d entries, want %d", solvers.ErrProblem, len(x0), n)
	}
	for j, v := range x0 {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return solvers.Solution{}, fmt.Errorf("lasso: %w: x0[%d] = %v", solvers.ErrProblem, j, v)
		}
	}
	s.work.take(p.A)
	return s.run(ctx, p, x0)
}

func (s *Solver) admit(p solvers.Problem) error {
	if err := p.Validate(); err != nil {
		return err
	}
	return s.Accepts(p)
}

// run solves the problem whose matrix the workspace holds.
func (s *Solver) run(ctx context.Context, p solvers.Problem, x0 []float64) (solvers.Solution, error) {
	w := &s.work
	tolerance, limit := s.options()
	w.start(p, x0)
	w.finish()
	best, idle, epochs := math.Inf(1), 0, 0
	for {
		w.prove()
		switch {
		case w.gap <= tolerance*w.objective:
			return w.solution(p.Lambda, solvers.Converged, epochs), nil
		case epochs >= limit:
			return w.solution(p.Lambda, solvers.Limit, epochs), nil
		case w.objective < best*(1-progress):
			best, idle = w.objective, 0
		case idle == patience:
			return w.solution(p.Lambda, solvers.Stalled, epochs), nil
		default:
			idle++
			w.basis.Reset()
		}
		w.choose()
		for range min(burst, limit-epochs) {
			if err := context.Cause(ctx); err != nil {
				return solvers.Solution{}, fmt.Errorf("lasso: after %d epochs: %w", epochs, err)
			}
			epochs++
			if settled := w.epoch(); settled {
				break
			}
		}
		w.finish()
	}
}

func (s *Solver) options() (tolerance float64, limit int) {
	tolerance, limit = s.Tolerance, s.MaxEpochs
	if tolerance == 0 {
		tolerance = defaultTolerance
	}
	if limit == 0 {
		limit = defaultMaxEpochs
	}
	return tolerance, limit
}
