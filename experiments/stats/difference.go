package stats

import (
	"fmt"
	"math"
)

// PairedDifference is the score interval of the difference of two rates on the same instances: first of them were solved only by the one,
// second only by the other, out of pairs. It holds all d with
//
//	|first - second - pairs d| <= z sqrt(pairs (2 q + d (1 - d))),  Phi(z) = (1 + level)/2
//
// where q is the likeliest probability of a win of the second alone, given d. The estimate is (first - second)/pairs. No pairs give [-1, 1].
//
// Reference: T. Tango, Equivalence test and confidence interval for the difference in proportions for the paired-sample design, 1998.
func PairedDifference(first, second, pairs int, level float64) (Interval, error) {
	if first < 0 || second < 0 || first > pairs-second {
		return Interval{}, fmt.Errorf("stats: %d and %d discordant of %d pairs", first, second, pairs)
	}
	if err := levelError(level); err != nil {
		return Interval{}, err
	}
	if pairs == 0 {
		return Interval{-1, 1}, nil
	}
	f, s, n, z := float64(first), float64(second), float64(pairs), normalWidth(level)
	return scoreInterval((f-s)/n, func(d float64) bool {
		b := (2*n-f+s)*d - f - s
		c := -s * d * (1 - d)
		q := (math.Sqrt(max(0, b*b-8*n*c)) - b) / (4 * n)
		return math.Abs(f-s-n*d) <= z*math.Sqrt(max(0, n*(2*q+d*(1-d))))
	}), nil
}

// RateDifference is the score interval of the difference of two rates, the first minus the second, from independent trials. It holds all d
// with
//
//	|p1 - p2 - d| <= z sqrt((r1 (1-r1)/n1 + r2 (1-r2)/n2) N/(N-1)),  N = n1 + n2,  Phi(z) = (1 + level)/2
//
// where p are the measured rates and r the likeliest rates with r1 - r2 = d. No trials on either side give [-1, 1].
//
// Reference: O. Miettinen and M. Nurminen, Comparative analysis of two rates, 1985.
func RateDifference(hits1, trials1, hits2, trials2 int, level float64) (Interval, error) {
	for _, err := range []error{countError(hits1, trials1), countError(hits2, trials2), levelError(level)} {
		if err != nil {
			return Interval{}, err
		}
	}
	if trials1 == 0 || trials2 == 0 {
		return Interval{-1, 1}, nil
	}
	n1, n2, z := float64(trials1), float64(trials2), normalWidth(level)
	difference := float64(hits1)/n1 - float64(hits2)/n2
	return scoreInterval(difference, func(d float64) bool {
		r2 := likeliestRate(hits1, trials1, hits2, trials2, d)
		r1 := r2 + d
		variance := (r1*(1-r1)/n1 + r2*(1-r2)/n2) * (n1 + n2) / (n1 + n2 - 1)
		return math.Abs(difference-d) <= z*math.Sqrt(max(0, variance))
	}), nil
}

// likeliestRate is the second rate at which the likelihood of both counts is greatest, given that the first is larger by d. The likelihood is
// concave, so that its derivative, which falls, is bisected.
func likeliestRate(hits1, trials1, hits2, trials2 int, d float64) float64 {
	part := func(count int, rate float64) float64 {
		if count == 0 {
			return 0
		}
		return float64(count) / max(0, rate)
	}
	return boundary(max(0, -d), min(1, 1-d), func(r2 float64) bool {
		r1 := r2 + d
		return part(hits1, r1)+part(hits2, r2) > part(trials1-hits1, 1-r1)+part(trials2-hits2, 1-r2)
	})
}

// scoreInterval is the interval of the differences that a score test keeps, among which is the measured one.
func scoreInterval(measured float64, keeps func(d float64) bool) Interval {
	i := Interval{-1, 1}
	if !keeps(-1) {
		i.Lo = boundary(measured, -1, keeps)
	}
	if !keeps(1) {
		i.Hi = boundary(measured, 1, keeps)
	}
	return i
}
