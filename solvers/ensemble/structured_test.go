package ensemble

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// Rows of a transform are orthogonal and as long as Gaussian ones are on average; with m = n there is every row.
func TestTransformsHaveOrthogonalRows(t *testing.T) {
	var s Sampler
	for _, name := range []string{"dct", "fourier"} {
		for _, shape := range [][2]int{{1, 1}, {2, 2}, {7, 7}, {8, 8}, {64, 31}, {65, 32}, {200, 1}} {
			n, m := shape[0], shape[1]
			for trial := range 5 {
				sys := draw(t, &s, Draw{N: n, M: m, Ensemble: name, Trial: trial})
				var gram mat.Dense
				gram.Mul(sys.A, sys.A.T())
				for i := range m {
					for l := range m {
						want := 0.0
						if i == l {
							want = float64(n)
						}
						if math.Abs(gram.At(i, l)-want) > 1e-12*float64(n) {
							t.Fatalf("%s %v, trial %d: rows %d and %d have product %v, want %v", name, shape, trial, i, l, gram.At(i, l), want)
						}
					}
				}
			}
		}
	}
}

// With an even number of rows that miss constant and alternation, cosines and sines of the same frequencies make all columns as long as each other.
func TestFourierRowsComeInPairs(t *testing.T) {
	paired := 0
	var s Sampler
	for trial := range 50 {
		rows := s.frequencies(15, 6, &generator{uint64(trial), 1, 2, 3})
		seen := make(map[int]int)
		for _, row := range rows {
			seen[(row+1)/2]++
		}
		if seen[0] == 0 {
			paired++
			for f, count := range seen {
				if count != 2 {
					t.Fatalf("frequency %d has %d rows of %v", f, count, rows)
				}
			}
		}
	}
	if paired == 0 {
		t.Error("the constant row was always there")
	}
}

func TestCorrelatedColumns(t *testing.T) {
	var s Sampler
	sys := draw(t, &s, Draw{N: 4, M: 40000, Ensemble: "ar1:-0.5"})
	for j := range 4 {
		for l := range 4 {
			want := math.Pow(-0.5, math.Abs(float64(j-l)))
			if got := stat.Covariance(sys.A.Col(j), sys.A.Col(l), nil); math.Abs(got-want) > 0.03 {
				t.Errorf("columns %d and %d: covariance %v, want %v", j, l, got, want)
			}
		}
	}
}

func TestMagnitudesOfAMatrix(t *testing.T) {
	var s Sampler
	sys := draw(t, &s, Draw{N: 100, M: 600, Ensemble: "magnitude:3"})
	counts := make(map[float64]int)
	for _, v := range sys.A.Data() {
		counts[v]++
	}
	if len(counts) != 6 {
		t.Fatalf("values %v", counts)
	}
	for _, v := range []float64{-3, -2, -1, 1, 2, 3} {
		if math.Abs(float64(counts[v])-10000) > 4*math.Sqrt(10000*5/6.) {
			t.Errorf("%v occurs %d times, want about 10000", v, counts[v])
		}
	}
}

func TestTwoLevelsOfAmplitudes(t *testing.T) {
	var s Sampler
	high := 0
	sys := draw(t, &s, Draw{N: 4000, M: 1, K: 4000, Ensemble: "gaussian", Amplitudes: "twolevel"})
	for _, v := range sys.Truth {
		switch math.Abs(v) {
		case 1:
			high++
		case 1.0 / 16:
		default:
			t.Fatalf("amplitude %v", v)
		}
	}
	if math.Abs(float64(high)-2000) > 4*math.Sqrt(1000) {
		t.Errorf("%d of 4000 amplitudes are high", high)
	}
}
