package local

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// L1 returns the convex problem to start from: p = 1, and for Lambda > 0 the slope of Lambda t^p at t = Single() for a penalty.
func (s *Support) L1() solvers.Problem {
	p := s.p
	p.P = 1
	if size := s.Single(); p.Lambda > 0 && size > 0 {
		p.Lambda = inRange(p.Lambda * s.p.P * math.Pow(size, s.p.P-1))
	}
	return p
}

// Single returns the largest multiple of one column that fits b, the largest |a_jᵀb| / |a_j|^2: a size for x, which scales with b as x does.
func (s *Support) Single() (size float64) {
	for j, norm := range s.Norm {
		if norm > 0 {
			size = max(size, math.Abs(kernel.Dot(s.p.A.Col(j), s.p.B))/norm/norm)
		}
	}
	return size
}
