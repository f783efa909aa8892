package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// spikierReference is what another program measured, which enumerates all bases too, on draws of its own: how often the global minimum is the planted
// point, for the exponents in spikierExponents.
var spikierReference = []struct {
	n, m, k    int
	amplitudes string
	success    [5]float64
}{
	{6, 3, 1, "gaussian", [...]float64{1, 1, .9769, .8851, .8228}},
	{6, 3, 2, "gaussian", [...]float64{1, .9342, .6462, .4642, .4015}},
	{8, 4, 1, "gaussian", [...]float64{1, 1, .9979, .9612, .9113}},
	{8, 4, 1, "rademacher", [...]float64{1, 1, .9978, .9612, .9126}},
	{8, 4, 2, "gaussian", [...]float64{1, .9990, .9099, .7007, .5844}},
	{8, 4, 2, "rademacher", [...]float64{1, .9985, .8789, .6669, .5690}},
	{8, 4, 3, "gaussian", [...]float64{.9990, .8408, .4509, .2771, .2233}},
	{8, 4, 3, "rademacher", [...]float64{.9980, .7410, .3453, .2325, .2059}},
	{10, 5, 1, "gaussian", [...]float64{1, 1, .9998, .9877, .9617}},
	{10, 5, 1, "rademacher", [...]float64{1, 1, .9997, .9886, .9607}},
	{10, 5, 2, "gaussian", [...]float64{1, 1, .9859, .8628, .7352}},
	{10, 5, 2, "rademacher", [...]float64{1, 1, .9722, .8297, .7173}},
	{10, 5, 3, "gaussian", [...]float64{1, .9938, .8062, .5159, .3866}},
	{10, 5, 3, "rademacher", [...]float64{1, .9882, .6983, .4393, .3522}},
	{10, 5, 4, "gaussian", [...]float64{.9957, .6986, .2875, .1502, .1141}},
	{10, 5, 4, "rademacher", [...]float64{.9862, .4996, .1623, .1061, .0954}},
	{12, 6, 1, "gaussian", [...]float64{1, 1, 1, .9977, .9813}},
	{12, 6, 2, "gaussian", [...]float64{1, 1, .9983, .9363, .8463}},
	{12, 6, 3, "gaussian", [...]float64{1, 1, .9483, .7263, .5437}},
	{12, 6, 4, "gaussian", [...]float64{1, .9783, .6617, .3467, .2290}},
	{12, 6, 5, "gaussian", [...]float64{.9853, .5383, .1733, .0797, .0573}},
}

// spikierReferenceTrials is the size of its samples by n.
var spikierReferenceTrials = map[int]int{6: 60000, 8: 40000, 10: 12000, 12: 3000}

// spikierReferred is the rate of the other program for a cell, without trials where it has none.
func spikierReferred(c experiments.Cell) (r results.Rate) {
	for _, ref := range spikierReference {
		if ref.n != c.N || ref.m != c.M || ref.k != c.K || ref.amplitudes != c.Amplitudes {
			continue
		}
		for i, p := range spikierExponents {
			if float64(p) == c.P {
				trials := spikierReferenceTrials[c.N]
				r.Hits = int(math.Round(ref.success[i] * float64(trials)))
				r.Misses = trials - r.Hits
			}
		}
	}
	return r
}

// spikierShared is how often, for generic b, the global minimum of |x|_p has the support of that of |x|_1, by the same other program, to a standard
// error of spikierSharedError; p -> 0 first, then the exponents from 0.25 on.
var spikierShared = map[[2]int][5]float64{
	{3, 2}: {.8412, .8754, .9142, .9558, .9823},
	{4, 2}: {.7239, .7818, .8484, .9208, .9677},
	{4, 3}: {.7299, .7900, .8549, .9248, .9699},
}

const spikierSharedError = .0004

// spikierSharedAt is the probability for a cell: 1 where there is one equation, for then every p <= 1 picks the same tip. NaN is unknown.
func spikierSharedAt(c experiments.Cell) float64 {
	if c.M == 1 {
		return 1
	}
	for i, p := range append([]experiments.Real{spikierTiny}, spikierExponents[1:]...) {
		if list, known := spikierShared[[2]int{c.N, c.M}]; known && float64(p) == c.P {
			return list[i]
		}
	}
	return math.NaN()
}

// spikierSharedTest is the p-value of a measured share of equal supports, by the normal law with both errors. For one equation any
// difference is an error.
func spikierSharedTest(c experiments.Cell, r results.Rate) float64 {
	p := spikierSharedAt(c)
	if c.M == 1 {
		return stats.BinomialTest(r.Hits, r.Trials(), p)
	}
	return math.Erfc(math.Abs(r.Value()-p) / math.Hypot(spikierSharedError, math.Sqrt(p*(1-p)/float64(r.Trials()))) / math.Sqrt2)
}

// spikierSame is Fisher's exact two-sided p-value that two independent samples have one rate: the probability, given the hits of both together, of
// all splits no likelier than the one seen.
//
// Reference: R. Fisher, Statistical methods for research workers, 1934, section 21.02.
func spikierSame(a, b results.Rate) (p float64) {
	n, rest := a.Trials(), b.Trials()
	hits := a.Hits + b.Hits
	split := func(h int) float64 {
		return math.Exp(spikierChoose(n, h) + spikierChoose(rest, hits-h) - spikierChoose(n+rest, hits))
	}
	seen := split(a.Hits) * (1 + 1e-7)
	for h := max(0, hits-rest); h <= min(n, hits); h++ {
		if v := split(h); v <= seen {
			p += v
		}
	}
	return min(1, p)
}

// spikierChoose is the logarithm of a binomial coefficient.
func spikierChoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}
