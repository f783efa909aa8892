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
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/blas"
)

const consistentTolerance = 1e-10 // residual that a redundant equation may leave, relative to its terms

// Solver finds the least-norm solution. The zero value is ready; one value serves one goroutine at a time.
type Solver struct {
	system    system
	qr        qr
	direction []float64 // x / |x|_2, large columns first
	w         []float64
}

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
	s.system.load(p)
	rank := s.factor()
	m, n := p.A.Dims()
	rows := s.qr.pivots[:rank]
	for k, c := range rows {
		rows[k] = s.system.rows[c]
	}
	norm := s.touch(rows)
	if !s.system.consistent(s.direction, norm, rank) {
		return solvers.Solution{}, fmt.Errorf("minnorm: %w: b is outside the range of A, which has rank %d", solvers.ErrInfeasible, rank)
	}
	s.qr.solve(blas.NoTrans, s.w)
	sol := solvers.Solution{X: make([]float64, n), Dual: make([]float64, m), Status: solvers.Converged, Iterations: 1}
	for k, j := range s.system.order {
		sol.X[j] = math.Ldexp(s.direction[k]*norm, s.system.exp)
	}
	for k, i := range rows {
		sol.Dual[i] = math.Ldexp(s.w[k], -s.system.rowExp[i])
	}
	return sol, nil
}

// touch solves the factorised rows for x = norm · direction, leaves Qᵀ direction in w, and returns the norm: one where b, and
// so x, vanishes on those rows.
func (s *Solver) touch(rows []int) float64 {
	s.direction, s.w = resize(s.direction, s.system.n), resize(s.w, len(rows))
	for k, i := range rows {
		s.w[k] = s.system.b[i]
	}
	s.qr.solve(blas.Trans, s.w)
	norm := kernel.Norm2(s.w)
	if norm == 0 {
		norm = 1
	}
	for k := range s.w {
		s.w[k] /= norm
	}
	clear(s.direction)
	copy(s.direction, s.w)
	s.qr.rotate(s.direction, len(rows))
	return norm
}

// factor factorises the rows of the system, all of them where they are plainly independent, and returns their number.
// Otherwise the rank is decided with the columns of A scaled too, for it does not depend on their scale.
func (s *Solver) factor() int {
	sys := &s.system
	sys.allRows()
	if s.qr.factor(sys, nil) == sys.m {
		return sys.m
	}
	rank := s.qr.factor(sys, sys.colExp)
	for k, c := range s.qr.pivots[:rank] {
		s.qr.pivots[k] = sys.rows[c]
	}
	sys.rows = append(sys.rows[:0], s.qr.pivots[:rank]...)
	s.qr.factor(sys, nil)
	return rank
}
