// Package cube finds the point at which a growing cube touches the solutions of a linear system,
//
//	minimise |x|_inf subject to A x = b,
//
// by descent on the dual problem, an L1 regression:
//
//	minimise f(y) = |Aᵀy|_1 subject to bᵀy = 1.
//
// Its minimum is 1/c for the least c = |x|_inf. The state is y with a set S of columns, independent of each other and of b, for which
// a_jᵀy = 0, and the signs s_j of the other a_jᵀy; g, the sum of s_j a_j over those, is the gradient of f.
//
//  1. As long as g leaves the span of b and A_S, y descends along what leaves it. It goes through breakpoints, where residuals
//     a_jᵀy change their sign, for as long as f falls, and the column at the last of them joins S.
//  2. Otherwise g = w_0 b + A_S w, and A x = b for x_j = s_j/w_0 off S and x_j = -w_j/w_0 on S. It is the answer if no |w_j| exceeds 1.
//  3. If one does, column j leaves S, and y descends along the edge that opens until another column joins.
//
// A touch of generic data has n - rank A + 1 coordinates at exactly c or -c, and rank A - 1, those of S, strictly inside. Where more than
// one point is best, x is a vertex of the set of all of them, but that coordinates of zero columns are zero.
//
// Termination. A step of positive length lowers f, and the steps to a vertex, where b and A_S span the range of A, are at most rank A - 1.
// At a y with more zeros than S has columns steps may have length zero. After a number of those in a row the zeros off S are
// moved away by small hashed amounts, which makes the problem one with slightly different residuals. The optimum of that is nearly always
// one for the exact residuals too; if not, the descent goes on from there. After three perturbations, ever smaller, idle exchanges follow
// Bland's rule, in the linear program min sum_j u_j + v_j subject to u - v = Aᵀy, bᵀy = 1 and u, v >= 0, and cannot cycle. In floating point
// [Solver.MaxPivots] bounds all of it.
//
// Reference: J. A. Cadzow, A finite algorithm for the minimum l-infinity solution to a system of consistent linear equations, 1973 (the
// problem and its dual); R. H. Bartels, A. R. Conn and J. W. Sinclair, Minimization techniques for piecewise differentiable functions: the l1
// solution to an overdetermined linear system, 1978 (the descent); P. Bloomfield and W. L. Steiger, Least Absolute Deviations, 1983;
// R. G. Bland, New finite pivoting rules for the simplex method, 1977.
package cube

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
)

// Solver finds a touch point of the cube and the dual vector that proves it. The zero value is ready to use; one value serves one
// goroutine at a time.
type Solver struct {
	MaxPivots int `json:"max_pivots,omitzero"` // columns that join S; 0 means 1000 + 20 (m + n)

	work descent
}

var (
	_ solvers.Solver  = (*Solver)(nil)
	_ solvers.Chooser = (*Solver)(nil)
)

// Accepts takes p = +Inf with Lambda = 0, and declines a MaxPivots that is negative.
func (s *Solver) Accepts(p solvers.Problem) error {
	switch {
	case !math.IsInf(p.P, 1) || p.Lambda != 0:
		return solvers.Declinef("cube needs p = +Inf and lambda = 0; this problem has p = %v and lambda = %v", p.P, p.Lambda)
	case s.MaxPivots < 0:
		return solvers.Declinef("cube: max_pivots = %d; it must be positive, or 0 for the default", s.MaxPivots)
	}
	return nil
}

// Solve returns a touch point x with its dual vector: |Aᵀy|_1 = 1 and bᵀy = |x|_inf. Iterations counts the columns that joined S. Status is
// Converged when A x = b holds to a relative residual of 1e-10 and bᵀy proves |x|_inf least to a relative 1e-10; both are as a rule near
// 1e-15. It is Stalled where rounding stands before that, for bases of condition 1e7 and more and columns that differ in size by more than y
// can carry, and Limit when MaxPivots came first; A x = b then holds as far as rounding lets it, |x|_inf is at most that of the solution
// of least Euclidean norm, and bᵀy bounds the least one from below. Inconsistent systems give an error wrapping [solvers.ErrInfeasible].
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	if ctx.Err() != nil {
		return solvers.Solution{}, fmt.Errorf("cube: %w", context.Cause(ctx))
	}
	d := &s.work
	d.Load(p)
	if !d.Consistent() {
		return solvers.Solution{}, fmt.Errorf("cube: %w: b is outside the range of A, which has rank %d", solvers.ErrInfeasible, d.Rank)
	}
	if d.Size == 0 {
		return solvers.Solution{X: make([]float64, d.N), Dual: make([]float64, d.M), Status: solvers.Converged}, nil
	}
	limit := s.MaxPivots
	if limit == 0 {
		limit = 1000 + 20*(d.M+d.N)
	}
	d.start()
	status, err := d.minimise(ctx, limit)
	if err != nil {
		return solvers.Solution{}, fmt.Errorf("cube: %w", err)
	}
	return d.finish(p, status), nil
}
