package theory

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
)

const (
	order  = 64 // nodes of one Gauss-Legendre panel
	cutoff = 45 // nats below its maximum at which an integrand is cut: e^-45 = 3e-20
)

type legendre struct{ node, weight [order]float64 }

// rule is the Gauss-Legendre rule on [-1, 1]; nobody writes to it.
var rule = func() *legendre {
	var r legendre
	quad.Legendre{}.FixedLocations(r.node[:], r.weight[:], -1, 1)
	return &r
}()

// logIntegral is log ∫ exp(f(x)) dx over the half line or line where f is above -Inf. It needs f unimodal, finite at 1,
// smooth inside, falling without bound towards an infinite end, and -Inf, if anywhere, only from some point on to the
// left. It works relative to the maximum, so that integrals far below the smallest float64 keep their precision.
func logIntegral(f func(float64) float64) float64 {
	top := maximum(f)
	peak := f(top)
	low := func(x float64) bool { return !(f(x) >= peak-cutoff) }
	lo, hi := edge(low, top, -1), edge(low, top, 1)
	return peak + math.Log(integral(func(x float64) float64 { return math.Exp(f(x) - peak) }, lo, hi))
}

// integral is ∫ g over [lo, hi] for a smooth g >= 0: Gauss-Legendre panels, halved until two refinements agree.
func integral(g func(float64) float64, lo, hi float64) float64 {
	const (
		agree  = 1e-14
		finest = 1 << 10
	)
	last := panels(g, lo, hi, 1)
	for count := 2; ; count *= 2 {
		sum := panels(g, lo, hi, count)
		if math.Abs(sum-last) <= agree*sum || count == finest {
			return sum
		}
		last = sum
	}
}

func panels(g func(float64) float64, lo, hi float64, count int) float64 {
	half := (hi - lo) / float64(2*count)
	var sum float64
	for p := range count {
		mid := lo + float64(2*p+1)*half
		for i, u := range rule.node {
			sum += rule.weight[i] * g(mid+half*u)
		}
	}
	return half * sum
}

// maximum is, to about six digits, where the unimodal f is largest: bracketing from 1 in growing steps, then golden
// section.
func maximum(f func(float64) float64) float64 {
	left, right := 1.0, 1.0
	for f(1+2*right) > f(1+right) {
		right *= 2
	}
	for f(1-2*left) > f(1-left) {
		left *= 2
	}
	lo, hi := 1-2*left, 1+2*right
	c, d := hi-(hi-lo)/math.Phi, lo+(hi-lo)/math.Phi
	fc, fd := f(c), f(d)
	for hi-lo > 1e-6*(1e-6+math.Abs(c)) {
		if fc > fd {
			hi, d, fd = d, c, fc
			c = hi - (hi-lo)/math.Phi
			fc = f(c)
		} else {
			lo, c, fc = c, d, fd
			d = lo + (hi-lo)/math.Phi
			fd = f(d)
		}
	}
	if fc > fd {
		return c
	}
	return d
}

// edge is where low becomes true on the way from top in the direction of sign.
func edge(low func(float64) bool, top, sign float64) float64 {
	step := 1.0
	for !low(top + sign*step) {
		step *= 2
	}
	return bisect(func(x float64) bool { return !low(x) }, top, top+sign*step)
}

// bisect returns the last point found between a, where holds is true, and b, where it is false, at which it still holds.
func bisect(holds func(float64) bool, a, b float64) float64 {
	for range 120 {
		mid := a + (b-a)/2
		if mid == a || mid == b {
			break
		}
		if holds(mid) {
			a = mid
		} else {
			b = mid
		}
	}
	return a
}
