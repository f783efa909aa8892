package theory

import (
	"math"
	"math/cmplx"
)

// logUpper is log Q(a, w), up to a multiple of 2 pi i, for the upper incomplete gamma function
//
//	Q(a, w) = Gamma(a, w)/Gamma(a) = 1 - w^a e^-w/Gamma(a) sum_k w^k/(a(a+1)..(a+k)) = 1 - w^a/Gamma(a) sum_k (-w)^k/(k!(a+k))
//
// with a > 0 and w off the negative real axis. Near 0 it takes the first sum, far out the continued fraction of Legendre, and
// beside the negative axis, where that is slow, the second sum, whose terms hardly cancel there, or the asymptotic series.
//
// Reference: NIST Digital Library of Mathematical Functions, 8.7.1, 8.7.3, 8.9.2, 8.11.2.
func logUpper(a float64, w complex128) complex128 {
	const far = 40 // the asymptotic series is good to e^-40 there
	lg, _ := math.Lgamma(a)
	size, logW := cmplx.Abs(w), cmplx.Log(w)
	front := complex(a, 0)*logW - complex(lg, 0) // log of w^a/Gamma(a)
	beside := (size+real(w))/2 < 1.5             // (Re sqrt w)^2: the second sum loses a factor e^3 at most
	switch {
	case size < max(a+1, 2):
		return cmplx.Log(1 - cmplx.Exp(front-w)*rising(a, w))
	case !beside:
		return front - w - cmplx.Log(legendreFraction(a, w))
	case size < far:
		return cmplx.Log(1 - cmplx.Exp(front)*alternating(a, w))
	default:
		return front - w - logW + cmplx.Log(asymptotic(a, w))
	}
}

const lastDigit = 1e-17

// rising is sum_k w^k/(a(a+1)..(a+k)).
func rising(a float64, w complex128) complex128 {
	term := complex(1/a, 0)
	sum := term
	for k := a + 1; cmplx.Abs(term) > lastDigit*cmplx.Abs(sum); k++ {
		term *= w / complex(k, 0)
		sum += term
	}
	return sum
}

// alternating is sum_k (-w)^k/(k!(a+k)).
func alternating(a float64, w complex128) complex128 {
	power := complex(1, 0)
	sum := complex(1/a, 0)
	for k := 1.0; ; k++ {
		power *= -w / complex(k, 0)
		term := power / complex(a+k, 0)
		sum += term
		if k > cmplx.Abs(w) && cmplx.Abs(term) <= lastDigit*cmplx.Abs(sum) {
			return sum
		}
	}
}

// asymptotic is Gamma(a, w) w^(1-a) e^w, 1 + (a-1)/w + (a-1)(a-2)/w^2 + .., up to its smallest term.
func asymptotic(a float64, w complex128) complex128 {
	term := complex(1, 0)
	sum := term
	for k := 1.0; ; k++ {
		next := term * complex(a-k, 0) / w
		if cmplx.Abs(next) >= cmplx.Abs(term) || cmplx.Abs(next) <= lastDigit*cmplx.Abs(sum) {
			return sum
		}
		term = next
		sum += term
	}
}

// legendreFraction is w^a e^-w/Gamma(a, w) = w + 1 - a - 1(1-a)/(w + 3 - a - 2(2-a)/(w + 5 - a - ..)), from the front by the
// method of Lentz.
func legendreFraction(a float64, w complex128) complex128 {
	f := w + complex(1-a, 0)
	if f == 0 {
		f = complex(lastDigit, 0)
	}
	c, d := f, complex(0, 0)
	for k := 1.0; ; k++ {
		up, down := complex(-k*(k-a), 0), w+complex(2*k+1-a, 0)
		d = 1 / (down + up*d)
		c = down + up/c
		f *= c * d
		if cmplx.Abs(c*d-1) < 1e-16 || k > 1e4 {
			return f
		}
	}
}
