package local

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Distance returns |A x - b|_2.
func (s *Support) Distance(x []float64) float64 {
	copy(s.rest, s.p.B)
	for j, v := range x {
		if v != 0 {
			kernel.Axpy(-v, s.p.A.Col(j), s.rest)
		}
	}
	return kernel.Norm2(s.rest)
}

// Size returns |b| + sum |a_j| |x_j|, to which the rounding of A x - b is relative.
func (s *Support) Size(x []float64) float64 {
	sum := kernel.Norm2(s.p.B)
	for j, v := range x {
		sum += s.Norm[j] * math.Abs(v)
	}
	return sum
}

// Solves reports whether A x = b up to rounding.
func (s *Support) Solves(x []float64) bool { return s.Distance(x) <= rounding*s.Size(x) }

// Value returns the objective, 1/2 |A x - b|_2^2 + Lambda |x|_p^p where Lambda > 0 and |x|_p^p where Lambda = 0. No x at all counts as zero.
func (s *Support) Value(x []float64) float64 {
	power := solvers.Problem{P: s.p.P}.Objective(x)
	if s.p.Lambda == 0 {
		return power
	}
	d := s.Distance(x)
	return d*d/2 + s.p.Lambda*power
}
