// Package pnorm finds the point at which a smooth, strictly convex Lp ball touches the solutions of a linear system,
//
//	minimise |x|_p subject to A x = b,   1 < p < +Inf.
//
// The touch point is unique. With 1/p + 1/q = 1, the dual problem, to maximise bᵀy subject to |Aᵀy|_q <= 1, is one of the same kind: once
// Aᵀ = Q R has split R^n into the direction e of the least-norm solution, the rest U of range Aᵀ, and the kernel N of A,
//
//	primal: least p-norm on e + N,   dual: least q-norm on e + U,
//
// and |t|_p |u|_q >= 1 for any t of the one and u of the other, with equality at the minima alone, where s = sign(t) |t|^(p-1) is a
// multiple of u. Of the two exponents one is at least 2. Its norm has a bounded second derivative, and Newton's method minimises it;
// the other minimum is read off from s. Large exponents are approached by way of smaller ones.
//
// A step costs n k² operations, where k is the dimension of the side that is solved: rank A - 1 for p < 2, n - rank A for p > 2. No
// step is taken for p = 2, nor where k = 0.
//
// Reference: R. T. Rockafellar (1970), Convex Analysis, Section 31 (duality of norms); C. S. Burrus, J. A. Barreto, I. W. Selesnick
// (1994), Iterative reweighted least-squares design of FIR filters (Newton's step length and continuation in p); S. Boyd,
// L. Vandenberghe (2004), Convex Optimization, Sections 5.1.6 and 9.5.
package pnorm

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// The exponents that are accepted. With r the larger of p and q, the powers |t|^(r-1) multiply the rounding errors of t by r. For r = 1000
// a gap of 1e-13 and some 25 steps are usual; for r = 10,000 it is above 1e-12, and 150 steps are often too few.
const (
	leastP   = 1.001
	largestP = 1000
)

const defaultIterations = 200 // ordinary systems take 5 to 50

// Solver finds the touch point and the dual vector that proves it. The zero value is ready to use; one value serves one goroutine at a time.
type Solver struct {
	// MaxIterations bounds the Newton steps. 0 means 200.
	MaxIterations int `json:"max_iterations,omitzero"`

	frame   frame
	descent descent
	x       []float64 // n
	y       []float64 // m
	product []float64 // n
	excess  []float64 // m: b - A x
}

// Accepts takes 1.001 <= p <= 1000 with Lambda = 0. It declines a MaxIterations that is negative.
func (s *Solver) Accepts(p solvers.Problem) error {
	switch {
	case p.Lambda != 0 || p.P <= 1 || math.IsInf(p.P, 1):
		return solvers.Declinef("pnorm needs 1 < p < +Inf and lambda = 0; this problem has p = %v and lambda = %v", p.P, p.Lambda)
	case p.P < leastP || p.P > largestP:
		return solvers.Declinef("pnorm needs %v <= p <= %v, beyond which rounding spoils the powers of the entries; this problem has p = %v",
			leastP, largestP, p.P)
	case s.MaxIterations < 0:
		return solvers.Declinef("pnorm: max_iterations = %d; it must be positive, or 0 for the default", s.MaxIterations)
	}
	return nil
}

// Solve returns the touch point x with its dual vector: |Aᵀy|_q = 1 and bᵀy = |x|_p. Status is Converged when A x = b holds to a relative
// residual of 1e-10 and bᵀy proves |x|_p least to a relative 1e-10; both are as a rule near 1e-15. It is Stalled where rounding stands
// before that: in rare systems with p < 1.03 and few large entries, and where columns differ in size by more than y can carry. It
// is Limit when MaxIterations came first. Inconsistent systems give an error wrapping [solvers.ErrInfeasible].
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	if ctx.Err() != nil {
		return solvers.Solution{}, fmt.Errorf("pnorm: %w", context.Cause(ctx))
	}
	m, n := p.A.Dims()
	f := &s.frame
	f.Load(p)
	s.x, s.product = kernel.Resize(s.x, n), kernel.Resize(s.product, n)
	s.y, s.excess = kernel.Resize(s.y, m), kernel.Resize(s.excess, m)
	if !f.Consistent() {
		return solvers.Solution{}, fmt.Errorf("pnorm: %w: b is outside the range of A, which has rank %d", solvers.ErrInfeasible, f.Rank)
	}
	if f.Size == 0 {
		return solvers.Solution{X: make([]float64, n), Dual: make([]float64, m), Status: solvers.Converged}, nil
	}
	d := &s.descent
	switch {
	case p.P < 2:
		d.basis = f.rangeBasis(d.basis)
	case p.P > 2:
		d.basis = f.kernelBasis(d.basis)
	default:
		d.basis = d.basis[:0]
	}
	iterations, err := s.minimise(ctx, max(p.P, conjugate(p.P)))
	if err != nil {
		return solvers.Solution{}, err
	}
	return s.finish(p, iterations), nil
}

// conjugate returns q with 1/p + 1/q = 1.
func conjugate(p float64) float64 { return p / (p - 1) }

func (s *Solver) limit() int {
	if s.MaxIterations > 0 {
		return s.MaxIterations
	}
	return defaultIterations
}
