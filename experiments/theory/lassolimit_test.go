package theory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func TestSoftenIsAnAverageOverNoise(t *testing.T) {
	for _, c := range []struct{ x0, tau, theta float64 }{{0, 1, 0}, {0, .5, 1}, {1, 1, 1}, {-2, .3, .4}, {5, 2, 9}, {3, .1, .2}} {
		average := func(f func(y float64) float64) float64 { // the integrand has corners at ±theta
			at := func(g float64) float64 { return density(g) * f(c.x0+c.tau*g) }
			a, b := (-c.theta-c.x0)/c.tau, (c.theta-c.x0)/c.tau
			low, high := min(a, -12), max(b, 12)
			return integral(at, low, a) + integral(at, a, b) + integral(at, b, high)
		}
		got := soften(c.x0, c.tau, c.theta)
		at := fmt.Sprintf(" at %+v", c)
		within(t, "risk"+at, got.risk, average(func(y float64) float64 { return math.Pow(Soft(y, c.theta)-c.x0, 2) }), 1e-12)
		within(t, "norm"+at, got.norm, average(func(y float64) float64 { return math.Abs(Soft(y, c.theta)) }), 1e-12)
		within(t, "active"+at, got.active, 1-average(func(y float64) float64 {
			if math.Abs(y) <= c.theta {
				return 1
			}
			return 0
		}), 1e-9)
	}
}

func TestSoftenNormalIsAnAverageOverAmplitudes(t *testing.T) {
	for _, c := range []struct{ scale, tau, theta float64 }{{1, 1, 1}, {2, .4, .7}, {.1, 1, 2}, {3, 1, 0}, {0, 1, .5}} {
		average := func(f func(softened) float64) float64 {
			return integral(func(g float64) float64 { return 2 * density(g) * f(soften(c.scale*g, c.tau, c.theta)) }, 0, 12)
		}
		got := softenNormal(c.scale, c.tau, c.theta)
		at := fmt.Sprintf(" at %+v", c)
		within(t, "risk"+at, got.risk, average(func(s softened) float64 { return s.risk }), 1e-12)
		within(t, "active"+at, got.active, average(func(s softened) float64 { return s.active }), 1e-12)
		within(t, "norm"+at, got.norm, average(func(s softened) float64 { return s.norm }), 1e-12)
	}
}

func TestLassoLimitTable(t *testing.T) {
	l := LassoLimit{Delta: .64, Noise: math.Sqrt(.2), Prior: Prior{Density: .064, Scale: 1, Amplitudes: Rademacher}}
	for _, c := range []struct{ lambda, alpha, tau2, mse, active float64 }{
		{.1, .70958311, .41178902, .13554497, .49944726},
		{.5, 1.37881166, .28039275, .05145136, .20170992},
		{1, 2.08615816, .28124302, .05199553, .06151531},
		{2, 3.67161108, .29888161, .06328423, .00231867},
	} {
		s := noError[LassoState](t)(l.At(c.lambda))
		at := fmt.Sprintf(" at lambda = %v", c.lambda)
		within(t, "alpha"+at, s.Alpha, c.alpha, 6e-9)
		within(t, "tau^2"+at, s.Test, c.tau2, 6e-9)
		within(t, "MSE"+at, s.MSE, c.mse, 6e-9)
		within(t, "active"+at, s.Active, c.active, 6e-9)
		near(t, "lambda"+at, s.Lambda, c.lambda, 1e-12)
	}
}

var lassoLimits = []LassoLimit{
	{Delta: .3, Noise: .5, Prior: Prior{Density: .1, Scale: 2, Amplitudes: Gaussian}},
	{Delta: .3, Noise: .5, Prior: Prior{Density: .1, Scale: 2, Amplitudes: Rademacher}},
	{Delta: .9, Noise: .1, Prior: Prior{Density: 1, Scale: 1, Amplitudes: Gaussian}},
	{Delta: 2, Noise: 1, Prior: Prior{Density: .05, Scale: 3, Amplitudes: Rademacher}},
	{Delta: .5, Noise: 1, Prior: Prior{Amplitudes: Gaussian}},
}

func TestLassoStateSolvesItsEquations(t *testing.T) {
	for _, l := range lassoLimits {
		for _, lambda := range []float64{1e-3, .2, 1, 5} {
			s := noError[LassoState](t)(l.At(lambda))
			tau := math.Sqrt(s.Test)
			again := l.Prior.soften(tau, s.Alpha*tau)
			at := fmt.Sprintf(" of %+v at %v", l, lambda)
			near(t, "tau^2"+at, s.Test, l.Noise*l.Noise+again.risk/l.Delta, 1e-12)
			near(t, "lambda"+at, s.Alpha*tau*(1-again.active/l.Delta), lambda, 1e-9)
			near(t, "train"+at, s.Train, math.Pow(lambda/s.Alpha, 2), 1e-9)

			const unit = 7.0 // of measurement
			scaled := l
			scaled.Noise *= unit
			scaled.Prior.Scale *= unit
			other := noError[LassoState](t)(scaled.At(lambda * unit))
			near(t, "test in other units"+at, other.Test, s.Test*unit*unit, 1e-9)
			near(t, "average in other units"+at, other.Average, s.Average*unit, 1e-9)
		}
	}
}

func TestBestLassoIsBest(t *testing.T) {
	for _, l := range lassoLimits[:4] {
		best := noError[LassoState](t)(l.Best())
		for lambda := 1e-3; lambda < 30; lambda *= 1.2 {
			if s := noError[LassoState](t)(l.At(lambda)); s.Test < best.Test*(1-1e-12) {
				t.Errorf("%+v: %v at lambda = %v, %v at the best, %v", l, s.Test, lambda, best.Test, best.Lambda)
			}
		}
	}
}

func TestInterpolationIsTheLimitOfNoPenalty(t *testing.T) {
	for _, l := range lassoLimits {
		at := fmt.Sprintf(" of %+v", l)
		s, small := noError[LassoState](t)(l.Interpolation()), noError[LassoState](t)(l.At(1e-7))
		near(t, "test"+at, s.Test, small.Test, 1e-5)
		near(t, "average"+at, s.Average, small.Average, 1e-5)
		near(t, "active"+at, small.Active, min(l.Delta, 1), 1e-5)
		if s.Active != min(l.Delta, 1) || s.Lambda != 0 {
			t.Errorf("%+v: %+v", l, s)
		}
	}
	// Least squares: noise^2/(1 - n/m), noise^2 (1 - n/m).
	s := noError[LassoState](t)(lassoLimits[3].Interpolation())
	near(t, "least squares, test", s.Test, 2, 1e-12)
	near(t, "least squares, train", s.Train, .5, 1e-12)
	square := LassoLimit{Delta: 1, Noise: 1, Prior: Prior{Density: .1, Scale: 1, Amplitudes: Gaussian}}
	if s := noError[LassoState](t)(square.Interpolation()); !math.IsInf(s.Test, 1) || s.Train != 0 {
		t.Errorf("at delta = 1: %+v", s)
	}
}

// A Lasso of 300 coordinates by coordinate descent.
func TestLassoLimitAgreesWithDraws(t *testing.T) {
	r := Regression{N: 300, M: 150, K: 15, Signal: 1, Noise: .5}
	limit := noError[LassoLimit](t)(r.Limit(Rademacher))
	want := noError[LassoState](t)(limit.At(.6))
	lambda := .6 * math.Sqrt(float64(r.M)) // in the units of X
	random := rand.New(rand.NewPCG(8, 9))
	var test, train, active, average moments
	for range 20 {
		x, beta, y := drawRegression(random, r, r.K)
		b, residual := make([]float64, r.N), y.RawMatrix().Data
		columns := make([][]float64, r.N)
		for j := range columns {
			columns[j] = make([]float64, r.M)
			for i := range columns[j] {
				columns[j][i] = x.At(i, j)
			}
		}
		descend(columns, residual, b, lambda)
		loss, off, nonzeros, norm := 0.0, 0.0, 0.0, 0.0
		for _, e := range residual {
			loss += e * e
		}
		for j, bj := range b {
			off += math.Pow(bj-beta.At(j, 0), 2)
			norm += math.Abs(bj)
			if bj != 0 {
				nonzeros++
			}
		}
		test.add(r.Noise*r.Noise + off)
		train.add(loss / float64(r.M))
		active.add(nonzeros / float64(r.N))
		average.add(norm * math.Sqrt(float64(r.M)) / float64(r.N))
	}
	test.agrees(t, "test", want.Test)
	train.agrees(t, "train", want.Train)
	active.agrees(t, "active", want.Active)
	average.agrees(t, "average", want.Average)
}

// descend minimises 1/2 |residual|^2 + lambda |b|_1 from b = 0, where the residual is y.
func descend(columns [][]float64, residual, b []float64, lambda float64) {
	for range 60 {
		for j, column := range columns {
			var dot, norm float64
			for i, a := range column {
				dot += a * residual[i]
				norm += a * a
			}
			next := Soft(dot+norm*b[j], lambda) / norm
			if step := next - b[j]; step != 0 {
				for i, a := range column {
					residual[i] -= a * step
				}
				b[j] = next
			}
		}
	}
}

func TestLassoLimitRefuses(t *testing.T) {
	good := lassoLimits[0]
	for _, lambda := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, err := good.At(lambda); err == nil {
			t.Errorf("lambda = %v: no error", lambda)
		}
	}
	for _, spoil := range []func(*LassoLimit){
		func(l *LassoLimit) { l.Delta = 0 }, func(l *LassoLimit) { l.Delta = math.Inf(1) }, func(l *LassoLimit) { l.Noise = 0 },
		func(l *LassoLimit) { l.Prior.Density = 1.5 }, func(l *LassoLimit) { l.Prior.Scale = -1 }, func(l *LassoLimit) { l.Prior.Amplitudes = "uniform" },
	} {
		l := good
		spoil(&l)
		_, atErr := l.At(1)
		_, bestErr := l.Best()
		_, interpolationErr := l.Interpolation()
		if atErr == nil || bestErr == nil || interpolationErr == nil {
			t.Errorf("%+v: no error", l)
		}
	}
}
