package theory

import "math"

// density is phi(x), the standard normal density.
func density(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }

// tail is Phi(-x), the probability that a standard normal variable exceeds x.
func tail(x float64) float64 { return math.Erfc(x/math.Sqrt2) / 2 }

// logCentral is log P(|g| <= x) = log erf(x/sqrt 2) for a standard normal g; -Inf where x <= 0.
func logCentral(x float64) float64 {
	switch x /= math.Sqrt2; {
	case x <= 0:
		return math.Inf(-1)
	case x < 1:
		return math.Log(math.Erf(x))
	default:
		return math.Log1p(-math.Erfc(x))
	}
}

// mills is Phi(-x)/phi(x), x >= 0: the ratio of Mills, about 1/x for large x. The Laplace transform of |g| is
// E exp(-x|g|) = sqrt(2/pi) mills(x).
func mills(x float64) float64 {
	if x < 6 {
		return tail(x) / density(x)
	}
	// Continued fraction 1/(x + 1/(x + 2/(x + 3/(x + ...)))), evaluated from the far end.
	f := x
	for i := 60.0; i >= 1; i-- {
		f = x + i/f
	}
	return 1 / f
}
