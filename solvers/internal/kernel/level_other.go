//go:build !amd64 || purego

package kernel

var at = plain

func levels() []level { return []level{plain} }

func dot(x, y []float64) float64 { return dotGo(x, y) }

func axpy(a float64, x, y []float64) { axpyGo(a, x, y) }

func divide(a float64, x []float64) { divideGo(a, x) }

func norm1(x []float64) float64 { return norm1Go(x) }

func normInf(x []float64) float64 { return normInfGo(x) }

func outer(dst []float64, ld int, p, q, d []float64, rows, columns int) {
	outerGo(dst, ld, p, q, d, rows, columns)
}

func dots(dst []float64, c columns, x []float64) { dotsGo(dst, c, x) }

func dots2(dst1, dst2 []float64, c columns, x1, x2 []float64) { twiceDots(dst1, dst2, c, x1, x2) }

func dotsSet(dst, a []float64, set []int, x []float64) { dotsSetGo(dst, a, set, x) }

func dots2Set(dst1, dst2, a []float64, set []int, x1, x2 []float64) {
	twiceDotsSet(dst1, dst2, a, set, x1, x2)
}

func dots4Set(dst []float64, ld int, a []float64, m int, four [4]int, set []int) {
	dots4SetGo(dst, ld, a, m, four, set)
}

func adds(dst []float64, c columns, x []float64) { addsGo(dst, c, x) }

func adds2(dst1, dst2 []float64, c columns, x1, x2 []float64) { twiceAdds(dst1, dst2, c, x1, x2) }

func addsSet(dst, a []float64, set []int, x []float64) { addsSetGo(dst, a, set, x) }

func adds2Set(dst1, dst2, a []float64, set []int, x1, x2 []float64) {
	twiceAddsSet(dst1, dst2, a, set, x1, x2)
}

func bandT(r []float64, s int, b []float64, t *[band]float64) { bandTGo(r, s, b, t) }

func bandT2(r []float64, s int, b1, b2 []float64, t1, t2 *[band]float64) {
	bandTGo(r, s, b1, t1)
	bandTGo(r, s, b2, t2)
}

func bandR(r []float64, s int, b []float64) { bandRGo(r, s, b) }

func bandR2(r []float64, s int, b1, b2 []float64) {
	bandRGo(r, s, b1)
	bandRGo(r, s, b2)
}
