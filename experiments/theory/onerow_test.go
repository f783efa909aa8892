package theory

import (
	"fmt"
	"math"
	"testing"
)

// Wanted values are integrals with 30 digits of working precision.
func TestOneRowRadius(t *testing.T) {
	for n, want := range map[int]float64{2: 1.12219970467836, 3: 0.7775513496363339, 5: 0.5863545633412869, 10: 0.4580670487826984, 50: 0.3269404231693338} {
		near(t, fmt.Sprintf("E c_1, N = %d", n), OneRow{n}.MeanRadius1(), want, 1e-12)
	}
	near(t, "E c_1, N = 2", OneRow{2}.MeanRadius1(), 4/math.Pi*math.Asinh(1), 1e-13)
	for n, want := range map[int]float64{2: 0.7935150210236095, 3: 0.4292176229137411, 5: 0.2285115999906222, 10: 0.106326784225789} {
		near(t, fmt.Sprintf("E c_inf, N = %d", n), OneRow{n}.MeanRadiusInf(), want, 1e-12)
	}
	for n, want := range map[int]float64{2: 1, 3: 2 / math.Pi, 5: 4 / (3 * math.Pi)} {
		near(t, fmt.Sprintf("E c_2, N = %d", n), OneRow{n}.MeanRadius2(), want, 1e-13)
	}
	for n, want := range map[int]float64{1: 1, 2: 0.6435942529055826, 3: 0.5338296467923866, 10: 0.3650051434224872, 50: 0.2705903268545261} {
		near(t, fmt.Sprintf("median c_1, N = %d", n), OneRow{n}.MedianRadius(), want, 1e-12)
	}
	for _, mean := range []float64{OneRow{1}.MeanRadius1(), OneRow{1}.MeanRadius2(), OneRow{1}.MeanRadiusInf()} {
		if !math.IsInf(mean, 1) {
			t.Errorf("mean radius %v of one column, want +Inf", mean)
		}
	}
}

func TestOneRowRadiusCDF(t *testing.T) {
	for _, n := range []int{1, 2, 3, 17, 400} {
		near(t, fmt.Sprintf("P(c_1 <= 1), N = %d", n), OneRow{n}.RadiusCDF(1), float64(n)/float64(n+1), 1e-13)
		near(t, fmt.Sprintf("P(tip), N = %d", n), OneRow{n}.Tip(), success(t, n, 1, 1), 1e-12)
	}
	for _, x := range []float64{1e-3, .2, .5, 1.7, 30} {
		near(t, fmt.Sprintf("P(c_1 <= %v), N = 1", x), OneRow{1}.RadiusCDF(x), 2/math.Pi*math.Atan(x), 1e-12)
		// The same as 1 - (2/pi) asin(1/(1 + x^2)), without its cancellation.
		near(t, fmt.Sprintf("P(c_1 <= %v), N = 2", x), OneRow{2}.RadiusCDF(x), 2/math.Pi*math.Atan(x*math.Sqrt(2+x*x)), 1e-13)
	}
	if p := (OneRow{4}).RadiusCDF(0); p != 0 {
		t.Errorf("P(c_1 <= 0) = %v", p)
	}
}

func TestOneRowRunnerUp(t *testing.T) {
	for n, want := range map[int]float64{2: math.Tan(math.Pi / 8), 10: 0.8030398783219861, 100: 0.9083270347762877, 1000: 0.9413993756600505} {
		near(t, fmt.Sprintf("median r, N = %d", n), OneRow{n}.RunnerUpMedian(), want, 1e-12)
	}
	for n, want := range map[int]float64{2: 2 / math.Pi, 10: 2.799620855672991, 100: 6.705848692229543, 1000: 10.91418413731996} {
		near(t, fmt.Sprintf("density of r at 1, N = %d", n), OneRow{n}.TieDensity(), want, 1e-12)
		const eps = 1e-6
		near(t, fmt.Sprintf("slope at 1, N = %d", n), (1-OneRow{n}.RunnerUpCDF(1-eps))/eps, want, 1e-4)
	}
	for _, x := range []float64{1e-6, .3, .999} {
		near(t, fmt.Sprintf("P(r <= %v), N = 2", x), OneRow{2}.RunnerUpCDF(x), 4/math.Pi*math.Atan(x), 1e-12)
	}
	for _, c := range []struct{ x, want float64 }{{-1, 0}, {0, 0}, {1, 1}, {2, 1}} {
		if got := (OneRow{7}).RunnerUpCDF(c.x); got != c.want {
			t.Errorf("P(r <= %v) = %v, want %v", c.x, got, c.want)
		}
	}
}

func TestOneRowNearTip(t *testing.T) {
	for _, c := range []struct {
		p, tol float64
		n      int
		want   float64
	}{
		{1.1, 1e-3, 2, 0.5915432024620636}, {1.1, 1e-3, 10, 0.06228381378957682}, {1.1, 1e-3, 100, 0.0003581350473222229},
		{1.01, 1e-3, 2, 0.9560587959528834}, {1.01, 1e-3, 10, 0.8179288690874677}, {1.01, 1e-3, 100, 0.61392763136012},
		{2, 1e-3, 2, 4 / math.Pi * math.Atan(1e-3)}, {1, 1e-3, 5, 1}, {.5, 1e-3, 5, 1}, {2, 1e-3, 1, 1},
	} {
		near(t, fmt.Sprintf("N = %d, p = %v", c.n, c.p), OneRow{c.n}.NearTip(c.p, c.tol), c.want, 1e-11)
	}
}

func TestOneRowLassoZero(t *testing.T) {
	for _, c := range []struct {
		n            int
		lambda, want float64
	}{
		{1, 1, 0.7910063369953477}, {2, 1, 0.672241453927885}, {10, 1, 0.4283177084749609}, {10, .5, 0.2250607395883315},
		{10, 2, 0.7247446560928972}, {10, 0, 0}, {3, 1e3, 1},
	} {
		near(t, fmt.Sprintf("N = %d, lambda = %v", c.n, c.lambda), OneRow{c.n}.LassoZero(c.lambda), c.want, 1e-12)
	}
}

func TestOneRowNeedsAColumn(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	OneRow{}.Tip()
}
