package theory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func TestLocalMinima(t *testing.T) {
	for _, c := range []struct {
		n, m, k int
		want    int64
	}{{10, 5, 2, 197}, {12, 6, 3, 841}, {20, 10, 3, 165309}, {10, 5, 5, 252}, {4, 1, 1, 4}, {4, 4, 4, 1}, {4, 4, 1, 1}} {
		got, err := LocalMinima(c.n, c.m, c.k)
		if err != nil || !got.IsInt64() || got.Int64() != c.want {
			t.Errorf("LocalMinima(%d, %d, %d) = %v, %v, want %d", c.n, c.m, c.k, got, err, c.want)
		}
	}
	for _, c := range [][3]int{{5, 3, 0}, {5, 3, 4}, {3, 5, 1}, {-1, -1, -1}} {
		if _, err := LocalMinima(c[0], c[1], c[2]); err == nil {
			t.Errorf("LocalMinima%v: no error", c)
		}
	}
}

func TestPointTouch(t *testing.T) {
	p := NormalPoint()
	near(t, "slope", p.Slope, 0.3173105078629141, 1e-14)
	for _, p := range []PointTouch{p, LatticePoint(1), LatticePoint(2), LatticePoint(50)} {
		near(t, "sum", p.Slope+p.Tie+p.Intercept, 1, 1e-15)
	}
	if got, want := LatticePoint(2), (PointTouch{Slope: .4, Tie: .4, Intercept: .2}); got != want {
		t.Errorf("reach 2: %v, want %v", got, want)
	}
}

// (50, 25) and (200, 50) were also drawn: c_1 4.730 +- .037 and 4.678 +- .066, c_inf .2100 +- .0016.
func TestRadiusLimit(t *testing.T) {
	for _, c := range []struct{ delta, l1, lInf float64 }{
		{.5, 0.6650357158086528, 1.503678638949558}, {.25, 0.3284774070884295, 0.7832387360219351},
	} {
		l1, lInf, err := RadiusLimit(c.delta)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprintf("L1(%v)", c.delta), l1, c.l1, 1e-13)
		near(t, fmt.Sprintf("LInf(%v)", c.delta), lInf, c.lInf, 1e-13)
	}
	for _, delta := range []float64{0, 1, math.NaN()} {
		if _, _, err := RadiusLimit(delta); err == nil {
			t.Errorf("RadiusLimit(%v): no error", delta)
		}
	}
}

func TestMinNormMoments(t *testing.T) {
	for _, c := range [][2]int{{3, 1}, {9, 4}, {40, 37}, {100, 20}} {
		n, m := c[0], c[1]
		law := MinNormRadius(n, m)
		// x = 1 - u^2 takes the singularity at x = 1 away.
		mean := integral(func(u float64) float64 {
			x := 1 - u*u
			return 2 * u * law.Prob(x) * math.Sqrt(x) / u
		}, 0, 1)
		near(t, fmt.Sprintf("E c(%d, %d)", n, m), MeanMinNorm(n, m), mean, 1e-9)
		near(t, fmt.Sprintf("mean share (%d, %d)", n, m), MinNormShare(n, m).Mean(), float64(m)/float64(n), 1e-14)
	}
}

// Kolmogorov's distance between drawn least-norm solutions and their two laws; 1.95/sqrt(trials) is exceeded once in a
// thousand.
func TestMinNormLawsAgreeWithDraws(t *testing.T) {
	const n, m, trials = 5, 2, 20000
	random := rand.New(rand.NewPCG(3, 4))
	normal := func(_, _ int, _ float64) float64 { return random.NormFloat64() }
	radius, share := make([]float64, trials), make([]float64, trials)
	for i := range trials {
		a, b := mat.NewDense(m, n, nil), mat.NewDense(m, 1, nil)
		a.Apply(normal, a)
		b.Apply(normal, b)
		var x mat.Dense
		if err := x.Solve(a, b); err != nil {
			t.Fatal(err)
		}
		c := mat.Norm(&x, 2)
		radius[i] = c * c / (1 + c*c)
		if err := x.Solve(a, a.Slice(0, m, 0, 1)); err != nil { // x0 = e_1
			t.Fatal(err)
		}
		share[i] = mat.Norm(&x, 2) * mat.Norm(&x, 2)
	}
	for name, sample := range map[string]struct {
		values []float64
		cdf    func(float64) float64
	}{"radius": {radius, MinNormRadius(n, m).CDF}, "share": {share, MinNormShare(n, m).CDF}} {
		slices.Sort(sample.values)
		var distance float64
		for i, x := range sample.values {
			distance = max(distance, math.Abs(sample.cdf(x)-(float64(i)+.5)/trials))
		}
		if distance > 1.95/math.Sqrt(trials) {
			t.Errorf("%s: distance %v", name, distance)
		}
	}
}
