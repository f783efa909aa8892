package catalog

import (
	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// spikierRare is the least share of systems on which a ball should give something else than another before it is called better there.
const spikierRare = 0.01

func spikierFindings(data experiments.Data) ([]experiments.Finding, error) {
	of := func(p float64, keep func(experiments.Cell) bool) (experiments.Effect, error) {
		below, one, pairs := 0, 0, 0
		for _, m := range spikierMatches(data) {
			if m.cell.P == p && keep(m.cell) {
				below, one, pairs = below+m.below, one+m.one, pairs+m.pairs
			}
		}
		return paired("success of p less that of L1", below, one, pairs)
	}
	law := func(amplitudes string) func(experiments.Cell) bool {
		return func(c experiments.Cell) bool { return c.Measure == "" && c.Amplitudes == amplitudes }
	}
	duel := func(amplitudes string) func(experiments.Cell) bool {
		return func(c experiments.Cell) bool {
			return c.Measure == "duels" && c.N == 12 && c.Amplitudes == amplitudes
		}
	}
	var findings []experiments.Finding
	for _, s := range []struct {
		hypothesis string
		p          float64
		keep       func(experiments.Cell) bool
	}{
		{"at amplitudes of a normal law the global minimum of p = 0.5 finds planted points more often than that of L1", 0.5, law("gaussian")},
		{"p = 0.9 finds them more often than L1 at amplitudes +-1 and one non-zero fewer than equations (12 unknowns, 6 equations)", 0.9, duel("rademacher")},
		{"p = 0.8 finds them more often than L1 at the same amplitudes +-1 and one non-zero fewer than equations", 0.8, duel("rademacher")},
		{"p = 0.5 finds them more often than L1 at the same amplitudes +-1 and one non-zero fewer than equations", 0.5, duel("rademacher")},
		{"p = 0.9 finds them more often than L1 at amplitudes of a normal law and one non-zero fewer than equations", 0.9, duel("gaussian")},
		{"p = 0.5 finds them more often than L1 at amplitudes +-1, all numbers of non-zeros together", 0.5, law("rademacher")},
		{"p = 0.5 finds them more often than L1 at amplitudes of a uniform law", 0.5, law("uniform")},
		{"p = 0.5 finds them more often than L1 at amplitudes of two levels, 1 and 1/16", 0.5, law("twolevel")},
	} {
		e, err := of(s.p, s.keep)
		if err != nil {
			return nil, err
		}
		findings = append(findings, experiments.Above(s.hypothesis, e, 0))
	}
	smaller, err := spikierSmaller(data)
	if err != nil {
		return nil, err
	}
	generic := func(fact string, single bool) results.Rate {
		return pooled(data.Where(func(c experiments.Cell) bool { return c.Measure == "concurs" && (c.M == 1) == single }), spikierFact(fact))
	}
	same := generic("same", true)
	other := results.Rate{Hits: same.Misses, Misses: same.Hits}
	zero := pooled(data.Where(func(c experiments.Cell) bool { return c.P == 0 }), experiments.Success)
	checks, err := spikierChecks(data)
	if err != nil {
		return nil, err
	}
	return append(append(findings,
		experiments.Above("the smaller p the better: p = 0.1 finds planted points more often than p = 0.5", smaller, 0),
		experiments.Always("p = 0 finds every planted point that has fewer non-zeros than there are equations", "found", zero),
		experiments.Above("with one equation p < 1 touches at another point than L1 in at least one system of a hundred", experiments.RateEffect("another point", other), spikierRare),
		experiments.Above("for generic data p < 1 touches at a point with fewer non-zeros than L1 in at least one system of a hundred",
			experiments.RateEffect("fewer non-zeros", generic("sparser", false)), spikierRare)), checks...), nil
}

// spikierSmaller is the difference in success between p = 0.1 and p = 0.5 on the same systems.
func spikierSmaller(data experiments.Data) (experiments.Effect, error) {
	first, second, pairs := 0, 0, 0
	for _, g := range spikierPlanted(data).Where(func(c experiments.Cell) bool { return c.P == 0.1 }) {
		if half, ok := spikierBeside(data, g.Cell, 0.5); ok {
			a, b, n := discordant(g, half, experiments.Success)
			first, second, pairs = first+a, second+b, pairs+n
		}
	}
	return paired("success of p = 0.1 less that of p = 0.5", first, second, pairs)
}

// spikierChecks holds p = 1 against its law, all rates against another program, and the laws of the amplitudes against each other at p = 1.
func spikierChecks(data experiments.Data) ([]experiments.Finding, error) {
	var exact, other agreements
	var invariant results.Rate
	planted := spikierPlanted(data)
	for _, g := range planted {
		rate := g.Tally(experiments.Success).Rate
		if p, informative := spikierAgrees(rate, spikierReferred(g.Cell)); informative {
			other = append(other, p)
		}
		if g.Cell.P != 1 {
			continue
		}
		base := g.Cell
		base.Amplitudes = spikierLaws[0]
		if first, ok := spikierBeside(planted, base, 1); ok && g.Cell.Amplitudes != spikierLaws[0] {
			one, two, pairs := discordant(first, g, experiments.Success)
			invariant = invariant.Plus(results.Rate{Hits: pairs - one - two, Misses: one + two})
		} else if ok { // other laws meet the same systems and are no test of their own
			law, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
			if err != nil {
				return nil, err
			}
			exact.of(rate, law)
		}
	}
	for _, g := range data.Where(func(c experiments.Cell) bool { return c.Measure == "concurs" && c.M > 1 }) {
		if same := g.Tally(spikierFact("same")).Rate; same.Trials() > 0 {
			other = append(other, spikierSharedTest(g.Cell, same))
		}
	}
	same := experiments.Always("the success of L1 does not depend on the law of the amplitudes, system by system", "same outcome", invariant)
	same.Check = true
	return []experiments.Finding{
		experiments.Agrees("L1 follows its exact law", planted.Trials(), exact),
		experiments.Agrees("minima for p < 1 are where another program finds them, as often", data.Trials(), other),
		same,
	}, nil
}
