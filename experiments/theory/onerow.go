package theory

import (
	"fmt"
	"math"
)

// OneRow is the touch of a system a'x = b of one row, a and b independent N(0,1), with N >= 1 columns. For p <= 1 the
// ball touches at x = (b/a_j) e_j, j = argmax |a_j|, for p > 1 at x_j in proportion to |a_j|^(1/(p-1)) sgn(a_j), and the
// touch radius is
//
//	c_p = |b|/|a|_q,  1/p + 1/q = 1  (q = inf for p <= 1)
//
// A method of an N below 1 panics.
type OneRow struct{ N int }

func (o OneRow) columns() float64 {
	if o.N < 1 {
		panic(fmt.Sprintf("theory: one row of %d columns", o.N))
	}
	return float64(o.N)
}

// Tip is the probability that the touch is on a given axis, p <= 1: 1/N, as it is with N equal chances.
func (o OneRow) Tip() float64 { return 1 / o.columns() }

// RadiusCDF is P(c_1 <= t) = P(|b| <= t max|a_j|), t >= 0:
//
//	2N ∫_0^inf phi(x) erf(x/sqrt 2)^(N-1) erf(t x/sqrt 2) dx
//	N/(N+1) at t = 1;  1 - (2/pi) asin(1/(1 + t^2)) for N = 2
func (o OneRow) RadiusCDF(t float64) float64 {
	n := o.columns()
	if t <= 0 {
		return 0
	}
	return math.Sqrt(2/math.Pi) * n * math.Exp(logIntegral(func(x float64) float64 {
		if x <= 0 {
			return math.Inf(-1)
		}
		return -x*x/2 + (n-1)*logCentral(x) + logCentral(t*x)
	}))
}

// MedianRadius is the median of c_1.
func (o OneRow) MedianRadius() float64 {
	// P(c_1 <= 1) = N/(N+1) >= 1/2.
	return bisect(func(t float64) bool { return o.RadiusCDF(t) < 0.5 }, 0, 1)
}

// MeanRadius1 is E c_1 = sqrt(2/pi) E 1/max|a_j|; infinite for N = 1, (4/pi) log(1 + sqrt 2) for N = 2.
func (o OneRow) MeanRadius1() float64 {
	n := o.columns()
	if n == 1 {
		return math.Inf(1)
	}
	return 2 / math.Pi * n * math.Exp(logIntegral(func(x float64) float64 {
		if x <= 0 {
			return math.Inf(-1)
		}
		return -x*x/2 + (n-1)*logCentral(x) - math.Log(x)
	}))
}

// MeanRadius2 is E c_2 = Gamma((N-1)/2)/(sqrt(pi) Gamma(N/2)); infinite for N = 1.
func (o OneRow) MeanRadius2() float64 {
	o.columns()
	return MeanMinNorm(o.N, 1)
}

// MeanRadiusInf is E c_inf = sqrt(2/pi) E 1/|a|_1 = sqrt(2/pi) ∫_0^inf (E exp(-t|g|))^N dt; infinite for N = 1.
func (o OneRow) MeanRadiusInf() float64 {
	n := o.columns()
	if n == 1 {
		return math.Inf(1)
	}
	return math.Sqrt(2/math.Pi) * math.Exp(logIntegral(func(logT float64) float64 {
		return logT + n*math.Log(math.Sqrt(2/math.Pi)*mills(math.Exp(logT)))
	}))
}

// LassoZero is the probability that the Lasso 1/2 (a'x - b)^2 + lambda |x|_1 has the solution 0: P(|b| max|a_j| <=
// lambda).
func (o OneRow) LassoZero(lambda float64) float64 {
	n := o.columns()
	if lambda <= 0 {
		return 0
	}
	return math.Sqrt(2/math.Pi) * math.Exp(logIntegral(func(logB float64) float64 {
		b := math.Exp(logB)
		return logB - b*b/2 + n*logCentral(lambda/b)
	}))
}
