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
	var facts []string
	for _, r := range kingdomRulers {
		facts = append(facts, "population_"+r.name, "productivity_"+r.name, "total_"+r.name)
	}
	return experiments.Measure{
		Name: "kingdom",
		About: "have the touch points of p = 2, 3/2, 1 and, where all bases can be tried, 1/2 found and proved on one system: non-zeros, their mean size and the sum of sizes; " +
			"and what the non-zeros of p = 1 were under p = 2: their mean size, that of the others, the share that grew, the share that had been among the largest",
		Facts: append(facts, "length_two", "length_truth", "before", "fallen", "grown", "capable"),
		Run:   kingdomRun,
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
		Facts: []string{"population", "productivity", "misfit", "refit_productivity", "refit_misfit"},
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
