package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
)

// GoodnessOfFit is the chi-square test that counts of outcomes come from a law with the given probabilities, which add up to 1,
//
//	sum (count - N p)^2/(N p)
//
// Neighbouring cells are pooled from the first on until at least 5 are expected in each, and the last pool joins the one before if it is
// smaller, so that order them by what they mean. The degrees of freedom are the pools less one. Fewer than two pools are an error: more trials
// are needed. Counts where the probability is 0 give P = 0.
//
// Reference: K. Pearson, On the criterion that a given system of deviations from the probable .., 1900; W. Cochran, Some methods for
// strengthening the common chi-square tests, 1954 (pooling).
func GoodnessOfFit(counts []int, probabilities []float64) (Test, error) {
	if len(counts) != len(probabilities) {
		return Test{}, fmt.Errorf("stats: %d counts and %d probabilities", len(counts), len(probabilities))
	}
	trials, total := 0, 0.0
	for i, c := range counts {
		if c < 0 || !(probabilities[i] >= 0 && probabilities[i] <= 1) {
			return Test{}, fmt.Errorf("stats: cell %d has count %d and probability %v", i, c, probabilities[i])
		}
		trials, total = trials+c, total+probabilities[i]
	}
	if math.Abs(total-1) > 1e-9 {
		return Test{}, fmt.Errorf("stats: probabilities add up to %v, not 1: name the remaining outcomes as one cell", total)
	}
	for i, c := range counts {
		if c > 0 && probabilities[i] == 0 {
			return Test{Statistic: math.Inf(1), DF: len(counts) - 1, P: 0}, nil
		}
	}
	observed, expected := pool(counts, probabilities, trials)
	if len(expected) < 2 {
		return Test{}, fmt.Errorf("stats: %d trials expect 5 or more in %d pools of cells, two are needed: make more trials", trials, len(expected))
	}
	return chiSquare(stat.ChiSquare(observed, expected), len(expected)-1), nil
}

// pool merges neighbouring cells until at least 5 are expected in each.
func pool(counts []int, probabilities []float64, trials int) (observed, expected []float64) {
	const least = 5
	var o, e float64
	for i, c := range counts {
		o, e = o+float64(c), e+float64(trials)*probabilities[i]
		if e >= least {
			observed, expected = append(observed, o), append(expected, e)
			o, e = 0, 0
		}
	}
	if last := len(expected) - 1; last >= 0 {
		observed[last] += o
		expected[last] += e
	}
	return observed, expected
}
