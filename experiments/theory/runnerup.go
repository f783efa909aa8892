package theory

import "math"

// RunnerUpCDF is the law of r = |a|_(2)/|a|_(1), the second largest magnitude of the row over the largest: how near the
// ball was to touching at another tip. For 0 <= x <= 1
//
//	P(r <= x) = N E P(|g| <= x chi_1)^(N-1);  (4/pi) atan x for N = 2
//
// r = 0 for N = 1.
func (o OneRow) RunnerUpCDF(x float64) float64 {
	n := o.columns()
	switch {
	case x < 0:
		return 0
	case n == 1 || x >= 1:
		return 1
	case x == 0:
		return 0
	}
	return n * math.Exp(logChiErf(1, 1/x, n-1))
}

// RunnerUpMedian is the median of r: tan(pi/8) for N = 2, and growing to 1 with N.
func (o OneRow) RunnerUpMedian() float64 {
	return bisect(func(x float64) bool { return o.RunnerUpCDF(x) < 0.5 }, 0, 1)
}

// TieDensity is the density of r at 1, so that P(1 - r < eps) is near TieDensity eps: how often a margin is below a small
// tolerance.
//
//	N(N-1) ∫_0^inf 4 t phi(t)^2 erf(t/sqrt 2)^(N-2) dt;  2/pi for N = 2
func (o OneRow) TieDensity() float64 {
	n := o.columns()
	if n == 1 {
		return 0
	}
	return 2 / math.Pi * n * (n - 1) * math.Exp(logIntegral(func(t float64) float64 {
		f := math.Log(t) - t*t
		if t <= 0 {
			f = math.Inf(-1)
		} else if n > 2 {
			f += (n - 2) * logCentral(t)
		}
		return f
	}))
}

// NearTip is the probability that the touch of the smooth ball, p > 1, looks like a tip: that its second largest
// magnitude is below tol times the largest, P(r < tol^(p-1)). It is 1 for p <= 1, where the touch is a tip.
func (o OneRow) NearTip(p, tol float64) float64 {
	return o.RunnerUpCDF(math.Pow(tol, p-1))
}
