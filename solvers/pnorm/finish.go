package pnorm

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	residualTolerance = 1e-10 // of a Converged point, relative to b
	gapTolerance      = 1e-10 // of a Converged point, relative to its norm
)

// finish turns the minimum on one side into the solution of both, and says what is known about it.
func (s *Solver) finish(p solvers.Problem, iterations int) solvers.Solution {
	f, d := &s.frame, &s.descent
	if p.P < 2 {
		s.primalFromDual()
		f.PreimageT(s.y, d.t)
	} else {
		for k, v := range d.t {
			s.x[k] = f.Size * v
		}
		f.PreimageT(s.y, d.s)
	}
	s.correct()
	s.normalise(conjugate(p.P))
	sol := solvers.Solution{X: f.Unscaled(s.x), Dual: f.UnscaledDual(s.y), Iterations: iterations}
	switch {
	case s.proved(p, sol):
		sol.Status = solvers.Converged
	case iterations >= s.limit():
		sol.Status = solvers.Limit
	default:
		sol.Status = solvers.Stalled
	}
	return sol
}

// proved says whether the solution, as it is handed out, solves the system and y proves its norm least.
func (s *Solver) proved(p solvers.Problem, sol solvers.Solution) bool {
	p.A.Mul(s.excess, sol.X)
	kernel.Axpy(-1, p.B, s.excess)
	p.A.MulT(s.product, sol.Dual)
	norm := solvers.Norm(s.product, conjugate(p.P))
	gap := 1 - kernel.Dot(p.B, sol.Dual)/solvers.Norm(sol.X, p.P)
	return kernel.Norm2(s.excess) <= residualTolerance*kernel.Norm2(p.B) &&
		norm <= 1+gapTolerance && math.Abs(gap) <= gapTolerance
}

// primalFromDual sets x to the point of size·(e + N) that s points to. Its part in N comes from the reflections of Q and not from s - B Bᵀs, so
// that an entry is accurate relative to its own column, however large that is.
func (s *Solver) primalFromDual() {
	f, d := &s.frame, &s.descent
	copy(s.x, d.s)
	f.kernelPart(s.x)
	along := kernel.Dot(d.e, d.s)
	if !(along > 0) { // too far from the minimum to say anything: the least-norm solution
		clear(s.x)
		along = 1
	}
	for k, v := range s.x {
		s.x[k] = f.Size * (v/along + d.e[k])
	}
}

// correct takes the residual out of A x = b, in least norm, as long as it shrinks.
func (s *Solver) correct() {
	f := &s.frame
	residual := f.Residual(s.excess, s.x)
	for residual > 0 {
		f.Preimage(s.product, s.excess)
		kernel.Axpy(1, s.x, s.product)
		smaller := f.Residual(s.excess, s.product)
		if !(smaller < residual) {
			return
		}
		s.x, s.product = s.product, s.x
		if smaller > residual/2 {
			return
		}
		residual = smaller
	}
}

// normalise scales y to |Aᵀy|_q = 1.
func (s *Solver) normalise(q float64) {
	kernel.MulT(s.product, s.frame.A, s.y)
	norm := solvers.Norm(s.product, q)
	for i := range s.y {
		s.y[i] /= norm
	}
}
