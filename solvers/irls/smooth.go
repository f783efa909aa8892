package irls

import "math"

// smooth is |x|_p^p, or sum log |x_j|^2 / 2 for p = 0, with x_j^2 / unit^2 + eps in place of x_j^2.
type smooth struct{ power, eps, unit float64 }

// inverse sets dst to the inverse of the weights at x, (x_j^2 / unit^2 + eps)^(1-p/2).
func (s smooth) inverse(dst, x []float64) {
	scale, roots := 1/s.unit, rootsFor(1-s.power/2)
	for j, v := range x {
		v *= scale
		dst[j] = roots.raise(v*v + s.eps)
	}
}

// value returns that of the sum at x + t d.
func (s smooth) value(x, d []float64, t float64) (sum float64) {
	scale, roots := 1/s.unit, rootsFor(s.power/2)
	for j, v := range x {
		v = (v + t*d[j]) * scale
		if v = v*v + s.eps; s.power == 0 {
			sum += math.Log(v) / 2
		} else {
			sum += roots.raise(v)
		}
	}
	return sum
}

// roots raises numbers to a fixed power between 0 and 1: by square roots for the binary digits where these are few, since that is much faster than
// the way through logarithms.
type roots struct {
	exponent float64
	digits   int // behind the point, at most mostDigits; -1 for more
	bits     int // exponent·2^digits
}

const mostDigits = 4

func rootsFor(exponent float64) roots {
	for digits := range mostDigits + 1 {
		if bits := math.Ldexp(exponent, digits); bits == math.Floor(bits) {
			return roots{exponent, digits, int(bits)}
		}
	}
	return roots{exponent, -1, 0}
}

func (r roots) raise(v float64) float64 {
	switch {
	case r.digits < 0:
		return math.Pow(v, r.exponent)
	case r.digits == 0: // exponent 1
		return v
	}
	product := 1.0
	for k := r.digits - 1; k >= 0; k-- {
		if v = math.Sqrt(v); r.bits>>k&1 == 1 {
			product *= v
		}
	}
	return product
}
