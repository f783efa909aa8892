package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// kingdomRules shows population against productivity at constant output.
func kingdomRules(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "rules",
		Title:   "Constant output, A x = b: population against productivity",
		Caption: "Population: mean number of non-zeros. Productivity: mean of |x_j| over them, and the law it has: exact for p = 2 and for one equation, the limit of large systems for p = 1. Sum: mean of all |x_j| together, which p = 1 makes least. The same systems for all p; k non-zeros were planted, 0 is a generic b.",
		Columns: numbers("n", "m", "k", "p", "population", "productivity", "law", "sum"),
	}
	cells := measuredBy(data, "kingdom", anyCell)
	for _, g := range cells {
		for _, r := range kingdomRulers {
			if r.p < 1 && len(values(g, factOf("population_"+r.name))) == 0 {
				continue
			}
			law, err := kingdomLaw(g.Cell, r.p)
			if err != nil {
				return t, err
			}
			t.Append(append(shapeOf(g.Cell), exponent(r.p), meanOf(g, "population_"+r.name), meanOf(g, "productivity_"+r.name), probability(law),
				meanOf(g, "total_"+r.name))...)
		}
	}
	losses(&t, cells)
	t.Note("p = 1/2 rules where the global minimum can be proved by trying all bases")
	return t, residue(&t, cells, "n", "m", "k")
}

// kingdomLaw is the mean productivity with generic b where it is known, NaN elsewhere.
func kingdomLaw(c experiments.Cell, p float64) (float64, error) {
	switch {
	case c.K > 0:
	case p == 2:
		return kingdomMean(c.N, c.M), nil
	case p <= 1 && c.M == 1:
		return theory.OneRow{N: c.N}.MeanRadius1(), nil
	case p == 1:
		limit, err := theory.TouchActives(c.N, c.M)
		return limit.Mean(), err
	}
	return math.NaN(), nil
}

// kingdomPeople shows what became of whom.
func kingdomPeople(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "people",
		Title:   "What became of the people when p = 1 followed p = 2",
		Caption: "Mean |x_j| as ratios, geometric means over systems. Survivors, before: what the non-zeros of p = 1 were under p = 2, over the mean of all: were the productive ones spared? Survivors, after over before: did they become capable? Fallen, before: what the others were. Grew: mean share of the survivors that are larger than before. Capable: mean share of the survivors that had been among as many of the largest; by chance it would be what is in the last column. Survivors are chosen by what they do after, which favours them; together people never produce more, for p = 1 makes the sum least.",
		Columns: numbers("n", "m", "k", "survivors, before", "fallen, before", "after over before", "grew", "capable", "by chance"),
	}
	cells := measuredBy(data, "kingdom", anyCell)
	for _, g := range cells {
		chance := mean(values(g, factOf("population_one")), experiments.Level).Value / float64(g.Cell.N)
		ratio := func(over, under string) results.Value { return ratioOf(kingdomLogs(experiments.Data{g}, over, under)) }
		t.Append(append(shapeOf(g.Cell), ratio("before", "productivity_two"), ratio("fallen", "productivity_two"), ratio("productivity_one", "before"),
			meanOf(g, "grown"), meanOf(g, "capable"), results.Float{Value: chance, Digits: 3})...)
	}
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "k")
}

// kingdomPath shows the penalised kingdom.
func kingdomPath(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "path",
		Title:   "Under a penalty: population, productivity and output along the path",
		Caption: "f(x) + lambda |x|_1 with lambda as a fraction of the largest. Missed: mean of |A x - b|/|b|, the output that is lost. Refit: least squares on the same non-zeros. Shrunk: geometric mean of productivity over that of the refit: the penalty holds its own survivors down, always.",
		Columns: numbers("n", "m", "k", "lambda", "population", "productivity", "missed", "refit productivity", "refit missed", "shrunk"),
	}
	cells := measuredBy(data, "reign", anyCell)
	for _, g := range cells {
		row := append(shapeOf(g.Cell), results.Float{Value: g.Cell.Lambda})
		for _, name := range []string{"population", "productivity", "misfit", "refit_productivity", "refit_misfit"} {
			row = append(row, meanOf(g, name))
		}
		t.Append(append(row, ratioOf(kingdomLogs(experiments.Data{g}, "productivity", "refit_productivity")))...)
	}
	losses(&t, cells)
	t.Note("rows of one n, m and k share their systems")
	return t, residue(&t, cells, "n", "m", "k", "lambda")
}
