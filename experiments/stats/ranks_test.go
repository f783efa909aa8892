package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestMidranks(t *testing.T) {
	if got := midranks([]float64{3, 1, 3, -2, 3, 1}); !slices.Equal(got, []float64{5, 2.5, 5, 1, 5, 2.5}) {
		t.Error(got)
	}
}

// wilcox.test and 2 psignrank(w, n) of R 4.2; the first are the depression scores of Hollander and Wolfe 1973, P = .039.
func TestSignedRank(t *testing.T) {
	before, after := []float64{1.83, .50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30}, []float64{.878, .647, .598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29}
	d, err := Differences(before, after)
	if err != nil {
		t.Fatal(err)
	}
	got, err := SignedRank(d)
	if err != nil || got.Statistic != 40 {
		t.Fatal(got, err)
	}
	near(t, "P", got.P, 0.0390625, 1e-14)
	for _, c := range []struct {
		w, n int
		p    float64
	}{{0, 5, .0625}, {5, 8, 0.078125}, {20, 12, 0.151367187500000111}, {100, 30, 0.005382779985666277}, {400, 50, 0.021223671636848348}, {5000, 150, 0.214881885926659494}} {
		ranks := make([]float64, c.n)
		for i := range ranks {
			ranks[i] = float64(i + 1)
		}
		near(t, fmt.Sprintf("w = %d, n = %d", c.w, c.n), signedRankTail(ranks, float64(c.w)), c.p, 1e-11)
	}
}

// All signs, counted; ties and zeros too.
func TestSignedRankIsThePermutationTest(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 8))
	for range 60 {
		x := make([]float64, 1+r.IntN(9))
		for i := range x {
			x[i] = float64(r.IntN(9) - 4)
		}
		got, err := SignedRank(x)
		if err != nil {
			t.Fatal(err)
		}
		below, above := 0, 0
		for signs := range 1 << len(x) {
			y := slices.Clone(x)
			for i := range y {
				y[i] = math.Abs(y[i])
				if signs>>i&1 == 1 {
					y[i] = -y[i]
				}
			}
			other, _ := SignedRank(y)
			if other.Statistic <= got.Statistic {
				below++
			}
			if other.Statistic >= got.Statistic {
				above++
			}
		}
		near(t, fmt.Sprint(x), got.P, min(1, 2*float64(min(below, above))/float64(int(1)<<len(x))), 1e-13)
	}
	if got, err := SignedRank([]float64{0, 0}); err != nil || got != (Test{P: 1}) {
		t.Error(got, err)
	}
}

// The normal law takes over at 201 numbers: both are compared on the same sample, shifted from clear to no effect, with and without ties.
func TestSignedRankOfManyIsNearlyExact(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 9))
	for _, grain := range []float64{0, .25} {
		for _, shift := range []float64{0, .2} {
			x := make([]float64, 235)
			var sizes []float64
			for i := range x {
				x[i] = r.NormFloat64() + shift
				if grain > 0 {
					x[i] = grain * math.Round(x[i]/grain)
				}
				if x[i] != 0 {
					sizes = append(sizes, math.Abs(x[i]))
				}
			}
			got, err := SignedRank(x)
			if err != nil || len(sizes) <= 200 {
				t.Fatal(got, err, len(sizes))
			}
			ratio, slack := got.P/signedRankTail(midranks(sizes), got.Statistic), .02
			if got.P < .01 {
				slack = .25
			}
			if ratio < .99 || ratio > 1+slack {
				t.Errorf("grain %v, shift %v: P = %v is %v times the exact one", grain, shift, got.P, ratio)
			}
		}
	}
}

// cor.test(method = "spearman") of R 4.2: its own example, exact; then Student's law, without and with ties.
func TestSpearman(t *testing.T) {
	for _, c := range []struct {
		x, y   []float64
		rho, p float64
	}{
		{[]float64{44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1}, []float64{2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8}, .6, 0.09679783950617284},
		{[]float64{106, 86, 100, 101, 99, 103, 97, 113, 112, 110}, []float64{7, 0, 27, 50, 28, 29, 20, 12, 6, 17}, -29. / 165, 0.6271883447764844},
		{[]float64{1, 2, 2, 3, 4, 5, 5, 5, 6, 7, 8, 9}, []float64{2, 1, 3, 3, 6, 4, 5, 8, 7, 7, 9, 6}, 0.810288782577145872, 0.001393866581877842},
		{[]float64{1, 2, 3}, []float64{5, 6, 9}, 1, 1. / 3},
		{[]float64{1, 2, 3, 4, 5}, []float64{9, 8, 3, 2, 1}, -1, 2. / 120},
		{[]float64{1, 1, 2, 2}, []float64{3, 3, 8, 8}, 1, 8. / 24}, // ties: the order within them is nothing
		{[]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 0},
		{[]float64{4, 4, 4}, []float64{1, 2, 3}, 0, 1},
	} {
		got, err := Spearman(c.x, c.y)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprint(c.x), got.Statistic, c.rho, 1e-13)
		near(t, fmt.Sprint(c.x), got.P, c.p, 1e-10)
	}
}
