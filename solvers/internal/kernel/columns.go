package kernel

// columns are vectors in one slice: column j starts at first + j·stride + step·j(j-1)/2. Step 0 is a dense matrix, step 1 a packed
// triangle, walked through backward when the stride is negative.
type columns struct {
	a                   []float64
	first, stride, step int
}

// column returns the m entries of column j.
func (c columns) column(j, m int) []float64 {
	return c.a[c.from(j).first:][:m]
}

// from returns the columns from the j-th on.
func (c columns) from(j int) columns {
	return columns{c.a, c.first + j*c.stride + c.step*(j*(j-1)/2), c.stride + j*c.step, c.step}
}

// near is how many columns of m rows a pass with two vectors reads at once, where they are read twice: those that stay in the
// nearest cache.
func near(m int) int { return max(1, 2048/max(1, m)) }

// The passes with two vectors, made of two passes over columns that are near.

func twiceDots(dst1, dst2 []float64, c columns, x1, x2 []float64) {
	for n := near(len(x1)); len(dst1) > 0; {
		n = min(n, len(dst1))
		dots(dst1[:n], c, x1)
		dots(dst2[:n], c, x2)
		dst1, dst2, c = dst1[n:], dst2[n:], c.from(n)
	}
}

func twiceDotsSet(dst1, dst2, a []float64, set []int, x1, x2 []float64) {
	for n := near(len(x1)); len(set) > 0; {
		n = min(n, len(set))
		dotsSet(dst1[:n], a, set[:n], x1)
		dotsSet(dst2[:n], a, set[:n], x2)
		dst1, dst2, set = dst1[n:], dst2[n:], set[n:]
	}
}

func twiceAdds(dst1, dst2 []float64, c columns, x1, x2 []float64) {
	for n := near(len(dst1)); len(x1) > 0; {
		n = min(n, len(x1))
		adds(dst1, c, x1[:n])
		adds(dst2, c, x2[:n])
		x1, x2, c = x1[n:], x2[n:], c.from(n)
	}
}

func twiceAddsSet(dst1, dst2, a []float64, set []int, x1, x2 []float64) {
	for n := near(len(dst1)); len(set) > 0; {
		n = min(n, len(set))
		addsSet(dst1, a, set[:n], x1[:n])
		addsSet(dst2, a, set[:n], x2[:n])
		set, x1, x2 = set[n:], x1[n:], x2[n:]
	}
}
