package theory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// marchenkoPastur averages f over the limit law of the eigenvalues of X'X/M, 1 + gamma - 2 sqrt(gamma) cos(angle) with the
// density of a semicircle, and zeros where gamma > 1.
func marchenkoPastur(gamma float64, f func(float64) float64) float64 {
	root := math.Sqrt(gamma)
	sum := integral(func(angle float64) float64 {
		s, c := math.Sincos(angle)
		e := 1 + gamma - 2*root*c
		return 2 / math.Pi * s * s / e * f(e)
	}, 0, math.Pi)
	return sum + max(1-1/gamma, 0)*f(0)
}

func TestRidgeIsAnAverageOverEigenvalues(t *testing.T) {
	for _, size := range [][2]int{{30, 100}, {100, 99}, {100, 100}, {100, 25}} {
		for _, lambda := range []float64{.05, 1, 40} {
			r := Regression{N: size[0], M: size[1], Signal: 1.3, Noise: .6}
			got := noError[Risk](t)(r.Ridge(lambda))
			gamma := float64(r.N) / float64(r.M)
			bias := marchenkoPastur(gamma, func(e float64) float64 { return math.Pow(lambda/(e+lambda), 2) })
			variance := marchenkoPastur(gamma, func(e float64) float64 { return e / math.Pow(e+lambda, 2) })
			freedom := marchenkoPastur(gamma, func(e float64) float64 { return e / (e + lambda) })
			at := fmt.Sprintf(" at %v, lambda = %v", size, lambda)
			test := .36 + 1.69*bias + .36*gamma*variance
			near(t, "test"+at, got.Test, test, 1e-10)
			near(t, "freedom"+at, got.Freedom, gamma*freedom, 1e-10)
			// The residual keeps the share lambda/(e + lambda) of every direction, all of what X does not reach.
			kept := marchenkoPastur(gamma, func(e float64) float64 { return math.Pow(lambda/(e+lambda), 2) * e })
			train := 1.69*kept + .36*(1-gamma+gamma*bias)
			near(t, "train"+at, got.Train, train, 1e-9)
		}
	}
}

func TestRidgeLimits(t *testing.T) {
	for _, size := range [][2]int{{30, 100}, {100, 30}} {
		r := Regression{N: size[0], M: size[1], Signal: 1.3, Noise: .6}
		zero, small := noError[Risk](t)(r.Ridge(0)), noError[Risk](t)(r.Ridge(1e-9))
		within(t, "test at 0", zero.Test, small.Test, 1e-7)
		within(t, "train at 0", zero.Train, small.Train, 1e-7)
		within(t, "freedom at 0", zero.Freedom, small.Freedom, 1e-7)
		null, large := noError[Risk](t)(r.Ridge(math.Inf(1))), noError[Risk](t)(r.Ridge(1e9))
		within(t, "test at infinity", null.Test, large.Test, 1e-7)
		within(t, "train at infinity", null.Train, large.Train, 1e-7)
		// The exact formula at large sizes.
		r.N, r.M = r.N*100000, r.M*100000
		exact := noError[Risk](t)(r.LeastNorm())
		near(t, "exact test", zero.Test, exact.Test, 1e-6)
		near(t, "exact train", zero.Train, exact.Train, 1e-6)
	}
	if risk := noError[Risk](t)(Regression{N: 9, M: 9, Signal: 1, Noise: 1}.Ridge(0)); !math.IsInf(risk.Test, 1) || risk.Train != 0 {
		t.Errorf("interpolation at m = n: %+v", risk)
	}
	for _, lambda := range []float64{-1, math.NaN()} {
		if _, err := (Regression{N: 9, M: 9, Signal: 1, Noise: 1}).Ridge(lambda); err == nil {
			t.Errorf("lambda = %v: no error", lambda)
		}
	}
}

func TestBestRidge(t *testing.T) {
	for _, r := range []Regression{{N: 500, M: 75, Signal: 1, Noise: .5}, {N: 20, M: 31, Signal: 3, Noise: 2}} {
		lambda, best, err := r.BestRidge()
		if err != nil {
			t.Fatal(err)
		}
		gamma := float64(r.N) / float64(r.M)
		l := lambda
		s := (-(1 - gamma + l) + math.Sqrt((1-gamma+l)*(1-gamma+l)+4*gamma*l)) / (2 * gamma * l)
		near(t, "closed form", best.Test, r.Noise*r.Noise*(1+gamma*s), 1e-12)
		for _, factor := range []float64{.5, .99, 1.01, 2} {
			if other := noError[Risk](t)(r.Ridge(lambda * factor)); other.Test <= best.Test {
				t.Errorf("%+v: %v at %v lambda, %v at lambda", r, other.Test, factor, best.Test)
			}
		}
	}
	if lambda, risk, err := (Regression{N: 3, M: 3, Noise: 2}).BestRidge(); err != nil || !math.IsInf(lambda, 1) || risk.Test != 4 {
		t.Errorf("without signal: %v, %+v, %v", lambda, risk, err)
	}
}

// The limit is near at 60 features: draws of the ridge estimate.
func TestRidgeAgreesWithDraws(t *testing.T) {
	r := Regression{N: 60, M: 40, Signal: 1, Noise: .5}
	const lambda = .3
	random := rand.New(rand.NewPCG(6, 7))
	var test, train moments
	for range 150 {
		x, beta, y := drawRegression(random, r, r.N)
		var gram, right, b, fit mat.Dense
		gram.Mul(x.T(), x)
		for j := range r.N {
			gram.Set(j, j, gram.At(j, j)+lambda*float64(r.M))
		}
		right.Mul(x.T(), y)
		if err := b.Solve(&gram, &right); err != nil {
			t.Fatal(err)
		}
		fit.Mul(x, &b)
		fit.Sub(&fit, y)
		b.Sub(&b, beta)
		test.add(r.Noise*r.Noise + math.Pow(mat.Norm(&b, 2), 2))
		train.add(math.Pow(mat.Norm(&fit, 2), 2) / float64(r.M))
	}
	want := noError[Risk](t)(r.Ridge(lambda))
	test.agrees(t, "test", want.Test)
	train.agrees(t, "train", want.Train)
}
