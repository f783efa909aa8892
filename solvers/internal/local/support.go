// Package local is the last stretch of methods for 0 <= p < 1, which stop near a local minimiser: it makes a point basic, A_S injective on its
// support S, which on {A x = b} is a strict local minimiser of |x|_p^p for 0 < p < 1 ([Support]), and takes one down to a strict local minimiser of the
// penalised objective ([Valley]). [Units] bring a problem to a size at which neither overflows.
package local

import (
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/qr"
)

const (
	rounding = 1e-13 // residual, relative to |b| + sum |a_j| |x_j|, that is none
	near     = 1e-10 // part of b outside the span of the set below which it is worth to look closer
	dust     = 1e-12 // part |a_j| |x_j| of the largest such product that may be rounding
)

// Support makes points basic: it keeps a set of independent columns, divided by their norms, factorised. Coefficients over the set are
// |a_j| x_j. The zero value is ready for Load; the points given to it have length n.
type Support struct {
	Norm []float64 // n, |a_j|_2; the caller reads it

	p       solvers.Problem
	set     qr.Basis
	column  []float64 // m, the newcomer at unit length
	outside []float64 // m, the part of b outside the span
	coef    []float64 // m, over the set
	rest    []float64 // m, the residual that Distance left
	spare   []float64 // n
	swept   []int     // the set before a sweep
	promise
}

// Load binds the set, empty, to the problem, whose slices it reads until the next Load. The squares of the columns must neither overflow nor vanish.
func (s *Support) Load(p solvers.Problem) {
	m, n := p.A.Dims()
	s.p = p
	s.Norm, s.spare = kernel.Resize(s.Norm, n), kernel.Resize(s.spare, n)
	for _, v := range []*[]float64{&s.column, &s.outside, &s.coef, &s.rest} {
		*v = kernel.Resize(*v, m)
	}
	for j := range s.Norm {
		s.Norm[j] = kernel.Norm2(p.A.Col(j))
	}
	s.set.Fit(m)
}

// Span sets x to the solution of A x = b on the first independent columns, in the given order, that have one, without what is rounding in it; on all of them
// in the sense of least squares where none do.
func (s *Support) Span(x []float64, order []int) {
	s.set.Reset()
	copy(s.outside, s.p.B)
	clear(x)
	for _, j := range order {
		if !s.join(j) {
			continue
		}
		direction := s.set.Direction(len(s.set.Cols) - 1)
		kernel.Axpy(-kernel.Dot(direction, s.outside), direction, s.outside)
		if kernel.Norm2(s.outside) <= near*kernel.Norm2(s.p.B) {
			if s.solve(x); s.Solves(x) {
				break
			}
		}
	}
	s.solve(x)
	s.sweep(x)
}

// Reduce makes a solution x of A x = b basic. It moves along the kernel of A_S, with no larger sum |x_j|^p, until S is independent, and solves for x on S.
func (s *Support) Reduce(x []float64) {
	s.reduce(x)
	s.solve(x)
	s.sweep(x)
}

// Set returns the columns of the set, valid until it changes: after [Support.Span] and [Support.Reduce] the support of the point.
func (s *Support) Set() []int { return s.set.Cols }

// Meet changes y, of length m, by as little as it takes to make a_jᵀy = c_k for every column j = Set()[k].
func (s *Support) Meet(y, c []float64) {
	coef := s.coef[:len(s.set.Cols)]
	for range 2 { // the second time against the rounding of the first
		for k, j := range s.set.Cols {
			coef[k] = (c[k] - kernel.Dot(s.p.A.Col(j), y)) / s.Norm[j]
		}
		s.set.SolveT(coef)
		s.set.Along(s.column, coef)
		kernel.Axpy(1, s.column, y)
	}
}

// solve sets the entries of x on the set to the least-squares solution; the others stay, and are zero as a rule.
func (s *Support) solve(x []float64) {
	coef := s.coef[:len(s.set.Cols)]
	for _, j := range s.set.Cols {
		x[j] = 0
	}
	for range 2 { // the second time against the rounding of the first
		s.Distance(x)
		s.set.Against(coef, s.rest)
		s.set.Solve(coef)
		for k, j := range s.set.Cols {
			x[j] += coef[k] / s.Norm[j]
		}
	}
}

// sweep takes entries at the level of rounding off the set, where x solves the system as well without.
func (s *Support) sweep(x []float64) {
	before := s.Distance(x)
	copy(s.spare, x)
	largest := 0.0
	for j, v := range x {
		largest = max(largest, s.Norm[j]*math.Abs(v))
	}
	s.swept = append(s.swept[:0], s.set.Cols...)
	for _, j := range s.swept {
		if s.Norm[j]*math.Abs(x[j]) <= dust*largest {
			s.leave(j)
			x[j] = 0
		}
	}
	if len(s.set.Cols) == len(s.swept) {
		return
	}
	s.solve(x)
	if s.Distance(x) > max(2*before, rounding*s.Size(x)) {
		copy(x, s.spare)
	}
}

// join takes column j into the set and reports whether it was independent. If it was not, the set is unchanged and its Coef holds the
// coefficients of the column at unit length.
func (s *Support) join(j int) bool {
	if s.Norm[j] == 0 {
		clear(s.set.Coef)
		return false
	}
	for i, v := range s.p.A.Col(j) {
		s.column[i] = v / s.Norm[j]
	}
	if s.set.Join(j, s.column, 1) {
		return true
	}
	s.set.Solve(s.set.Coef[:len(s.set.Cols)])
	return false
}

// leave takes column j out of the set.
func (s *Support) leave(j int) { s.set.Leave(slices.Index(s.set.Cols, j)) }
