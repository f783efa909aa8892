package catalog

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"touchpoint/experiments"
	"touchpoint/solvers"
	"touchpoint/solvers/certify"
)

// proved has a problem solved and returns the point where the referee proves it optimal; anything less is an error.
func proved(ctx context.Context, t *experiments.Trial, solver string, p solvers.Problem) ([]float64, certify.Certificate, error) {
	sol, err := t.Solve(ctx, solver, p)
	if err != nil {
		return nil, certify.Certificate{}, err
	}
	c := t.Certify(ctx, p, sol)
	if c.Kind != certify.Optimal {
		return nil, c, fmt.Errorf("%s: not proved optimal for p = %v, lambda = %.3g: relative gap %.3g (%v)", solver, p.P, p.Lambda, c.Gap, sol.Status)
	}
	return sol.X, c, nil
}

// counting is (|x|_1/|x|_2)^2, the number of entries that count: 1 on an axis, n where all are equal.
func counting(x []float64) float64 {
	ratio := solvers.Norm(x, 1) / solvers.Norm(x, 2)
	return ratio * ratio
}

// nonZeros counts the entries above 1e-9 of the largest.
func nonZeros(x []float64) int { return len(certify.AppendSupport(nil, x)) }

// missedShare is |A x - b|_2/|b|_2.
func missedShare(a *solvers.Columns, b, x []float64) float64 {
	r := make([]float64, len(b))
	a.Mul(r, x)
	for i := range r {
		r[i] -= b[i]
	}
	return solvers.Norm(r, 2) / solvers.Norm(b, 2)
}

// leastSquares is the point on the support, of independent columns, with the least |A x - b|_2.
func leastSquares(a *solvers.Columns, b []float64, support []int) ([]float64, error) {
	m, n := a.Dims()
	x := make([]float64, n)
	if len(support) == 0 {
		return x, nil
	}
	columns := mat.NewDense(m, len(support), nil)
	for i, j := range support {
		columns.SetCol(i, a.Col(j))
	}
	var fit mat.VecDense
	if err := fit.SolveVec(columns, mat.NewVecDense(m, slices.Clone(b))); err != nil {
		return nil, fmt.Errorf("catalog: least squares on %d columns: %w", len(support), err)
	}
	for i, j := range support {
		x[j] = fit.AtVec(i)
	}
	return x, nil
}

// randomDirection sets x to a uniform point of the Euclidean sphere.
func randomDirection(rng *rand.Rand, x []float64) {
	for j := range x {
		x[j] = rng.NormFloat64()
	}
	size := solvers.Norm(x, 2)
	for j := range x {
		x[j] /= size
	}
}

// bases is C(n, m), as far as float64 goes.
func bases(n, m int) float64 {
	count := 1.0
	for i := range min(m, n-m) {
		count *= float64(n-i) / float64(i+1)
	}
	return math.Round(count)
}

func oneIf(condition bool) float64 {
	if condition {
		return 1
	}
	return 0
}
