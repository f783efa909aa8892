package local

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// Cholesky overwrites the lower triangle of the m x m matrix g, row after row, with L of g = L Lᵀ. It returns the number of positive pivots: m where
// g is positive definite, and otherwise the row in which it is found not to be, which then holds L^-1 times its part left of the diagonal.
func Cholesky(g []float64, m int) int {
	for i := range m {
		row := g[i*m : i*m+i+1]
		for k := range i {
			above := g[k*m : k*m+k+1]
			row[k] = (row[k] - kernel.Dot(row[:k], above[:k])) / above[k]
		}
		pivot := row[i] - kernel.Dot(row[:i], row[:i])
		if !(pivot > 0) {
			return i
		}
		row[i] = math.Sqrt(pivot)
	}
	return m
}

// SolveCholesky overwrites y, of length m, with (L Lᵀ)^-1 y.
func SolveCholesky(l, y []float64) {
	m := len(y)
	for i := range y {
		y[i] = (y[i] - kernel.Dot(l[i*m:i*m+i], y[:i])) / l[i*m+i]
	}
	for i := m - 1; i >= 0; i-- {
		y[i] /= l[i*m+i]
		kernel.Axpy(-y[i], l[i*m:i*m+i], y[:i])
	}
}
