package stats

import (
	"fmt"
	"math"
)

// Crossing is where the rate of hits passes one half: the fit of
//
//	hits_i ~ Binomial(trials_i, rate(a + b x_i)),  rate(0) = 1/2,  X50 = -a/b
//
// Intercept and Slope have Wald intervals. X50 has the standard error of the delta method,
//
//	Var(X50) = (V_aa + 2 X50 V_ab + X50^2 V_bb)/b^2,  V the inverse of the expected information,
//
// and the interval of all c that the likelihood-ratio test of a + b c = 0 does not reject. It is the whole line where the slope itself is not
// significant at that level, for then the crossing may lie anywhere.
//
// Penalised tells that hits and misses are separated along x, so that the likelihood has no maximum, and that it was multiplied by Jeffreys'
// prior (Firth's method), in the interval too.
//
// Fit is the deviance against one free rate a cell, with (cells - 2) degrees of freedom: a small P says that the curve has another shape. Its
// chi-square law needs some expected hits and misses in every cell. Sparse counts the cells where fewer than 5 of either are expected; where
// they are more than a fifth, P is no more than a hint, as a rule too large when they lie in the tails of the curve.
type Crossing struct {
	Link                  Link
	Intercept, Slope, X50 Estimate
	Penalised             bool
	Fit                   Test
	Sparse                int
}

// FitCrossing fits the crossing of counts, in any order, at a confidence level such as 0.95. Counts without trials are ignored. It is an error
// if there are neither hits nor misses, if fewer than two x are left, or if the rate does not change with x at all.
//
// Reference: D. Finney, Probit analysis, 1971; R. Cook and S. Weisberg, Confidence curves in nonlinear regression, 1990; G. Heinze and M.
// Schemper, A solution to the problem of separation in logistic regression, 2002 (the penalised likelihood ratio).
func FitCrossing(counts []Count, link Link, level float64) (Crossing, error) {
	kept, err := informative(counts)
	if err != nil {
		return Crossing{}, err
	}
	if err := levelError(level); err != nil {
		return Crossing{}, err
	}
	if link != Probit && link != Logit {
		return Crossing{}, fmt.Errorf("stats: unknown link %v: take Probit or Logit", link)
	}
	if err := mixedError(kept); err != nil {
		return Crossing{}, err
	}
	r := newRegression(link, kept)
	best, err := r.fit()
	if err != nil {
		return Crossing{}, err
	}
	if math.Abs(best.b) < 1e-9 {
		return Crossing{}, fmt.Errorf("stats: the rate does not change over %d values of x: no crossing", len(kept))
	}
	interval, err := r.crossings(best, level)
	if err != nil {
		return Crossing{}, err
	}
	l, z := r.natural(best), normalWidth(level)
	at := r.centre - r.scale*best.a/best.b
	return Crossing{
		Link:      link,
		Intercept: around(l.a, math.Sqrt(l.info.variance(0)), z),
		Slope:     around(l.b, 1/math.Sqrt(l.info.scatter), z),
		X50:       Estimate{at, math.Sqrt(l.info.variance(at)) / math.Abs(l.b), interval},
		Penalised: r.penalised,
		Fit:       chiSquare(r.deviance(best), len(kept)-2),
		Sparse:    r.sparse(best),
	}, nil
}

// crossings is the profile-likelihood interval of the crossing, in the scale of the data.
func (r regression) crossings(best line, level float64) (Interval, error) {
	z := normalWidth(level)
	constant, err := r.climb(r.at(0, 0), flat)
	if err != nil {
		return Interval{}, err
	}
	if 2*(best.value-constant.value) <= z*z {
		return Interval{math.Inf(-1), math.Inf(1)}, nil
	}
	// As c goes to either infinity the best line through (c, 0) becomes flat, so that both ends exist.
	var failed error
	last := best
	inside := func(c float64) bool {
		l, err := r.climb(r.at(-last.b*c, last.b), through(c))
		if err != nil {
			failed = err
			return false
		}
		last = l
		return 2*(best.value-l.value) <= z*z
	}
	at := -best.a / best.b
	end := func(step float64) float64 {
		last = best
		for inside(at + step) {
			step *= 2
		}
		return boundary(at, at+step, inside)
	}
	step := math.Sqrt(best.info.variance(at)) / math.Abs(best.b)
	lo, hi := end(-step), end(step)
	return Interval{r.centre + r.scale*lo, r.centre + r.scale*hi}, failed
}

// deviance is twice the log likelihood that is lost against one free rate a cell.
func (r regression) deviance(l line) (sum float64) {
	for _, c := range r.counts {
		s := r.link.at(l.a + l.b*c.X)
		sum += 2 * lost(c.Hits, c.Trials, s.logP)
		sum += 2 * lost(c.Trials-c.Hits, c.Trials, s.logQ)
	}
	return max(0, sum)
}

// sparse counts the cells with fewer than 5 hits or misses expected.
func (r regression) sparse(l line) int {
	few := 0
	for _, c := range r.counts {
		s := r.link.at(l.a + l.b*c.X)
		if float64(c.Trials)*math.Exp(min(s.logP, s.logQ)) < 5 {
			few++
		}
	}
	return few
}

// mixedError tells why hits and misses do not both occur.
func mixedError(counts []Count) error {
	hits, trials := 0, 0
	for _, c := range counts {
		hits, trials = hits+c.Hits, trials+c.Trials
	}
	if hits == 0 || hits == trials {
		return fmt.Errorf("stats: %d hits of %d trials at %d values of x: the crossing lies outside of them", hits, trials, len(counts))
	}
	return nil
}
