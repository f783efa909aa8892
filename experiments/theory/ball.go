package theory

import (
	"fmt"
	"math"
)

// Ball is the set |x|_p <= 1 in n dimensions, 0 < p <= +Inf, made by [NewBall]. Its tips are ±e_1, .., ±e_n.
//
// A uniform point of it has, up to signs, x_j = (G_j/(G_1 + .. + G_n + E))^(1/p), with G_j gamma variables of shape 1/p
// and E exponential, all independent; without E it has the cone measure of the surface, under which a part of
// the surface weighs what the ball between it and the centre does. For p = 1, 2 and +Inf that is the area.
//
// Reference: F. Barthe, O. Guedon, S. Mendelson and A. Naor, A probabilistic approach to the geometry of the lpn-ball, 2005
// (Theorem 1).
type Ball struct {
	n int
	p float64
}

// NewBall is the ball of exponent p in n dimensions. The error says that n < 1 or that p is not positive.
func NewBall(n int, p float64) (Ball, error) {
	if n < 1 || !(p > 0) {
		return Ball{}, fmt.Errorf("theory: no ball of exponent p = %v in n = %d dimensions; both must be positive", p, n)
	}
	return Ball{n: n, p: p}, nil
}

// LogVolume is log of (2 Gamma(1 + 1/p))^n/Gamma(1 + n/p).
func (b Ball) LogVolume() float64 {
	n := float64(b.n)
	one, _ := math.Lgamma(1 + 1/b.p)
	all, _ := math.Lgamma(1 + n/b.p)
	return n*(math.Ln2+one) - all
}

// Tips is the share of the volume within 1 - t of a tip along its axis, max_j |x_j| > t, 0 <= t <= 1:
//
//	n I(1-t^p; (n-1)/p + 1, 1/p)    t^p >= 1/2, I the incomplete beta function; n (1-t)^n for p = 1
//	1 - (2t)^n/volume               n t^p <= 1, where the cube |x_j| <= t is inside; 1 - t^n for p = +Inf
//
// and in between inclusion and exclusion, to an absolute error below 1e-8.
func (b Ball) Tips(t float64) float64 {
	switch {
	case t <= 0:
		return 1
	case t >= 1:
		return 0
	}
	n, s := float64(b.n), math.Pow(t, b.p)
	if n*s <= 1 {
		return -math.Expm1(n*math.Log(2*t) - b.LogVolume())
	}
	return largestShare(b.n, 1/b.p, 1, s, -math.Expm1(b.p*math.Log(t)))
}

// SurfaceTips is the share of the surface in cone measure that lies within 1 - t of a tip along its axis; 1 for p = +Inf,
// where every point of the surface has a coordinate at ±1, and wherever n t^p < 1.
func (b Ball) SurfaceTips(t float64) float64 {
	switch {
	case t >= 1:
		return 0
	case t <= 0 || float64(b.n)*math.Pow(t, b.p) < 1:
		return 1
	}
	return largestShare(b.n, 1/b.p, 0, math.Pow(t, b.p), -math.Expm1(b.p*math.Log(t)))
}

// Slice is the (n-1)-volume of the ball at x_1 = t over that at x_1 = 0, 0 <= t <= 1: (1 - t^p)^((n-1)/p), the power n-1 of how
// wide it is there. It is 1 for p = +Inf and t < 1.
func (b Ball) Slice(t float64) float64 {
	if t >= 1 && b.n > 1 {
		return 0
	}
	if t <= 0 || b.n == 1 {
		return 1
	}
	return math.Exp(float64(b.n-1) / b.p * math.Log(-math.Expm1(b.p*math.Log(t))))
}

// Diagonal is how far the surface is from the centre along (1, .., 1): n^(1/2-1/p), for p = 1 the distance of a facet, 1/sqrt n.
// A tip is at distance 1.
func (b Ball) Diagonal() float64 { return math.Pow(float64(b.n), 0.5-1/b.p) }

// Spikiness is the radius of the smallest sphere around the ball over that of the largest inside, n^|1/p - 1/2|: 1 for p = 2,
// sqrt n for p = 1 and +Inf, n^(3/2) for p = 1/2. The far points are the tips for p < 2, the diagonals for p > 2.
func (b Ball) Spikiness() float64 { return math.Pow(float64(b.n), math.Abs(1/b.p-0.5)) }

// AxisCone is the share of all directions in n dimensions that are within angle of a coordinate axis, 0 <= angle <= pi/2: of
// the rays from the centre, for every ball. With s = cos^2 angle it is n I(1-s; (n-1)/2, 1/2) up to pi/4, and 1 from
// acos(1/sqrt n) on. The error says that n or angle is out of range.
func AxisCone(n int, angle float64) (float64, error) {
	if n < 1 || !(angle >= 0 && angle <= math.Pi/2) {
		return 0, fmt.Errorf("theory: angle = %v in n = %d dimensions; want n >= 1 and an angle between 0 and pi/2", angle, n)
	}
	sin, cos := math.Sincos(angle)
	if n == 1 || float64(n)*cos*cos < 1 {
		return 1, nil
	}
	return largestShare(n, 0.5, 0, cos*cos, sin*sin), nil
}
