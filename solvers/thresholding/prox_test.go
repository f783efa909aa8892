package thresholding

import (
	"math"
	"testing"
)

var formulas = []prox{half{}, twoThirds{}}

func value(f prox, v, z, lambda float64) float64 {
	return (v-z)*(v-z)/2 + lambda*math.Pow(math.Abs(v), f.exponent())
}

// Values of the minimiser, computed apart.
func TestHalfValues(t *testing.T) {
	for _, c := range []struct{ z, lambda, want float64 }{{2, 1, 1.60537794}, {3, 1, 2.69545315}, {1, .3, .83593958}, {-3, 1, -2.69545315}} {
		if got := (half{}).shrink(c.z, c.lambda); math.Abs(got-c.want) > 5e-9 {
			t.Errorf("prox(%v; %v) = %v, want %v", c.z, c.lambda, got, c.want)
		}
	}
}

// Neither a fine grid nor the midpoints of bisection hold a point that is better.
func TestProxMinimises(t *testing.T) {
	for _, f := range formulas {
		for _, lambda := range []float64{1e-6, .03, 1, 50} {
			edge := f.threshold(lambda)
			for _, part := range []float64{.01, .5, .999, 1.001, 1.1, 2, 10, 1e3} {
				z, x := -part*edge, 0.0
				if part > 1 {
					x = f.shrink(z, lambda)
				}
				least := value(f, x, z, lambda)
				for k := range 20_001 {
					v := z * 1.5 * float64(k) / 20_000
					if value(f, v, z, lambda) < least*(1-1e-14) {
						t.Fatalf("p = %v, lambda = %v, z = %v: %v is better than %v", f.exponent(), lambda, z, v, x)
					}
				}
				if part > 1 {
					if want := bisect(f, -z, lambda); math.Abs(x+want) > 1e-14*want {
						t.Errorf("p = %v, lambda = %v, z = %v: %v, want %v", f.exponent(), lambda, z, x, -want)
					}
				}
			}
		}
	}
}

// bisect finds the larger root of v - z + lambda p v^(p-1), beyond the minimum of that function.
func bisect(f prox, z, lambda float64) float64 {
	p := f.exponent()
	low, high := math.Pow(lambda*p*(1-p), 1/(2-p)), z
	for range 200 {
		if middle := (low + high) / 2; middle-z+lambda*p*math.Pow(middle, p-1) < 0 {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// At the threshold zero and the other minimiser tie, at beta = (2 lambda (1-p))^(1/(2-p)), and penalty is its inverse.
func TestThreshold(t *testing.T) {
	for _, f := range formulas {
		p := f.exponent()
		for _, lambda := range []float64{1e-300, 1e-9, .2, 3, 1e200} {
			edge, beta := f.threshold(lambda), math.Pow(2*lambda*(1-p), 1/(2-p))
			if want := beta + lambda*p*math.Pow(beta, p-1); math.Abs(edge-want) > 1e-13*want {
				t.Errorf("p = %v, lambda = %v: threshold %v, want %v", p, lambda, edge, want)
			}
			if got := f.shrink(edge, lambda); math.Abs(got-beta) > 1e-12*beta {
				t.Errorf("p = %v, lambda = %v: jump to %v, want %v", p, lambda, got, beta)
			}
			if got := f.penalty(edge); math.Abs(got-lambda) > 1e-12*lambda {
				t.Errorf("p = %v: penalty %v, want %v", p, got, lambda)
			}
		}
	}
}

// Far beyond the threshold the point tends to z, from below, and without a penalty it is z.
func TestProxFar(t *testing.T) {
	for _, f := range formulas {
		for _, z := range []float64{1e-200, 1, 1e200} {
			if got := f.shrink(z, 0); math.Abs(got-z) > 1e-15*z {
				t.Errorf("p = %v: prox(%v; 0) = %v", f.exponent(), z, got)
			}
		}
		for _, z := range []float64{1e3, 1e5, 1e7, 1e9, 1e12} {
			first := f.exponent() * math.Pow(z, f.exponent()-1) // of the way to z, to first order
			if got := z - f.shrink(z, 1); math.Abs(got-first) > 1e-2*first+1e-15*z {
				t.Errorf("p = %v: prox(%v; 1) stands %v below, want %v", f.exponent(), z, got, first)
			}
		}
	}
}
