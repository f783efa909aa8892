package catalog

import (
	"cmp"
	"context"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/lasso"
)

// kingdomBases is the largest number of bases at which p = 1/2 rules: beyond, nobody can prove where it touches.
const kingdomBases = 5000

// measureKingdom compares the rules of several p over the same system.
func measureKingdom() experiments.Measure {
	var facts []experiments.Fact
	for _, r := range kingdomRulers {
		rule := " of the touch point of p = " + exponentName(r.p)
		if r.p < 1 {
			rule += "; missing where there are too many bases to try"
		}
		facts = append(facts, fact("population_"+r.name, "count", "non-zeros"+rule),
			fact("productivity_"+r.name, "x", "mean magnitude of the non-zeros"+rule), fact("total_"+r.name, "x", "|x|_1"+rule))
	}
	return experiments.Measure{
		Name: "kingdom",
		About: "have the touch points of p = 2, 3/2, 1 and, where all bases can be tried, 1/2 found and proved on one system: non-zeros, their mean size and the sum of sizes; " +
			"and what the non-zeros of p = 1 were under p = 2: their mean size, that of the others, the share that grew, the share that had been among the largest",
		Facts: append(facts,
			fact("length_two", "x", "|x|_2 of the touch point of p = 2"),
			fact("length_truth", "x", "|x0|_2; missing without a truth"),
			fact("before", "x", "mean magnitude under p = 2 of the non-zeros of p = 1"),
			fact("fallen", "x", "mean magnitude under p = 2 of the others; missing if there is none"),
			fact("grown", "share", "of the non-zeros of p = 1, those that are larger than under p = 2"),
			fact("capable", "share", "of the non-zeros of p = 1, those that are among as many largest ones under p = 2"),
		),
		Run: kingdomRun,
	}
}

func kingdomRun(ctx context.Context, t *experiments.Trial) (facts []float64, err error) {
	s, err := t.Draw()
	if err != nil {
		return nil, err
	}
	points := make(map[string][]float64)
	for _, r := range kingdomRulers {
		if r.p < 1 && bases(t.Cell.N, t.Cell.M) > kingdomBases {
			facts = append(facts, math.NaN(), math.NaN(), math.NaN())
			continue
		}
		x, _, err := proved(ctx, t, r.solver, solvers.Problem{A: s.A, B: s.B, P: r.p})
		if err != nil {
			return nil, err
		}
		points[r.name] = x
		population, total := float64(nonZeros(x)), solvers.Norm(x, 1)
		facts = append(facts, population, total/population, total)
	}
	truth := math.NaN()
	if s.Truth != nil {
		truth = solvers.Norm(s.Truth, 2)
	}
	facts = append(facts, solvers.Norm(points["two"], 2), truth)
	return append(facts, kingdomFate(points["two"], points["one"])...), nil
}

// kingdomFate tells what became of people: the mean size before of those who survive and of those who do not, the share of survivors who grew, and
// the share of survivors who had been among as many of the largest.
func kingdomFate(before, after []float64) []float64 {
	survivors := certify.AppendSupport(nil, after)
	order := make([]int, len(before))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(math.Abs(before[b]), math.Abs(before[a])) })
	largest := order[:len(survivors)]
	kept, grown, capable := 0.0, 0, 0
	for _, j := range survivors {
		kept += math.Abs(before[j])
		if math.Abs(after[j]) > math.Abs(before[j]) {
			grown++
		}
		if slices.Contains(largest, j) {
			capable++
		}
	}
	count, others := float64(len(survivors)), float64(len(before)-len(survivors))
	fallen := math.NaN()
	if others > 0 {
		fallen = (solvers.Norm(before, 1) - kept) / others
	}
	return []float64{kept / count, fallen, float64(grown) / count, float64(capable) / count}
}

// measureReign looks at the penalised form, at lambda as a fraction of the largest.
func measureReign() experiments.Measure {
	return experiments.Measure{
		Name: "reign",
		About: "have the penalised form of p = 1 solved and proved: non-zeros, their mean size, what part of b is missed; and the same after least squares on " +
			"its support",
		Facts: []experiments.Fact{
			fact("population", "count", "non-zeros"),
			fact("productivity", "x", "mean magnitude of the non-zeros"),
			fact("misfit", "ratio", "|A x - b|_2/|b|_2"),
			fact("refit_productivity", "x", "mean magnitude of the least-squares fit on the support"),
			fact("refit_misfit", "ratio", "|A x - b|_2/|b|_2 of that fit"),
		},
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			s, err := t.Draw()
			if err != nil {
				return nil, err
			}
			x, _, err := proved(ctx, t, t.Cell.Solver, solvers.Problem{A: s.A, B: s.B, P: 1, Lambda: t.Cell.Lambda * lasso.LambdaMax(s.A, s.B)})
			if err != nil {
				return nil, err
			}
			support := certify.AppendSupport(nil, x)
			refit, err := leastSquares(s.A, s.B, support)
			if err != nil {
				return nil, err
			}
			population := float64(len(support))
			return []float64{population, solvers.Norm(x, 1) / population, missedShare(s.A, s.B, x),
				solvers.Norm(refit, 1) / population, missedShare(s.A, s.B, refit)}, nil
		},
	}
}
