package kernel

import "math"

// The kernels in plain Go, which runs where there is no assembly for the processor. math.FMA is one instruction on arm64, and on amd64
// where the processor has it; elsewhere it is exact and slow.

func dotGo(x, y []float64) float64 {
	if len(x) <= 8 {
		return dotShort(x, y)
	}
	var z [32]float64
	for q := 0; q < 32 && q < len(x); q += 8 {
		eight((*[8]float64)(z[q:]), x[q:], y[q:])
	}
	return tree(&z)
}

// tree adds 32 lanes. The zero makes a sum of -0 one of +0, so that lanes without elements make no difference.
func tree(z *[32]float64) float64 {
	var t [8]float64
	for l := range t {
		t[l] = (z[l] + z[8+l]) + (z[16+l] + z[24+l])
	}
	return ((t[0] + t[4]) + (t[2] + t[6])) + ((t[1] + t[5]) + (t[3] + t[7])) + 0
}

// eight sums the first 8 of every 32 elements.
func eight(z *[8]float64, x, y []float64) {
	var s0, s1, s2, s3, s4, s5, s6, s7 float64
	for len(x) >= 8 && len(y) >= 8 {
		s0 = math.FMA(x[0], y[0], s0)
		s1 = math.FMA(x[1], y[1], s1)
		s2 = math.FMA(x[2], y[2], s2)
		s3 = math.FMA(x[3], y[3], s3)
		s4 = math.FMA(x[4], y[4], s4)
		s5 = math.FMA(x[5], y[5], s5)
		s6 = math.FMA(x[6], y[6], s6)
		s7 = math.FMA(x[7], y[7], s7)
		if len(x) <= 32 || len(y) <= 32 {
			x = nil
			break
		}
		x, y = x[32:], y[32:]
	}
	*z = [8]float64{s0, s1, s2, s3, s4, s5, s6, s7}
	for l, v := range x {
		z[l] = math.FMA(v, y[l], z[l])
	}
}

func axpyGo(a float64, x, y []float64) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = math.FMA(a, v, y[i])
	}
}

func divideGo(a float64, x []float64) {
	for i := range x {
		x[i] /= a
	}
}

func dotsGo(dst []float64, c columns, x []float64) {
	for j := range dst {
		dst[j] = dotGo(c.column(j, len(x)), x)
	}
}

func dotsSetGo(dst, a []float64, set []int, x []float64) {
	for i, j := range set {
		dst[i] = dotGo(a[j*len(x):][:len(x)], x)
	}
}

func addsGo(dst []float64, c columns, x []float64) {
	for j, v := range x {
		axpyGo(v, c.column(j, len(dst)), dst)
	}
}

func addsSetGo(dst, a []float64, set []int, x []float64) {
	for i, j := range set {
		axpyGo(x[i], a[j*len(dst):][:len(dst)], dst)
	}
}
