package catalog

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/solvers"
	"touchpoint/solvers/irls"
	"touchpoint/solvers/thresholding"
)

// robotLearned is what a robot knows.
type robotLearned struct {
	x         []float64
	intercept float64
}

// learned fits the intercept of given weights.
func (r robotCharacters) learned(x []float64) robotLearned {
	l := robotLearned{x: x}
	if !r.Intercept {
		return l
	}
	a, labels := r.system()
	fit := make([]float64, len(labels))
	a.Mul(fit, x)
	for i := range labels {
		l.intercept += (labels[i] - fit[i]) / float64(len(labels))
	}
	return l
}

// memory is the weights by kind, each the mean of its own.
func (r robotCharacters) memory(l robotLearned) theory.Memory {
	return theory.Memory{Shared: l.x[0], Own: robotAverage(l.x[1 : 1+r.slots]), Other: robotAverage(l.x[1+r.slots:]), Intercept: l.intercept}
}

// deviation is the largest difference of any weight, not of means, from those of a memory.
func (r robotCharacters) deviation(l robotLearned, exact theory.Memory) float64 {
	worst := math.Max(math.Abs(l.x[0]-exact.Shared), math.Abs(l.intercept-exact.Intercept))
	for j, v := range l.x[1:] {
		want := exact.Own
		if j >= r.slots {
			want = exact.Other
		}
		worst = max(worst, math.Abs(v-want))
	}
	return worst
}

// robotKeep reads the probability of dropout:keep=NUMBER.
func robotKeep(solver string) (keep float64, ok bool) {
	text, found := strings.CutPrefix(solver, "dropout:keep=")
	if !found {
		return 0, false
	}
	keep, err := strconv.ParseFloat(text, 64)
	return keep, err == nil && keep > 0 && keep < 1
}

// solve learns the characters in the way of a cell. Lambda is a share of |A'b|_inf.
func (r robotCharacters) solve(ctx context.Context, t *experiments.Trial) (l robotLearned, lambda float64, err error) {
	a, labels := r.equations()
	if keep, ok := robotKeep(t.Cell.Solver); ok {
		x, err := r.dropout(ctx, t, (1-keep)/keep)
		if err != nil {
			return l, 0, err
		}
		return r.learned(x), 0, nil
	}
	product := make([]float64, r.columns())
	a.MulT(product, labels)
	p := solvers.Problem{A: a, B: labels, P: t.Cell.P, Lambda: t.Cell.Lambda * solvers.Norm(product, math.Inf(1))}
	var sol solvers.Solution
	if local := robotLocal(t.Cell.Solver, t.Number); local != nil {
		sol, err = solvers.Solve(ctx, local, p)
	} else {
		sol, err = t.Solve(ctx, t.Cell.Solver, p)
	}
	if err != nil {
		return l, 0, err
	}
	return r.learned(sol.X), p.Lambda, nil
}

// robotStarts are local methods for p = 1/2 that start anywhere.
var robotStarts = []string{"half:start=random", "irls:start=random"}

// robotLocal is the local method of that name, which starts anew in every trial where it starts at random; nil for any other.
func robotLocal(solver string, trial int) solvers.Solver {
	switch solver {
	case "half":
		return new(thresholding.Solver)
	case robotStarts[0]:
		return &thresholding.Solver{Start: "random", Seed: uint64(trial)}
	case robotStarts[1]:
		return &irls.Solver{Start: "random", Seed: uint64(trial)}
	}
	return nil
}

// dropout is the expectation over characters that lose entries, the constant of the intercept kept: ridge with the weight q |A_j|^2 on x_j^2, |A_j| that
// of the characters themselves.
func (r robotCharacters) dropout(ctx context.Context, t *experiments.Trial, q float64) ([]float64, error) {
	whole, _ := r.system()
	a, labels := r.equations()
	for j := range r.columns() {
		length := solvers.Norm(whole.Col(j), 2)
		for i := range a.Col(j) {
			a.Col(j)[i] /= length
		}
	}
	sol, err := t.Solve(ctx, "ridge", solvers.Problem{A: a, B: labels, P: 2, Lambda: q / 2})
	for j := range sol.X {
		sol.X[j] /= solvers.Norm(whole.Col(j), 2)
	}
	return sol.X, err
}

// exact is the closed form for a cell.
func (r robotCharacters) exact(c experiments.Cell, lambda float64) (theory.Memory, error) {
	keep, dropped := robotKeep(c.Solver)
	switch {
	case r.slots < r.Positives: // a character without a slot says t = 1, and with it all others say u = 0
		return theory.Memory{Shared: 1}, nil
	case dropped:
		return r.Dropout(1 - keep)
	case lambda == 0:
		return r.Touch(c.P)
	case c.P == 1:
		return r.Lasso(lambda)
	case c.P == 2:
		return r.Ridge(2 * lambda)
	case c.P == 0.5 && !r.Intercept: // the coordinates are apart as long as u = 0
		m := theory.Memory{Shared: theory.Half(1, lambda/float64(r.Positives))}
		if r.Negatives > 0 {
			m.Other = theory.Half(-1, lambda)
		}
		return m, nil
	}
	return theory.Memory{}, fmt.Errorf("catalog: robot: no closed form for %s", c)
}
