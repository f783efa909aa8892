package theory

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// MinNormRadius is the law of c^2/(1 + c^2) with c = |x|_2 the touch radius of the Euclidean ball, x the solution of
// least norm of A x = b, A of shape m x n, m <= n, and b of independent N(0,1): Beta(m/2, (n-m+1)/2).
func MinNormRadius(n, m int) distuv.Beta {
	wide(n, m, n)
	return distuv.Beta{Alpha: float64(m) / 2, Beta: float64(n-m+1) / 2}
}

// MeanMinNorm is E c for that c; infinite for m = n.
//
//	Gamma((m+1)/2) Gamma((n-m)/2)/(Gamma(m/2) Gamma((n-m+1)/2));  E c^2 = m/(n-m-1)
func MeanMinNorm(n, m int) float64 {
	wide(n, m, n)
	if m == n {
		return math.Inf(1)
	}
	half := func(i int) float64 { lg, _ := math.Lgamma(float64(i) / 2); return lg }
	return math.Exp(half(m+1) - half(m) + half(n-m) - half(n-m+1))
}

// MinNormShare is the law of |x|_2^2/|x0|_2^2 with x the solution of least norm of A x = A x0, m < n: Beta(m/2, (n-m)/2),
// of mean m/n. It is the part of a planted point that the control p = 2 finds; x has no zeros.
func MinNormShare(n, m int) distuv.Beta {
	wide(n, m, n-1)
	return distuv.Beta{Alpha: float64(m) / 2, Beta: float64(n-m) / 2}
}

func wide(n, m, most int) {
	if m < 1 || m > most {
		panic(fmt.Sprintf("theory: m = %d is not between 1 and %d at n = %d", m, most, n))
	}
}
