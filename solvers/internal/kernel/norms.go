package kernel

import "math"

// Norm2 returns |x|_2 without overflow or underflow in between: the root of Dot(x, x) where that is far from the ends of the range of
// float64; where it is not, x is scaled by the power of two next to its largest entry, and its squares are added in order.
func Norm2(x []float64) float64 {
	if square := Dot(x, x); square > 0x1p-900 && square < 0x1p900 || math.IsNaN(square) {
		return math.Sqrt(square)
	}
	largest := NormInf(x)
	if largest == 0 || math.IsInf(largest, 1) {
		return largest
	}
	_, e := math.Frexp(largest)
	sum := 0.0
	for _, v := range x {
		v = math.Ldexp(v, -e)
		sum = math.FMA(v, v, sum)
	}
	return math.Ldexp(math.Sqrt(sum), e)
}

// Norm1 returns |x|_1, in the lanes and the tree of Dot.
func Norm1(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	return norm1(x)
}

// NormInf returns |x|_inf, and NaN if any entry is NaN.
func NormInf(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	return normInf(x)
}

func norm1Go(x []float64) float64 {
	var z [32]float64
	for len(x) >= 32 {
		for l, v := range x[:32] {
			z[l] += math.Abs(v)
		}
		x = x[32:]
	}
	for l, v := range x {
		z[l] += math.Abs(v)
	}
	return tree(&z)
}

func normInfGo(x []float64) float64 {
	largest := 0.0
	for _, v := range x {
		switch a := math.Abs(v); {
		case a > largest:
			largest = a
		case math.IsNaN(a):
			return a
		}
	}
	return largest
}
