package learn

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/crossval"
)

// how says how a strength is chosen.
type how string

const (
	unset     how = ""
	validated how = "cv"
	simple    how = "1se"
	oracle    how = "oracle"
	known     how = "k"
	fixed     how = "number"
	absolute  how = "lambda"
)

// choice is a way to choose, with the number where it is one.
type choice struct {
	how   how
	value float64
}

// family is a set of points indexed by their strength, which is positive: the greater, the further from the data.
type family struct {
	grid     func(s Sample) []float64 // to choose from, decreasing
	points   func(ctx context.Context, s Sample, strengths []float64) ([][]float64, error)
	strength func(s Sample, number float64) float64 // that a number in a spelling stands for

	// last is the weakest point before one has more than size non-zeros, for families of which size may be asked.
	last func(ctx context.Context, s Sample, size int) ([]float64, error)

	// total says that the strength weighs against a sum over the rows, so that a part of them gets a part of it.
	total bool
}

// usualFolds is K of cross-validation; five or ten are usual.
const usualFolds = 5

// method chooses from the family.
func (f family) method(c choice, folds int) method {
	return func(ctx context.Context, s Sample, in Insight, seed uint64) ([]float64, float64, error) {
		switch c.how {
		case oracle:
			return f.best(ctx, s, in)
		case fixed, absolute:
			strength := c.value
			if c.how == fixed {
				strength = f.strength(s, c.value)
			}
			points, err := f.points(ctx, s, []float64{strength})
			if err != nil {
				return nil, 0, err
			}
			return points[0], strength, nil
		}
		m, _ := s.A.Dims()
		if folds == 0 {
			folds = usualFolds
		}
		validation := crossval.CrossValidation{Folds: min(folds, m), Seed: seed, OneStandardError: c.how == simple}
		strengths := f.grid(s)
		x, r, err := validation.Fit(ctx, f.path(strengths), s.A, s.B, strengths)
		if err != nil {
			return nil, 0, err
		}
		return x, r.Lambda(), nil
	}
}

// path is the family as cross-validation asks for it, which gives a fold its part of every strength.
func (f family) path(strengths []float64) crossval.Path {
	return func(ctx context.Context, a *solvers.Columns, b, parts []float64) ([][]float64, error) {
		if !f.total {
			parts = strengths[:len(parts)]
		}
		return f.points(ctx, Sample{a, b}, parts)
	}
}

// best is the point of least risk on the grid.
func (f family) best(ctx context.Context, s Sample, in Insight) ([]float64, float64, error) {
	if in.Truth == nil && in.Risk == nil {
		return nil, 0, fmt.Errorf("%w: an oracle needs the truth, or a risk", solvers.ErrProblem)
	}
	strengths := f.grid(s)
	points, err := f.points(ctx, s, strengths)
	if err != nil {
		return nil, 0, err
	}
	least, at := math.Inf(1), 0
	for i, x := range points {
		if risk := in.risk(x); risk < least {
			least, at = risk, i
		}
	}
	return points[at], strengths[at], nil
}

// atMost is the method that goes down the family as long as there are at most so many non-zeros.
func (f family) atMost(c choice) method {
	return func(ctx context.Context, s Sample, in Insight, _ uint64) ([]float64, float64, error) {
		size, err := c.size(s, in)
		if err != nil {
			return nil, 0, err
		}
		x, err := f.last(ctx, s, size)
		return x, math.NaN(), err
	}
}

// lastOnGrid is the last point of the grid before one has more than size non-zeros.
func (f family) lastOnGrid(ctx context.Context, s Sample, size int) ([]float64, error) {
	points, err := f.points(ctx, s, f.grid(s))
	if err != nil {
		return nil, err
	}
	_, n := s.A.Dims()
	x := make([]float64, n)
	for _, point := range points {
		if len(support(point)) > size {
			break
		}
		x = point
	}
	return x, nil
}

// size is the number of non-zeros that a choice names, at most min(m, n).
func (c choice) size(s Sample, in Insight) (int, error) {
	m, n := s.A.Dims()
	size := int(c.value)
	if c.how == known {
		if size = in.K; size < 1 {
			return 0, fmt.Errorf("%w: size = k, but k = %d; it must be positive", solvers.ErrProblem, in.K)
		}
	}
	return min(size, m, n), nil
}

// geometric is a grid of count strengths from first down to last.
func geometric(first, last float64, count int) []float64 {
	grid := make([]float64, count)
	for i := range grid {
		grid[i] = first * math.Pow(last/first, float64(i)/float64(count-1))
	}
	return grid
}
