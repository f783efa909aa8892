package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// spikierPlanted are the cells whose global minimum was recorded as it is.
func spikierPlanted(data experiments.Data) experiments.Data {
	return data.Where(func(c experiments.Cell) bool { return c.Measure == "" })
}

// spikierBeside is the group that met the same systems with another exponent.
func spikierBeside(data experiments.Data, c experiments.Cell, p float64) (experiments.Group, bool) {
	i := slices.IndexFunc(data, func(g experiments.Group) bool {
		o := g.Cell
		return o.N == c.N && o.M == c.M && o.K == c.K && o.Amplitudes == c.Amplitudes && o.P == p && o.Measure == c.Measure
	})
	if i < 0 {
		return experiments.Group{}, false
	}
	return data[i], true
}

// spikierChances shows success by p, a row for each law of the amplitudes.
func spikierChances(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "chances",
		Title:   "How often the global minimum of |x|_p is the planted point",
		Caption: "Every minimum is found by enumeration of all bases, and proved the only one where it counts. For p = 1 the law of the amplitudes makes no difference, and exact is the conic law; for p = 0, which counts non-zeros, every planted point with k < m is found. Amplitudes: gaussian, a normal law; uniform, on [-1, 1]; rademacher, +-1; twolevel, 1 or 1/16 with random signs. They share A and support, so that rows of one n, m and k are not independent.",
		Columns: append(append(numbers("n", "m", "k"), text("amplitudes")), numbers("p = 0", "p = 0.1", "p = 0.25", "p = 0.5", "p = 0.75", "p = 0.9", "p = 1", "exact p = 1")...),
	}
	planted := spikierPlanted(data)
	for _, g := range planted {
		if g.Cell.P != 1 {
			continue
		}
		exact, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
		if err != nil {
			return t, err
		}
		row := []results.Value{results.Int(g.Cell.N), results.Int(g.Cell.M), results.Int(g.Cell.K), results.Text(g.Cell.Amplitudes)}
		for _, p := range append(append([]experiments.Real{0}, spikierExponents...), 1) {
			rate := results.Rate{}
			if same, ok := spikierBeside(planted, g.Cell, float64(p)); ok {
				rate = same.Tally(experiments.Success).Rate
			}
			row = append(row, experiments.Estimate(rate))
		}
		t.Append(append(row, probability(exact))...)
	}
	losses(&t, planted)
	return t, residue(&t, planted, "n", "m", "k", "p", "amplitudes", "solver")
}

// spikierMatch is p < 1 against p = 1 on the same planted systems.
type spikierMatch struct {
	cell              experiments.Cell
	below, one, pairs int // found by p alone, by L1 alone; all systems that both decided
}

// spikierMatches lists the matches of recorded minima and of duels.
func spikierMatches(data experiments.Data) (list []spikierMatch) {
	for _, g := range data {
		m := spikierMatch{cell: g.Cell}
		switch {
		case g.Cell.Measure == "duels":
			m.below, m.one, m.pairs = spikierDuels(g)
		case g.Cell.Measure == "" && g.Cell.P > 0 && g.Cell.P < 1:
			l1, ok := spikierBeside(data, g.Cell, 1)
			if !ok {
				continue
			}
			m.below, m.one, m.pairs = discordant(g, l1, experiments.Success)
		default:
			continue
		}
		list = append(list, m)
	}
	return list
}

func spikierDuels(g experiments.Group) (below, one, pairs int) {
	for _, r := range g.Records {
		if r.Outcome != results.Solved {
			continue
		}
		pairs++
		switch l1, lp := r.Facts.Get("one"), r.Facts.Get("below"); {
		case lp > l1:
			below++
		case l1 > lp:
			one++
		}
	}
	return below, one, pairs
}

// spikierPaired shows who wins where the two differ.
func spikierPaired(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "paired",
		Title:   "p < 1 against L1 on the same systems: who finds the planted point that the other misses?",
		Caption: "P alone, L1 alone: systems in which only that one finds it; no others say anything. Difference: success of p minus that of L1, with Tango's 95% interval; McNemar is the exact two-sided p-value of no difference. Cells without any difference are left out, with how many there are.",
		Columns: append(append(numbers("n", "m", "k"), text("amplitudes")), numbers("p", "systems", "p alone", "L1 alone", "difference", "McNemar")...),
	}
	planted := data.Where(func(c experiments.Cell) bool { return c.Measure != "concurs" })
	even := 0
	for _, m := range spikierMatches(planted) {
		if m.below+m.one == 0 {
			even++
			continue
		}
		interval, err := stats.PairedDifference(m.below, m.one, m.pairs, experiments.Level)
		if err != nil {
			return t, err
		}
		c := m.cell
		t.Append(results.Int(c.N), results.Int(c.M), results.Int(c.K), results.Text(c.Amplitudes), exponent(c.P), results.Int(m.pairs), results.Int(m.below), results.Int(m.one),
			results.Measured{Value: float64(m.below-m.one) / float64(m.pairs), Lo: interval.Lo, Hi: interval.Hi}, results.Float{Value: stats.McNemar(m.below, m.one), Digits: 2})
	}
	if even > 0 {
		t.Note(itoa(even) + " cells without any difference are not shown")
	}
	losses(&t, planted)
	return t, residue(&t, planted, "n", "m", "k", "p", "amplitudes", "solver", "measure")
}

// spikierCompared holds the rates against those of another program.
func spikierCompared(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "compared",
		Title:   "The same cells by another program: how often the global minimum is the planted point",
		Caption: "The other program enumerates all bases, too, on draws of its own; agreement is Fisher's exact two-sided p-value that both have one rate. Where both find the point always, there is no test. p = 1 is held against the exact law.",
		Columns: append(append(numbers("n", "m", "k"), text("amplitudes")), numbers("p", "measured", "other program", "its systems", "agreement")...),
	}
	var shown experiments.Data
	var tests agreements
	for _, g := range spikierPlanted(data) {
		reference := spikierReferred(g.Cell)
		if reference.Trials() == 0 {
			continue
		}
		rate := g.Tally(experiments.Success).Rate
		agreement := results.Value(results.Missing{})
		if p, informative := spikierAgrees(rate, reference); informative {
			tests = append(tests, p)
			agreement = results.Float{Value: p, Digits: 2}
		}
		c := g.Cell
		t.Append(results.Int(c.N), results.Int(c.M), results.Int(c.K), results.Text(c.Amplitudes), exponent(c.P), experiments.Estimate(rate),
			probability(reference.Value()), results.Int(reference.Trials()), agreement)
		shown = append(shown, g)
	}
	tests.note(&t)
	losses(&t, shown)
	return t, residue(&t, shown, "n", "m", "k", "p", "amplitudes")
}

// spikierAgrees tests two rates, unless there are no misses or no hits at all.
func spikierAgrees(a, b results.Rate) (p float64, informative bool) {
	if a.Trials() == 0 || b.Trials() == 0 || a.Misses+b.Misses == 0 || a.Hits+b.Hits == 0 {
		return math.NaN(), false
	}
	return spikierSame(a, b), true
}

// spikierFact is the rate of a fact of a measure among the solved trials.
func spikierFact(name string) mark {
	return func(_ experiments.Cell, r results.Record) results.Mark {
		switch {
		case r.Outcome != results.Solved:
			return results.Outside
		case r.Facts.Get(name) == 1:
			return results.Hit
		}
		return results.Miss
	}
}

// spikierGeneric compares the touches where nothing is planted.
func spikierGeneric(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "generic",
		Title:   "Generic b: does p < 1 touch at other columns than L1, and at fewer?",
		Caption: "Both touch at points with m non-zeros, with probability 1, and so none is sparser. With one equation both pick the tip of the largest coefficient. Reference: the other program, p = 0.001 standing for p -> 0; agreement is the p-value of the difference.",
		Columns: numbers("n", "m", "p", "same columns", "reference", "agreement", "fewer non-zeros than L1"),
	}
	generic := data.Where(func(c experiments.Cell) bool { return c.Measure == "concurs" })
	var tests agreements
	for _, g := range generic {
		same := g.Tally(spikierFact("same")).Rate
		agreement := results.Value(results.Missing{})
		if same.Trials() > 0 {
			p := spikierSharedTest(g.Cell, same)
			if g.Cell.M > 1 || same.Misses > 0 {
				tests = append(tests, p)
			}
			agreement = results.Float{Value: p, Digits: 2}
		}
		t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), exponent(g.Cell.P), experiments.Estimate(same), probability(spikierSharedAt(g.Cell)), agreement,
			experiments.Estimate(g.Tally(spikierFact("sparser")).Rate))
	}
	tests.note(&t)
	losses(&t, generic)
	return t, residue(&t, generic, "n", "m", "p")
}
