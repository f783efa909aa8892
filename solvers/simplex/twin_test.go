package simplex

import (
	"math"
	"math/bits"

	"touchpoint/solvers"
)

// leastBasis returns min sum_j |x_j| / factor(j) subject to Ax = b by solving for every set of at most m independent columns, and +Inf for an
// inconsistent system. Some minimiser is supported on independent columns, whatever the rank of A.
func leastBasis(p solvers.Problem, factor func(int) float64) float64 {
	m, n := p.A.Dims()
	best := math.Inf(1)
	for set := uint(1); set < 1<<n; set++ {
		if bits.OnesCount(set) <= m {
			if x, ok := eliminate(p, set); ok {
				sum := 0.0
				for j, rest := 0, set; rest != 0; j, rest = j+1, rest>>1 {
					if rest&1 == 1 {
						sum += math.Abs(x[0]) / factor(j)
						x = x[1:]
					}
				}
				best = min(best, sum)
			}
		}
	}
	return best
}

// eliminate solves for the columns in set by Gauss-Jordan elimination with row pivoting; false where they are dependent or do not
// reach b.
func eliminate(p solvers.Problem, set uint) (x []float64, ok bool) {
	m, n := p.A.Dims()
	var rows [][]float64
	for i := range m {
		var row []float64
		for j := range n {
			if set>>j&1 == 1 {
				row = append(row, p.A.At(i, j))
			}
		}
		rows = append(rows, append(row, p.B[i]))
	}
	k := bits.OnesCount(set)
	for c := range k {
		r := c
		for i := c; i < m; i++ {
			if math.Abs(rows[i][c]) > math.Abs(rows[r][c]) {
				r = i
			}
		}
		if math.Abs(rows[r][c]) < 1e-9 {
			return nil, false
		}
		rows[c], rows[r] = rows[r], rows[c]
		for i := range m {
			if f := rows[i][c] / rows[c][c]; i != c && f != 0 {
				for l := c; l <= k; l++ {
					rows[i][l] -= f * rows[c][l]
				}
			}
		}
	}
	for i := range m {
		if i < k {
			x = append(x, rows[i][k]/rows[i][i])
		} else if math.Abs(rows[i][k]) > 1e-9 {
			return nil, false
		}
	}
	return x, true
}
