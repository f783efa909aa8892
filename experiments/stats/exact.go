package stats

import (
	"math"
	"sort"
)

// BinomialTest is the exact two-sided p-value of hits in trials against the rate p: the probability of all counts that
// are no more likely than the one seen (method of small p-values; a relative 1e-7 counts as equally likely). No trials
// give 1. Tail values keep a relative error near 1e-12, at a million trials too.
//
// Reference: the same rule as binom.test of R.
func BinomialTest(hits, trials int, p float64) float64 {
	checkCount(hits, trials)
	checkProbability("rate", p)
	mean := float64(trials) * p
	switch {
	case trials == 0 || float64(hits) == mean:
		return 1
	case p == 0 || p == 1:
		return 0
	case float64(hits) < mean:
		return BinomialTest(trials-hits, trials, 1-p)
	}
	limit := logMass(hits, trials, p) + 1e-7
	// The mass grows from 0 up to floor(mean), so that the counts as rare as hits on that side are 0, .., below - 1.
	below := sort.Search(int(math.Floor(mean))+1, func(j int) bool { return logMass(j, trials, p) > limit })
	return min(1, upper(hits, trials, p)+lower(below-1, trials, p))
}

// McNemar is the exact two-sided p-value that two solvers are equally good, from paired instances: first of them were
// solved only by the one, second only by the other. Instances on which they agree say nothing. No discordant pair gives
// 1.
//
// Reference: Q. McNemar, Note on the sampling error of the difference between correlated proportions or percentages,
// 1947.
func McNemar(first, second int) float64 {
	return BinomialTest(first, first+second, 0.5)
}
