package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// The hours of sleep gained by two drugs, Student 1908.
var first, second = []float64{.7, -1.6, -.2, -1.2, -.1, 3.4, 3.7, .8, 0, 2}, []float64{1.9, .8, 1.1, .1, -.1, 4.4, 5.5, 1.6, 4.6, 3.4}

// t.test of R 4.2.
func TestSleep(t *testing.T) {
	d, err := Differences(first, second)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ level, lo, hi float64 }{
		{.95, -2.45988576327698238, -0.70011423672301754}, {.999, -3.4395776584457745, 0.2795776584457745}, {1 - 1e-7, -7.495878467305761, 4.335878467305760},
	} {
		got, err := Mean(d, c.level)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "mean", got.Value, -1.58, 1e-14)
		near(t, "error", got.StdErr, 0.38895872388839520, 1e-13)
		near(t, "lo", got.Interval.Lo, c.lo, 1e-8)
		near(t, "hi", got.Interval.Hi, c.hi, 1e-7)
	}
	test, err := StudentTest(d)
	if err != nil || test.DF != 9 {
		t.Fatal(test, err)
	}
	near(t, "t", test.Statistic, -4.06212768338203656, 1e-13)
	near(t, "P", test.P, 0.00283289019738427, 1e-11)
	variance, err := Variance(d, .95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "variance", variance.Value, 1.512888888888889, 1e-13)
	near(t, "variance: lo", variance.Interval.Lo, 0.7157738634107851, 1e-11)
	near(t, "variance: hi", variance.Interval.Hi, 5.042235573830752, 1e-11)
}

// The test rejects where the interval leaves out 0.
func TestStudentTestIsTheInterval(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 5))
	for range 200 {
		x := make([]float64, 2+r.IntN(6))
		for i := range x {
			x[i] = r.NormFloat64() + 1
		}
		level := r.Float64()
		mean, _ := Mean(x, level)
		test, err := StudentTest(x)
		if err != nil || (test.P >= 1-level) != mean.Interval.Contains(0) {
			t.Fatalf("%v at %v: %+v, %+v, %v", x, level, mean, test, err)
		}
	}
}

// Bounds are 4 standard errors.
func TestMeanAndVarianceCover(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	const samples, level = 3000, .9
	mean, variance := 0, 0
	for range samples {
		x := make([]float64, 7)
		for i := range x {
			x[i] = 3 + 2*r.NormFloat64()
		}
		m, _ := Mean(x, level)
		v, _ := Variance(x, level)
		if m.Interval.Contains(3) {
			mean++
		}
		if v.Interval.Contains(4) {
			variance++
		}
	}
	const slack = 66
	if math.Abs(float64(mean)-samples*level) > slack || math.Abs(float64(variance)-samples*level) > slack {
		t.Errorf("of %d the mean is covered in %d, the variance in %d", samples, mean, variance)
	}
}

func TestSamplesWithoutSpread(t *testing.T) {
	for _, v := range []float64{0, 2} {
		x := []float64{v, v, v}
		mean, err := Mean(x, .95)
		if err != nil || mean != (Estimate{v, 0, Interval{v, v}}) {
			t.Errorf("%v: %+v, %v", x, mean, err)
		}
		if variance, err := Variance(x, .95); err != nil || variance != (Estimate{}) {
			t.Errorf("%v: %+v, %v", x, variance, err)
		}
		test, err := StudentTest(x)
		if v == 0 && (err != nil || test != (Test{DF: 2, P: 1})) || v != 0 && err == nil {
			t.Errorf("%v: %+v, %v", x, test, err)
		}
	}
	// Two numbers at an extreme level: gonum's chi-square quantile is 0 there.
	if variance, err := Variance([]float64{1, 3}, nine); err != nil || !(variance.Interval.Hi < 1e30) {
		t.Errorf("%+v, %v", variance, err)
	}
}

func TestNumbersAreRefused(t *testing.T) {
	short, broken, endless := []float64{1}, []float64{1, math.NaN(), 2}, []float64{1, 2, math.Inf(-1)}
	for _, x := range [][]float64{nil, short, broken, endless} {
		_, mean := Mean(x, .95)
		_, variance := Variance(x, .95)
		_, test := StudentTest(x)
		_, trend := FitTrend(x, x, .95)
		_, rank := Spearman(x, x)
		for i, err := range []error{mean, variance, test, trend, rank} {
			if err == nil {
				t.Errorf("%v: no error from %d", x, i)
			}
		}
		if len(x) == 1 {
			continue
		}
		_, _, median := Median(x, .95)
		_, signed := SignedRank(x)
		_, law := KolmogorovSmirnov(x, func(float64) float64 { return .5 })
		_, pairs := Differences(x, x)
		for i, err := range []error{median, signed, law, pairs} {
			if err == nil {
				t.Errorf("%v: no error from %d", x, i)
			}
		}
	}
	three := []float64{1, 2, 4}
	if _, err := Differences(three, three[:2]); err == nil {
		t.Error("unequal lengths")
	}
	for _, level := range []float64{0, 1, -1, math.NaN()} {
		_, mean := Mean(three, level)
		_, variance := Variance(three, level)
		_, _, median := Median(three, level)
		_, trend := FitTrend(three, three, level)
		for i, err := range []error{mean, variance, median, trend} {
			if err == nil {
				t.Errorf("level %v: no error from %d", level, i)
			}
		}
	}
}

// Exact moments of a binomial.
func TestZScoresHaveMeanZeroAndVarianceOne(t *testing.T) {
	for _, p := range []float64{.03, .5, .8} {
		const trials = 30
		var mean, variance float64
		for hits := range trials + 1 {
			z, mass := ZScore(hits, trials, p), math.Exp(logMass(hits, trials, p))
			mean, variance = mean+mass*z, variance+mass*z*z
		}
		near(t, fmt.Sprintf("1 + mean at %v", p), 1+mean, 1, 1e-12)
		near(t, fmt.Sprintf("variance at %v", p), variance, 1, 1e-12)
	}
	if ZScore(0, 9, 0) != 0 || ZScore(9, 9, 1) != 0 || ZScore(0, 0, .3) != 0 || !math.IsInf(ZScore(1, 9, 0), 1) || !math.IsInf(ZScore(1, 9, 1), -1) {
		t.Error("edges")
	}
	panics(t, "hits", func() { ZScore(4, 3, .5) })
}
