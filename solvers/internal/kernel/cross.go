package kernel

import "math"

// CrossSet sets dst_{i + l·ld} to the inner product of column rows_i and column columns_l, for the matrix of m rows whose columns stand one after the
// other in a. It leaves the entries of dst between len(rows) and ld as they are.
//
// The sum has 8 lanes that start at +0: element i is added to lane i mod 8. The upper four are added to the lower ones, and these as (l0 + l1) + (l2 + l3), which
// is another order than that of Dot. A sum of zero is +0.
func CrossSet(dst []float64, ld int, a []float64, m int, rows, columns []int) {
	if len(rows) == 0 || len(columns) == 0 {
		return
	}
	if ld < len(rows) || len(dst) < (len(columns)-1)*ld+len(rows) {
		panic("kernel: dst has no room for the products of rows and columns")
	}
	inside(a, m, rows)
	inside(a, m, columns)
	for ; len(rows) >= 4; rows, dst = rows[4:], dst[4:] {
		dots4Set(dst, ld, a, m, [4]int(rows), columns)
	}
	if len(rows) > 0 {
		crossRest(dst, ld, a, m, rows, columns)
	}
}

// crossRest is CrossSet for fewer than four rows: the last of them stands in for those that are missing.
func crossRest(dst []float64, ld int, a []float64, m int, rows, columns []int) {
	var four [4]int
	for v := range four {
		four[v] = rows[min(v, len(rows)-1)]
	}
	var products [4 * some]float64
	for l := 0; l < len(columns); l += some {
		n := min(some, len(columns)-l)
		dots4Set(products[:4*n], 4, a, m, four, columns[l:l+n])
		for c := range n {
			copy(dst[(l+c)*ld:][:len(rows)], products[4*c:])
		}
	}
}

func dots4SetGo(dst []float64, ld int, a []float64, m int, four [4]int, set []int) {
	for l, j := range set {
		for v, k := range four {
			dst[l*ld+v] = dotEight(a[k*m:][:m], a[j*m:][:m])
		}
	}
}

// dotEight is an inner product of 8 lanes.
func dotEight(x, y []float64) float64 {
	var s [8]float64
	for ; len(x) >= 8 && len(y) >= 8; x, y = x[8:], y[8:] {
		for l := range s {
			s[l] = math.FMA(x[l], y[l], s[l])
		}
	}
	for l, v := range x {
		s[l] = math.FMA(v, y[l], s[l])
	}
	return ((s[0] + s[4]) + (s[1] + s[5])) + ((s[2] + s[6]) + (s[3] + s[7])) + 0
}
