package learn

import (
	"context"
	"errors"
	"fmt"

	"touchpoint/solvers"
	"touchpoint/solvers/greedy"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/minnorm"

	"gonum.org/v1/gonum/mat"
)

func plain() []kind {
	return []kind{
		{
			name: "null", about: "learns nothing: every weight is 0",
			make: func(options) method {
				return unpenalised(func(_ context.Context, s Sample, _ Insight) ([]float64, error) {
					_, n := s.A.Dims()
					return make([]float64, n), nil
				})
			},
		},
		{
			name: "least", about: "least squares, and of all that fit equally well the weights of least Euclidean norm, as gradient descent from 0 finds them",
			reference: "T. Hastie, A. Montanari, S. Rosset and R. Tibshirani, Surprises in high-dimensional ridgeless least squares interpolation, 2022",
			make: func(options) method {
				return unpenalised(func(ctx context.Context, s Sample, _ Insight) ([]float64, error) { return least(ctx, s) })
			},
		},
		{
			name: "sparse", about: "least squares, and of all that fit equally well the weights of least L1 norm: basis pursuit",
			reference: "S. Chen, D. Donoho and M. Saunders, Atomic decomposition by basis pursuit, 1998",
			make: func(options) method {
				return unpenalised(func(ctx context.Context, s Sample, _ Insight) ([]float64, error) { return pursuit(ctx, s) })
			},
		},
		{
			name: "subset", about: "least squares on the features that matter, which it is told",
			reference: "D. Donoho and I. Johnstone, Ideal spatial adaptation by wavelet shrinkage, 1994 (the ideal of an oracle)",
			make: func(options) method {
				return unpenalised(func(ctx context.Context, s Sample, in Insight) ([]float64, error) {
					if in.Truth == nil {
						return nil, fmt.Errorf("%w: it needs the truth", solvers.ErrProblem)
					}
					return leastOn(ctx, s, support(in.Truth))
				})
			},
		},
	}
}

// least returns the least-squares fit of least norm: by a QR factorisation where the sample has full rank, else by singular values.
func least(ctx context.Context, s Sample) ([]float64, error) {
	m, n := s.A.Dims()
	if m > n {
		return leastOn(ctx, s, every(n))
	}
	solution, err := solvers.Solve(ctx, new(minnorm.Solver), solvers.Problem{A: s.A, B: s.B, P: 2})
	if errors.Is(err, solvers.ErrInfeasible) {
		return deficient(s)
	}
	return solution.X, err
}

// leastOn is least on a set of columns, and zero off it.
func leastOn(ctx context.Context, s Sample, set []int) ([]float64, error) {
	m, n := s.A.Dims()
	if len(set) <= m {
		x, err := greedy.Refit(s.A, s.B, set)
		if !errors.Is(err, solvers.ErrProblem) {
			return x, err
		}
		part, err := deficient(Sample{columns(s.A, set), s.B}) // the columns depend on each other
		if err != nil {
			return nil, err
		}
		return spread(n, set, part), nil
	}
	return on(ctx, s, set, least)
}

// negligible is the share of the largest singular value below which one counts as zero, per column or row.
const negligible = 1e-14

// deficient is least by singular values.
func deficient(s Sample) ([]float64, error) {
	m, n := s.A.Dims()
	x := make([]float64, n)
	var svd mat.SVD
	if !svd.Factorize(mat.NewDense(n, m, s.A.Data()), mat.SVDThin) { // the columns are the rows of A'
		return nil, fmt.Errorf("%w: the singular values of the sample were not found", solvers.ErrSolver)
	}
	values := svd.Values(nil)
	var v, u mat.Dense // of A = U S V'
	svd.UTo(&v)
	svd.VTo(&u)
	labels := mat.NewVecDense(m, s.B)
	for i, value := range values {
		if value <= negligible*float64(max(m, n))*values[0] {
			break
		}
		coordinate := mat.Dot(u.ColView(i), labels) / value
		for j := range x {
			x[j] += coordinate * v.At(j, i)
		}
	}
	return x, nil
}

// pursuit returns the least-squares fit of least |x|_1: where b itself is out of reach, it is replaced by the nearest labels that are not.
func pursuit(ctx context.Context, s Sample) ([]float64, error) {
	m, n := s.A.Dims()
	if m <= n {
		solution, err := solvers.Solve(ctx, new(homotopy.Solver), solvers.Problem{A: s.A, B: s.B, P: 1})
		if !errors.Is(err, solvers.ErrInfeasible) {
			return solution.X, err
		}
	}
	x, err := least(ctx, s)
	if err != nil {
		return nil, err
	}
	solution, err := solvers.Solve(ctx, new(homotopy.Solver), solvers.Problem{A: s.A, B: Predict(s.A, x), P: 1})
	return solution.X, err
}
