package theory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// cov(fit, z)/noise^2 of a threshold rule, in pieces between its corners at ±level.
func covariance(rule func(z float64) float64, mean, noise, level float64) float64 {
	at := func(z float64) float64 {
		g := (z - mean) / noise
		return density(g) / noise * rule(z) * g / noise
	}
	reach := math.Abs(mean) + level + 12*noise
	return panels(at, -reach, -level, 64) + panels(at, -level, level, 64) + panels(at, level, reach, 64)
}

func TestFreedomIsACovariance(t *testing.T) {
	for _, c := range []struct{ mean, noise, level float64 }{{0, 1, 1}, {2, 1, 1}, {-1, .5, .8}, {3, .7, .1}} {
		at := fmt.Sprintf(" at %+v", c)
		means := []float64{c.mean}
		soft := func(z float64) float64 { return Soft(z, c.level) }
		near(t, "Lasso"+at, noError[float64](t)(LassoFreedom(means, c.noise, c.level)), covariance(soft, c.mean, c.noise, c.level), 1e-10)
		hard := func(z float64) float64 {
			if math.Abs(z) > c.level {
				return z
			}
			return 0
		}
		near(t, "subset"+at, noError[float64](t)(SubsetFreedom(means, c.noise, c.level)), covariance(hard, c.mean, c.noise, c.level), 1e-10)
	}
	means := []float64{0, 0, 3, -1}
	within(t, "no penalty", noError[float64](t)(LassoFreedom(means, 1, 0)), 4, 1e-14)
	within(t, "no threshold", noError[float64](t)(SubsetFreedom(means, 1, 0)), 4, 1e-14)
	within(t, "large penalty", noError[float64](t)(LassoFreedom(means, 1, 1e3)), 0, 1e-14)
}

// The trace of the matrix that takes y to the fit, and the optimism by exact expectation:
// E |y* - H y|^2 - E |y - H y|^2 = 2 noise^2 trace H.
func TestRidgeFreedomIsATrace(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 17))
	a := mat.NewDense(4, 6, nil)
	a.Apply(func(_, _ int, _ float64) float64 { return random.NormFloat64() }, a)
	var svd mat.SVD
	svd.Factorize(a, mat.SVDNone)
	for _, mu := range []float64{.1, 1, 30} {
		var gram, inner, hat mat.Dense
		gram.Mul(a.T(), a)
		for j := range 6 {
			gram.Set(j, j, gram.At(j, j)+mu)
		}
		if err := inner.Solve(&gram, a.T()); err != nil {
			t.Fatal(err)
		}
		hat.Mul(a, &inner)
		freedom := noError[float64](t)(RidgeFreedom(svd.Values(nil), mu))
		near(t, "freedom", freedom, mat.Trace(&hat), 1e-12)

		const noise = .7
		var left mat.Dense // y - H y = (I - H) y
		left.Scale(-1, &hat)
		for i := range 4 {
			left.Set(i, i, 1+left.At(i, i))
		}
		old := math.Pow(mat.Norm(&left, 2), 2) * noise * noise
		fresh := (4 + math.Pow(mat.Norm(&hat, 2), 2)) * noise * noise
		near(t, "optimism", noError[float64](t)(Optimism(noise, freedom, 4)), (fresh-old)/4, 1e-12)
	}
	near(t, "rank", noError[float64](t)(RidgeFreedom([]float64{3, 1e-200, 0}, 0)), 2, 1e-15)
	near(t, "extremes", noError[float64](t)(RidgeFreedom([]float64{1e200, 1e-200}, 1)), 1, 1e-15)
}

func TestFreedomRefuses(t *testing.T) {
	for _, c := range [][2]float64{{0, 1}, {-1, 1}, {1, -1}, {1, math.NaN()}} {
		_, softErr := LassoFreedom(nil, c[0], c[1])
		_, hardErr := SubsetFreedom(nil, c[0], c[1])
		if softErr == nil || hardErr == nil {
			t.Errorf("noise = %v, threshold = %v: no error", c[0], c[1])
		}
	}
	if _, err := RidgeFreedom([]float64{1}, -1); err == nil {
		t.Error("a negative weight")
	}
	if _, err := RidgeFreedom([]float64{math.Inf(1)}, 1); err == nil {
		t.Error("an infinite singular value")
	}
	if _, err := Optimism(1, 1, 0); err == nil {
		t.Error("no samples")
	}
	if _, err := Optimism(1, -1, 3); err == nil {
		t.Error("negative freedom")
	}
}
