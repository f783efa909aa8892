package theory

import (
	"fmt"
	"math"
	"testing"
)

func TestMinNormRadiusLaw(t *testing.T) {
	for _, x := range []float64{1e-6, .3, 1, 4, 1e9} {
		cdf := noError[float64](t)(MinNormRadiusCDF(1, 1, x))
		near(t, fmt.Sprintf("P(c <= %v), n = m = 1", x), cdf, 2/math.Pi*math.Atan(x), 1e-12)
		// c^2/(1 + c^2) ~ Beta(1/2, 1): P(c <= x) = x/sqrt(1 + x^2).
		cdf = noError[float64](t)(MinNormRadiusCDF(2, 1, x))
		near(t, fmt.Sprintf("P(c <= %v), n = 2, m = 1", x), cdf, x/math.Hypot(1, x), 1e-12)
	}
	for _, c := range [][2]int{{1, 1}, {5, 2}, {40, 37}, {200, 100}, {9, 9}} {
		n, m := c[0], c[1]
		for _, level := range []float64{1e-12, .01, .5, .975, 1 - 1e-9} {
			x := noError[float64](t)(MinNormRadiusQuantile(n, m, level))
			near(t, fmt.Sprintf("CDF of the quantile (%d, %d)", n, m), noError[float64](t)(MinNormRadiusCDF(n, m, x)), level, 1e-9)
		}
	}
	near(t, "median, n = 2, m = 1", noError[float64](t)(MinNormRadiusQuantile(2, 1, .5)), 1/math.Sqrt(3), 1e-12)
	if x := noError[float64](t)(MinNormRadiusQuantile(3, 1, 1)); !math.IsInf(x, 1) {
		t.Errorf("quantile 1: %v", x)
	}
	for _, x := range []float64{-1, 0} {
		if p := noError[float64](t)(MinNormRadiusCDF(3, 1, x)); p != 0 {
			t.Errorf("P(c <= %v) = %v", x, p)
		}
	}
}

func TestMeanSquareMinNorm(t *testing.T) {
	for _, c := range [][2]int{{9, 4}, {40, 30}, {100, 20}} {
		n, m := c[0], c[1]
		law := MinNormRadius(n, m)
		mean := integral(func(x float64) float64 { return x / (1 - x) * law.Prob(x) }, 0, 1)
		near(t, fmt.Sprintf("E c^2 (%d, %d)", n, m), noError[float64](t)(MeanSquareMinNorm(n, m)), mean, 1e-9)
	}
	for m := 8; m <= 9; m++ {
		if mean := noError[float64](t)(MeanSquareMinNorm(9, m)); !math.IsInf(mean, 1) {
			t.Errorf("E c^2 (9, %d) = %v", m, mean)
		}
	}
}

func TestMinNormShareQuantile(t *testing.T) {
	for _, level := range []float64{1e-9, .1, .5, .999} {
		s := noError[float64](t)(MinNormShareQuantile(2, 1, level)) // the arcsine law
		near(t, fmt.Sprintf("quantile %v", level), s, math.Pow(math.Sin(math.Pi/2*level), 2), 1e-9)
	}
	near(t, "median by symmetry", noError[float64](t)(MinNormShareQuantile(50, 25, .5)), .5, 1e-12)
}

func TestLeastNormLawsRefuse(t *testing.T) {
	for _, m := range []int{0, 6} {
		_, cdfErr := MinNormRadiusCDF(5, m, 1)
		_, quantileErr := MinNormRadiusQuantile(5, m, .5)
		_, meanErr := MeanSquareMinNorm(5, m)
		_, activesErr := TouchActives(5, m)
		_, cubeErr := CubeBound(5, m)
		for i, err := range []error{cdfErr, quantileErr, meanErr, activesErr, cubeErr} {
			if err == nil {
				t.Errorf("law %d at m = %d: no error", i, m)
			}
		}
	}
	if _, err := MinNormShareQuantile(5, 5, .5); err == nil {
		t.Error("a share at m = n")
	}
	for _, level := range []float64{-.1, 1.1, math.NaN()} {
		if _, err := MinNormShareQuantile(5, 2, level); err == nil {
			t.Errorf("level %v: no error", level)
		}
	}
}
