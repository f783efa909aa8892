package ensemble

import (
	"math"
	"slices"
	"testing"

	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

func TestHaarRowsAreOrthonormal(t *testing.T) {
	var s Sampler
	for _, c := range []struct {
		shape [3]int
		tol   float64
	}{
		{[3]int{1, 1, 0}, 1e-14}, {[3]int{8, 8, 0}, 1e-14}, {[3]int{60, 30, 0}, 1e-14}, {[3]int{60, 60, 0}, 1e-14},
		{[3]int{60, 30, 5}, 1e-5},
	} {
		sys := draw(t, &s, Draw{N: c.shape[0], M: c.shape[1], K: c.shape[2], Ensemble: "haar", Amplitudes: "gaussian"})
		var gram mat.Dense
		gram.Mul(sys.A, sys.A.T())
		for i := range c.shape[1] {
			for l := range c.shape[1] {
				want := 0.0
				if i == l {
					want = 1
				}
				if math.Abs(gram.At(i, l)-want) > c.tol {
					t.Fatalf("%v: rows %d and %d have product %v", c.shape, i, l, gram.At(i, l))
				}
			}
		}
	}
}

// An entry q of a Haar frame has q^2 ~ Beta(1/2, (n-1)/2), the last row's no less than the first's, with a fair sign.
func TestHaarEntriesFollowTheirLaw(t *testing.T) {
	var s Sampler
	for _, row := range []int{0, 3} {
		var squares []float64
		positive := 0
		for trial := range 4000 {
			sys := draw(t, &s, Draw{N: 6, M: 4, Ensemble: "haar", Trial: trial})
			q := sys.A.At(row, 2)
			squares = append(squares, q*q)
			if q > 0 {
				positive++
			}
		}
		if d := kolmogorov(squares, distuv.Beta{Alpha: 0.5, Beta: 2.5}.CDF); d > 2.2 {
			t.Errorf("row %d: Kolmogorov distance %.2f/sqrt(T)", row, d)
		}
		if math.Abs(float64(positive)-2000) > 4*math.Sqrt(1000) {
			t.Errorf("row %d: %d of 4000 positive", row, positive)
		}
	}
}

// kolmogorov returns sqrt(T) sup |F_T - F|, which exceeds 2.2 with probability 1.3e-4 for a true F.
func kolmogorov(sample []float64, cdf func(float64) float64) float64 {
	slices.Sort(sample)
	distance, size := 0.0, float64(len(sample))
	for i, v := range sample {
		f := cdf(v)
		distance = max(distance, f-float64(i)/size, float64(i+1)/size-f)
	}
	return distance * math.Sqrt(size)
}

func TestGaussianFollowsItsLaw(t *testing.T) {
	var s Sampler
	for _, k := range []int{0, 4} {
		sys := draw(t, &s, Draw{N: 100, M: 200, K: k, Ensemble: "gaussian", Amplitudes: "gaussian"})
		normal := distuv.UnitNormal
		if d := kolmogorov(slices.Clone(sys.A.Data()), normal.CDF); d > 2.2 {
			t.Errorf("k = %d, matrix: Kolmogorov distance %.2f/sqrt(T)", k, d)
		}
		if k == 0 {
			if d := kolmogorov(slices.Clone(sys.B), normal.CDF); d > 2.2 {
				t.Errorf("generic b: Kolmogorov distance %.2f/sqrt(T)", d)
			}
		}
	}
}

func TestMagnitudesFollowTheirLaw(t *testing.T) {
	var s Sampler
	for amplitudes, cdf := range map[string]func(float64) float64{
		"gaussian": distuv.UnitNormal.CDF,
		"uniform":  distuv.Uniform{Min: -1, Max: 1}.CDF,
	} {
		sys := draw(t, &s, Draw{N: 20000, M: 1, K: 20000, Ensemble: "rademacher", Amplitudes: amplitudes})
		if d := kolmogorov(slices.Clone(sys.Truth), cdf); d > 2.3 { // 0.1 for the grid
			t.Errorf("%s: Kolmogorov distance %.2f/sqrt(T)", amplitudes, d)
		}
	}
	sys := draw(t, &s, Draw{N: 10000, M: 1, K: 10000, Ensemble: "rademacher", Amplitudes: "rademacher"})
	sum := 0.0
	for _, v := range sys.Truth {
		if math.Abs(v) != 1 {
			t.Fatalf("rademacher amplitude %v", v)
		}
		sum += v
	}
	if math.Abs(sum) > 400 {
		t.Errorf("signs sum to %v of 10000", sum)
	}
}

func TestUnitColumnsHaveNormOne(t *testing.T) {
	var s Sampler
	for _, c := range []struct {
		m, k int
		tol  float64
	}{{1, 0, 0}, {20, 0, 1e-15}, {20, 3, 1e-5}} {
		sys := draw(t, &s, Draw{N: 30, M: c.m, K: c.k, Ensemble: "unit", Amplitudes: "gaussian"})
		for j := range 30 {
			if norm := kernel.Norm2(sys.A.Col(j)); math.Abs(norm-1) > c.tol {
				t.Errorf("m = %d, k = %d: column %d has norm %v", c.m, c.k, j, norm)
			}
		}
	}
}

func TestDiscreteLawsAreUniform(t *testing.T) {
	var s Sampler
	for ensemble, values := range map[string]int{"rademacher": 2, "integer:1": 3, "integer:3": 7} {
		sys := draw(t, &s, Draw{N: 100, M: 210, Ensemble: ensemble})
		counts := map[float64]float64{}
		for _, v := range sys.A.Data() {
			counts[v]++
		}
		chi, want := 0.0, 21000/float64(values)
		for v, c := range counts {
			if v != math.Trunc(v) || math.Abs(v) > float64(max(values/2, 1)) || (v == 0 && values == 2) {
				t.Fatalf("%s: entry %v", ensemble, v)
			}
			chi += (c - want) * (c - want) / want
		}
		if limit := (distuv.ChiSquared{K: float64(values - 1)}).Quantile(0.9999); len(counts) != values || chi > limit {
			t.Errorf("%s: %d values, chi-square %.1f exceeds %.1f", ensemble, len(counts), chi, limit)
		}
	}
}
