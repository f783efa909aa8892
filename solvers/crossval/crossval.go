// Package crossval chooses the penalty of a penalised form,
//
//	minimise 1/2 |A x - b|_2^2 + lambda |x|_p^p,
//
// by K-fold cross-validation: the m rows are dealt into K folds, each fold is predicted by the path of minimisers found without it, and the
// penalty is chosen by the mean squared error of prediction over all rows. It knows no solver; whoever has a path of minimisers, for any
// p, brings it as a [Path].
//
// The loss of the house is a sum over rows, so that the same lambda weighs more against fewer of them. A fold fitted to a part of the rows
// is therefore given that part of lambda, lambda (m - m_k)/m for m_k rows left out, which keeps the balance of loss and penalty a row, as in
// the form 1/(2m) |A x - b|^2 + lambda/m |x|_p^p. Penalties in arguments and results are those of the whole sample.
//
// There is no intercept, as there is none in the house's model.
//
// Reference: M. Stone (1974), Cross-validatory choice and assessment of statistical predictions; L. Breiman, J. Friedman, R. Olshen,
// C. Stone (1984), Classification and Regression Trees, Section 3.4.3 (one standard error); J. Friedman, T. Hastie, R. Tibshirani (2010),
// Regularization paths for generalized linear models via coordinate descent (the standard error over folds).
package crossval

import (
	"context"
	"fmt"
	"math"
	"slices"

	"touchpoint/solvers"
)

// Path returns the minimiser, of length n, for each of the penalties, which are positive and decreasing. A is of shape m x n and b of length m; a
// Path does not change them.
type Path func(ctx context.Context, a *solvers.Columns, b []float64, lambdas []float64) ([][]float64, error)

// CrossValidation says how to validate. The zero value is ready.
type CrossValidation struct {
	Folds int    `json:"folds,omitzero"` // K, 2 to m; 0 means 10, or m where that is less; m leaves out one row at a time
	Seed  uint64 `json:"seed,omitzero"`  // of the dealing of rows into folds

	// OneStandardError chooses the largest penalty whose error is within one standard error of the least, instead of that with the
	// least: simpler, and no worse as far as the data can tell.
	OneStandardError bool `json:"one_standard_error,omitzero"`
}

// Result is the curve of errors over the penalties and the choice on it. The choice is right even where the square of b, and with it Errors and
// Spread, leaves the range of float64.
type Result struct {
	Lambdas []float64 // as they were given: decreasing
	Errors  []float64 // mean over the m rows of the squared error of prediction, in units of b²
	Spread  []float64 // standard error of Errors: that of the mean of K folds, weighted by their rows
	Least   int       // index of the least error; of the larger penalty in a tie
	Simple  int       // index of the largest penalty whose error is at most Errors[Least] + Spread[Least]
	Chosen  int       // Least or Simple
}

// Lambda is the chosen penalty.
func (r Result) Lambda() float64 { return r.Lambdas[r.Chosen] }

// Run validates the penalties, which must be positive and decreasing, on A of shape m x n, m >= 2, and b of length m. Errors wrap
// [solvers.ErrProblem], [solvers.ErrSolver] for a malformed path, the path's own, or the context's own.
func (c CrossValidation) Run(ctx context.Context, path Path, a *solvers.Columns, b []float64, lambdas []float64) (Result, error) {
	if err := check(a, b, lambdas); err != nil {
		return Result{}, err
	}
	m, _ := a.Dims()
	fold, err := c.Deal(m)
	if err != nil {
		return Result{}, err
	}
	t := newTally(b, len(lambdas))
	for k := range slices.Max(fold) + 1 {
		if err := context.Cause(ctx); err != nil {
			return Result{}, fmt.Errorf("crossval: before fold %d: %w", k, err)
		}
		s := without(a, b, fold, k)
		points, err := s.fit(ctx, path, lambdas)
		if err != nil {
			return Result{}, fmt.Errorf("crossval: fold %d: %w", k, err)
		}
		t.add(a, b, s.held, points)
	}
	r, err := t.result(lambdas)
	if err == nil && c.OneStandardError {
		r.Chosen = r.Simple
	}
	return r, err
}

// Fit is Run, and then the minimiser for the chosen penalty on all rows.
func (c CrossValidation) Fit(ctx context.Context, path Path, a *solvers.Columns, b []float64, lambdas []float64) ([]float64, Result, error) {
	r, err := c.Run(ctx, path, a, b, lambdas)
	if err != nil {
		return nil, r, err
	}
	points, err := sample{a: a, b: b, share: 1}.fit(ctx, path, lambdas[:r.Chosen+1])
	if err != nil {
		return nil, r, fmt.Errorf("crossval: all rows: %w", err)
	}
	return points[r.Chosen], r, nil
}

// check says what is wrong with the system or its penalties.
func check(a *solvers.Columns, b []float64, lambdas []float64) error {
	if err := (solvers.Problem{A: a, B: b, P: 2}).Validate(); err != nil {
		return err
	}
	if len(lambdas) == 0 {
		return fmt.Errorf("crossval: %w: no penalties; give at least one", solvers.ErrProblem)
	}
	for i, lambda := range lambdas {
		if !(lambda > 0) || math.IsInf(lambda, 1) {
			return fmt.Errorf("crossval: %w: lambda[%d] = %v; penalties must be positive and finite", solvers.ErrProblem, i, lambda)
		}
		if i > 0 && lambda >= lambdas[i-1] {
			return fmt.Errorf("crossval: %w: lambda[%d] = %v after %v; sort the penalties in decreasing order", solvers.ErrProblem, i, lambda, lambdas[i-1])
		}
	}
	return nil
}
