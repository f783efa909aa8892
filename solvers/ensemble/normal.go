package ensemble

import (
	"math"
	"math/bits"
)

// The ziggurat covers exp(-x²/2), x > 0, by layers of equal area. Layer 0 is the curve's own foot, [0, radius] x [0, height], with the tail
// beyond it; layer i > 0 is the rectangle [0, x_i] x [h_i, h_i+1] with h_i = exp(-x_i²/2), x_1 = radius, h_1 = height and h_layers = 1,
// which reaches a little over the curve. A uniform point of a uniform layer, drawn again where it is above the curve, makes a normal.
//
// One word gives both, the layer by its low bits and x by others, to a resolution of x_i 2^-52; the original uses some bits twice, which
// shows. x is an odd multiple of 2^-53 x_i, so that both signs are alike and no normal is zero.
//
// Reference: G. Marsaglia and W. W. Tsang (2000), The ziggurat method for generating random variables; J. A. Doornik (2005), An
// improved ziggurat method to generate normal random samples.
const (
	layers = 512
	radius = 0x1.ed0fd92741e98p+1
	height = 0x1.3a6672b7a6722p-11
	area   = 0x1.420366447f40ep-9

	largestNormal = 16 // no draw reaches it: the tail ends at radius + 53 ln 2 / radius
)

// layer is what the loop has to know of a layer.
type layer struct {
	inner uint64  // 2^53 x_i+1 / x_i: nearer to zero a point is under the curve at any height
	step  float64 // 2^-53 x_i
}

var ziggurat, heights = stack()

// stack builds the layers from the lowest up.
func stack() (z [layers]layer, h [layers + 1]float64) {
	x := area / height
	next := radius
	h[1] = height
	for i := range z {
		z[i] = layer{inner: uint64(next / x * 0x1p53), step: x * 0x1p-53}
		x, next = next, 0
		if i+2 < layers {
			h[i+2] = h[i+1] + area/x
			next = math.Sqrt(-2 * ln(h[i+2]))
		}
	}
	h[layers] = 1
	return z, h
}

// normals fills dst with independent standard normals, rounded to the grid unless that is 0: the same bits on every processor. The loop is
// [generator.Uint64] and the first case of [generator.normal] put in line.
func (g *generator) normals(dst []float64, grid float64) {
	a, b, c, d := g.a, g.b, g.c, g.d
	shift := float64(toGrid * grid)
	for i := range dst {
		word := bits.RotateLeft64(a+d, 23) + a
		c ^= a
		d ^= b
		mixed := b << 17
		b ^= c
		a ^= d
		c ^= mixed
		d = bits.RotateLeft64(d, 45)

		l := &ziggurat[word%layers]
		x := int64(word)>>10 | 1
		if uint64(x^x>>63) < l.inner {
			dst[i] = float64(float64(x)*l.step) + shift - shift
			continue
		}
		*g = generator{a, b, c, d}
		dst[i] = g.normal(word) + shift - shift
		a, b, c, d = g.a, g.b, g.c, g.d
	}
	*g = generator{a, b, c, d}
}

// normal makes a word a normal, with more words where it has to.
func (g *generator) normal(word uint64) float64 {
	for ; ; word = g.Uint64() {
		i := word % layers
		x := int64(word)>>10 | 1
		v := float64(x) * ziggurat[i].step
		switch {
		case uint64(x^x>>63) < ziggurat[i].inner:
			return v
		case i == 0:
			return math.Copysign(g.tail(), v)
		case ln(heights[i]+float64(g.open()*(heights[i+1]-heights[i]))) < float64(-0.5*v*v):
			return v
		}
	}
}

// tail returns a normal beyond the radius: radius + x with x exponential, kept with probability exp(-x²/2).
//
// Reference: G. Marsaglia (1964), Generating a variable from the tail of the normal distribution.
func (g *generator) tail() float64 {
	for {
		x := -ln(g.open()) / radius
		if -2*ln(g.open()) > float64(x*x) {
			return radius + x
		}
	}
}
