package catalog

import (
	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// smallnessPairs shows in which sense a smaller norm tells a sparser point, within one set of solutions.
func smallnessPairs(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "pairs",
		Title:   "Among the solutions of one system: does the smaller norm belong to the sparser point?",
		Caption: "Mean share of pairs for which it does; a coin has 0.5, and Kendall's tau is twice the share less 1. Rays: points on random rays from the touch point of p = 1. Random: points around that of p = 2. Basic: solutions with as many non-zeros as equations; the sparser has fewer entries that count, (|x|_1/|x|_2)^2. Sparse: share of the basic solutions with a smaller norm than the touch point of p = 2, which has no zeros. The last columns: median norm of the basic solutions, and norm of the dense point, over the least norm there is.",
		Columns: numbers("n", "m", "k", "rays", "random", "basic", "sparse", "basic norm", "dense norm"),
	}
	cells := measuredBy(data, "smallness", anyCell)
	for _, g := range cells {
		row := shapeOf(g.Cell)
		for _, name := range []string{"rays", "isotropic", "basics", "sparse"} {
			row = append(row, meanOf(g, name))
		}
		t.Append(append(row, middle(values(g, factOf("median"))), middle(values(g, factOf("round"))))...)
	}
	losses(&t, cells)
	t.Note("all basic solutions up to a thousand, two hundred random ones beyond")
	return t, residue(&t, cells, "n", "m", "k")
}

// smallnessLevels shows how sparse solutions are by their norm, on the way out from the touch point.
func smallnessLevels(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "levels",
		Title:   "How many entries count, by the norm over the least",
		Caption: "Mean of (|x|_1/|x|_2)^2 at the touch point of p = 1, on random rays from it where the norm is so many times the least, and at the touch point of p = 2. All points but the first have n non-zeros.",
		Columns: numbers("n", "m", "k", "touch"),
	}
	names := []string{"touch_spread"}
	for _, h := range smallnessHeights {
		t.Columns, names = append(t.Columns, number("norm x "+exponentName(h.over))), append(names, h.fact)
	}
	t.Columns, names = append(t.Columns, number("p = 2")), append(names, "round_spread")
	cells := measuredBy(data, "smallness", anyCell)
	for _, g := range cells {
		row := shapeOf(g.Cell)
		for _, name := range names {
			row = append(row, meanOf(g, name))
		}
		t.Append(row...)
	}
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "k")
}

// smallnessPlanted shows how the planted point stands among all basic solutions.
func smallnessPlanted(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "planted",
		Title:   "The planted point among all basic solutions",
		Caption: "Least: no other basic solution has a smaller norm; exactly then the ball of p = 1 touches there, with the probability of the conic law. Smaller: mean share of the other basic solutions, which have m non-zeros, whose norm is larger. Number: how often the count of distinct basic solutions is C(n, m) - C(n-k, m-k) + 1.",
		Columns: numbers("n", "m", "k", "basic solutions", "number", "least", "exact", "agreement", "smaller"),
	}
	cells := measuredBy(data, "smallness", func(c experiments.Cell) bool { return c.K > 0 && bases(c.N, c.M) <= smallnessBases })
	var tests agreements
	for _, g := range cells {
		c := g.Cell
		exact, err := theory.Success(c.N, c.M, c.K)
		if err != nil {
			return t, err
		}
		count, err := theory.LocalMinima(c.N, c.M, c.K)
		if err != nil {
			return t, err
		}
		want, _ := count.Float64()
		least, number := g.Tally(smallnessLeast).Rate, g.Tally(factIs("count", func(v float64) bool { return v == want })).Rate
		t.Append(append(shapeOf(c), results.Float{Value: want}, experiments.Estimate(number), experiments.Estimate(least), probability(exact),
			tests.of(least, exact), meanOf(g, "planted"))...)
	}
	tests.note(&t)
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "k")
}

// smallnessAlone shows what the norm alone tells of vectors of different systems.
func smallnessAlone(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "alone",
		Title:   "Touch points of different systems: what the norm alone tells",
		Caption: "Share of pairs in which the one with the smaller norm is the sparser, of those that are not equally sparse. Decades: every system is measured in units of its own, which vary over so many decades, evenly in the logarithm; that multiplies norms and leaves zeros. Planted: one or two non-zeros against two more, sparser by the count. Generic: two systems alike, both with five non-zeros, sparser by the entries that count.",
		Columns: numbers("decades", "planted", "generic"),
	}
	cells := measuredBy(data, "smallness", func(c experiments.Cell) bool { return c.N == 10 })
	for _, decades := range smallnessUnits {
		var within results.Rate
		for _, g := range cells.Where(func(c experiments.Cell) bool { return c.K == 0 }) {
			within = within.Plus(smallnessWithin(g, decades))
		}
		t.Append(results.Float{Value: decades}, experiments.Estimate(smallnessBetween(data, decades)), experiments.Estimate(within))
	}
	losses(&t, cells)
	t.Note("rows share their systems")
	return t, residue(&t, cells, "k")
}
