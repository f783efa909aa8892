package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Estimate is a number with its standard error and a confidence interval, which need not be symmetric.
type Estimate struct {
	Value, StdErr float64
	Interval      Interval
}

// Test is the outcome of a test: the statistic, its degrees of freedom (0 where the law has none), and the p-value, two-sided where the
// statistic has a sign.
type Test struct {
	Statistic float64
	DF        int
	P         float64
}

// around is the estimate whose interval is value +- width standard errors.
func around(value, stdErr, width float64) Estimate {
	return Estimate{value, stdErr, Interval{value - width*stdErr, value + width*stdErr}}
}

// chiSquare is the test of a statistic that is large where the hypothesis fails. No degrees of freedom give P = 1.
func chiSquare(statistic float64, df int) Test {
	t := Test{Statistic: statistic, DF: df, P: 1}
	if df > 0 {
		t.P = distuv.ChiSquared{K: float64(df)}.Survival(statistic)
	}
	return t
}

// student is the two-sided test of value/stdErr by Student's law.
func student(value, stdErr float64, df int) Test {
	t := Test{Statistic: value / stdErr, DF: df}
	t.P = min(1, 2*distuv.StudentsT{Sigma: 1, Nu: float64(df)}.Survival(math.Abs(t.Statistic)))
	return t
}

// normalWidth is the z with P(|Z| <= z) = level.
func normalWidth(level float64) float64 { return -distuv.UnitNormal.Quantile((1 - level) / 2) }

// studentWidth is the t with P(|T| <= t) = level. It inverts the tail, since gonum's quantile is far off at levels near 1 and many degrees
// of freedom.
func studentWidth(level float64, df int) float64 {
	law := distuv.StudentsT{Sigma: 1, Nu: float64(df)}
	tail := (1 - level) / 2
	high := 1.0
	for law.Survival(high) > tail {
		high *= 2
	}
	return boundary(0, high, func(t float64) bool { return law.Survival(t) > tail })
}

// boundary is where inside turns from true, at from, to false, at to: the last float64 at which it holds, by bisection. from may exceed to.
func boundary(from, to float64, inside func(float64) bool) float64 {
	for {
		mid := from + (to-from)/2
		switch {
		case mid == from || mid == to:
			return from
		case inside(mid):
			from = mid
		default:
			to = mid
		}
	}
}

func countError(hits, trials int) error {
	if hits < 0 || hits > trials {
		return fmt.Errorf("stats: %d hits of %d trials", hits, trials)
	}
	return nil
}

func levelError(level float64) error {
	if !(level > 0 && level < 1) {
		return fmt.Errorf("stats: level %v is not between 0 and 1: give a confidence such as 0.95", level)
	}
	return nil
}

// sampleError tells why x is no sample of at least size numbers.
func sampleError(x []float64, size int) error {
	if len(x) < size {
		return fmt.Errorf("stats: %d numbers, at least %d are needed", len(x), size)
	}
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("stats: number %d is %v: leave out what is not finite", i, v)
		}
	}
	return nil
}

// pairsError tells why x and y are no sample of at least size pairs.
func pairsError(x, y []float64, size int) error {
	if len(x) != len(y) {
		return fmt.Errorf("stats: %d numbers paired with %d", len(x), len(y))
	}
	if err := sampleError(x, size); err != nil {
		return err
	}
	return sampleError(y, size)
}
