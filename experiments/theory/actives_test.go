package theory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func TestActivesMakeUpTheRadius(t *testing.T) {
	for _, c := range [][2]int{{50, 25}, {200, 50}, {1000, 10}, {1000, 990}} {
		n, m := c[0], c[1]
		law, err := TouchActives(n, m)
		if err != nil {
			t.Fatal(err)
		}
		l1, _, err := RadiusLimit(float64(m) / float64(n))
		if err != nil {
			t.Fatal(err)
		}
		at := fmt.Sprintf(" (%d, %d)", n, m)
		near(t, "m E|x_j|"+at, float64(m)*law.Mean(), l1*math.Sqrt(float64(n)), 1e-9)
		near(t, "integral of the tail"+at, integral(law.Tail, 0, 60*law.Mean()), law.Mean(), 1e-9)
		// The least L1 interpolation of pure noise of variance 1, by state evolution.
		noise := LassoLimit{Delta: float64(m) / float64(n), Noise: 1, Prior: Prior{Amplitudes: Gaussian}}
		s := noError[LassoState](t)(noise.Interpolation())
		near(t, "state evolution"+at, law.Mean(), s.Average/s.Active/math.Sqrt(float64(m)), 1e-9)
	}
	near(t, "drawn c_1 at (50, 25)", 25*noError[Actives](t)(TouchActives(50, 25)).Mean(), 4.7025, 1e-4)
	if p := (Actives{Tau: 1, Scale: 1}).Tail(-1); p != 1 {
		t.Errorf("tail at -1: %v", p)
	}
}

// For n = m + 1 the solutions are a line x + s h, along which |x|_inf is least where two of the lines ±(x_j + s h_j) cross.
func TestCubeBoundAgreesWithDraws(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 11))
	const m, n = 4, 5
	for range 200 {
		a, b := mat.NewDense(m, n, nil), mat.NewDense(m, 1, nil)
		normal := func(_, _ int, _ float64) float64 { return random.NormFloat64() }
		a.Apply(normal, a)
		b.Apply(normal, b)
		var point mat.Dense
		if err := point.Solve(a, b); err != nil {
			t.Fatal(err)
		}
		var svd mat.SVD
		var v mat.Dense
		svd.Factorize(a, mat.SVDFull)
		svd.VTo(&v)
		largest := func(s float64) (size float64, count int) {
			for j := range n {
				switch x := math.Abs(point.At(j, 0) + s*v.At(j, n-1)); {
				case x > size*(1+1e-9):
					size, count = x, 1
				case x > size*(1-1e-9):
					count++
				}
			}
			return size, count
		}
		best, bound := math.Inf(1), 0
		for i := range n {
			for j := range i {
				for _, sign := range []float64{1, -1} {
					s := (sign*point.At(i, 0) - point.At(j, 0)) / (v.At(j, n-1) - sign*v.At(i, n-1))
					if size, count := largest(s); size < best {
						best, bound = size, count
					}
				}
			}
		}
		if want := noError[int](t)(CubeBound(n, m)); bound != want {
			t.Errorf("%d coordinates at the bound, want %d", bound, want)
		}
	}
	if got := noError[int](t)(CubeBound(7, 1)); got != 7 {
		t.Errorf("one row: %d of 7", got)
	}
}
