package catalog

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

const (
	difficultyOften  = 0.1 // a method that misses more than one of ten is in difficulties
	difficultyFactor = 1.5 // minima a further unknown: growth faster than any power of n
)

func difficultyFindings(data experiments.Data) ([]experiments.Finding, error) {
	large, err := difficultyLarger(data)
	if err != nil {
		return nil, err
	}
	checks, err := difficultyChecks(data)
	return slices.Concat([]experiments.Finding{
		experiments.Above("every further unknown multiplies the local minima by more than 1.5, at half as many equations and a generic b (theory: always)", difficultyGrowth(data), difficultyFactor),
	}, large, difficultyMissed(data), []experiments.Finding{
		experiments.Above("the number of least-squares problems that IRLS solves for one planted point grows like n or faster", difficultySlope(data, "irls"), 1),
	}, checks), err
}

// difficultyLarger asks what the methods make of planted points where nobody can enumerate.
func difficultyLarger(data experiments.Data) (findings []experiments.Finding, err error) {
	for _, m := range []struct{ method, solver string }{{"reweighted L1", "reweighted"}, {"IRLS", "irls"}, {"half thresholding", "thresholding"}} {
		l1, own, n := difficultyLargest(data, m.solver)
		one, other, pairs := discordant(l1, own, experiments.Success)
		e, err := paired("success of L1 less that of the method", one, other, pairs)
		if err != nil {
			return nil, err
		}
		size := fmt.Sprintf("at %d unknowns, half as many equations and a quarter as many non-zeros,", n)
		findings = append(findings,
			experiments.Above(fmt.Sprintf("%s %s for p = 1/2 finds fewer planted points than L1", size, m.method), e, 0),
			experiments.Above(fmt.Sprintf("%s %s stops at a point worse than the planted one in more than one system of ten", size, m.method),
				experiments.RateEffect("stopped short", own.Tally(phaseBecause(experiments.Method)).Rate), difficultyOften))
	}
	return findings, nil
}

// difficultyMissed asks how often the methods miss the global minimum where it is known.
func difficultyMissed(data experiments.Data) (findings []experiments.Finding) {
	tried := difficultyTried(data)
	missed := func(rate results.Rate) experiments.Effect {
		return experiments.RateEffect("missed", results.Rate{Hits: rate.Misses, Misses: rate.Hits})
	}
	of := func(solver string, planted bool) experiments.Effect {
		return missed(pooled(tried.Where(func(c experiments.Cell) bool { return c.Solver == solver && c.M > 1 && (c.K > 0) == planted }), difficultyReached))
	}
	for _, m := range []struct{ method, solver string }{
		{"reweighted L1", "reweighted"},
		{"IRLS from the point of least norm", "irls"},
		{"IRLS from the L1 point", "irls:start=l1"},
		{"half thresholding from zero", "thresholding"},
	} {
		findings = append(findings,
			experiments.Above(m.method+" misses the global minimum of p = 1/2 in more than one system of ten with a generic b, up to 14 unknowns", of(m.solver, false), difficultyOften),
			experiments.Above(m.method+" misses the global minimum of p = 1/2 in more than one system of ten with a planted point, up to 14 unknowns", of(m.solver, true), difficultyOften))
	}
	seeded := difficultyAny(difficultyStarted(data, "irls", 0, difficultyStarts))
	single := pooled(tried.Where(func(c experiments.Cell) bool { return c.M == 1 && !strings.Contains(c.Solver, "random") }), difficultyReached)
	return append(findings,
		experiments.Above(fmt.Sprintf("the best of %d random starts of IRLS misses the global minimum in more than one system of ten, 12 unknowns, 6 equations and a generic b", difficultyStarts),
			missed(seeded), difficultyOften),
		experiments.Above("with one equation methods that do not start at random, all on the same systems, miss the global minimum in more than one system of ten", missed(single), difficultyOften))
}

// difficultyGrowth is the factor by which the mean number of local minima grows a further unknown, over the sizes of generic systems. It has no
// spread where all systems of a size have the same number.
func difficultyGrowth(data experiments.Data) experiments.Effect {
	e := estimated("factor", unknownEstimate(), 0)
	generic := difficultyCounted(data).Where(func(c experiments.Cell) bool { return c.K == 0 })
	if ns := difficultySizes(generic); len(ns) > 1 {
		first, last := generic[0], generic[len(generic)-1]
		a := values(first, factOf("minima"))
		b := values(last, factOf("minima"))
		if len(a) == 0 || len(b) == 0 {
			return e
		}
		per := 1 / float64(last.Cell.N-first.Cell.N)
		e.Value = math.Pow(mean(b, experiments.Confident).Value/mean(a, experiments.Confident).Value, per)
		e.Lo, e.Hi = math.Pow(slices.Min(b)/slices.Max(a), per), math.Pow(slices.Max(b)/slices.Min(a), per)
		e.Trials = len(a) + len(b)
	}
	return e
}

// difficultyLargest is L1 and a method on the same planted systems, at the largest n.
func difficultyLargest(data experiments.Data, solver string) (l1, own experiments.Group, n int) {
	growing := difficultyGrowing(data)
	n = slices.Max(append(difficultySizes(growing), 0))
	for _, g := range growing {
		switch {
		case g.Cell.N != n:
		case g.Cell.Solver == "homotopy":
			l1 = g
		case g.Cell.Solver == solver:
			own = g
		}
	}
	return l1, own, n
}

// difficultySlope is the power of n with which the work of a method grows, between the smallest and the largest n: normal errors, by the delta method.
func difficultySlope(data experiments.Data, solver string) experiments.Effect {
	cells := sorted(difficultyGrowing(data).Where(is(solver)))
	e := estimated("power of n", unknownEstimate(), 0)
	if len(cells) < 2 {
		return e
	}
	first, last := cells[0], cells[len(cells)-1]
	a, b := mean(difficultyWork(first), experiments.Confident), mean(difficultyWork(last), experiments.Confident)
	span := math.Log(float64(last.Cell.N) / float64(first.Cell.N))
	width := quantile(experiments.Confident) * math.Hypot(a.StdErr/a.Value, b.StdErr/b.Value) / span
	e.Value = math.Log(b.Value/a.Value) / span
	e.Lo, e.Hi, e.Trials = e.Value-width, e.Value+width, len(first.Records)+len(last.Records)
	return e
}

// difficultyChecks holds the counts against the closed form, the methods against the enumeration, and L1 against its law.
func difficultyChecks(data experiments.Data) ([]experiments.Finding, error) {
	var tests agreements
	for _, g := range difficultyGrowing(data).Where(func(c experiments.Cell) bool { return c.P == 1 }) {
		law, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
		if err != nil {
			return nil, err
		}
		tests.of(g.Tally(experiments.Success).Rate, law)
	}
	above := hits(func(_ experiments.Cell, r results.Record) bool { return float64(r.Gap) >= -difficultyBest })
	counted := experiments.Always("there are as many local minima as the closed form says", "as many", pooled(difficultyCounted(data), difficultyAgrees))
	bounded := experiments.Always("no method is below the enumerated minimum", "at or above it", pooled(difficultyTried(data), above))
	counted.Check, bounded.Check = true, true
	return []experiments.Finding{counted, bounded, experiments.Agrees("L1 follows its exact law", data.Trials(), tests)}, nil
}
