package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

// universalShift is how far measured success lies from the exact law in probits,
//
//	rate = Phi(Phi^-1(exact) + Intercept + Slope / sqrt n),
//
// by maximum likelihood. One probit takes success from 16% to 50%; near 50%, 0.1 probit is four points in a hundred. Fit is Pearson's
// test of what the curve leaves. Where a line with a slope leaves more than chance would, its intervals are as much wider (quasi-likelihood).
//
// Reference: D. Donoho and J. Tanner, Observed universality of phase transitions in high-dimensional geometry .., 2009, section 4, for two measured
// rates; here one of them is known.
type universalShift struct {
	Intercept, Slope stats.Estimate
	Fit              stats.Test
	Trials           int
}

// universalShiftOf is the common shift of all cells, without a slope.
func universalShiftOf(list []universal, level float64) universalShift {
	return universalFit(list, false, level)
}

// universalTrendOf is the shift as a line in 1/sqrt n.
func universalTrendOf(list []universal, level float64) universalShift {
	return universalFit(list, true, level)
}

// universalFit climbs by Fisher's scoring. Without hits, or without misses, or with as few cells, or n, as there are numbers to fit, nothing is known.
func universalFit(list []universal, slope bool, level float64) universalShift {
	s := universalShift{Intercept: unknownEstimate(), Slope: unknownEstimate(), Fit: stats.Test{P: math.NaN()}}
	at := func(u universal) float64 {
		if slope {
			return 1 / math.Sqrt(float64(u.cell.N))
		}
		return 0
	}
	list = slices.DeleteFunc(slices.Clone(list), func(u universal) bool { return u.rate.Trials() == 0 })
	hits, places := 0, make(map[float64]bool)
	for _, u := range list {
		hits, s.Trials = hits+u.rate.Hits, s.Trials+u.rate.Trials()
		places[at(u)] = true
	}
	df := len(list) - 1
	if slope {
		df--
	}
	if hits == 0 || hits == s.Trials || df < 1 || slope && len(places) < 2 {
		return s
	}
	var a, b float64
	var sum universalSums
	for left, rounds := 1.0, 0; left > 1e-12; rounds++ {
		sum = universalSums{}
		for _, u := range list {
			sum.add(u, at(u), a+b*at(u))
		}
		da, db := sum.step(slope)
		a, b, left = a+da, b+db, math.Abs(da)+math.Abs(db)
		if rounds == 100 || math.IsNaN(left) {
			return s // a handful of trials may lead nowhere
		}
	}
	s.Fit = stats.Test{Statistic: sum.pearson, DF: df, P: distuv.ChiSquared{K: float64(df)}.Survival(sum.pearson)}
	if !slope {
		s.Intercept = universalAround(a, 1/math.Sqrt(sum.w), level)
		return s
	}
	spread := math.Sqrt(max(1, sum.pearson/float64(df)))
	mean := sum.wx / sum.w
	scatter := sum.wxx - mean*sum.wx
	s.Intercept = universalAround(a, spread*math.Sqrt(1/sum.w+mean*mean/scatter), level)
	s.Slope = universalAround(b, spread/math.Sqrt(scatter), level)
	return s
}

// universalSums are the score and the expected information of a fit, and what it leaves.
type universalSums struct{ u, ux, w, wx, wxx, pearson float64 }

func (s *universalSums) add(c universal, x, shift float64) {
	n := float64(c.rate.Trials())
	eta := distuv.UnitNormal.Quantile(c.exact) + shift
	p, q, density := distuv.UnitNormal.CDF(eta), distuv.UnitNormal.Survival(eta), distuv.UnitNormal.Prob(eta)
	left := float64(c.rate.Hits) - n*p
	u, w := left*density/(p*q), n*density*density/(p*q)
	s.u, s.ux = s.u+u, s.ux+u*x
	s.w, s.wx, s.wxx = s.w+w, s.wx+w*x, s.wxx+w*x*x
	s.pearson += left * left / (n * p * q)
}

// step is the next change of intercept and slope.
func (s *universalSums) step(slope bool) (a, b float64) {
	if !slope {
		return s.u / s.w, 0
	}
	mean := s.wx / s.w
	b = (s.ux - mean*s.u) / (s.wxx - mean*s.wx)
	return s.u/s.w - mean*b, b
}

// universalAround is a normal estimate.
func universalAround(value, deviation, level float64) stats.Estimate {
	width := quantile(level) * deviation
	return stats.Estimate{Value: value, StdErr: deviation, Interval: stats.Interval{Lo: value - width, Hi: value + width}}
}
