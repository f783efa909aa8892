package stats

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/stat"
)

// Trend is the straight line of least squares through points (x, y),
//
//	Slope = sum (x - mean x)(y - mean y)/Sxx,  StdErr = s/sqrt(Sxx),  s^2 = residual sum of squares/(n - 2)
//
// with Student intervals, for errors of one variance. Flat is the test that the slope is 0, which for least squares is that of the
// correlation.
type Trend struct {
	Intercept, Slope Estimate
	Flat             Test
}

// FitTrend fits the trend of at least three points at a confidence level such as 0.95. It is an error if all x are equal. Points exactly on a
// line give intervals without width, and P = 0, or P = 1 if the line is level.
//
// Reference: N. Draper and H. Smith, Applied regression analysis, 1998, chapter 1.
func FitTrend(x, y []float64, level float64) (Trend, error) {
	if err := errors.Join(pairsError(x, y, 3), levelError(level)); err != nil {
		return Trend{}, err
	}
	mean, variance := stat.MeanVariance(x, nil)
	if variance == 0 {
		return Trend{}, errors.New("stats: all x are equal: a slope needs two")
	}
	intercept, slope := stat.LinearRegression(x, y, nil, false)
	var squares float64
	for i := range x {
		rest := y[i] - intercept - slope*x[i]
		squares += rest * rest
	}
	n := float64(len(x))
	scatter := variance * (n - 1)
	s, t := math.Sqrt(squares/(n-2)), studentWidth(level, len(x)-2)
	fit := Trend{
		Intercept: around(intercept, s*math.Sqrt(1/n+mean*mean/scatter), t),
		Slope:     around(slope, s/math.Sqrt(scatter), t),
		Flat:      Test{DF: len(x) - 2, P: 1},
	}
	if slope != 0 {
		fit.Flat = student(slope, fit.Slope.StdErr, len(x)-2)
	}
	return fit, nil
}
