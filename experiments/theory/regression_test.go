package theory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// noError is for functions that return a value and an error.
func noError[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// overfitting is the curve at n = 500 features of which 50 matter, all alike; signal 1, noise 0.5. NaN: no value.
var overfitting = []struct {
	m                                        int
	leastNorm, ridge, lasso, leastL1, oracle float64
	digit                                    float64 // of leastNorm and leastL1; that of the others is 1e-4
}{
	{75, 1.1442, 1.1331, 1.2202, 1.4589, .7708, 1e-4},
	{100, 1.1127, 1.0956, 1.1736, 1.3821, .5051, 1e-4},
	{150, 1.0574, 1.0233, 1.0273, 1.2105, .3763, 1e-4},
	{200, 1.0172, .9547, .8428, 1.0554, .3339, 1e-4},
	{250, 1.0010, .8904, .6686, .9715, .3128, 1e-4},
	{300, 1.0269, .8306, .5453, .9913, .3002, 1e-4},
	{400, 1.4601, .7256, .4243, 1.5128, .2858, 1e-4},
	{490, 13.88, .6481, .3762, 12.67, .2785, 1e-2},
	{600, 1.5126, .5733, .3443, math.NaN(), .2728, 1e-4},
	{1000, .5005, .4254, .2992, math.NaN(), .2632, 1e-4},
}

func TestOverfittingCurve(t *testing.T) {
	for _, row := range overfitting {
		r := Regression{N: 500, M: row.m, K: 50, Signal: 1, Noise: .5}
		at := fmt.Sprintf(" at m = %d", row.m)
		within(t, "least norm"+at, noError[Risk](t)(r.LeastNorm()).Test, row.leastNorm, .51*row.digit)
		within(t, "oracle"+at, noError[Risk](t)(r.Oracle()).Test, row.oracle, .51e-4)
		_, ridge, err := r.BestRidge()
		if err != nil {
			t.Fatal(err)
		}
		within(t, "ridge"+at, ridge.Test, row.ridge, .51e-4)
		limit := noError[LassoLimit](t)(r.Limit(Rademacher))
		within(t, "Lasso"+at, noError[LassoState](t)(limit.Best()).Test, row.lasso, .51e-4)
		if !math.IsNaN(row.leastL1) {
			within(t, "least L1"+at, noError[LassoState](t)(limit.Interpolation()).Test, row.leastL1, .51*row.digit)
		}
	}
}

func TestLeastNormAtTheEdge(t *testing.T) {
	for m := 9; m <= 11; m++ {
		r := Regression{N: 10, M: m, Signal: 2, Noise: 1}
		if risk := noError[Risk](t)(r.LeastNorm()); !math.IsInf(risk.Test, 1) {
			t.Errorf("m = %d: %+v, want an infinite test error", m, risk)
		}
		r.Noise = 0
		within(t, fmt.Sprintf("without noise, m = %d", m), noError[Risk](t)(r.LeastNorm()).Test, 4*max(0, 1-float64(m)/10), 1e-15)
	}
	r := Regression{N: 10, M: 4, K: 3, Signal: 2, Noise: 1}
	if risk := noError[Risk](t)(r.Oracle()); !math.IsInf(risk.Test, 1) {
		t.Errorf("oracle: %+v", risk)
	}
	null := noError[Risk](t)(r.Null())
	if null != (Risk{Train: 5, Test: 5}) {
		t.Errorf("null: %+v", null)
	}
}

// Estimates are drawn at sizes with four finite moments of the trace.
func TestLeastNormAgreesWithDraws(t *testing.T) {
	const trials = 3000
	for _, r := range []Regression{{N: 15, M: 6, Signal: 1.5, Noise: .7}, {N: 5, M: 14, Signal: 1.5, Noise: .7}} {
		random := rand.New(rand.NewPCG(5, uint64(r.M)))
		var test, train moments
		for range trials {
			x, beta, y := drawRegression(random, r, r.N)
			var b, fit mat.Dense
			var svd mat.SVD
			if !svd.Factorize(x, mat.SVDThin) {
				t.Fatal("no decomposition")
			}
			svd.SolveTo(&b, y, min(r.N, r.M))
			fit.Mul(x, &b)
			fit.Sub(&fit, y)
			b.Sub(&b, beta)
			test.add(r.Noise*r.Noise + math.Pow(mat.Norm(&b, 2), 2))
			train.add(math.Pow(mat.Norm(&fit, 2), 2) / float64(r.M))
		}
		want := noError[Risk](t)(r.LeastNorm())
		test.agrees(t, fmt.Sprintf("test, m = %d", r.M), want.Test)
		train.agrees(t, fmt.Sprintf("train, m = %d", r.M), want.Train)
	}
}

// drawRegression draws X, beta with k equal non-zeros in front, and y.
func drawRegression(random *rand.Rand, r Regression, k int) (x, beta, y *mat.Dense) {
	x, beta, y = mat.NewDense(r.M, r.N, nil), mat.NewDense(r.N, 1, nil), mat.NewDense(r.M, 1, nil)
	x.Apply(func(_, _ int, _ float64) float64 { return random.NormFloat64() }, x)
	for j := range k {
		beta.Set(j, 0, r.Signal/math.Sqrt(float64(k)))
	}
	y.Mul(x, beta)
	y.Apply(func(_, _ int, v float64) float64 { return v + r.Noise*random.NormFloat64() }, y)
	return x, beta, y
}

// moments collects draws of one quantity.
type moments struct{ count, sum, squares float64 }

func (m *moments) add(x float64) { m.count, m.sum, m.squares = m.count+1, m.sum+x, m.squares+x*x }

// agrees fails where the mean is more than 4.5 standard errors from want.
func (m *moments) agrees(t *testing.T, what string, want float64) {
	t.Helper()
	mean := m.sum / m.count
	se := math.Sqrt(max(m.squares/m.count-mean*mean, 0) / m.count)
	within(t, what, mean, want, 4.5*se+1e-12)
}

func TestRegressionRefuses(t *testing.T) {
	good := Regression{N: 4, M: 3, K: 2, Signal: 1, Noise: 1}
	for _, spoil := range []func(*Regression){
		func(r *Regression) { r.N = 0 }, func(r *Regression) { r.M = 0 }, func(r *Regression) { r.K = 5 },
		func(r *Regression) { r.K = -1 }, func(r *Regression) { r.Signal = -1 }, func(r *Regression) { r.Noise = math.NaN() },
		func(r *Regression) { r.Signal = math.Inf(1) },
	} {
		r := good
		spoil(&r)
		_, nullErr := r.Null()
		_, normErr := r.LeastNorm()
		_, oracleErr := r.Oracle()
		_, ridgeErr := r.Ridge(1)
		_, _, bestErr := r.BestRidge()
		_, limitErr := r.Limit(Gaussian)
		for i, err := range []error{nullErr, normErr, oracleErr, ridgeErr, bestErr, limitErr} {
			if err == nil {
				t.Errorf("method %d of %+v: no error", i, r)
			}
		}
	}
	good.K = 0
	if _, err := good.Oracle(); err == nil {
		t.Error("an oracle of no features")
	}
	if _, err := good.Limit(Gaussian); err == nil {
		t.Error("a sparse limit of no features")
	}
}
