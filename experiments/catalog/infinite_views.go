package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// infiniteSets shows how large the sets are.
func infiniteSets(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "sets",
		Title:   "How many solutions are there?",
		Caption: "Dimension n - m: how often the set of solutions has it, by the rank of A; for m >= n that is a single point. Lines: on the line through two different solutions every point is one, as far as a thousand times their distance. Apart: median of |x_1 - x_2|_2 over the length of the shorter, for the touch points of p = 1 and p = 2. One pick: all six balls pick the same point.",
		Columns: append([]results.Column{text("matrix")}, numbers("n", "m", "k", "dimension n - m", "exact", "agreement", "lines", "apart", "one pick")...),
	}
	cells := measuredBy(data, "picks", anyCell)
	var tests agreements
	for _, g := range cells {
		c, rate, exact := g.Cell, g.Tally(infiniteFull).Rate, infiniteDimension(g.Cell)
		row := append([]results.Value{results.Text(c.Ensemble)}, shapeOf(c)...)
		t.Append(append(row, experiments.Estimate(rate), probability(exact), tests.of(rate, exact), experiments.Estimate(g.Tally(factIs("line", atMost(1e-12))).Rate),
			middle(values(g, factOf("apart"))), experiments.Estimate(g.Tally(infiniteSingle).Rate))...)
	}
	tests.note(&t)
	losses(&t, cells)
	t.Note("rademacher: with entries of +-1 two equations may have the same coefficients up to sign; the set is larger then")
	return t, residue(&t, cells, "ensemble", "n", "m", "k")
}

// infinitePicks shows what each ball picks.
func infinitePicks(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "picks",
		Title:   "What each ball picks from the same sets of solutions",
		Caption: "k non-zeros were planted; k = n is a truth without zeros, k = 0 a generic b. Entries that count: mean of (|x|_1/|x|_2)^2. Distance: median of |x - x0|_2/|x0|_2. Truth: the pick is the planted point; exact: the conic law for p = 1, always for p = 0 and k < m, never for p > 1. For p = 0 any of the sparsest points is picked, for p = 0 and 1/2 by trying all.",
		Columns: numbers("n", "m", "k", "p", "non-zeros", "entries that count", "distance", "truth", "exact", "agreement"),
	}
	cells := measuredBy(data, "picks", func(c experiments.Cell) bool { return c.Ensemble == "gaussian" && c.M < c.N })
	var tests agreements
	for _, g := range cells {
		c := g.Cell
		for _, b := range infiniteBalls {
			truth := g.Tally(infiniteFound(b.name)).Rate
			exact, err := infiniteExact(c, b.p)
			if err != nil {
				return t, err
			}
			t.Append(append(shapeOf(c), exponent(b.p), meanOf(g, "nonzeros_"+b.name), meanOf(g, "spread_"+b.name), middle(values(g, factOf("distance_"+b.name))),
				experiments.Estimate(truth), probability(exact), tests.of(truth, exact))...)
		}
	}
	tests.note(&t)
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "k")
}

// infiniteExact is the probability that the ball of exponent p picks the truth; NaN where it is not known.
func infiniteExact(c experiments.Cell, p float64) (float64, error) {
	switch {
	case c.K == 0:
		return math.NaN(), nil
	case p > 1 || c.K > c.M:
		return 0, nil
	case p == 1:
		return theory.Success(c.N, c.M, c.K)
	case p == 0 && c.K < c.M:
		return 1, nil
	}
	return math.NaN(), nil
}

// infiniteNorms shows what each pick costs by every measure.
func infiniteNorms(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "norms",
		Title:   "The price of each pick, by every measure",
		Caption: "Ten unknowns, five equations. A row is what a ball picks, a column is |x|_p of that point over the least among all solutions, the median over the systems; it is 1 on the diagonal, for each pick is the cheapest by its own measure. For p = 0 the measure is the number of non-zeros.",
		Columns: numbers("k", "picked by"),
	}
	for _, b := range infiniteBalls {
		t.Columns = append(t.Columns, number("p = "+exponentName(b.p)))
	}
	cells := measuredBy(data, "picks", infiniteShown)
	for _, g := range cells {
		for _, b := range infiniteBalls {
			row := []results.Value{results.Int(g.Cell.K), exponent(b.p)}
			for _, by := range infiniteBalls {
				row = append(row, results.Float{Value: infinitePrice(g, b.name, by.name), Digits: 4})
			}
			t.Append(row...)
		}
	}
	losses(&t, cells)
	return t, residue(&t, cells, "k")
}

// infiniteShown are the cells whose prices are shown: a generic b, a sparse and a dense truth.
func infiniteShown(c experiments.Cell) bool {
	return c.Ensemble == "gaussian" && c.N == 10 && c.M == 5 && (c.K == 0 || c.K == 1 || c.K == 10)
}

// infinitePrice is the median price of a pick by a measure; NaN without trials.
func infinitePrice(g experiments.Group, pick, by string) float64 {
	m, _, err := stats.Median(values(g, factOf(infiniteNorm(pick, by))), experiments.Level)
	if err != nil {
		return math.NaN()
	}
	return m
}
