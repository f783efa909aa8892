package greedy

import (
	"fmt"
	"slices"

	"touchpoint/solvers"
)

// Refit returns the least-squares point on a support, argmin |A x - b|_2 over the x that are zero off it, of length n. An empty support has
// x = 0. Errors wrap [solvers.ErrProblem]: a column that does not exist or is named twice, columns that are linearly dependent and so leave
// x open, and what is wrong with any problem; or [solvers.ErrSolver], where x leaves the range of float64.
func Refit(a *solvers.Columns, b []float64, support []int) ([]float64, error) {
	if err := (solvers.Problem{A: a, B: b}).Validate(); err != nil {
		return nil, err
	}
	m, n := a.Dims()
	part, places := solvers.NewColumns(m, len(support), nil), make([]int, len(support))
	for k, j := range support {
		if j < 0 || j >= n {
			return nil, fmt.Errorf("greedy: %w: the support names column %d; A has columns 0 to %d", solvers.ErrProblem, j, n-1)
		}
		if slices.Contains(support[:k], j) {
			return nil, fmt.Errorf("greedy: %w: the support names column %d twice", solvers.ErrProblem, j)
		}
		copy(part.Col(k), a.Col(j))
		places[k] = k
	}
	var (
		system system
		g      growth
	)
	system.load(solvers.Problem{A: part, B: b})
	g.take(&system, places)
	x, z := make([]float64, n), system.point(g.z)
	for k, j := range support {
		if !slices.Contains(g.factor.Set(), k) {
			return nil, fmt.Errorf("greedy: %w: column %d lies in the span of those named before it; take it out of the support", solvers.ErrProblem, j)
		}
		x[j] = z[k]
	}
	if err := finite(x); err != nil {
		return nil, err
	}
	return x, nil
}
