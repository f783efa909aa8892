package catalog

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/floats"

	"touchpoint/experiments"
	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
)

func dropoutDraw(t *testing.T, n, m int) ensemble.System {
	t.Helper()
	var sampler ensemble.Sampler
	s, err := sampler.Draw(ensemble.Draw{N: n, M: m, K: 2, Ensemble: "gaussian", Amplitudes: "rademacher", Noise: 0.5, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The mean over masks is the closed form; of another point, that of least squares, the test of the gradient says so.
func TestDropoutAverageTellsTheClosedForm(t *testing.T) {
	s := dropoutDraw(t, 6, 15)
	for name, want := range map[string]bool{"dropout:keep=0.5": true, "least": false, "dropout:keep=0.6": false} {
		x, err := dropoutLearn(t.Context(), name, s.A, s.B)
		if err != nil {
			t.Fatal(err)
		}
		fits, p, err := dropoutAverage(rand.New(rand.NewPCG(7, 7)), s, 0.5, x)
		if err != nil {
			t.Fatal(err)
		}
		if (p > 1e-3) != want {
			t.Errorf("%s: p = %.2g", name, p)
		}
		if last := floats.Distance(fits[len(fits)-1], x, 2) / floats.Norm(x, 2); (last < 0.06) != want {
			t.Errorf("%s is %.3f from the mean over a thousand masks", name, last)
		}
	}
}

// A single column: b'a/((1 + q) a'a), and while it is dropped the error on new samples is that of simulation.
func TestDropoutWhileDropped(t *testing.T) {
	sweep := dumberSweep(4, []int{9}, 2, 2, 0.5, "dropout")
	sweep.Lambda, sweep.Measure = []experiments.Real{0.25}, "dropping"
	data := solved(t, experiments.Plan{sweep})
	var sampler ensemble.Sampler
	for _, r := range data[0].Records {
		c := data[0].Cell
		s, err := sampler.Draw(ensemble.Draw{N: c.N, M: c.M, K: c.K, Ensemble: c.Ensemble, Amplitudes: c.Amplitudes, Noise: c.Noise, Seed: Seed, Trial: r.Trial})
		if err != nil {
			t.Fatal(err)
		}
		x, err := dropoutLearn(t.Context(), "dropout:keep=0.8", s.A, s.B)
		if err != nil {
			t.Fatal(err)
		}
		rng, sum, square := rand.New(rand.NewPCG(1, uint64(r.Trial))), 0.0, 0.0
		const samples = 40000
		for range samples {
			miss := c.Noise * rng.NormFloat64()
			for j, v := range x {
				input := rng.NormFloat64()
				miss += input * s.Truth[j]
				if rng.Float64() < 0.8 {
					miss -= input / 0.8 * v
				}
			}
			sum += miss * miss
			square += math.Pow(miss, 4)
		}
		constant := c.Noise*c.Noise + floats.Dot(s.Truth, s.Truth)
		got, se := sum/samples, math.Sqrt((square/samples-math.Pow(sum/samples, 2))/samples)
		if want := r.Facts.Get("while") * constant; math.Abs(got-want) > 5*se {
			t.Errorf("trial %d: simulated %v +- %v, by formula %v", r.Trial, got, se, want)
		}
		if !(r.Facts.Get("test") < r.Facts.Get("while")) || r.Facts.Get("deviation") > dropoutExact || r.Facts.Get("zeros") != 0 {
			t.Errorf("%v", r.Facts)
		}
	}
}

// The stages are where plain gradient descent ends.
func TestDropoutStagesAreGradientDescent(t *testing.T) {
	s := dropoutDraw(t, 8, 6)
	points, err := dropoutStages(t.Context(), rand.New(rand.NewPCG(3, 3)), s)
	if err != nil {
		t.Fatal(err)
	}
	half := rand.New(rand.NewPCG(3, 3)).Perm(8)[:4]
	every := []int{0, 1, 2, 3, 4, 5, 6, 7}
	start := dropoutDescend(s, make([]float64, 8), half, 3)
	for i, want := range [][]float64{dropoutDescend(s, start, half, 6), dropoutDescend(s, start, every, 6), dropoutDescend(s, make([]float64, 8), every, 6)} {
		if d := floats.Distance(points[i], want, math.Inf(1)); d > 1e-6 {
			t.Errorf("stage %d: %v, descent ends at %v", i, points[i], want)
		}
	}
}

// dropoutDescend follows the gradient of the squared error of the first rows in some of the weights.
func dropoutDescend(s ensemble.System, x []float64, weights []int, rows int) []float64 {
	x = append([]float64(nil), x...)
	a := solvers.NewColumns(rows, len(x), nil)
	for j := range x {
		copy(a.Col(j), s.A.Col(j)[:rows])
	}
	rate := 1 / floats.Dot(a.Data(), a.Data())
	residual := make([]float64, rows)
	for range 200000 {
		a.Mul(residual, x)
		floats.Sub(residual, s.B[:rows])
		for _, j := range weights {
			x[j] -= rate * floats.Dot(a.Col(j), residual)
		}
	}
	return x
}
