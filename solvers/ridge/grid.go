package ridge

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// faint is the bound on the degrees of freedom at the largest penalty.
const faint = 0.01

// LambdaMax returns 50 |A|_F². Ridge has no penalty at which x = 0; at this one the fit has less than 0.01 degrees of freedom, for
//
//	sum s_i² / (s_i² + 2 lambda) <= |A|_F² / (2 lambda),
//
// and keeps less than a hundredth of b in every direction: all but nothing is fitted. It is +Inf where |A|_F² leaves the range of float64.
func LambdaMax(a *solvers.Columns) float64 {
	norm := kernel.Norm2(a.Data())
	return norm * norm / (2 * faint)
}

// Grid returns count penalties in geometric progression from LambdaMax down to ratio·LambdaMax, 0 < ratio < 1; just LambdaMax for count = 1, and
// nil for less. For m x n entries of variance 1, a ratio of 1e-8 reaches from no fit to all but interpolation.
func Grid(a *solvers.Columns, ratio float64, count int) []float64 {
	if count < 1 {
		return nil
	}
	top, grid := LambdaMax(a), make([]float64, count)
	for i := range grid {
		grid[i] = top * math.Pow(ratio, float64(i)/float64(max(count-1, 1)))
	}
	return grid
}
