package ensemble

import "math"

// ln returns the natural logarithm of a positive, normal number to within one unit of the last place. The standard library's may
// differ between processors in its last bit, by a fused multiply-add or by assembly, which a draw must not; here the conversions
// forbid the one and there is none of the other.
//
// Reference: FreeBSD, msun/src/e_log.c: with x = 2^k (1+f) and s = f/(2+f), ln(1+f) = f - f²/2 + s (f²/2 + R(s²)).
func ln(x float64) float64 {
	const (
		ln2High = 6.93147180369123816490e-01 // 32 bits, so that k ln2High is exact
		ln2Low  = 1.90821492927058770002e-10
		l1      = 6.666666666666735130e-01
		l2      = 3.999999999940941908e-01
		l3      = 2.857142874366239149e-01
		l4      = 2.222219843214978396e-01
		l5      = 1.818357216161805012e-01
		l6      = 1.531383769920937332e-01
		l7      = 1.479819860511658591e-01
	)
	f, exponent := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f *= 2
		exponent--
	}
	f--
	k := float64(exponent)
	s := f / (2 + f)
	s2 := float64(s * s)
	s4 := float64(s2 * s2)
	odd := s2 * (l1 + float64(s4*(l3+float64(s4*(l5+float64(s4*l7))))))
	even := s4 * (l2 + float64(s4*(l4+float64(s4*l6))))
	half := float64(0.5 * f * f)
	r := float64(s*(half+float64(odd)+float64(even))) + float64(k*ln2Low)
	return float64(k*ln2High) - (half - r - f)
}
