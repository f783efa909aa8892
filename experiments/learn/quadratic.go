package learn

import (
	"context"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/ridge"
)

func quadratic() []kind {
	return []kind{
		{
			name: "ridge", about: "penalises the squares of the weights",
			reference: "A. Hoerl and R. Kennard, Ridge regression: biased estimation for nonorthogonal problems, 1970",
			options:   []string{"penalty", "lambda", "folds"},
			make:      func(o options) method { return ridges().method(o.penalty, o.folds) },
		},
		{
			name: "dropout", about: "drops inputs at random and makes the squared error least on average over all ways to do so",
			reference: "S. Wager, S. Wang and P. Liang, Dropout training as adaptive regularization, 2013; N. Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting, 2014",
			options:   []string{"keep", "folds"},
			make:      func(o options) method { return dropouts().method(o.keep, o.folds) },
		},
	}
}

// Quadratic penalties reach from all but nothing to all but everything fitted, in units of the squared length of a column: a factor of 1.33 a step.
const (
	heaviest = 1e4
	lightest = 1e-4
	weights  = 65
)

// ridges is 1/2 |A x - b|^2 + lambda |x|_2^2.
func ridges() family {
	unit := func(s Sample) float64 {
		_, n := s.A.Dims()
		sum := 0.0
		for _, v := range s.A.Data() {
			sum += v * v
		}
		return sum / float64(2*n)
	}
	return family{
		grid: func(s Sample) []float64 {
			u := unit(s)
			return geometric(heaviest*u, lightest*u, weights)
		},
		points: func(ctx context.Context, s Sample, lambdas []float64) ([][]float64, error) {
			return ridge.Path(ctx, s.A, s.B, lambdas)
		},
		strength: func(s Sample, number float64) float64 { return number * unit(s) },
		total:    true,
	}
}

// dropouts is the expectation of 1/2 |A' x - b|^2 over A' whose entries are 0 with probability 1 - keep and divided by keep otherwise, with strength
// q = (1 - keep)/keep,
//
//	1/2 |A x - b|^2 + q/2 sum_j |A_j|^2 x_j^2,
//
// which is ridge on columns of length 1. A feature that is always zero keeps the weight 0.
func dropouts() family {
	return family{
		grid: func(Sample) []float64 { return geometric(heaviest, lightest, weights) },
		points: func(ctx context.Context, s Sample, qs []float64) ([][]float64, error) {
			m, n := s.A.Dims()
			scaled, lengths := solvers.NewColumns(m, n, nil), make([]float64, n)
			for j := range n {
				lengths[j] = solvers.Norm(s.A.Col(j), 2)
				for i, v := range s.A.Col(j) {
					if v != 0 {
						scaled.Col(j)[i] = v / lengths[j]
					}
				}
			}
			halves := make([]float64, len(qs))
			for i, q := range qs {
				halves[i] = q / 2
			}
			points, err := ridge.Path(ctx, scaled, s.B, halves)
			for _, x := range points {
				for j, length := range lengths {
					if length > 0 {
						x[j] /= length
					}
				}
			}
			return points, err
		},
		strength: func(_ Sample, keep float64) float64 { return (1 - keep) / keep },
	}
}

// Keep is the probability with which dropout of penalty q keeps an input, 1/(1 + q).
func Keep(q float64) float64 { return 1 / (1 + math.Max(q, 0)) }
