package catalog

import (
	"fmt"
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// penalisedPath shows the way from lambda_max to 0.
func penalisedPath(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "path",
		Title:   "Without noise: the penalised point on its way to the touch point",
		Caption: "Lambda as a fraction of the largest, above which x = 0. Means of the non-zeros, of those that were not planted and of planted ones that are missed; exact support: they and their signs are just those that were planted. Distance: median of |x(lambda) - x|/|x| from the touch point x of A x = b.",
		Columns: numbers("n", "m", "k", "lambda", "non-zeros", "added", "missed", "exact support", "distance to the touch"),
	}
	cells := penalisedOf(data, false, -1).Where(func(c experiments.Cell) bool { return penalisedWalked(c) })
	for _, g := range cells {
		row := append(shapeOf(g.Cell), results.Float{Value: g.Cell.Lambda})
		for _, name := range []string{"nonzeros", "added", "missed"} {
			row = append(row, meanOf(g, name))
		}
		t.Append(append(row, experiments.Estimate(g.Tally(factIs("exact", above(0.5))).Rate), results.Float{Value: medianOf(g, "distance_touch"), Digits: 3})...)
	}
	losses(&t, cells)
	t.Note("rows of one n, m and k share their systems")
	return t, residue(&t, cells, "n", "m", "k", "lambda")
}

// penalisedWalked are the shapes whose whole path is shown.
func penalisedWalked(c experiments.Cell) bool { return c.N == 20 && c.K > 1 || c.N == 40 }

// penalisedSupport compares the vanishing penalty with the touch point.
func penalisedSupport(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "support",
		Title:   "A vanishing penalty is no stand-in for the touch point",
		Caption: "At a millionth of the largest lambda: how often the penalised point has exactly the planted support and signs, against its closed form in the limit; and how often the touch point of the same system is the planted point, against the conic law. Lost: the difference, system by system, with its interval at 99%.",
		Columns: numbers("n", "m", "k", "penalised", "exact", "agreement", "touch point", "exact law", "agreement there", "lost"),
	}
	cells := penalisedOf(data, false, penalisedLeast)
	var tests agreements
	for _, g := range cells {
		c := g.Cell
		limit, err := theory.SupportRecovery(c.N, c.M, c.K)
		if err != nil {
			return t, err
		}
		law, err := theory.Success(c.N, c.M, c.K)
		if err != nil {
			return t, err
		}
		lost, err := penalisedLost(experiments.Data{g})
		if err != nil {
			return t, err
		}
		exact, touch := g.Tally(factIs("exact", above(0.5))).Rate, g.Tally(factIs("touch_exact", above(0.5))).Rate
		t.Append(results.Int(c.N), results.Int(c.M), results.Int(c.K), experiments.Estimate(exact), probability(limit), tests.of(exact, limit),
			experiments.Estimate(touch), probability(law), tests.of(touch, law), results.Measured{Value: -lost.Value, Lo: -lost.Hi, Hi: -lost.Lo})
	}
	tests.note(&t)
	losses(&t, cells)
	t.Note("both p-values of a row are of the same systems, and not independent")
	return t, residue(&t, cells, "n", "m", "k")
}

// penalisedNoise shows what noise changes.
func penalisedNoise(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "noise",
		Title:   "With noise: the penalised point and the touch point of the same b",
		Caption: "Noise of that standard deviation on every entry of b; planted entries are N(0,1). Means of the non-zeros, and those of the touch point of A x = b; distances |x - x0|/|x0| from the truth as geometric means, and their ratio, system by system.",
		Columns: numbers("noise", "lambda", "non-zeros", "added", "missed", "of the touch point", "distance", "touch point's", "ratio"),
	}
	cells := penalisedOf(data, true, -1)
	best, at := make(map[float64]float64), make(map[float64]float64)
	for _, g := range cells {
		c := g.Cell
		row := []results.Value{results.Float{Value: c.Noise}, results.Float{Value: c.Lambda}}
		for _, name := range []string{"nonzeros", "added", "missed", "touch_nonzeros"} {
			row = append(row, meanOf(g, name))
		}
		distance, touch := multiplied("", logsOf(g, "distance_truth")), multiplied("", logsOf(g, "touch_distance_truth"))
		t.Append(append(row, results.Float{Value: distance.Value, Digits: 3}, results.Float{Value: touch.Value, Digits: 3},
			ratioOf(penalisedGain(experiments.Data{g})))...)
		if least, known := best[c.Noise]; !math.IsNaN(distance.Value) && (!known || distance.Value < least) {
			best[c.Noise], at[c.Noise] = distance.Value, c.Lambda
		}
	}
	for _, noise := range penalisedNoises[1:] {
		if lambda, known := at[float64(noise)]; known {
			t.Note(fmt.Sprintf("noise %v: nearest to the truth at lambda = %v", float64(noise), lambda))
		}
	}
	losses(&t, cells)
	t.Note("rows of all noises and lambdas share their systems")
	return t, residue(&t, cells, "noise", "lambda")
}

// penalisedGained is the logarithm of the distance from the truth over that of the touch point.
func penalisedGained(r results.Record) float64 {
	return math.Log(r.Facts.Get("distance_truth") / r.Facts.Get("touch_distance_truth"))
}

func penalisedGain(data experiments.Data) []float64 { return everywhere(data, penalisedGained) }

// penalisedRow compares one equation with its closed form.
func penalisedRow(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "row",
		Title:   "One equation: the penalised form in closed form",
		Caption: "x = sgn(b a_j)(|b| - lambda/|a_j|)_+/|a_j| at the largest |a_j|. How often x = 0, by coordinate descent and exactly; and the largest distance of its points from the closed form, in units of |b|/|a_j|. Lambda is the penalty itself.",
		Columns: numbers("n", "lambda", "x = 0", "exact", "agreement", "largest error"),
	}
	cells := data.Where(func(c experiments.Cell) bool { return c.Measure == "onerow" })
	var tests agreements
	for _, g := range cells {
		rate, exact := g.Tally(factIs("zero", above(0.5))).Rate, theory.OneRow{N: g.Cell.N}.LassoZero(g.Cell.Lambda)
		worst := math.NaN()
		for i, v := range values(g, factOf("error")) {
			if i == 0 || v > worst {
				worst = v
			}
		}
		t.Append(results.Int(g.Cell.N), results.Float{Value: g.Cell.Lambda}, experiments.Estimate(rate), probability(exact), tests.of(rate, exact),
			results.Float{Value: worst, Digits: 1})
	}
	tests.note(&t)
	losses(&t, cells)
	t.Note("rows of one n share their equations; their p-values are not independent of each other")
	return t, residue(&t, cells, "n", "lambda")
}
