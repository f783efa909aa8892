package enumerate

import (
	"math"
	"math/big"
	"slices"

	"touchpoint/solvers"
)

// The twin: every subset of columns in rational arithmetic, one elimination each, nothing shared and nothing rounded.

// basicSolutions returns the distinct basic solutions of A x = b as float64 vectors, nil when there is none.
func basicSolutions(a *solvers.Columns, b []float64) [][]float64 {
	m, n := a.Dims()
	var solutions [][]float64
	for mask := range 1 << n {
		var subset []int
		for j := range n {
			if mask>>j&1 == 1 {
				subset = append(subset, j)
			}
		}
		if len(subset) > m {
			continue
		}
		x := solveExactly(a, b, subset)
		// A solution with a zero is met again, or has been met, at the smaller subset that is its support.
		if x == nil || slices.ContainsFunc(x, func(v *big.Rat) bool { return v.Sign() == 0 }) {
			continue
		}
		values := make([]float64, n)
		for k, j := range subset {
			values[j], _ = x[k].Float64()
		}
		solutions = append(solutions, values)
	}
	return solutions
}

// solveExactly solves A_S x = b by Gauss-Jordan elimination, and returns nil when A_S is not injective or b outside its range.
// The empty subset solves b = 0 with no entries.
func solveExactly(a *solvers.Columns, b []float64, subset []int) []*big.Rat {
	m, _ := a.Dims()
	width := len(subset)
	rows := make([][]*big.Rat, m)
	for i := range rows {
		for _, j := range subset {
			rows[i] = append(rows[i], new(big.Rat).SetFloat64(a.At(i, j)))
		}
		rows[i] = append(rows[i], new(big.Rat).SetFloat64(b[i]))
	}
	for c := range width {
		pivot := c
		for pivot < m && rows[pivot][c].Sign() == 0 {
			pivot++
		}
		if pivot == m {
			return nil
		}
		rows[c], rows[pivot] = rows[pivot], rows[c]
		for i := range rows {
			if i != c && rows[i][c].Sign() != 0 {
				factor := new(big.Rat).Quo(rows[i][c], rows[c][c])
				for k := c; k <= width; k++ {
					rows[i][k].Sub(rows[i][k], new(big.Rat).Mul(factor, rows[c][k]))
				}
			}
		}
	}
	for _, row := range rows[width:] {
		if row[width].Sign() != 0 {
			return nil
		}
	}
	x := make([]*big.Rat, width)
	for c := range x {
		x[c] = new(big.Rat).Quo(rows[c][width], rows[c][c])
	}
	return x
}

// least returns the smallest value of |x|_p^p over the solutions, and the second smallest.
func least(solutions [][]float64, p solvers.Problem) (first, second float64) {
	first, second = math.Inf(1), math.Inf(1)
	for _, x := range solutions {
		v := p.Objective(x)
		first, second = min(first, v), min(second, max(first, v))
	}
	return first, second
}
