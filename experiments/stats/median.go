package stats

import (
	"errors"
	"math"
	"slices"
	"sort"
)

// Median is the median of at least one number, with an interval at a confidence level such as 0.95 that supposes nothing about their law,
//
//	[x_(j), x_(n+1-j)],  j the largest with P(X < j) <= (1 - level)/2,  X ~ Binomial(n, 1/2)
//
// It contains the median with at least that probability, ties or not. Ends are infinite where there are too few numbers for the level: 6 are
// needed at 0.95. Unlike the interval of go-moremath it stays exact beyond 30 numbers.
//
// Reference: W. Thompson, On confidence ranges for the median and other expectation distributions, 1936.
func Median(x []float64, level float64) (median float64, i Interval, err error) {
	if err := errors.Join(sampleError(x, 1), levelError(level)); err != nil {
		return 0, Interval{}, err
	}
	sorted := slices.Sorted(slices.Values(x))
	n := len(sorted)
	median = sorted[n/2]
	if n%2 == 0 {
		median = sorted[n/2-1] + (sorted[n/2]-sorted[n/2-1])/2
	}
	j := sort.Search(n, func(j int) bool { return lower(j, n, 0.5) > (1-level)/2 })
	if j == 0 {
		return median, Interval{math.Inf(-1), math.Inf(1)}, nil
	}
	return median, Interval{sorted[j-1], sorted[n-j]}, nil
}
