package catalog

import (
	"context"
	"fmt"
	"math"

	"touchpoint/experiments"
	"touchpoint/solvers"
	"touchpoint/solvers/enumerate"
)

// robotFacts are the facts of both measures of the article's characters.
var robotFacts = []experiments.Fact{
	fact("shared", "label", "weight of the shared component"),
	fact("own", "label", "mean weight of the positives' own components"),
	fact("other", "label", "mean weight of the negatives' own"),
	fact("intercept", "label", "the constant; 0 without one"),
	fact("unseen", "label", "score of a new character with the shared component"),
	fact("stranger", "label", "score of a new character without it"),
	fact("exact", "label", "unseen by the closed form"),
	fact("deviation", "label", "largest difference of any weight from the closed form"),
	fact("nonzeros", "count", "non-zero weights"),
	fact("minima", "count", "local minima of |x|_p by enumeration; missing but for p < 1 and lambda = 0, as the two that follow"),
	fact("least", "number", "least sum |x_j|^p"),
	fact("next", "number", "second smallest value at a local minimum; missing if there is none"),
}

// robotRun has the characters of a cell learned.
func robotRun(ctx context.Context, t *experiments.Trial, r robotCharacters) ([]float64, error) {
	l, lambda, err := r.solve(ctx, t)
	if err != nil {
		return nil, err
	}
	exact, err := r.exact(t.Cell, lambda)
	if err != nil {
		return nil, err
	}
	minima, least, next := math.NaN(), math.NaN(), math.NaN()
	if t.Cell.P < 1 && lambda == 0 {
		a, labels := r.equations()
		all, err := new(enumerate.Solver).Global(ctx, solvers.Problem{A: a, B: labels, P: t.Cell.P})
		if err != nil {
			return nil, err
		}
		minima, least, next = float64(all.Minima), all.Value, all.Second
	}
	m := r.memory(l)
	return []float64{
		m.Shared, m.Own, m.Other, m.Intercept, m.Unseen(), m.Stranger(),
		exact.Unseen(), r.deviation(l, exact), float64(robotSize(l.x)), minima, least, next,
	}, nil
}

// robotSize is the number of non-zeros: what is above 1e-9 of the largest.
func robotSize(x []float64) (count int) {
	line := 1e-9 * solvers.Norm(x, math.Inf(1))
	for _, v := range x {
		if math.Abs(v) > line {
			count++
		}
	}
	return count
}

// measureCharacters has the article's characters learned.
func measureCharacters() experiments.Measure {
	return experiments.Measure{
		Name: "characters",
		About: "have k characters with a shared component and one of their own told from others, all components different: the weights by kind, what they say of an unseen " +
			"character with the shared component and of one without, and their largest deviation from the closed form",
		Facts:   robotFacts,
		Accepts: robotAccepts,
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			r, err := robotShape(t.Cell)
			if err != nil {
				return nil, err
			}
			return robotRun(ctx, t, r)
		},
	}
}

func robotAccepts(l experiments.Lab, c experiments.Cell) error {
	if _, dropped := robotKeep(c.Solver); !dropped && robotLocal(c.Solver, 0) == nil {
		if _, err := solvers.Find(l.Solvers, c.Solver); err != nil {
			return err
		}
	}
	_, err := robotShape(c)
	return err
}

// measureHammer has characters with the shared component learned by a robot that has lost a share lambda of the columns of their own.
func measureHammer() experiments.Measure {
	return experiments.Measure{
		Name:  "hammer",
		About: "have k characters with a shared component learned by a robot with a memory slot for each, of which a share lambda was shaken off: facts as of characters",
		Facts: robotFacts,
		Accepts: func(l experiments.Lab, c experiments.Cell) error {
			if c.M != c.K || c.Lambda > 1 {
				return fmt.Errorf("m = %d, k = %d, lambda = %v: a hammer needs characters with the shared component alone, m = k, and a share of slots to shake off", c.M, c.K, c.Lambda)
			}
			return robotAccepts(l, c)
		},
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			r, err := robotShape(t.Cell)
			if err != nil {
				return nil, err
			}
			r.slots = r.Positives - int(math.Round(t.Cell.Lambda*float64(r.Positives)))
			t.Cell.Lambda = 0
			return robotRun(ctx, t, r)
		},
	}
}
