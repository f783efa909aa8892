package thresholding

import "math"

// prox is the thresholding function of an exponent, the minimiser over v of
//
//	1/2 (v - z)^2 + lambda |v|^p,
//
// which is zero up to a threshold of |z| and jumps there.
type prox interface {
	exponent() float64
	threshold(lambda float64) float64  // the largest |z| that goes to zero
	penalty(threshold float64) float64 // the lambda with the given threshold
	shrink(z, lambda float64) float64  // the local minimiser that is not zero, for |z| at the threshold or beyond
}

// formula returns the closed form for an exponent, nil where there is none.
func formula(p float64) prox {
	switch {
	case p == 0.5:
		return half{}
	case math.Abs(p-2./3) <= 1e-12:
		return twoThirds{}
	}
	return nil
}

// half is for p = 1/2: t = sqrt |v| is a root of t^3 - |z| t + lambda/2, by Cardano's formula.
//
// Reference: Z. Xu, X. Chang, F. Xu, H. Zhang (2012), L1/2 regularization: a thresholding representation theory and a fast solver,
// for (v - z)^2 + lambda |v|^(1/2), where lambda is twice this one.
type half struct{}

func (half) exponent() float64 { return 0.5 }

func (half) threshold(lambda float64) float64 { return 1.5 * math.Cbrt(lambda) * math.Cbrt(lambda) }

func (half) penalty(threshold float64) float64 { return threshold / 1.5 * math.Sqrt(threshold/1.5) }

func (half) shrink(z, lambda float64) float64 {
	part := math.Abs(z) / 3
	angle := math.Acos(min(1, lambda/4/part/math.Sqrt(part)))
	return 2. / 3 * z * (1 + math.Cos(2./3*(math.Pi-angle)))
}

// twoThirds is for p = 2/3: t = |v|^(1/3) is a root of t^4 - |z| t + 2/3 lambda, by Ferrari's formula.
//
// Reference: W. Cao, J. Sun, Z. Xu (2013), Fast image deconvolution using closed-form thresholding formulas of Lq (q = 1/2, 2/3)
// regularization, for (v - z)^2 + lambda |v|^(2/3), where lambda is twice this one.
type twoThirds struct{}

func (twoThirds) exponent() float64 { return 2. / 3 }

func (twoThirds) threshold(lambda float64) float64 { return 2 * math.Pow(2./3*lambda, .75) }

func (twoThirds) penalty(threshold float64) float64 { return 1.5 * math.Pow(threshold/2, 4./3) }

func (twoThirds) shrink(z, lambda float64) float64 {
	ratio := math.Abs(z) / math.Pow(2*lambda, .75) // v/z depends on it alone
	if ratio > 1e8 {
		return z * (1 - math.Pow(ratio, -4./3)/3) // the next term is the square of this
	}
	phi := 2 / math.Sqrt(3) * math.Sqrt(math.Cosh(math.Acosh(max(1, 27./16*ratio*ratio))/3))
	t := (phi + math.Sqrt(max(0, 2*ratio/phi-phi*phi))) / 2
	return t * t * t / ratio * z
}
