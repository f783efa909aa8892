package stats

import (
	"fmt"
	"math"
)

// Calibration says how measured rates stand to the probabilities they should have: the fit of
//
//	logit rate_i = alpha + beta logit P_i
//
// alpha > 0 means that hits are too frequent, beta < 1 that rates are drawn towards one half. Both have Wald intervals. Exact is the
// likelihood-ratio test of alpha = 0, beta = 1, with 2 degrees of freedom. It uses all cells together and supposes nothing about how P
// depends on them. Cells counts those that took part. Where hits and misses are separated Alpha and Beta are Penalised as in Crossing, and
// Exact compares with the supremum of the likelihood.
type Calibration struct {
	Alpha, Beta Estimate
	Exact       Test
	Cells       int
	Penalised   bool
}

// FitCalibration fits the calibration of counts whose X is the exact probability of a hit, at a confidence level such as 0.95. Cells where it
// is 0 or 1 say nothing when the count agrees, and are an error when it does not. It is an error if fewer than two probabilities are left.
// Trials of different cells must be independent.
//
// Reference: D. Cox, Two further applications of a model for binary regression, 1958.
func FitCalibration(counts []Count, level float64) (Calibration, error) {
	if err := levelError(level); err != nil {
		return Calibration{}, err
	}
	var heights []Count
	for _, c := range counts {
		switch p := c.X; {
		case !(p >= 0 && p <= 1):
			return Calibration{}, fmt.Errorf("stats: probability %v is not between 0 and 1", p)
		case p == 0 && c.Hits > 0 || p == 1 && c.Hits < c.Trials:
			return Calibration{}, fmt.Errorf("stats: %d hits of %d trials with probability %v: no calibration can mend that", c.Hits, c.Trials, p)
		case p > 0 && p < 1:
			heights = append(heights, Count{X: Logit.height(p), Hits: c.Hits, Trials: c.Trials})
		}
	}
	kept, err := informative(heights)
	if err != nil {
		return Calibration{}, err
	}
	r := newRegression(Logit, kept)
	best, err := r.fit()
	if err != nil {
		return Calibration{}, err
	}
	free := best.value
	if r.penalised {
		free = supremum(kept)
	}
	exact := regression{link: Logit, counts: kept}.at(0, 1)
	l, z := r.natural(best), normalWidth(level)
	return Calibration{
		Alpha:     around(l.a, math.Sqrt(l.info.variance(0)), z),
		Beta:      around(l.b, 1/math.Sqrt(l.info.scatter), z),
		Exact:     chiSquare(2*max(0, free-exact.value), 2),
		Cells:     len(kept),
		Penalised: r.penalised,
	}, nil
}
