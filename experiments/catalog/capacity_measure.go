package catalog

import (
	"context"
	"fmt"

	"touchpoint/experiments"
	"touchpoint/experiments/learn"
	"touchpoint/solvers"
	"touchpoint/solvers/ridge"

	"gonum.org/v1/gonum/floats"
)

// measureCapacity has a penalty of fixed strength fit a planted sample, the same sample with its noise turned round, and its labels in another order.
func measureCapacity() experiments.Measure {
	return experiments.Measure{
		Name: "capacity",
		About: "fits ridge, dropout or Lasso, as solver and lambda say, to a planted sample, to the same sample with its noise of opposite sign, and to its labels in random order; " +
			"lambda is the strength in units of m, the squared length of a column",
		Facts: []experiments.Fact{
			fact("covariance", "number", "e'(fit of b0 + e - fit of b0 - e)/(2 Noise^2), b0 = A x0: its mean is the degrees of freedom"),
			fact("energy", "ratio", "|e|_2^2/Noise^2"),
			fact("freedom", "count", "degrees of freedom: the trace for ridge and dropout, the mean number of non-zeros of both fits for the Lasso"),
			fact("train", "label^2", "|A x - b|_2^2/m"),
			fact("test", "label^2", "Noise^2 + |x - x0|_2^2: the expected squared error on a new sample"),
			fact("signal", "label^2", "|x0|_2^2"),
			fact("labels", "label^2", "|b|_2^2/m"),
			fact("size", "count", "non-zeros of x"),
			fact("shuffled", "ratio", "|A x' - b'|_2^2/|b'|_2^2 for the fit x' of labels b' in random order"),
		},
		Accepts: capacityAccepts,
		Run:     capacityRun,
	}
}

func capacityAccepts(_ experiments.Lab, c experiments.Cell) error {
	switch {
	case capacityLabels[c.Solver] == "":
		return &solvers.UnknownError{What: "learner with a capacity", Name: c.Solver, Known: capacityLearners}
	case !(c.Lambda > 0):
		return fmt.Errorf("lambda = %v; capacity needs a positive strength", c.Lambda)
	case c.K == 0 || !(c.Noise > 0):
		return fmt.Errorf("k = %d, noise = %v; capacity needs a truth and noise", c.K, c.Noise)
	case c.Ensemble != "gaussian" && c.Ensemble != "rademacher":
		return fmt.Errorf("ensemble %q; capacity needs independent features of variance 1: gaussian or rademacher", c.Ensemble)
	}
	return nil
}

// capacitySpelling is the learner of a cell. With s for its lambda, which depends on no label,
//
//	ridge    1/2 |A x - b|^2 + s m |x|^2/2
//	dropout  1/2 |A x - b|^2 + s sum_j |A_j|^2 x_j^2/2, which drops inputs with probability s/(1 + s)
//	lasso    1/2 |A x - b|^2 + s m |x|_1
func capacitySpelling(c experiments.Cell) string {
	m := float64(c.M)
	switch c.Solver {
	case "dropout":
		return fmt.Sprintf("dropout:keep=%v", 1/(1+c.Lambda))
	case "ridge":
		return fmt.Sprintf("ridge:lambda=%v", c.Lambda*m/2)
	}
	return fmt.Sprintf("lasso:lambda=%v", c.Lambda*m)
}

func capacityRun(ctx context.Context, t *experiments.Trial) ([]float64, error) {
	learner, err := learn.Find(capacitySpelling(t.Cell))
	if err != nil {
		return nil, err
	}
	system, err := t.Draw()
	if err != nil {
		return nil, err
	}
	a, b, truth := system.A, system.B, system.Truth
	clean := learn.Predict(a, truth)
	noise, turned, shuffled := make([]float64, len(b)), make([]float64, len(b)), make([]float64, len(b))
	for to, from := range t.Rand("shuffle").Perm(len(b)) {
		shuffled[to] = b[from]
	}
	for i := range b {
		noise[i], turned[i] = b[i]-clean[i], 2*clean[i]-b[i]
	}
	var fits [3]learn.Fit
	for i, labels := range [][]float64{b, turned, shuffled} {
		if fits[i], err = learner.Fit(ctx, learn.Sample{A: a, B: labels}, learn.Insight{}, nil); err != nil {
			return nil, err
		}
	}
	freedom, err := capacityFreedom(t.Cell, a, fits[0], fits[1])
	if err != nil {
		return nil, err
	}
	first, second := learn.Predict(a, fits[0].X), learn.Predict(a, fits[1].X)
	variance, m := t.Cell.Noise*t.Cell.Noise, float64(len(b))
	square := func(x, y []float64) float64 { d := floats.Distance(x, y, 2); return d * d }
	return []float64{
		(floats.Dot(noise, first) - floats.Dot(noise, second)) / (2 * variance),
		floats.Dot(noise, noise) / variance,
		freedom,
		square(b, first) / m,
		variance + square(fits[0].X, truth),
		floats.Dot(truth, truth),
		floats.Dot(b, b) / m,
		float64(fits[0].Size),
		square(shuffled, learn.Predict(a, fits[2].X)) / floats.Dot(b, b),
	}, nil
}

// capacityFreedom is the closed form of the degrees of freedom.
func capacityFreedom(c experiments.Cell, a *solvers.Columns, first, second learn.Fit) (float64, error) {
	switch c.Solver {
	case "lasso":
		return float64(first.Size+second.Size) / 2, nil
	case "ridge":
		return ridge.DegreesOfFreedom(a, c.Lambda*float64(c.M)/2)
	}
	unit := solvers.From(a)
	_, n := unit.Dims()
	for j := range n {
		if length := floats.Norm(unit.Col(j), 2); length > 0 {
			floats.Scale(1/length, unit.Col(j))
		}
	}
	return ridge.DegreesOfFreedom(unit, c.Lambda/2)
}
