package learn

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"touchpoint/solvers"
	"touchpoint/solvers/lasso"
)

// Sample is what a learner sees: labels B, one for each row of A.
type Sample struct {
	A *solvers.Columns // m x n
	B []float64        // m
}

// Insight is what a learner cannot see. The zero value is that of a user who knows nothing.
type Insight struct {
	Truth []float64 // n: the weights behind the labels, for oracles
	K     int       // number of non-zeros, for learners of size = k

	// Risk is what an oracle makes as small as it can; nil is |x - Truth|^2, which orders points as the error on new samples of independent features
	// of variance 1 does.
	Risk func(x []float64) float64
}

// Fit is what was learned.
type Fit struct {
	X       []float64 // n
	Penalty float64   // that was used: lambda, or q of dropout; NaN for a learner without one, or one that was told its size
	Size    int       // non-zeros of X
}

// Learner is a way to learn. The zero value learns nothing: take one from [Find] or [Learners]. It may be used by many goroutines.
type Learner struct {
	Name      string // as it was spelled
	About     string // what it does, in a sentence
	Reference string // author, year, title; empty where there is nothing to cite
	Oracle    bool   // it needs an [Insight]

	learn method
}

// method returns a point and its penalty. The seed deals folds.
type method func(ctx context.Context, s Sample, in Insight, seed uint64) ([]float64, float64, error)

// Fit learns from a sample. Of the generator it takes one number, whatever the learner, so that learners given equal generators validate on equal
// folds; nil has folds of its own. Errors wrap [solvers.ErrProblem] for a sample that is none and for insight that is missing, those of the methods
// used, or the context's own.
func (l Learner) Fit(ctx context.Context, s Sample, in Insight, rng *rand.Rand) (Fit, error) {
	if l.learn == nil {
		return Fit{}, fmt.Errorf("learn: %w: the zero Learner learns nothing; take one from Find", solvers.ErrProblem)
	}
	if err := (solvers.Problem{A: s.A, B: s.B, P: 2}).Validate(); err != nil {
		return Fit{}, err
	}
	if _, n := s.A.Dims(); in.Truth != nil && len(in.Truth) != n {
		return Fit{}, fmt.Errorf("learn: %w: the truth has %d entries; A has %d columns", solvers.ErrProblem, len(in.Truth), n)
	}
	if _, n := s.A.Dims(); lasso.LambdaMax(s.A, s.B) == 0 {
		return Fit{X: make([]float64, n), Penalty: math.NaN()}, nil
	}
	var seed uint64
	if rng != nil {
		seed = rng.Uint64()
	}
	x, penalty, err := l.learn(ctx, s, in, seed)
	if err != nil {
		return Fit{}, fmt.Errorf("learn: %s: %w", l.Name, err)
	}
	return Fit{X: x, Penalty: penalty, Size: len(support(x))}, nil
}

// Predict returns A x.
func Predict(a *solvers.Columns, x []float64) []float64 {
	m, _ := a.Dims()
	y := make([]float64, m)
	a.Mul(y, x)
	return y
}

// risk is what the oracle minimises.
func (in Insight) risk(x []float64) float64 {
	if in.Risk != nil {
		return in.Risk(x)
	}
	sum := 0.0
	for j, v := range x {
		sum += (v - in.Truth[j]) * (v - in.Truth[j])
	}
	return sum
}

// unpenalised is a method that has nothing to choose.
func unpenalised(fit func(ctx context.Context, s Sample, in Insight) ([]float64, error)) method {
	return func(ctx context.Context, s Sample, in Insight, _ uint64) ([]float64, float64, error) {
		x, err := fit(ctx, s, in)
		return x, math.NaN(), err
	}
}
