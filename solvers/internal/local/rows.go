package local

import (
	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Rows returns the m·n entries of A, row after row, in the storage of dst where that is large enough.
func Rows(dst []float64, a *solvers.Columns) []float64 {
	m, n := a.Dims()
	dst = kernel.Resize(dst, m*n)
	for j := range n {
		for i, v := range a.Col(j) {
			dst[i*n+j] = v
		}
	}
	return dst
}
