package kernel

import "math"

// A packed triangle R of order n is upper triangular and stored column after column: column k has k+1 entries and starts at
// k(k+1)/2. SolveT and Solve overwrite a vector v of n entries, for R the leading triangle of order n in r; the versions for two vectors
// read R once.

// band is how many unknowns a solve settles together.
const band = 8

// start is where column k of a packed triangle starts.
func start(k int) int { return k * (k + 1) / 2 }

// SolveT overwrites v with the solution of Rᵀx = v.
//
// Unknowns are settled in bands of 8: with s the first one of its band, x_k is v_k less the Dot of the first s entries of column k
// and of x, less R_lk x_l for l = s .. k-1 in order by fused multiply-adds, divided by R_kk.
func SolveT(r, v []float64) {
	fits(r, len(v))
	var t [band]float64
	for s := 0; s < len(v); s += band {
		b := v[s:min(s+band, len(v))]
		dots(t[:len(b)], columns{r, start(s), s + 1, 1}, v[:s])
		bandT(r, s, b, &t)
	}
}

// SolveT2 is SolveT for v1 and v2.
func SolveT2(r, v1, v2 []float64) {
	alike(v1, v2)
	fits(r, len(v1))
	var t1, t2 [band]float64
	for s := 0; s < len(v1); s += band {
		e := min(s+band, len(v1))
		dots2(t1[:e-s], t2[:e-s], columns{r, start(s), s + 1, 1}, v1[:s], v2[:s])
		bandT2(r, s, v1[s:e], v2[s:e], &t1, &t2)
	}
}

// Solve overwrites v with the solution of Rx = v: for k from the last to the first, v_k is divided by R_kk, and the Axpy of -v_k and the
// rest of column k changes the entries before it.
func Solve(r, v []float64) {
	fits(r, len(v))
	var x [band]float64
	for e := len(v); e > 0; {
		s := (e - 1) / band * band
		bandR(r, s, v[s:e])
		adds(v[:s], backward(r, e), negated(&x, v[s:e]))
		e = s
	}
}

// Solve2 is Solve for v1 and v2.
func Solve2(r, v1, v2 []float64) {
	alike(v1, v2)
	fits(r, len(v1))
	var x1, x2 [band]float64
	for e := len(v1); e > 0; {
		s := (e - 1) / band * band
		bandR2(r, s, v1[s:e], v2[s:e])
		adds2(v1[:s], v2[:s], backward(r, e), negated(&x1, v1[s:e]), negated(&x2, v2[s:e]))
		e = s
	}
}

// backward are the columns of a packed triangle from the one before e to the first.
func backward(r []float64, e int) columns { return columns{r, start(e - 1), -(e - 1), 1} }

// negated lists the negative entries of b from the last to the first.
func negated(x *[band]float64, b []float64) []float64 {
	for i, v := range b {
		x[len(b)-1-i] = -v
	}
	return x[:len(b)]
}

// bandTGo settles a band of Rᵀx = b - t that starts at row s.
func bandTGo(r []float64, s int, b []float64, t *[band]float64) {
	for k := range b {
		c := r[start(s+k)+s:][:k+1]
		x := b[k] - t[k]
		for l, u := range c[:k] {
			x = math.FMA(-u, b[l], x)
		}
		b[k] = x / c[k]
	}
}

// bandRGo settles a band of Rx = b that starts at row s.
func bandRGo(r []float64, s int, b []float64) {
	for k := len(b) - 1; k >= 0; k-- {
		c := r[start(s+k)+s:][:k+1]
		b[k] /= c[k]
		for l, u := range c[:k] {
			b[l] = math.FMA(-b[k], u, b[l])
		}
	}
}

func fits(r []float64, n int) {
	if len(r) < start(n) {
		panic("kernel: the packed triangle r is smaller than v is long")
	}
}

func alike(v1, v2 []float64) {
	if len(v1) != len(v2) {
		panic("kernel: lengths of v1 and v2 differ")
	}
}
