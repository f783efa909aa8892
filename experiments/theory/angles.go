package theory

import "math"

// logChiErf is log E (P(|g| <= chi/scale))^power, with chi the root of a chi-square variable of nu >= 1 degrees of
// freedom.
func logChiErf(nu, scale, power float64) float64 {
	lg, _ := math.Lgamma(nu / 2)
	norm := (1-nu/2)*math.Ln2 - lg
	if power == 0 {
		return 0
	}
	return logIntegral(func(r float64) float64 {
		if r <= 0 {
			return math.Inf(-1)
		}
		f := norm - r*r/2 + power*logCentral(r/scale)
		if nu != 1 {
			f += (nu - 1) * math.Log(r)
		}
		return f
	})
}

// logExternal is log B, the external angle of a face with j of n vertices:
//
//	B = ∫_0^inf phi(r) erf(r/sqrt(2j))^(n-j) dr = E P(|g| <= chi_1/sqrt j)^(n-j) / 2
func logExternal(n, j int) float64 {
	return logChiErf(1, math.Sqrt(float64(j)), float64(n-j)) - math.Ln2
}

// logInternal is log G, 2^l times the internal angle of a face with k vertices in one with k + l:
//
//	G = sqrt(1 + l/k) E exp(-S^2/(2k)),  S = |g_1| + .. + |g_l|
//
// by the Gaussian identity E exp(-S^2/2k) = sqrt(k/2pi) ∫ exp(k z^2/2) M(z)^l dy over z = t + iy.
func logInternal(k, l int) float64 {
	if l == 0 {
		return 0
	}
	fk, fl := float64(k), float64(l)
	return math.Log1p(fl/fk)/2 + math.Log(fk/(2*math.Pi))/2 + newContour(fk, fl, 0).logIntegral()
}

// logNegative is log P(sqrt(k) g + S <= 0), the same integral with a pole at the origin and another constant.
func logNegative(k, l int) float64 {
	if l == 0 {
		return -math.Ln2
	}
	return newContour(float64(k), float64(l), 1).logIntegral() - math.Log(2*math.Pi)
}
