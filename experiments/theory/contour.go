package theory

import (
	"math"
	"math/cmplx"
)

// contour is the vertical line z = t + iy through the saddle of
//
//	K(z) = k z^2/2 + l log M(z) - pole log z,  M(z) = E exp(-z|g|)
//
// on which |exp K| has its maximum at y = 0 and falls off like a Gaussian, so that nothing cancels. On the real axis of
// the unshifted identity the same integral loses 18 digits at k = 5, l = 45.
type contour struct {
	k, l, pole float64
	t          float64 // the saddle, t > 0
	height     float64 // K(t)
	width      float64 // 1/sqrt K''(t)
}

func newContour(k, l, pole float64) contour {
	c := contour{k: k, l: l, pole: pole, t: saddle(k, l, pole)}
	m := mills(c.t)
	c.height = k*c.t*c.t/2 + l*math.Log(math.Sqrt(2/math.Pi)*m)
	curvature := k + l*(1+(c.t-1/m)/m)
	if pole > 0 {
		c.height -= pole * math.Log(c.t)
		curvature += pole / (c.t * c.t)
	}
	c.width = 1 / math.Sqrt(curvature)
	return c
}

// saddle solves (k + l) t = l/mills(t) + pole/t by Newton steps from the left, where the difference of the two sides is
// concave in t: they never overshoot.
func saddle(k, l, pole float64) float64 {
	t := math.Sqrt(pole / (k + l))
	for {
		q := 1 / mills(t) // d/dt log M(t) = t - q
		value, slope := (k+l)*t-l*q, k+l*(1+q*(t-q))
		if pole > 0 {
			value -= pole / t
			slope += pole / (t * t)
		}
		next := t - value/slope
		if !(next > t*(1+1e-14)) {
			return t
		}
		t = next
	}
}

// logIntegral is log of the integral of exp K along the line, over dy, by the trapezoidal rule, which converges
// geometrically for an analytic integrand.
func (c contour) logIntegral() float64 {
	h := c.width / 5
	tilt := newTilted(c.t, h)
	sum := 0.5 // of Re exp(K(z) - K(t)), y >= 0
	for j := 1; ; j++ {
		y := float64(j) * h
		size, angle := cmplx.Polar(tilt.next())
		drop := c.k*y*y/2 - c.l*math.Log(size) + c.pole*math.Log(math.Hypot(1, y/c.t))
		if drop > cutoff {
			return c.height + math.Log(2*h*sum)
		}
		sum += math.Exp(-drop) * math.Cos(c.k*c.t*y+c.l*angle-c.pole*math.Atan2(y, c.t))
	}
}

// tilted walks up the line z = t + iy in steps of h and gives M(z)/M(t), the characteristic function of the half-normal
// tilted by exp(-t|g|). Each node of the quadrature turns by its own constant angle a step.
type tilted struct{ value, turn [order]complex128 }

func newTilted(t, h float64) *tilted {
	// The tilted density falls to e^-45 of its value at 0 where x^2/2 + t x = 45.
	reach := 2 * cutoff / (t + math.Sqrt(t*t+2*cutoff))
	var d tilted
	var mass float64
	for i, u := range rule.node {
		x := reach * (1 + u) / 2
		w := rule.weight[i] * math.Exp(-x*(x/2+t))
		mass += w
		s, cos := math.Sincos(-h * x)
		d.value[i], d.turn[i] = complex(w, 0), complex(cos, s)
	}
	for i := range d.value {
		d.value[i] /= complex(mass, 0)
	}
	return &d
}

func (d *tilted) next() complex128 {
	var sum complex128
	for i := range d.value {
		d.value[i] *= d.turn[i]
		sum += d.value[i]
	}
	return sum
}
