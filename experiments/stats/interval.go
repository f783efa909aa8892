package stats

import "math"

// Interval is a closed interval, Lo <= Hi. Ends of what is not a rate may be infinite.
type Interval struct{ Lo, Hi float64 }

// Contains tells whether p lies in the interval.
func (i Interval) Contains(p float64) bool { return i.Lo <= p && p <= i.Hi }

// Width is Hi - Lo.
func (i Interval) Width() float64 { return i.Hi - i.Lo }

// Wilson is the score interval of a rate at a confidence level such as 0.95: all p with
//
//	|hits/trials - p| <= z sqrt(p(1-p)/trials),  Phi(z) = (1 + level)/2
//
// Its coverage is near the level on average: for plots. No trials give [0, 1].
//
// Reference: E. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
func Wilson(hits, trials int, level float64) Interval {
	checkCount(hits, trials)
	checkProbability("level", level)
	if trials == 0 || level == 1 {
		return Interval{0, 1}
	}
	n, h := float64(trials), float64(hits)
	z := normalWidth(level)
	mid, half := h+z*z/2, z*math.Sqrt(h*(n-h)/n+z*z/4)
	i := Interval{(mid - half) / (n + z*z), (mid + half) / (n + z*z)}
	// Without a hit, or without a miss, one end is exact and rounding must not move it.
	if hits == 0 {
		i.Lo = 0
	}
	if hits == trials {
		i.Hi = 1
	}
	return i
}

// ClopperPearson is the exact interval of a rate at a confidence level such as 0.95: all p that neither one-sided
// binomial test rejects at (1 - level)/2. Its coverage is at least the level for every p: for claims. No trials give [0,
// 1].
//
// Reference: C. Clopper and E. Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial,
// 1934.
func ClopperPearson(hits, trials int, level float64) Interval {
	checkCount(hits, trials)
	checkProbability("level", level)
	alpha := (1 - level) / 2
	return Interval{lowest(hits, trials, alpha), 1 - lowest(trials-hits, trials, alpha)}
}

// lowest is the p at which P(X >= hits), which grows with p, reaches alpha; 0 for no hits. Bisection goes on until the
// bracket holds no further float64, so that a limit near 0 has all its digits.
func lowest(hits, trials int, alpha float64) float64 {
	if hits == 0 {
		return 0
	}
	lo, hi := 0.0, 1.0
	for {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			return lo
		}
		if upper(hits, trials, mid) < alpha {
			lo = mid
		} else {
			hi = mid
		}
	}
}
