package stats

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Mean is the mean of at least two numbers with its Student interval at a confidence level such as 0.95,
//
//	mean +- t s/sqrt(n),  t of n - 1 degrees of freedom
//
// exact for normal numbers and good for many of any kind. Numbers that are all equal give an interval without width, which says that the
// sample shows no spread, not that there is none.
//
// Reference: Student, The probable error of a mean, 1908.
func Mean(x []float64, level float64) (Estimate, error) {
	if err := errors.Join(sampleError(x, 2), levelError(level)); err != nil {
		return Estimate{}, err
	}
	mean, deviation := stat.MeanStdDev(x, nil)
	return around(mean, stat.StdErr(deviation, float64(len(x))), studentWidth(level, len(x)-1)), nil
}

// Variance is the variance of at least two numbers, with divisor n - 1, and its chi-square interval at a confidence level such as 0.95,
//
//	(n-1) s^2/chi2(1-a) <= variance <= (n-1) s^2/chi2(a),  a = (1 - level)/2
//
// It holds for normal numbers, and unlike that of the mean it does not become right for others as they get many: heavier tails need a wider
// one. The standard error s^2 sqrt(2/(n-1)) has the same limit.
func Variance(x []float64, level float64) (Estimate, error) {
	if err := errors.Join(sampleError(x, 2), levelError(level)); err != nil {
		return Estimate{}, err
	}
	variance, df := stat.Variance(x, nil), float64(len(x)-1)
	law, a := distuv.ChiSquared{K: df}, (1-level)/2
	low := boundary(0, df, func(v float64) bool { return law.CDF(v) < a }) // gonum's quantile rounds the smallest to 0
	return Estimate{
		Value:    variance,
		StdErr:   variance * math.Sqrt(2/df),
		Interval: Interval{df * variance / law.Quantile(1-a), df * variance / low},
	}, nil
}

// ZScore is the distance of a count from what the exact rate p expects, in standard deviations,
//
//	z = (hits - trials p) / sqrt(trials p (1-p))
//
// Over many independent cells with trials p (1-p) well above 1, Mean of z is about 0 and Variance about 1 if the harness tells the truth.
// Where p leaves no choice, or without trials, it is 0 if the count agrees and infinite if not.
func ZScore(hits, trials int, p float64) float64 {
	checkCount(hits, trials)
	checkProbability("rate", p)
	n := float64(trials)
	difference := float64(hits) - n*p
	if difference == 0 {
		return 0
	}
	return difference / math.Sqrt(n*p*(1-p))
}

// StudentTest is the test that numbers have mean 0, at least two of them; of paired ones take Differences. Numbers that are all 0 give P = 1,
// other ones without spread are an error, for then the test has no measure.
func StudentTest(x []float64) (Test, error) {
	if err := sampleError(x, 2); err != nil {
		return Test{}, err
	}
	mean, deviation := stat.MeanStdDev(x, nil)
	df := len(x) - 1
	switch {
	case deviation > 0:
		return student(mean, stat.StdErr(deviation, float64(len(x))), df), nil
	case mean == 0:
		return Test{DF: df, P: 1}, nil
	}
	return Test{}, fmt.Errorf("stats: all %d numbers are %v: Student's test needs spread, SignedRank does not", len(x), mean)
}

// Differences is x_i - y_i for numbers measured on the same instances.
func Differences(x, y []float64) ([]float64, error) {
	if err := pairsError(x, y, 1); err != nil {
		return nil, err
	}
	d := make([]float64, len(x))
	for i := range d {
		d[i] = x[i] - y[i]
	}
	return d, nil
}
