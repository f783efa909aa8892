package theory

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Actives is the law of the magnitudes of the m non-zeros of a generic touch, p = 1, in the limit of large n with m/n fixed:
// that of Scale (|g| - Tau) given |g| > Tau, g ~ N(0,1). Their sum is c_1 of [RadiusLimit].
type Actives struct{ Tau, Scale float64 }

// TouchActives is the law for A and b of independent N(0,1) entries, 1 <= m < n:
//
//	2 Phi(-Tau) = m/n,  Scale = 1/sqrt(n Tau w),  w = 2 phi(Tau) - Tau m/n
//
// The error says that m is not between 1 and n-1. Reference: as for [RadiusLimit].
func TouchActives(n, m int) (Actives, error) {
	if err := rows(n, m, n-1); err != nil {
		return Actives{}, err
	}
	tau := -mathext.NormalQuantile(float64(m) / float64(n) / 2)
	return Actives{Tau: tau, Scale: 1 / math.Sqrt(float64(n)*tau*2*excess(tau))}, nil
}

// Tail is P(|x_j| > t) of a non-zero.
func (a Actives) Tail(t float64) float64 {
	if t <= 0 {
		return 1
	}
	u := a.Tau + t/a.Scale
	return mills(u) / mills(a.Tau) * math.Exp((a.Tau-u)*(a.Tau+u)/2)
}

// Mean is E |x_j| of a non-zero.
func (a Actives) Mean() float64 { return a.Scale * (1/mills(a.Tau) - a.Tau) }

// CubeBound is how many coordinates of a generic touch of the cube, p = +Inf, are at the bound ±c_inf: n - m + 1, almost
// surely, and m - 1 strictly inside; none is zero. At m = 1 it is a vertex of the cube. The error says that m is not between 1 and n.
func CubeBound(n, m int) (int, error) {
	if err := rows(n, m, n); err != nil {
		return 0, err
	}
	return n - m + 1, nil
}
