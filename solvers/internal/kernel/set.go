package kernel

import "fmt"

// MulTSet sets dst_i = Dot of column set_i of a and x, for the matrix of len(x) rows whose columns stand one after the other in a.
func MulTSet(dst, a []float64, set []int, x []float64) {
	if len(dst) != len(set) {
		panic("kernel: lengths of dst and set differ")
	}
	inside(a, len(x), set)
	dotsSet(dst, a, set, x)
}

// MulT2Set is MulTSet for two vectors in one pass over the columns.
func MulT2Set(dst1, dst2, a []float64, set []int, x1, x2 []float64) {
	if len(dst1) != len(set) || len(dst2) != len(set) {
		panic("kernel: lengths of dst and set differ")
	}
	if len(x1) != len(x2) {
		panic("kernel: lengths of x1 and x2 differ")
	}
	inside(a, len(x1), set)
	dots2Set(dst1, dst2, a, set, x1, x2)
}

// MulAddSet adds alpha A_S x to dst, for the matrix of len(dst) rows whose columns stand one after the other in a: for i in order,
// the Axpy of column set_i with the rounded alpha x_i.
func MulAddSet(dst, a []float64, alpha float64, set []int, x []float64) {
	if len(x) != len(set) {
		panic("kernel: lengths of x and set differ")
	}
	inside(a, len(dst), set)
	if alpha == 1 {
		addsSet(dst, a, set, x)
		return
	}
	addsScaled(dst, a, alpha, set, x)
}

func addsScaled(dst, a []float64, alpha float64, set []int, x []float64) {
	var scaled [some]float64
	for len(set) > 0 {
		n := min(some, len(set))
		for i, v := range x[:n] {
			scaled[i] = alpha * v
		}
		addsSet(dst, a, set[:n], scaled[:n])
		set, x = set[n:], x[n:]
	}
}

// MulAdd2Set adds alpha1 A_S x1 to dst1 and alpha2 A_S x2 to dst2 in one pass over the columns, each as MulAddSet does.
func MulAdd2Set(dst1, dst2, a []float64, alpha1, alpha2 float64, set []int, x1, x2 []float64) {
	if len(x1) != len(set) || len(x2) != len(set) {
		panic("kernel: lengths of x and set differ")
	}
	if len(dst1) != len(dst2) {
		panic("kernel: lengths of dst1 and dst2 differ")
	}
	inside(a, len(dst1), set)
	var scaled1, scaled2 [some]float64
	for len(set) > 0 {
		n := min(some, len(set))
		for i := range n {
			scaled1[i], scaled2[i] = alpha1*x1[i], alpha2*x2[i]
		}
		adds2Set(dst1, dst2, a, set[:n], scaled1[:n], scaled2[:n])
		set, x1, x2 = set[n:], x1[n:], x2[n:]
	}
}

// inside panics unless every member of the set is a column of a, a matrix of m rows.
func inside(a []float64, m int, set []int) {
	if m == 0 {
		return // a column without rows has no place to be outside of
	}
	n := uint(len(a) / m)
	for _, j := range set {
		if uint(j) >= n {
			panic(fmt.Sprintf("kernel: no column %d among %d of %d rows", j, n, m))
		}
	}
}
