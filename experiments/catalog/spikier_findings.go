package catalog

import (
	"math"

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
		{"p = 0.9 finds planted points more often than L1 at amplitudes +-1 and one non-zero fewer than equations (12 unknowns, 6 equations)", 0.9, duel("rademacher")},
		{"p = 0.8 finds planted points more often than L1 at amplitudes +-1 and one non-zero fewer than equations", 0.8, duel("rademacher")},
		{"p = 0.5 finds planted points more often than L1 at amplitudes +-1 and one non-zero fewer than equations", 0.5, duel("rademacher")},
		{"p = 0.9 finds planted points more often than L1 at amplitudes of a normal law and one non-zero fewer than equations", 0.9, duel("gaussian")},
		{"p = 0.5 finds planted points more often than L1 at amplitudes +-1, all numbers of non-zeros together", 0.5, law("rademacher")},
		{"p = 0.5 finds planted points more often than L1 at amplitudes of a uniform law", 0.5, law("uniform")},
		{"p = 0.5 finds planted points more often than L1 at amplitudes of two levels, 1 and 1/16", 0.5, law("twolevel")},
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
		experiments.Above("the smaller p the better: p = 0.1 finds planted points more often than p = 0.5, all laws of the amplitudes together", smaller, 0),
		experiments.Always("p = 0 finds every planted point that has fewer non-zeros than there are equations (theory: always)", "found", zero),
		experiments.Above("with one equation p < 1, all exponents on the same systems, touches at another point than L1 in at least one system of a hundred (theory: never)", experiments.RateEffect("another point", other), spikierRare),
		experiments.Above("for generic data p < 1, all exponents on the same systems, touches at a point with fewer non-zeros than L1 in at least one system of a hundred (theory: never)",
			experiments.RateEffect("fewer non-zeros", generic("sparser", false)), spikierRare)), checks...), nil
}

// spikierSmaller is the difference in success between p = 0.1 and p = 0.5 on the same systems. The laws of the amplitudes share systems, too, so that
// its interval is the wider of Tango's and of one that lets the outcomes of a system depend on each other in any way.
func spikierSmaller(data experiments.Data) (experiments.Effect, error) {
	first, second, pairs := 0, 0, 0
	systems := make(map[[4]int]spikierCluster)
	for _, g := range spikierPlanted(data).Where(func(c experiments.Cell) bool { return c.P == 0.1 }) {
		half, ok := spikierBeside(data, g.Cell, 0.5)
		if !ok {
			continue
		}
		for i := range min(len(g.Records), len(half.Records)) {
			a, b, n := discordant(experiments.Group{Cell: g.Cell, Records: g.Records[i : i+1]}, experiments.Group{Cell: half.Cell, Records: half.Records[i : i+1]}, experiments.Success)
			first, second, pairs = first+a, second+b, pairs+n
			if n > 0 {
				at := [4]int{g.Cell.N, g.Cell.M, g.Cell.K, i}
				systems[at] = spikierCluster{systems[at].gain + float64(a-b), systems[at].pairs + 1}
			}
		}
	}
	e, err := paired("success of p = 0.1 less that of p = 0.5", first, second, pairs)
	if width := spikierWidth(systems); err == nil && !math.IsNaN(width) {
		e.Lo, e.Hi = min(e.Lo, e.Value-width), max(e.Hi, e.Value+width)
	}
	return e, err
}

// spikierCluster is what one system adds to a difference of rates, with all laws of the amplitudes.
type spikierCluster struct{ gain, pairs float64 }

// spikierWidth is half of the interval of the mean gain of a pair, by the variance of a ratio of sums over independent systems; NaN for fewer than two.
//
// Reference: W. Cochran, Sampling techniques, 1977, section 6.3.
func spikierWidth(systems map[[4]int]spikierCluster) float64 {
	var total spikierCluster
	for _, s := range systems {
		total.gain, total.pairs = total.gain+s.gain, total.pairs+s.pairs
	}
	squares, count := 0.0, float64(len(systems))
	for _, s := range systems {
		left := s.gain - total.gain/total.pairs*s.pairs
		squares += left * left
	}
	return quantile(experiments.Confident) * math.Sqrt(squares*count/(count-1)) / total.pairs
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
		experiments.Agrees("global minima for p < 1 are the planted point, or have the columns of that of L1, as often as another program finds", data.Trials(), other),
		same,
	}, nil
}
