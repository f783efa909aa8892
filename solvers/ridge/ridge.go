// Package ridge minimises the penalised form with p = 2,
//
//	1/2 |A x - b|_2^2 + Lambda |x|_2^2,   Lambda > 0,
//
// whose only minimiser solves (AᵀA + 2 Lambda I) x = Aᵀb. Note the house's form: there is no 1/2 before Lambda, so that Lambda here is half
// of what most books call the ridge parameter. No entry of x is zero but by accident: ridge is the control in a study of sparsity,
// as the least-norm solution, its limit for Lambda -> 0, is among interpolators.
//
// The normal equations are never formed. A = Q T, with a T of full rank, comes from a QR factorisation with pivoting, and with s² = 2 Lambda
// the point is the first part of the solution of least Euclidean norm of
//
//	[T, s I] (x, w) = Qᵀb,
//
// by a second one. That is as accurate as A itself is where the last digits of its rows and columns are in doubt, whatever its shape and rank
// and the sizes of rows and columns, for every Lambda. Path shares one singular value decomposition between penalties; DegreesOfFreedom,
// LeaveOneOut and GCV are the closed forms that make ridge cheap to tune.
//
// Reference: A. Hoerl, R. Kennard (1970), Ridge regression: biased estimation for nonorthogonal problems; G. Golub, M. Heath,
// G. Wahba (1979), Generalized cross-validation as a method for choosing a good ridge parameter; A. Björck (1996), Numerical Methods
// for Least Squares Problems, Section 2.7.
package ridge

import (
	"context"
	"fmt"
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Solver solves ridge regression. The zero value is ready to use; it owns a workspace, so that one value serves one goroutine at a time.
type Solver struct {
	factor factor
	damped damped
	proof  proof
	c      []float64 // m
}

var (
	_ solvers.Solver  = (*Solver)(nil)
	_ solvers.Chooser = (*Solver)(nil)
)

// Accepts takes the penalised form with p = 2 and nothing else.
func (*Solver) Accepts(p solvers.Problem) error {
	if p.P != 2 || !(p.Lambda > 0) {
		return solvers.Declinef("ridge needs p = 2 and lambda > 0; this problem has p = %v and lambda = %v", p.P, p.Lambda)
	}
	return nil
}

// Solve returns the minimiser, by a direct method, and its dual vector (b - A x)/Lambda, as for p = 1; nil where that leaves the range of float64.
// Directions in which A is zero up to rounding count as zero, so that for Lambda -> 0 the point goes to the least-squares solution of
// least norm. Status is Converged when the two prove the objective least to a relative 1e-10; the gap is as a rule near 1e-30. It is Stalled
// where rounding stands before that: where 2 Lambda is below some 1e-22 |A|², so that the rounding of A x outweighs the penalty, and where
// large columns that depend on each other hide small ones that do not. The only error is the context's.
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	if err := context.Cause(ctx); err != nil {
		return solvers.Solution{}, fmt.Errorf("ridge: %w", err)
	}
	m, n := p.A.Dims()
	f, d := &s.factor, &s.damped
	f.take(p.A)
	s.c = kernel.Resize(s.c, m)
	unit := f.coordinates(s.c, p.B)
	if err := context.Cause(ctx); err != nil {
		return solvers.Solution{}, fmt.Errorf("ridge: %w", err)
	}
	d.take(f, p.Lambda)
	x := make([]float64, n)
	d.point(x, s.c, unit)
	d.dual(s.c)
	sol := solvers.Solution{X: x, Status: solvers.Stalled, Iterations: 1}
	if s.proof.closes(p, x, s.c, unit, d) {
		sol.Status = solvers.Converged
	}
	if y := s.c; scaled(y, 2/root(p.Lambda), unit-d.unit) {
		sol.Dual = slices.Clone(y)
	}
	return sol, nil
}

// scaled multiplies y by factor 2^exp and says whether it stays in the range of float64.
func scaled(y []float64, factor float64, exp int) bool {
	factor, own := math.Frexp(factor)
	for i, v := range y {
		y[i] = math.Ldexp(v*factor, exp+own)
	}
	size := kernel.NormInf(y)
	return !math.IsInf(size, 0) && !math.IsNaN(size)
}

// root returns sqrt(2 lambda), which is in the range of float64 even where 2 lambda is not.
func root(lambda float64) float64 {
	if lambda > 1 {
		return 2 * math.Sqrt(lambda/2)
	}
	return math.Sqrt(2 * lambda)
}

// check says what is wrong with a system and its penalties.
func check(a *solvers.Columns, b []float64, lambdas ...float64) error {
	if err := (solvers.Problem{A: a, B: b, P: 2}).Validate(); err != nil {
		return err
	}
	for _, lambda := range lambdas {
		if !(lambda > 0) || math.IsInf(lambda, 1) {
			return fmt.Errorf("ridge: %w: lambda = %v; it must be positive and finite", solvers.ErrProblem, lambda)
		}
	}
	return nil
}
