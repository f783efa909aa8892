package kernel

import "math"

// Cholesky overwrites the symmetric a of order m with the lower triangle L of LLᵀ = a. It reports false, and leaves a half done, when a
// pivot is not a positive number.
//
// For l from first to last column, entry i >= l is a_il less L_ij L_lj for j = 0 .. l-1 in order by fused multiply-adds, of which the
// first one is replaced by its root and the others are divided by it. Columns are halved until at most 16 are left.
//
// Reference: Gustavson (1997), Recursion leads to automatic variable blocking for dense linear-algebra algorithms.
func (w *Workspace) Cholesky(a []float64, m int) bool {
	if len(a) != m*m {
		panic("kernel: a is not m x m")
	}
	return w.factor(a, m, 0, m)
}

// factor does n columns from the first one on, to which all columns before have been applied.
func (w *Workspace) factor(a []float64, m, first, n int) bool {
	if n <= leaf {
		return factorLeaf(a, m, first, n)
	}
	half := (n/2 + band - 1) / band * band
	if !w.factor(a, m, first, half) {
		return false
	}
	next := first + half
	w.weight = fill(w.weight, -1)
	for j := first; j < next; j += depth {
		k := min(depth, next-j)
		w.pack(columns{a: a, first: j*m + next, stride: m}, m-next, k)
		w.outer(a[next*m+next:], m, m-next, n-half, w.weight[:k])
	}
	return w.factor(a, m, next, n-half)
}

// leaf is how many columns are done one by one.
const leaf = 16

// factorLeaf does at most 16 columns.
func factorLeaf(a []float64, m, first, n int) bool {
	var x [leaf]float64
	for l := first; l < first+n; l++ {
		c := a[l*m+l : (l+1)*m]
		for j := first; j < l; j++ {
			x[j-first] = -a[j*m+l]
		}
		adds(c, columns{a: a, first: first*m + l, stride: m}, x[:l-first])
		if !(c[0] > 0) || math.IsInf(c[0], 1) {
			return false
		}
		c[0] = math.Sqrt(c[0])
		if len(c) > 1 {
			divide(c[0], c[1:])
		}
	}
	return true
}

// CholeskySolve overwrites v with the solution of LLᵀx = v, for the factor that Cholesky left in l. Bands of 8 unknowns at a time are settled,
// forward by the Axpy of each column in order, backward by a Dot with what is settled and then fused multiply-adds within the band.
func CholeskySolve(l []float64, m int, v []float64) {
	if len(l) != m*m || len(v) != m {
		panic("kernel: l is not m x m for v of length m")
	}
	solveLower(l, m, v)
	solveLowerT(l, m, v)
}

func solveLower(a []float64, m int, v []float64) {
	var x [band]float64
	for s := 0; s < m; s += band {
		b := v[s:min(s+band, m)]
		for k := range b {
			c := a[(s+k)*m+s:][:len(b)]
			b[k] /= c[k]
			x[k] = -b[k]
			for i := k + 1; i < len(b); i++ {
				b[i] = math.FMA(x[k], c[i], b[i])
			}
		}
		e := s + len(b)
		if e < m {
			adds(v[e:], columns{a: a, first: s*m + e, stride: m}, x[:len(b)])
		}
	}
}

func solveLowerT(a []float64, m int, v []float64) {
	var t [band]float64
	for s := (m - 1) / band * band; s >= 0 && m > 0; s -= band {
		b := v[s:min(s+band, m)]
		e := s + len(b)
		clear(t[:])
		if e < m {
			dots(t[:len(b)], columns{a: a, first: s*m + e, stride: m}, v[e:])
		}
		for k := len(b) - 1; k >= 0; k-- {
			c := a[(s+k)*m+s:][:len(b)]
			x := b[k] - t[k]
			for i := len(b) - 1; i > k; i-- { // the one just settled last
				x = math.FMA(-c[i], b[i], x)
			}
			b[k] = x / c[k]
		}
	}
}
