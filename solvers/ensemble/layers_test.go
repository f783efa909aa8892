package ensemble

import (
	"math"
	"math/big"
	"testing"
)

const precision = 200

func exactly(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

func float(x *big.Float) float64 { v, _ := x.Float64(); return v }

// exponential is Taylor's series of exp after halving, and squaring as often.
func exponential(x *big.Float) *big.Float {
	y, halvings := exactly(0).Set(x), 0
	for ; y.Sign() != 0 && y.MantExp(nil) > -8; halvings++ {
		y.Quo(y, exactly(2))
	}
	sum, term := exactly(1), exactly(1)
	for i := 1; i < 40; i++ {
		term.Mul(term, y).Quo(term, exactly(float64(i)))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum
}

// logarithm refines the standard library's by Newton's method on exp.
func logarithm(x *big.Float) *big.Float {
	y := exactly(math.Log(float(x)))
	for range 3 {
		e := exponential(exactly(0).Neg(y))
		y.Add(y, e.Mul(e, x).Sub(e, exactly(1)))
	}
	return y
}

// beyond is the integral of exp(-t²/2) from r on: sqrt(π/2) less its series from 0 to r.
func beyond(r *big.Float) *big.Float {
	half, _, err := big.ParseFloat("1.25331413731550025120788264240552262650349337030496915831496178817114682730392098747329791", 10, precision, big.ToNearestEven)
	if err != nil {
		panic(err)
	}
	square, term := exactly(0).Mul(r, r), exactly(0).Set(r)
	for i := range 120 {
		half.Sub(half, exactly(0).Quo(term, exactly(float64(2*i+1))))
		term.Mul(term, square).Quo(term, exactly(float64(-2*(i+1))))
	}
	return half
}

// exactLayers stacks the layers over the radius in 200 bits; the last height is 1 for the right radius.
func exactLayers(radius float64) (area *big.Float, xs, hs []*big.Float) {
	x := exactly(radius)
	square := exactly(0).Mul(x, x)
	h := exponential(square.Quo(square, exactly(-2)))
	area = exactly(0).Mul(x, h)
	area.Add(area, beyond(x))
	xs = []*big.Float{exactly(0).Quo(area, h), x}
	hs = []*big.Float{nil, h}
	for len(hs) <= layers {
		h = exactly(0).Add(h, exactly(0).Quo(area, xs[len(xs)-1]))
		hs = append(hs, h)
		twice := logarithm(h)
		if twice.Mul(twice, exactly(-2)).Sign() <= 0 {
			break
		}
		xs = append(xs, exactly(0).Sqrt(twice))
	}
	return area, xs, hs
}

func TestRadiusClosesTheLayers(t *testing.T) {
	if _, _, hs := exactLayers(math.Nextafter(radius, 9)); len(hs) != layers+1 || hs[layers].Cmp(exactly(1)) >= 0 {
		t.Error("a larger radius leaves no room under the top")
	}
	if _, _, hs := exactLayers(math.Nextafter(radius, 0)); len(hs) == layers+1 && hs[layers].Cmp(exactly(1)) <= 0 {
		t.Error("a smaller radius does not reach the top")
	}
}

// The layers are stacked in float64, whose roundings add up to less than 1e-13.
func TestLayersAreExact(t *testing.T) {
	exactArea, xs, hs := exactLayers(radius)
	if float(exactArea) != area || float(hs[1]) != height {
		t.Errorf("area %x, height %x; want %x, %x", area, height, float(exactArea), float(hs[1]))
	}
	for i, l := range ziggurat {
		x := l.step * 0x1p53
		if want := float(xs[i]); math.Abs(x-want) > 1e-13*want {
			t.Errorf("x_%d = %v, want %v", i, x, want)
		}
		if i > 0 && i < layers-1 {
			if want := float(hs[i]); math.Abs(heights[i]-want) > 1e-13*want {
				t.Errorf("h_%d = %v, want %v", i, heights[i], want)
			}
		}
		next := 0.0
		if i+1 < layers {
			next = float(xs[i+1])
		}
		if inner := float64(l.inner) * l.step; math.Abs(inner-next) > 1e-13 {
			t.Errorf("layer %d is under the curve up to %v, want %v", i, inner, next)
		}
	}
	if heights[layers] != 1 {
		t.Errorf("the top is at %v", heights[layers])
	}
	if end := radius + 53*math.Ln2/radius; end >= largestNormal-1 {
		t.Errorf("the tail reaches %v, too near to %v", end, largestNormal)
	}
}
