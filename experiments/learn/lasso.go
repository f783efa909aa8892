package learn

import (
	"context"
	"fmt"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/lasso"
)

func sparsifying() []kind {
	known := []string{"penalty", "lambda", "size", "refit", "folds"}
	return []kind{
		{
			name: "lasso", about: "penalises the sum of the magnitudes of the weights",
			reference: "R. Tibshirani, Regression shrinkage and selection via the lasso, 1996; N. Meinshausen, Relaxed Lasso, 2007 (refit)",
			options:   known,
			make:      func(o options) method { return lassos().choose(o) },
		},
		{
			name: "half", about: "penalises the sum of the square roots of the magnitudes, by cyclic descent from 0 along falling penalties: a local minimum",
			reference: "Z. Xu, X. Chang, F. Xu and H. Zhang, L1/2 regularization: a thresholding representation theory and a fast solver, 2012; G. Marjanovic and V. Solo, lq sparsity penalized linear regression with cyclic descent, 2014",
			options:   known,
			make:      func(o options) method { return halves().choose(o) },
		},
		{
			name: "stagewise", about: "adds a little weight to the feature that correlates most with what is left to explain, and stops early",
			reference: "T. Hastie, J. Taylor, R. Tibshirani and G. Walther, Forward stagewise regression and the monotone lasso, 2007",
			options:   slices.Concat(known, []string{"step"}),
			make:      func(o options) method { return stages(o.step).choose(o) },
		},
	}
}

// choose takes the penalty or the size that the options ask for.
func (f family) choose(o options) method {
	if o.refit {
		f = f.refitted()
	}
	if o.size.how != unset {
		return f.atMost(o.size)
	}
	return f.method(o.penalty, o.folds)
}

// refitted is the family with least squares on the support of every point.
func (f family) refitted() family {
	shrunk, last := f.points, f.last
	f.last = func(ctx context.Context, s Sample, size int) ([]float64, error) {
		x, err := last(ctx, s, size)
		if err != nil {
			return nil, err
		}
		return leastOn(ctx, s, support(x))
	}
	f.points = func(ctx context.Context, s Sample, strengths []float64) ([][]float64, error) {
		points, err := shrunk(ctx, s, strengths)
		if err != nil {
			return nil, err
		}
		var set, last []int
		var x []float64
		for i, point := range points {
			set = support(point)
			if i == 0 || !slices.Equal(set, last) {
				if x, err = leastOn(ctx, s, set); err != nil {
					return nil, err
				}
			}
			points[i], last = x, set
		}
		return points, nil
	}
	return f
}

// The penalties of the Lasso end at a share of the one at which x = 0, as in glmnet.
const (
	wide   = 1e-2 // with fewer samples than features
	tall   = 1e-3
	levels = 61
)

// lassos is 1/2 |A x - b|^2 + lambda |x|_1.
func lassos() family {
	f := descending(lassoPoints, loudest, levels)
	f.last = lassoLast
	return f
}

// loudest is |A'b|_inf.
func loudest(s Sample) float64 { return lasso.LambdaMax(s.A, s.B) }

// descending is a family whose penalties fall from one at which nothing is taken up.
func descending(points func(context.Context, Sample, []float64) ([][]float64, error), top func(Sample) float64, count int) family {
	f := family{
		grid: func(s Sample) []float64 {
			last := tall
			if m, n := s.A.Dims(); m < n {
				last = wide
			}
			t := top(s)
			return geometric(t, last*t, count)
		},
		points:   points,
		strength: func(s Sample, share float64) float64 { return share * top(s) },
		total:    true,
	}
	f.last = f.lastOnGrid
	return f
}

// lassoPoints reads the points off the exact path, which is straight between its breakpoints.
func lassoPoints(ctx context.Context, s Sample, lambdas []float64) ([][]float64, error) {
	_, n := s.A.Dims()
	points := make([][]float64, 0, len(lambdas))
	before := homotopy.Breakpoint{X: make([]float64, n)}
	p := solvers.Problem{A: s.A, B: s.B, P: 1, Lambda: lambdas[len(lambdas)-1]}
	for at, err := range new(homotopy.Solver).Path(ctx, p) {
		if err != nil {
			return nil, err
		}
		for len(points) < len(lambdas) && lambdas[len(points)] >= at.Lambda {
			points = append(points, between(before, at, lambdas[len(points)]))
		}
		before = at
	}
	if len(points) < len(lambdas) {
		return nil, fmt.Errorf("%w: the path ended at lambda = %v, above %v", solvers.ErrSolver, before.Lambda, lambdas[len(points)])
	}
	return points, nil
}

// lassoLast is the breakpoint of the path at which one more column than size is about to join.
func lassoLast(ctx context.Context, s Sample, size int) ([]float64, error) {
	_, n := s.A.Dims()
	x := make([]float64, n)
	for at, err := range new(homotopy.Solver).Path(ctx, solvers.Problem{A: s.A, B: s.B, P: 1, Lambda: tall * loudest(s)}) {
		if err != nil {
			return nil, err
		}
		if len(support(at.X)) > size {
			break
		}
		x = at.X
	}
	return x, nil
}

// between is the point of the path at lambda, between two breakpoints or above the first.
func between(before, after homotopy.Breakpoint, lambda float64) []float64 {
	x := slices.Clone(after.X)
	if share := (lambda - after.Lambda) / (before.Lambda - after.Lambda); before.Lambda > 0 && share > 0 {
		for j := range x {
			x[j] += share * (before.X[j] - x[j])
		}
	}
	return x
}
