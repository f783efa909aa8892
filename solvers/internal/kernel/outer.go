package kernel

import "math"

// Workspace is where AddOuter, Gram and Cholesky pack their operands. The zero value is ready; it grows to 128 (m + 8) entries for matrices of
// order m and is then reused. Symmetric matrices are m x m, column after column, of which the lower triangle counts: the entries
// above the diagonal are neither read nor meaningful afterwards. (Row after row it is the upper triangle, as gonum's SymDense has it.)
type Workspace struct {
	packed []float64 // strips of 8 rows; 64 bytes a column
	scaled []float64 // one strip times the weights
	weight []float64
}

// depth is how many columns are packed at once.
const depth = 128

// AddOuter adds sum_j d_j a_j a_jᵀ to the symmetric dst of order m, for the columns a_j of m entries that stand one after the other in a. For
// j in order, entry (i, l), i >= l, becomes the rounded (d_j a_lj) a_ij + dst_il, where the product in parentheses is rounded first.
func (w *Workspace) AddOuter(dst []float64, m int, a, d []float64) {
	if len(dst) != m*m || len(a) != m*len(d) {
		panic("kernel: shapes of dst and a are not m x m and m x len(d)")
	}
	for len(d) > 0 && m > 0 {
		k := min(depth, len(d))
		w.pack(columns{a: a, stride: m}, m, k)
		w.outer(dst, m, m, m, d[:k])
		a, d = a[k*m:], d[k:]
	}
}

// Gram sets the lower triangle of the symmetric dst of order len(set) to A_SᵀA_S, for the matrix of m rows whose columns stand one
// after the other in a. Products are added row after row by fused multiply-adds, which is another order than that of Dot.
func (w *Workspace) Gram(dst, a []float64, m int, set []int) {
	n := len(set)
	if len(dst) != n*n {
		panic("kernel: dst is not square of the order of set")
	}
	inside(a, m, set)
	clear(dst)
	w.weight = fill(w.weight, 1)
	for first := 0; first < m; first += depth {
		k := min(depth, m-first)
		w.packT(a[first:], m, set, k)
		w.outer(dst, n, n, n, w.weight[:k])
	}
}

// fill returns depth entries of the same value.
func fill(x []float64, value float64) []float64 {
	x = Resize(x, depth)
	for i := range x {
		x[i] = value
	}
	return x
}

// pack lays out the first k columns, of m rows each, in strips.
func (w *Workspace) pack(c columns, m, k int) {
	strips := (m + 7) / 8
	w.packed = Resize(w.packed, 8*strips*k)
	p := w.packed
	for i := 0; i+8 <= m; i += 8 {
		from := c.a[c.first+i:]
		for j := range k {
			*(*[8]float64)(p[8*j:]) = [8]float64(from[j*c.stride:])
		}
		p = p[8*k:]
	}
	if rest := m % 8; rest > 0 {
		clear(p)
		from := c.a[c.first+m-rest:]
		for j := range k {
			copy(p[8*j:], from[j*c.stride:][:rest])
		}
	}
}

// packT lays out the first k rows of the columns in set, as the columns of a matrix of len(set) rows, in strips.
func (w *Workspace) packT(a []float64, m int, set []int, k int) {
	strips := (len(set) + 7) / 8
	w.packed = Resize(w.packed, 8*strips*k)
	p := w.packed
	for len(set) >= 8 {
		var c [8][]float64
		for l := range c {
			c[l] = a[set[l]*m:][:k]
		}
		for i := range k {
			*(*[8]float64)(p[8*i:]) = [8]float64{c[0][i], c[1][i], c[2][i], c[3][i], c[4][i], c[5][i], c[6][i], c[7][i]}
		}
		p, set = p[8*k:], set[8:]
	}
	clear(p)
	for l, j := range set {
		for i, v := range a[j*m:][:k] {
			p[8*i+l] = v
		}
	}
}

// outer adds the weighted outer products of the packed columns to the first n columns of the lower triangle of order m in dst, whose
// columns are ld apart.
func (w *Workspace) outer(dst []float64, ld, m, n int, d []float64) {
	k := len(d)
	w.scaled = Resize(w.scaled, 8*depth)
	for l := 0; l < n; l += 8 {
		outer(dst[l*ld+l:], ld, w.packed[l*k:], w.scaled[:8*k], d, m-l, min(8, n-l))
	}
}

// outerGo adds to dst_il, for the first columns l of rows packed rows, the products of row i with the entries of row l in q.
func outerGo(dst []float64, ld int, p, q, d []float64, rows, columns int) {
	k := len(d)
	for j, v := range d {
		for l := range 8 {
			q[8*j+l] = v * p[8*j+l]
		}
	}
	for i := 0; i < rows; i += 8 {
		n := min(8, rows-i)
		for l := range columns {
			var t [8]float64
			to := dst[l*ld+i:][:n]
			copy(t[:], to)
			strip(&t, p[8*k*(i/8):], q[l:], k)
			copy(to, t[:])
		}
	}
}

// strip adds the k columns of a strip times every eighth entry of q.
func strip(t *[8]float64, p, q []float64, k int) {
	s0, s1, s2, s3, s4, s5, s6, s7 := t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7]
	for j := range k {
		c, v := (*[8]float64)(p[8*j:]), q[8*j]
		s0, s1, s2, s3 = math.FMA(v, c[0], s0), math.FMA(v, c[1], s1), math.FMA(v, c[2], s2), math.FMA(v, c[3], s3)
		s4, s5, s6, s7 = math.FMA(v, c[4], s4), math.FMA(v, c[5], s5), math.FMA(v, c[6], s6), math.FMA(v, c[7], s7)
	}
	*t = [8]float64{s0, s1, s2, s3, s4, s5, s6, s7}
}
