package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The data set Norris of the NIST statistical reference data, with its certified values.
var norris = [][2]float64{
	{.2, .1}, {337.4, 338.8}, {118.2, 118.1}, {884.6, 888}, {10.1, 9.2}, {226.5, 228.1}, {666.3, 668.5}, {996.3, 998.5}, {448.6, 449.1},
	{777, 778.9}, {558.2, 559.2}, {.4, .3}, {.6, .1}, {775.5, 778.1}, {666.9, 668.8}, {338, 339.3}, {447.5, 448.9}, {11.6, 10.8}, {556, 557.7},
	{228.1, 228.3}, {995.8, 998}, {887.6, 888.8}, {120.2, 119.6}, {.3, .3}, {.3, .6}, {556.8, 557.6}, {339.1, 339.3}, {887.2, 888}, {999, 998.5},
	{779, 778.9}, {11.1, 10.2}, {118.3, 117.6}, {229.2, 228.9}, {669.1, 668.4}, {448.9, 449.2}, {.5, .2},
}

func TestTrendOfNorris(t *testing.T) {
	var x, y []float64
	for _, p := range norris {
		x, y = append(x, p[0]), append(y, p[1])
	}
	got, err := FitTrend(x, y, .95)
	if err != nil || got.Flat.DF != 34 {
		t.Fatal(got, err)
	}
	near(t, "intercept", got.Intercept.Value, -0.262323073774029, 1e-11)
	near(t, "its error", got.Intercept.StdErr, 0.232818234301152, 1e-11)
	near(t, "slope", got.Slope.Value, 1.00211681802045, 1e-13)
	near(t, "its error", got.Slope.StdErr, 0.429796848199937e-3, 1e-11)
	near(t, "t", got.Flat.Statistic, 1.00211681802045/0.429796848199937e-3, 1e-11)
	near(t, "lo", got.Slope.Interval.Lo, 1.00211681802045-2.032244509317718*0.429796848199937e-3, 1e-10)
}

func TestTrendOfPointsOnALine(t *testing.T) {
	rising, err := FitTrend([]float64{0, 1, 2}, []float64{1, 3, 5}, .95)
	if err != nil || rising.Slope != (Estimate{2, 0, Interval{2, 2}}) || rising.Flat.P != 0 {
		t.Errorf("%+v, %v", rising, err)
	}
	level, err := FitTrend([]float64{0, 1, 2}, []float64{4, 4, 4}, .95)
	if err != nil || level.Slope != (Estimate{}) || level.Flat != (Test{DF: 1, P: 1}) {
		t.Errorf("%+v, %v", level, err)
	}
	if got, err := FitTrend([]float64{2, 2, 2}, []float64{1, 2, 3}, .95); err == nil {
		t.Errorf("one x: %+v", got)
	}
}

// Bounds are 4 standard errors.
func TestTrendCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 10))
	const samples, level = 3000, .9
	slope, intercept, found := 0, 0, 0
	x := []float64{1, 2, 4, 8, 16}
	for range samples {
		y := make([]float64, len(x))
		for i := range y {
			y[i] = 2 - .5*x[i] + 3*r.NormFloat64()
		}
		got, err := FitTrend(x, y, level)
		if err != nil {
			t.Fatal(err)
		}
		if got.Slope.Interval.Contains(-.5) {
			slope++
		}
		if got.Intercept.Interval.Contains(2) {
			intercept++
		}
		if (got.Flat.P < 1-level) == got.Slope.Interval.Contains(0) {
			t.Fatalf("%+v: the test is not the interval", got)
		}
		if got.Flat.P < 1-level {
			found++
		}
	}
	if math.Abs(float64(slope)-samples*level) > 66 || math.Abs(float64(intercept)-samples*level) > 66 || found < samples/5 {
		t.Errorf("of %d the slope is covered in %d, the intercept in %d; %d trends seen", samples, slope, intercept, found)
	}
}
