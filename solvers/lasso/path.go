package lasso

import (
	"context"
	"fmt"
	"iter"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Path yields the solutions for the given penalties, which must decrease, each started at the one before. The Lambda of p is not used. It
// works on a workspace of its own, so that the body of the loop may use s. After an error, which is that of
// [Solver.SolveFrom] or says that the penalties do not decrease, it ends.
func (s *Solver) Path(ctx context.Context, p solvers.Problem, lambdas []float64) iter.Seq2[solvers.Solution, error] {
	return func(yield func(solvers.Solution, error) bool) {
		walker := Solver{Tolerance: s.Tolerance, MaxEpochs: s.MaxEpochs}
		var x []float64
		last := math.Inf(1)
		for i, lambda := range lambdas {
			p.Lambda = lambda
			sol, err := walker.along(ctx, p, x, i == 0, last)
			if !yield(sol, err) || err != nil {
				return
			}
			x, last = sol.X, lambda
		}
	}
}

// Points returns the points of [Solver.Path] for A, b and p = 1: what cross-validation asks for. A point at which MaxEpochs came first is an
// error that wraps [solvers.ErrSolver].
func (s *Solver) Points(ctx context.Context, a *solvers.Columns, b []float64, lambdas []float64) ([][]float64, error) {
	points := make([][]float64, 0, len(lambdas))
	for sol, err := range s.Path(ctx, solvers.Problem{A: a, B: b, P: 1}, lambdas) {
		if err != nil {
			return nil, err
		}
		if sol.Status == solvers.Limit {
			lambda := lambdas[len(points)]
			return nil, fmt.Errorf("lasso: %w: lambda = %v: not done after %d epochs; raise MaxEpochs", solvers.ErrSolver, lambda, sol.Iterations)
		}
		points = append(points, sol.X)
	}
	return points, nil
}

// along is one step of a path: the matrix is checked and scaled once, at the first.
func (s *Solver) along(ctx context.Context, p solvers.Problem, x []float64, first bool, last float64) (solvers.Solution, error) {
	if !(p.Lambda > 0 && p.Lambda < last) {
		return solvers.Solution{}, fmt.Errorf("lasso: %w: lambda = %v after %v; a path needs them positive and decreasing", solvers.ErrProblem, p.Lambda, last)
	}
	if first {
		if err := s.admit(p); err != nil {
			return solvers.Solution{}, err
		}
		s.work.take(p.A)
	}
	return s.run(ctx, p, x)
}

// LambdaMax returns |Aᵀb|_inf, for A of shape m x n and b of length m: the least penalty at which x = 0 is optimal.
func LambdaMax(a *solvers.Columns, b []float64) float64 {
	m, n := a.Dims()
	scaled, column := make([]float64, m), make([]float64, m)
	unit := rescale(scaled, b)
	largest := 0.0
	for j := range n {
		e := rescale(column, a.Col(j))
		largest = max(largest, math.Ldexp(math.Abs(kernel.Dot(column, scaled)), e+unit))
	}
	return largest
}

// Grid returns count penalties in geometric progression from lambdaMax down to ratio·lambdaMax, 0 < ratio < 1; just lambdaMax for count = 1,
// and nil for less.
func Grid(lambdaMax, ratio float64, count int) []float64 {
	if count < 1 {
		return nil
	}
	grid := make([]float64, count)
	for i := range grid {
		grid[i] = lambdaMax * math.Pow(ratio, float64(i)/float64(max(count-1, 1)))
	}
	return grid
}
