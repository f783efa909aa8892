package homotopy

import (
	"context"
	"fmt"
	"iter"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Along yields the exact Lasso solutions for the given penalties, which must be positive and decrease: the walk that [Solver.Solve] makes to the last of
// them, seen on its way. The Lambda of p is not used. Iterations counts the changes of the support so far. It is a door of its own and checks the problem; after
// an error, which wraps one of those of [solvers.Solve], it ends. A walk has its own workspace: the solver may be used for other problems while
// it is under way.
func (s *Solver) Along(ctx context.Context, p solvers.Problem, lambdas []float64) iter.Seq2[solvers.Solution, error] {
	return func(yield func(solvers.Solution, error) bool) {
		w, last := new(path), math.Inf(1)
		for i, lambda := range lambdas {
			p.Lambda = lambda
			if !(lambda > 0 && lambda < last) {
				yield(solvers.Solution{}, fmt.Errorf("homotopy: %w: lambda = %v after %v; a path needs them positive and decreasing", solvers.ErrProblem, lambda, last))
				return
			}
			sol, err := s.to(ctx, w, p, i == 0)
			if !yield(sol, err) || err != nil {
				return
			}
			last = lambda
		}
	}
}

// to walks on to the lambda of p.
func (s *Solver) to(ctx context.Context, w *path, p solvers.Problem, first bool) (solvers.Solution, error) {
	if first {
		if err := s.admit(ctx, p); err != nil {
			return solvers.Solution{}, err
		}
		m, n := p.A.Dims()
		w.most = s.limit(m, n)
		w.start(p)
		w.begin(s.Whole)
		if len(w.watched) < n {
			w.measured()
		}
	}
	if kernel.NormInf(p.B) == 0 {
		m, n := p.A.Dims()
		return solvers.Solution{X: make([]float64, n), Dual: make([]float64, m), Status: solvers.Converged}, nil
	}
	w.target = p.Lambda / w.scale
	if err := s.advance(ctx, w); err != nil {
		return solvers.Solution{}, tooLong(err, w.steps)
	}
	return w.finish()
}

// Points returns the points of [Solver.Along] for A, b and p = 1: what cross-validation asks for.
func (s *Solver) Points(ctx context.Context, a *solvers.Columns, b []float64, lambdas []float64) ([][]float64, error) {
	points := make([][]float64, 0, len(lambdas))
	for sol, err := range s.Along(ctx, solvers.Problem{A: a, B: b, P: 1}, lambdas) {
		if err != nil {
			return nil, err
		}
		points = append(points, sol.X)
	}
	return points, nil
}
