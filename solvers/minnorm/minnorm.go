// Package minnorm finds the point of least Euclidean norm on the solutions of a linear system.
//
//	minimise |x|_2 subject to A x = b
//
// The touch point of the round ball is the control in a study of sparsity: it is unique, orthogonal to the kernel of A, and has
// no zeros. It comes from the factorisation Aᵀ P = Q R with column pivoting as x = Q R⁻ᵀ Pᵀb, with the dual vector
// y = P R⁻¹ Qᵀx / |x|_2, which is A⁺ᵀx / |x|_2. Where equations are redundant, a maximal set of independent ones is kept,
// and y is zero on the others.
//
// Reference: G. Golub, C. Van Loan (2013), Matrix Computations, 4th edition, Section 5.6.
package minnorm

import (
	"context"
	"fmt"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/pivoted"
)

// Solver finds the least-norm solution. The zero value is ready; one value serves one goroutine at a time.
type Solver struct{ frame pivoted.Frame }

// Accepts takes p = 2 with Lambda = 0.
func (s *Solver) Accepts(p solvers.Problem) error {
	if p.P != 2 || p.Lambda != 0 {
		return solvers.Declinef("minnorm needs p = 2 and lambda = 0; this problem has p = %v and lambda = %v", p.P, p.Lambda)
	}
	return nil
}

// Solve returns the least-norm solution with its dual vector: |Aᵀy|_2 = 1 and bᵀy = |x|_2. Inconsistent systems give an error
// wrapping [solvers.ErrInfeasible].
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	if err := context.Cause(ctx); err != nil {
		return solvers.Solution{}, fmt.Errorf("minnorm: %w", err)
	}
	f := &s.frame
	f.Load(p)
	if !f.Consistent() {
		return solvers.Solution{}, fmt.Errorf("minnorm: %w: b is outside the range of A, which has rank %d", solvers.ErrInfeasible, f.Rank)
	}
	x, y := make([]float64, f.N), make([]float64, f.M)
	f.Least(x)
	f.LeastDual(y)
	return solvers.Solution{X: f.Unscaled(x), Dual: f.UnscaledDual(y), Status: solvers.Converged, Iterations: 1}, nil
}
