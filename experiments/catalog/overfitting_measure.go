package catalog

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"touchpoint/experiments"
	"touchpoint/experiments/learn"
	"touchpoint/solvers"
)

// measurePrediction has a learner, named for the solver, learn from a planted sample, and predict.
func measurePrediction() experiments.Measure {
	return experiments.Measure{
		Name:  "prediction",
		About: "draws a sample of labels b = A x0 + noise, has the learner that stands for the solver learn from it, and predicts the labels of new samples",
		Facts: []experiments.Fact{
			fact("train", "label^2", "|A x - b|_2^2/m"),
			fact("test", "label^2", "Noise^2 + (x - x0)'C(x - x0), C the covariance of the features: the expected squared error on a new sample"),
			fact("signal", "label^2", "x0'C x0"),
			fact("size", "count", "non-zeros of x"),
			fact("found", "count", "of them, where x0 has one"),
			fact("penalty", "number", "lambda, or q of dropout, as the learner chose it; missing for a learner without one"),
		},
		Accepts: overfittingAccepts,
		Run:     overfittingRun,
	}
}

func overfittingAccepts(_ experiments.Lab, c experiments.Cell) error {
	if _, err := learn.Find(c.Solver); err != nil {
		return err
	}
	if _, err := overfittingVariance(c.Ensemble); err != nil {
		return err
	}
	if c.K == 0 {
		return fmt.Errorf("k = 0; prediction needs a truth, k >= 1")
	}
	return nil
}

func overfittingRun(ctx context.Context, t *experiments.Trial) ([]float64, error) {
	learner, err := learn.Find(t.Cell.Solver)
	if err != nil {
		return nil, err
	}
	variance, err := overfittingVariance(t.Cell.Ensemble)
	if err != nil {
		return nil, err
	}
	system, err := t.Draw()
	if err != nil {
		return nil, err
	}
	risk := func(x []float64) float64 { return variance(overfittingMiss(x, system.Truth)) }
	insight := learn.Insight{Truth: system.Truth, K: t.Cell.K, Risk: risk}
	fit, err := learner.Fit(ctx, learn.Sample{A: system.A, B: system.B}, insight, t.Rand("folds"))
	if err != nil {
		return nil, err
	}
	left := solvers.Norm(overfittingMiss(learn.Predict(system.A, fit.X), system.B), 2)
	found := 0.0
	for j, v := range fit.X {
		if v != 0 && system.Truth[j] != 0 {
			found++
		}
	}
	return []float64{
		left * left / float64(t.Cell.M), t.Cell.Noise*t.Cell.Noise + risk(fit.X), variance(system.Truth), float64(fit.Size), found, fit.Penalty,
	}, nil
}

// overfittingMiss is x - y.
func overfittingMiss(x, y []float64) []float64 {
	difference := make([]float64, len(x))
	for j := range x {
		difference[j] = x[j] - y[j]
	}
	return difference
}

// overfittingVariance is w -> w'C w, the variance of a'w over rows a of an ensemble, for those whose rows are independent.
func overfittingVariance(ensemble string) (func(w []float64) float64, error) {
	switch name, parameter, _ := strings.Cut(ensemble, ":"); name {
	case "gaussian", "rademacher":
		return func(w []float64) float64 { norm := solvers.Norm(w, 2); return norm * norm }, nil
	case "ar1": // C_jl = rho^|j-l|
		rho, err := strconv.ParseFloat(parameter, 64)
		if err != nil {
			return nil, fmt.Errorf("ensemble %q: %w", ensemble, err)
		}
		return func(w []float64) (sum float64) {
			before := 0.0 // sum over l < j of rho^(j-1-l) w_l
			for _, v := range w {
				sum += v * (v + 2*rho*before)
				before = rho*before + v
			}
			return sum
		}, nil
	}
	return nil, fmt.Errorf("ensemble %q; prediction knows the law of a new sample for gaussian, rademacher and ar1:RHO", ensemble)
}
