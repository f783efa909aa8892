package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// difficultyCounted are the cells whose local minima were counted.
func difficultyCounted(data experiments.Data) experiments.Data {
	return measuredBy(data, "minima", anyCell)
}

// difficultyExpected is the closed form for the number of local minima.
func difficultyExpected(c experiments.Cell) (float64, error) {
	k := c.K
	if k == 0 {
		k = c.M // a generic b is a point on any m columns
	}
	count, err := theory.LocalMinima(c.N, c.M, k)
	if err != nil {
		return 0, err
	}
	value, _ := count.Float64()
	return value, nil
}

// difficultyAgrees marks the systems with as many local minima as the closed form says.
func difficultyAgrees(c experiments.Cell, r results.Record) results.Mark {
	if r.Outcome != results.Solved {
		return results.Outside
	}
	if want, err := difficultyExpected(c); err != nil || r.Facts.Get("minima") != want {
		return results.Miss
	}
	return results.Hit
}

func difficultyMinima(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "minima",
		Title:   "How many strict local minima |x|_p has, 0 < p < 1",
		Caption: "Every solution with independent columns is one, whatever p. Closed form: C(n,m) for a generic b (k = 0), C(n,m) - C(n-k,m-k) + 1 for k planted non-zeros. Runner-up: how far the second smallest |x|_p^p is above the smallest, as a share of it: the median of the systems.",
		Columns: numbers("n", "m", "k", "local minima", "closed form", "as many in", "runner-up"),
	}
	cells := difficultyCounted(data)
	for _, g := range cells {
		want, err := difficultyExpected(g.Cell)
		if err != nil {
			return t, err
		}
		counts := values(g, factOf("minima"))
		runner := results.Value(results.Missing{})
		if median, i, err := stats.Median(values(g, factOf("second")), experiments.Level); err == nil {
			runner = results.Measured{Value: median, Lo: i.Lo, Hi: i.Hi}
		}
		t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), results.Int(g.Cell.K), difficultyRange(counts), results.Float{Value: want},
			experiments.Estimate(g.Tally(difficultyAgrees).Rate), runner)
	}
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "k")
}

// difficultyRange shows whole numbers as one number, or from the least to the largest.
func difficultyRange(list []float64) results.Value {
	switch {
	case len(list) == 0:
		return results.Missing{}
	case slices.Min(list) == slices.Max(list):
		return results.Int(list[0])
	}
	return results.Text(itoa(int(slices.Min(list))) + " to " + itoa(int(slices.Max(list))))
}

// difficultyBest is the relative excess over the global |x|_p^p up to which a point is the global minimum.
const difficultyBest = 1e-6

// difficultyReached marks the points at the global minimum that the referee enumerated.
var difficultyReached = hits(func(_ experiments.Cell, r results.Record) bool { return float64(r.Gap) <= difficultyBest })

// difficultyTried are the cells of methods on systems small enough for the referee.
func difficultyTried(data experiments.Data) experiments.Data {
	return data.Where(func(c experiments.Cell) bool {
		return c.Measure == "" && c.P == difficultyHalf && c.N <= slices.Max(difficultyShapes) && difficultyNamed(c.Solver).label != ""
	})
}

// difficultyNamed is the method of a solver's spelling; none where a start has a seed of its own.
func difficultyNamed(solver string) difficultyMethod {
	for _, m := range append(slices.Clone(difficultyLocal), difficultyExhaustive) {
		if m.solver == solver {
			return m
		}
	}
	return difficultyMethod{}
}

func difficultyMethods(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "methods",
		Title:   "p = 1/2: how often each method ends in the global minimum",
		Caption: "All methods meet the same systems; k = 0 is a generic b. Global: |x|_p^p is that of the least of all local minima, to 1e-6. Planted point: found to 1e-6; enumeration says how often the global minimum is that point.",
		Columns: append(append(numbers("n", "m", "k"), text("method")), numbers("global minimum", "planted point")...),
	}
	cells := difficultyTried(data)
	for _, g := range cells {
		method := difficultyNamed(g.Cell.Solver)
		found := results.Value(results.Missing{})
		if g.Cell.K > 0 {
			found = experiments.Estimate(g.Tally(experiments.Success).Rate)
		}
		t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), results.Int(g.Cell.K), results.Text(method.label), experiments.Estimate(g.Tally(difficultyReached).Rate), found)
	}
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "k", "solver")
}

// difficultyStarted is the groups of one method from the first starts, for one k.
func difficultyStarted(data experiments.Data, solver string, k, starts int) (list experiments.Data) {
	for start := range starts {
		list = append(list, data.Where(func(c experiments.Cell) bool { return c.Solver == difficultySeed(solver, start) && c.K == k })...)
	}
	return list
}

// difficultyAny is the rate of systems on which at least one of the groups reached the global minimum. A system is undecided where
// none did and one is undecided, and outside where there is nothing but failures.
func difficultyAny(groups experiments.Data) (rate results.Rate) {
	if len(groups) == 0 {
		return rate
	}
	for i := range groups[0].Records {
		best := results.Outside
		for _, g := range groups {
			if i >= len(g.Records) {
				continue
			}
			switch mark := difficultyReached(g.Cell, g.Records[i]); {
			case mark == results.Hit || best == results.Hit:
				best = results.Hit
			case mark == results.Undecided || best == results.Undecided:
				best = results.Undecided
			case mark == results.Miss:
				best = results.Miss
			}
		}
		rate.Add(best)
	}
	return rate
}

// difficultyCurve are the numbers of starts of the curve.
var difficultyCurve = []int{1, 2, 4, 8, difficultyStarts}

func difficultyRestarts(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "restarts",
		Title:   "The best of several random starts: how often it is the global minimum, n = 12, m = 6, p = 1/2",
		Caption: "Alike: what it would be if every start had the same chance on every system, 1 - (1 - q)^r for r starts with the mean chance q. Where the measured share is lower, the same systems are hard from all starts.",
		Columns: append([]results.Column{text("method")}, numbers("k", "starts", "global minimum", "alike")...),
	}
	seeded := data.Where(func(c experiments.Cell) bool { return c.Measure == "" && c.N == 12 && difficultyIsSeeded(c.Solver) })
	for _, method := range []struct{ label, solver string }{{"IRLS", "irls"}, {"half thresholding", "thresholding"}} {
		for _, k := range []int{0, 3} {
			single := pooled(difficultyStarted(seeded, method.solver, k, difficultyStarts), difficultyReached)
			for _, starts := range difficultyCurve {
				t.Append(results.Text(method.label), results.Int(k), results.Int(starts), experiments.Estimate(difficultyAny(difficultyStarted(seeded, method.solver, k, starts))),
					probability(1-math.Pow(1-single.Value(), float64(starts))))
			}
		}
	}
	losses(&t, seeded)
	return t, residue(&t, seeded, "k", "solver")
}

func difficultyIsSeeded(solver string) bool {
	for start := range difficultyStarts {
		if solver == difficultySeed("irls", start) || solver == difficultySeed("thresholding", start) {
			return true
		}
	}
	return false
}
