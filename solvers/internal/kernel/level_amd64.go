//go:build !purego

package kernel

import "golang.org/x/sys/cpu"

//go:generate go -C gen run . -out ../kernel_amd64.s -stubs ../stubs_amd64.go -pkg kernel

// at is the level in use: the best that the processor has. Only tests change it.
var at = levels()[0]

// levels lists what the processor can run, best first.
func levels() (list []level) {
	x := cpu.X86
	both := x.HasAVX2 && x.HasFMA && x.HasBMI2
	if both && x.HasAVX512F && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512BW {
		list = append(list, avx512)
	}
	if both {
		list = append(list, avx2)
	}
	return append(list, plain)
}

func dot(x, y []float64) float64 {
	switch at {
	case avx512:
		return dotAVX512(&x[0], &y[0], len(x))
	case avx2:
		return dotAVX2(&x[0], &y[0], len(x))
	}
	return dotGo(x, y)
}

func axpy(a float64, x, y []float64) {
	switch at {
	case avx512:
		axpyAVX512(a, &x[0], &y[0], len(x))
	case avx2:
		axpyAVX2(a, &x[0], &y[0], len(x))
	default:
		axpyGo(a, x, y)
	}
}

func divide(a float64, x []float64) {
	switch at {
	case avx512:
		divideAVX512(a, &x[0], len(x))
	case avx2:
		divideAVX2(a, &x[0], len(x))
	default:
		divideGo(a, x)
	}
}

func norm1(x []float64) float64 {
	if at == plain {
		return norm1Go(x)
	}
	return norm1AVX2(&x[0], len(x))
}

func normInf(x []float64) float64 {
	if at == plain {
		return normInfGo(x)
	}
	return normInfAVX2(&x[0], len(x))
}

func outer(dst []float64, ld int, p, q, d []float64, rows, columns int) {
	switch at {
	case avx512:
		outerAVX512(&dst[0], ld, &p[0], &q[0], &d[0], rows, columns, len(d))
	case avx2:
		outerAVX2(&dst[0], ld, &p[0], &q[0], &d[0], rows, columns, len(d))
	default:
		outerGo(dst, ld, p, q, d, rows, columns)
	}
}

func dots(dst []float64, c columns, x []float64) {
	switch {
	case len(dst) == 0:
	case len(x) == 0:
		clear(dst)
	case at == avx512:
		dotsAVX512(&dst[0], &c.a[c.first], c.stride, c.step, &x[0], len(x), len(dst))
	case at == avx2:
		dotsAVX2(&dst[0], &c.a[c.first], c.stride, c.step, &x[0], len(x), len(dst))
	default:
		dotsGo(dst, c, x)
	}
}

func dots2(dst1, dst2 []float64, c columns, x1, x2 []float64) {
	if at != avx512 || len(dst1) == 0 || len(x1) == 0 {
		twiceDots(dst1, dst2, c, x1, x2)
		return
	}
	dots2AVX512(&dst1[0], &dst2[0], &c.a[c.first], c.stride, c.step, &x1[0], &x2[0], len(x1), len(dst1))
}

func dotsSet(dst, a []float64, set []int, x []float64) {
	switch {
	case len(dst) == 0:
	case len(x) == 0:
		clear(dst)
	case at == avx512:
		dotsSetAVX512(&dst[0], &a[0], &set[0], &x[0], len(x), len(set))
	case at == avx2:
		dotsSetAVX2(&dst[0], &a[0], &set[0], &x[0], len(x), len(set))
	default:
		dotsSetGo(dst, a, set, x)
	}
}

func dots2Set(dst1, dst2, a []float64, set []int, x1, x2 []float64) {
	if at != avx512 || len(set) == 0 || len(x1) == 0 {
		twiceDotsSet(dst1, dst2, a, set, x1, x2)
		return
	}
	dots2SetAVX512(&dst1[0], &dst2[0], &a[0], &set[0], &x1[0], &x2[0], len(x1), len(set))
}

// adds keeps a result in registers that has room there, where enough columns are added to it.
func dots4Set(dst []float64, ld int, a []float64, m int, four [4]int, set []int) {
	if at == plain || m == 0 {
		dots4SetGo(dst, ld, a, m, four, set)
		return
	}
	x1, x2, x3, x4 := &a[four[0]*m], &a[four[1]*m], &a[four[2]*m], &a[four[3]*m]
	if at == avx512 {
		dots4SetAVX512(&dst[0], ld, &a[0], &set[0], x1, x2, x3, x4, m, len(set))
	} else {
		dots4SetAVX2(&dst[0], ld, &a[0], &set[0], x1, x2, x3, x4, m, len(set))
	}
}

func adds(dst []float64, c columns, x []float64) {
	switch {
	case len(dst) == 0 || len(x) == 0:
	case at == avx512 && len(dst) <= 128 && len(x) > 8:
		shortAVX512(&dst[0], &c.a[c.first], c.stride, c.step, &x[0], len(dst), len(x))
	case at == avx2 && len(dst) <= 32 && len(x) > 8:
		shortAVX2(&dst[0], &c.a[c.first], c.stride, c.step, &x[0], len(dst), len(x))
	case at == avx512:
		addsAVX512(&dst[0], &c.a[c.first], c.stride, c.step, &x[0], len(dst), len(x))
	case at == avx2:
		addsAVX2(&dst[0], &c.a[c.first], c.stride, c.step, &x[0], len(dst), len(x))
	default:
		addsGo(dst, c, x)
	}
}

func adds2(dst1, dst2 []float64, c columns, x1, x2 []float64) {
	if at != avx512 || len(dst1) == 0 || len(x1) == 0 {
		twiceAdds(dst1, dst2, c, x1, x2)
		return
	}
	adds2AVX512(&dst1[0], &dst2[0], &c.a[c.first], c.stride, c.step, &x1[0], &x2[0], len(dst1), len(x1))
}

func addsSet(dst, a []float64, set []int, x []float64) {
	switch {
	case len(dst) == 0 || len(set) == 0:
	case at == avx512 && len(dst) <= 128 && len(set) > 8:
		shortSetAVX512(&dst[0], &a[0], &set[0], &x[0], len(dst), len(set))
	case at == avx2 && len(dst) <= 32 && len(set) > 8:
		shortSetAVX2(&dst[0], &a[0], &set[0], &x[0], len(dst), len(set))
	case at == avx512:
		addsSetAVX512(&dst[0], &a[0], &set[0], &x[0], len(dst), len(set))
	case at == avx2:
		addsSetAVX2(&dst[0], &a[0], &set[0], &x[0], len(dst), len(set))
	default:
		addsSetGo(dst, a, set, x)
	}
}

func adds2Set(dst1, dst2, a []float64, set []int, x1, x2 []float64) {
	if at != avx512 || len(dst1) == 0 || len(set) == 0 {
		twiceAddsSet(dst1, dst2, a, set, x1, x2)
		return
	}
	adds2SetAVX512(&dst1[0], &dst2[0], &a[0], &set[0], &x1[0], &x2[0], len(dst1), len(set))
}

// Only whole bands are settled in assembly.

func bandT(r []float64, s int, b []float64, t *[band]float64) {
	if at == plain || len(b) < band {
		bandTGo(r, s, b, t)
		return
	}
	bandTAVX2(&r[start(s)+s], s, &b[0], &t[0])
}

func bandT2(r []float64, s int, b1, b2 []float64, t1, t2 *[band]float64) {
	if at == plain || len(b1) < band {
		bandTGo(r, s, b1, t1)
		bandTGo(r, s, b2, t2)
		return
	}
	bandT2AVX2(&r[start(s)+s], s, &b1[0], &b2[0], &t1[0], &t2[0])
}

func bandR(r []float64, s int, b []float64) {
	if at == plain || len(b) < band {
		bandRGo(r, s, b)
		return
	}
	bandRAVX2(&r[start(s)+s], s, &b[0])
}

func bandR2(r []float64, s int, b1, b2 []float64) {
	if at == plain || len(b1) < band {
		bandRGo(r, s, b1)
		bandRGo(r, s, b2)
		return
	}
	bandR2AVX2(&r[start(s)+s], s, &b1[0], &b2[0])
}
