package stats

import (
	"fmt"
	"math"
)

// logMass is log P(X = hits) for X ~ Binomial(trials, p), 0 < p < 1. The deviance form keeps its error near 1e-15 where
// the difference of three log-gammas of a million would lose nine digits.
//
// Reference: C. Loader, Fast and accurate computation of binomial probabilities, 2000.
func logMass(hits, trials int, p float64) float64 {
	switch hits {
	case 0:
		return float64(trials) * math.Log1p(-p)
	case trials:
		return float64(trials) * math.Log(p)
	}
	x, n := float64(hits), float64(trials)
	return stirling(n) - stirling(x) - stirling(n-x) - deviance(x, n*p) - deviance(n-x, n*(1-p)) -
		math.Log(2*math.Pi*x*(1-x/n))/2
}

// stirling is log n! minus Stirling's log(sqrt(2 pi n) (n/e)^n), n >= 1.
func stirling(n float64) float64 {
	if n <= 15 {
		lg, _ := math.Lgamma(n + 1)
		return lg - (n+0.5)*math.Log(n) + n - math.Log(2*math.Pi)/2
	}
	q := 1 / (n * n)
	return (1./12 - q*(1./360-q*(1./1260-q*(1./1680-q*(1./1188-q*691./360360))))) / n
}

// deviance is x log(x/mean) + mean - x >= 0, without cancellation where x is near the mean.
func deviance(x, mean float64) float64 {
	v := (x - mean) / (x + mean)
	if math.Abs(v) > 0.1 {
		return x*math.Log(x/mean) + mean - x
	}
	// x log((1+v)/(1-v)) = 2x (v + v^3/3 + v^5/5 + ..) and mean - x = -v (x + mean).
	sum, term := (x-mean)*v, 2*x*v
	for j := 3.0; ; j += 2 {
		term *= v * v
		next := sum + term/j
		if next == sum {
			return sum
		}
		sum = next
	}
}

// upper is P(X >= hits) for X ~ Binomial(trials, p), relative error near 1e-13 in the tail, absolute elsewhere.
func upper(hits, trials int, p float64) float64 {
	switch {
	case hits <= 0 || p == 1:
		return 1
	case p == 0 || hits > trials:
		return 0
	case float64(hits) < float64(trials)*p:
		return 1 - upper(trials-hits+1, trials, 1-p)
	}
	// From here on each term is smaller than the one before.
	sum, term := 1.0, 1.0
	for i := hits; i < trials; i++ {
		term *= float64(trials-i) / float64(i+1) * p / (1 - p)
		if next := sum + term; next != sum {
			sum = next
			continue
		}
		break
	}
	return min(1, sum*math.Exp(logMass(hits, trials, p)))
}

// lower is P(X <= hits).
func lower(hits, trials int, p float64) float64 { return upper(trials-hits, trials, 1-p) }

func checkCount(hits, trials int) {
	if hits < 0 || hits > trials {
		panic(fmt.Sprintf("stats: %d hits of %d trials", hits, trials))
	}
}

func checkProbability(what string, p float64) {
	if !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("stats: %s %v is not between 0 and 1", what, p))
	}
}
