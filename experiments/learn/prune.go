package learn

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// pruned is the share of the weights that goes at a time.
const pruned = 0.2

// dense fits the columns of a sample, with a penalty that was chosen on all of them.
type dense func(ctx context.Context, s Sample) ([]float64, error)

// prune fits all columns by cross-validation, once, and then removes weights in the way that the options say.
func prune(o options) method {
	return func(ctx context.Context, s Sample, in Insight, seed uint64) ([]float64, float64, error) {
		fit, err := start(ctx, s, o, seed)
		if err != nil {
			return nil, 0, err
		}
		way := map[string]func(dense) bySize{"": refit, "refit": refit, "once": once, "iterate": iterate}[o.way]
		return sizes(way(fit)).sized(o)(ctx, s, in, seed)
	}
}

// start chooses the penalty of the dense fit.
func start(ctx context.Context, s Sample, o options, seed uint64) (dense, error) {
	f := ridges()
	switch o.from {
	case "least":
		return least, nil
	case "dropout":
		f = dropouts()
	}
	_, strength, err := f.method(choice{how: validated}, o.folds)(ctx, s, Insight{}, seed)
	if err != nil {
		return nil, err
	}
	m, _ := s.A.Dims()
	return func(ctx context.Context, s Sample) ([]float64, error) {
		part := strength
		if rows, _ := s.A.Dims(); f.total {
			part *= float64(rows) / float64(m)
		}
		points, err := f.points(ctx, s, []float64{part})
		if err != nil {
			return nil, err
		}
		return points[0], nil
	}, nil
}

// once keeps the largest weights as they are.
func once(fit dense) bySize {
	return func(ctx context.Context, s Sample, sizes []int) ([][]float64, error) {
		x, err := fit(ctx, s)
		if err != nil {
			return nil, err
		}
		points := make([][]float64, len(sizes))
		for i, size := range sizes {
			points[i] = make([]float64, len(x))
			for _, j := range largest(x, size) {
				points[i][j] = x[j]
			}
		}
		return points, nil
	}
}

// refit fits the columns of the largest weights by least squares.
func refit(fit dense) bySize {
	return func(ctx context.Context, s Sample, sizes []int) ([][]float64, error) {
		x, err := fit(ctx, s)
		if err != nil {
			return nil, err
		}
		points := make([][]float64, len(sizes))
		for i, size := range sizes {
			if points[i], err = leastOn(ctx, s, largest(x, size)); err != nil {
				return nil, err
			}
		}
		return points, nil
	}
}

// iterate removes a share of the weights, fits the others again as it did all, and so on; the sizes are passed on the way down, the largest first.
func iterate(fit dense) bySize {
	return func(ctx context.Context, s Sample, sizes []int) ([][]float64, error) {
		x, err := fit(ctx, s)
		if err != nil {
			return nil, err
		}
		points := make([][]float64, len(sizes))
		for i, size := range slices.Backward(sizes) {
			left := len(support(x))
			for left > size {
				left = max(size, left-int(math.Ceil(pruned*float64(left))))
				set := largest(x, left)
				if x, err = on(ctx, s, set, fit); err != nil {
					return nil, err
				}
			}
			if points[i], err = leastOn(ctx, s, largest(x, size)); err != nil {
				return nil, err
			}
		}
		return points, nil
	}
}

// on fits some columns, and is zero off them.
func on(ctx context.Context, s Sample, set []int, fit dense) ([]float64, error) {
	part, err := fit(ctx, Sample{columns(s.A, set), s.B})
	if err != nil {
		return nil, err
	}
	_, n := s.A.Dims()
	return spread(n, set, part), nil
}

// largest lists, in increasing order, where the largest magnitudes of x are, at most size of them and none that is zero; of equal ones the first.
func largest(x []float64, size int) []int {
	set := support(x)
	slices.SortStableFunc(set, func(i, j int) int { return cmp.Compare(math.Abs(x[j]), math.Abs(x[i])) })
	set = set[:min(size, len(set))]
	slices.Sort(set)
	return set
}
