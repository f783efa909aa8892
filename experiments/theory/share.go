package theory

import (
	"math"
	"math/cmplx"

	"gonum.org/v1/gonum/mathext"
)

// largestShare is P(max_j D_j > s), given s and left = 1 - s, for (D_1, .., D_n, D_0) with the Dirichlet law of weights a, ..,
// a, b: independent gamma variables of these shapes over their sum. b = 0 leaves D_0 out. For s >= 1/2 one share at most
// exceeds s, and it is n times a beta probability; below, inclusion and exclusion over the k < 1/s shares that may is
//
//	-(Gamma(h)/(2 pi i)) ∮ e^z z^-h sum_{1 <= k < 1/s} C(n, k) (-Q(a, s z))^k dz,  h = n a + b
//
// by the Laplace transform of the density of the sum at 1, Q the upper incomplete gamma function. The absolute error is
// below 1e-8, and small probabilities have their relative precision.
func largestShare(n int, a, b, s, left float64) float64 {
	switch {
	case s >= 1:
		return 0
	case s <= 0 || n == 1 && b == 0:
		return 1
	}
	size := float64(n)
	one := mathext.RegIncBeta((size-1)*a+b, a, left)
	if s >= 0.5 || n == 1 {
		return size * one
	}
	// The shares are negatively associated: P(all <= s) <= P(D_1 <= s)^n. Where that is tiny the terms cancel.
	if size*math.Log1p(-one) < math.Log(1e-8) {
		return 1
	}
	return min(max(exclusion(n, a, b, s), 0), 1)
}

// exclusion is the integral in [largestShare], along z = c (1 + i sinh u)^2 with c the saddle of the term k = 1, by
// the trapezoidal rule.
func exclusion(n int, a, b, s float64) float64 {
	h := float64(n)*a + b
	c := h / (1 - s)
	gamma, _ := math.Lgamma(h)
	step := min(0.05, 0.3/math.Sqrt(h))
	var sum, top float64
	for i := 0; ; i++ {
		u := float64(i) * step
		root := complex(1, math.Sinh(u))
		z := complex(c, 0) * root * root
		kernel := z - complex(h, 0)*cmplx.Log(z) + complex(gamma, 0) + cmplx.Log(root) + complex(math.Log(math.Cosh(u)), 0)
		logQ := logUpper(a, z*complex(s, 0))
		var value complex128
		for k := 1; k <= n && float64(k)*s < 1; k++ {
			term := cmplx.Exp(kernel + complex(logChoose(n, k), 0) + complex(float64(k), 0)*logQ)
			value += complex(float64(2*(k%2)-1), 0) * term
		}
		if i == 0 {
			value /= 2
		}
		sum += real(value)
		top = max(top, cmplx.Abs(value))
		if !(cmplx.Abs(value) > lastDigit*top) {
			return 2 * c / math.Pi * step * sum
		}
	}
}
