package catalog

import (
	"context"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/solvers"
	"touchpoint/solvers/certify"
)

// measureDuels plays the global minimum of |x|_p against that of |x|_1 on one planted system. A solution with a smaller |x|_p than the planted point
// proves that p misses it; the L1 point often is one, and only where it is not are all local minima enumerated.
func measureDuels() experiments.Measure {
	return experiments.Measure{
		Name:  "duels",
		About: "whether the global minima of |x|_1 and of |x|_p are the planted point, and whether it took an enumeration to tell",
		Facts: []experiments.Fact{
			fact("one", "flag", "the touch point of p = 1 is the planted point"),
			fact("below", "flag", "the global minimum of |x|_p, p < 1, is the planted point"),
			fact("enumerated", "flag", "it took an enumeration of all bases to tell"),
		},
		Accepts: func(_ experiments.Lab, c experiments.Cell) error { return spikierAccepts("duels", c, c.K > 0) },
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			s, err := t.Draw()
			if err != nil {
				return nil, err
			}
			p := solvers.Problem{A: s.A, B: s.B, P: 1}
			one, err := t.Solve(ctx, "homotopy", p)
			if err != nil {
				return nil, err
			}
			p.P = t.Cell.P
			touched := experiments.Distance(one.X, s.Truth, math.Inf(1)) <= experiments.Recovered
			if !touched && p.Objective(one.X) < (1-spikierApart)*p.Objective(s.Truth) {
				return []float64{0, 0, 0}, nil
			}
			least, err := t.Solve(ctx, t.Cell.Solver, p)
			if err != nil {
				return nil, err
			}
			found := experiments.Distance(least.X, s.Truth, math.Inf(1)) <= experiments.Recovered
			return []float64{oneIf(touched), oneIf(found), 1}, nil
		},
	}
}

// spikierApart is the relative difference of two values of |x|_p^p that is no rounding.
const spikierApart = 1e-9

// measureConcurs compares the touch points of |x|_p and |x|_1 where b is generic, and nothing is planted.
func measureConcurs() experiments.Measure {
	return experiments.Measure{
		Name:  "concurs",
		About: "whether the global minimum of |x|_p has the support of that of |x|_1, and whether it has fewer non-zeros",
		Facts: []experiments.Fact{
			fact("same", "flag", "the global minimum of |x|_p has the support of the touch point of p = 1"),
			fact("sparser", "flag", "it has fewer non-zeros"),
		},
		Accepts: func(_ experiments.Lab, c experiments.Cell) error { return spikierAccepts("concurs", c, c.K == 0) },
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			s, err := t.Draw()
			if err != nil {
				return nil, err
			}
			one, err := t.Solve(ctx, "homotopy", solvers.Problem{A: s.A, B: s.B, P: 1})
			if err != nil {
				return nil, err
			}
			least, err := t.Solve(ctx, t.Cell.Solver, solvers.Problem{A: s.A, B: s.B, P: t.Cell.P})
			if err != nil {
				return nil, err
			}
			first, second := certify.AppendSupport(nil, one.X), certify.AppendSupport(nil, least.X)
			return []float64{oneIf(slices.Equal(first, second)), oneIf(len(second) < len(first))}, nil
		},
	}
}

// spikierAccepts says why a cell cannot be measured: both measures are for A x = b without noise and for p < 1.
func spikierAccepts(name string, c experiments.Cell, fits bool) error {
	if !fits || c.P >= 1 || c.Lambda != 0 || c.Noise != 0 || c.Solver != "enumerate" {
		return solvers.Declinef("%s compares global minima of p < 1 and p = 1 by the solver enumerate, without lambda and noise, %s", name,
			map[string]string{"duels": "at a planted point", "concurs": "at a generic b"}[name])
	}
	return nil
}
