// Package simplex solves basis pursuit, min |x|_1 subject to Ax = b, as the linear program it is.
//
// A vertex is a set S of independent columns with signs s: the values are z = A_S^+ b, the dual vector is the shortest y
// with A_Sᵀy = s. It is optimal as soon as |a_jᵀy| <= 1 for every j and no value has the sign opposite to its s. Because
// a variable may take either sign at the same cost, any set of columns whose span holds b starts the method: there is no first phase.
// A violated column (|a_jᵀy| > 1) enters; the step goes on through the points where values change sign for as long as the objective
// falls (the long step), and the column of the value it ends at leaves.
//
//  1. A greedy start picks columns by their correlation with the residual. Where that leads to b quickly the answer has few non-zeros,
//     and the method goes on with partial bases: fewer than m columns, which a violated column outside their span joins.
//  2. Otherwise the answer has about m non-zeros, and the method works on the tableau T = A_B^-1 A_N of a full basis: A is eliminated
//     into it, a splitting method tells most of the support from a few rounds, those columns are brought into the basis, and the simplex
//     method does the rest. A pivot is m (n-m) multiplications, in blocks of pivots that share a sweep, instead of 3 m n.
//  3. The tableau is only a guide. At the end z and y are refined with A itself, signs and |Aᵀy| are checked, and a tableau gone astray
//     is made again from its basis. Values at rounding level become exact zeros.
//  4. Where A has lower rank, where the costs span many orders of magnitude, or where rounding keeps the proof from being complete, a
//     patient greedy start and partial bases have the last word.
//
// Termination. A planted solution makes vertices with many zero values, on which a simplex method may cycle. The values are
// therefore moved away from zero by small hashed amounts, which solves the problem for a slightly different b, and lower its objective
// with every exchange. Dual feasibility does not depend on b: with the exact b restored only values that changed their sign are left to
// mend. That is done under smaller perturbations, of which there are a few. A tableau then gives up, and partial bases go on under no
// perturbation: a column joins at most rank A times, and exchanges that stop making progress follow Bland's rule, which cannot cycle. In
// floating point [Solver.MaxPivots] bounds all of it.
//
// Reference: I. Barrodale and F. D. K. Roberts, An improved algorithm for discrete L1 linear approximation, 1973 (the tableau and the
// long step); P. Bloomfield and W. L. Steiger, Least Absolute Deviations, 1983; S. Boyd et al., Distributed optimization and statistical
// learning via the alternating direction method of multipliers, 2011 (the splitting); T. N. E. Greville, Some applications of the
// pseudoinverse of a matrix, 1960 (joining a column); R. G. Bland, New finite pivoting rules for the simplex method, 1977.
package simplex

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
)

// Solver is the simplex method. The zero value is ready to use. It keeps its workspace from call to call, so one value
// serves one goroutine at a time.
type Solver struct {
	MaxPivots int     `json:"max_pivots,omitzero"` // joins and exchanges after a start; 0 means 1000 + 20 (m + n)
	Tolerance float64 `json:"tolerance,omitzero"`  // how far |a_jᵀy| may exceed 1 in a solution called converged; 0 means 1e-9

	work workspace
}

var (
	_ solvers.Solver  = (*Solver)(nil)
	_ solvers.Chooser = (*Solver)(nil)
)

// Accepts declines everything but basis pursuit, and options out of range.
func (s *Solver) Accepts(p solvers.Problem) error {
	switch {
	case p.P != 1 || p.Lambda != 0:
		return solvers.Declinef("the simplex method solves p = 1 with lambda = 0, not p = %v with lambda = %v", p.P, p.Lambda)
	case s.MaxPivots < 0:
		return solvers.Declinef("simplex: max_pivots = %d; it must be positive, or 0 for the default", s.MaxPivots)
	case !(s.Tolerance >= 0) || math.IsInf(s.Tolerance, 1):
		return solvers.Declinef("simplex: tolerance = %v; it must be positive and finite, or 0 for the default", s.Tolerance)
	}
	return nil
}

// Solve returns a vertex of the solution set with the dual vector that proves it optimal. Iterations counts the columns of
// the starts, the joins and the exchanges. The status is Limit when MaxPivots came first, and Stalled when rounding
// keeps the proof from being complete; x then solves Ax = b as far as rounding lets it. That happens where the dual vector is
// large beside its constraints: bases of condition 1e6 and more, and columns whose scales differ by more than that.
// Errors wrap [solvers.ErrDeclined] (a column whose entries span more than 900 binary orders of magnitude), [solvers.ErrInfeasible],
// [solvers.ErrSolver] (x does not fit a double) or the context's own.
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	w := &s.work
	m, n := p.A.Dims()
	if err := w.load(p); err != nil {
		return solvers.Solution{}, fmt.Errorf("simplex: %w", err)
	}
	pivots := s.MaxPivots
	if pivots == 0 {
		pivots = 1000 + 20*(m+n)
	}
	tolerance := s.Tolerance
	if tolerance == 0 {
		tolerance = 1e-9
	}
	var sol solvers.Solution
	for try := range tries {
		status, done, err := w.attempt(ctx, try, pivots)
		if err != nil {
			return solvers.Solution{}, fmt.Errorf("simplex: %w", err)
		}
		if !done {
			continue
		}
		if sol, err = w.finish(status, tolerance); err != nil || sol.Status != solvers.Stalled {
			return sol, err
		}
	}
	return sol, nil
}

// tries is how many ways there are to attempt a problem. The last one always has a point.
const tries = 3

// attempt solves the problem in one of the ways, from the one that is fastest where it leads anywhere to the one that bears most. It
// reports false where this way has no answer.
func (w *workspace) attempt(ctx context.Context, try, pivots int) (solvers.Status, bool, error) {
	switch try {
	case 0:
		return w.partial(ctx, pivots, false)
	case 1:
		return w.full(ctx, pivots)
	default:
		return w.partial(ctx, pivots, true)
	}
}
