package stats

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// chisq.test of R 4.2; the first are Mendel's peas.
func TestGoodnessOfFit(t *testing.T) {
	for _, c := range []struct {
		counts        []int
		probabilities []float64
		statistic     float64
		df            int
		p             float64
	}{
		{[]int{315, 101, 108, 32}, []float64{9. / 16, 3. / 16, 3. / 16, 1. / 16}, 0.4700239808153477, 3, 0.9254258951036158},
		{[]int{43, 52, 54, 40}, []float64{.25, .25, .25, .25}, 2.9365079365079363, 3, 0.4015183527259285},
		// 1 + 3 expected are pooled with the 8 behind them, the last 4 with the 24 before.
		{[]int{2, 1, 9, 20, 8}, []float64{.025, .075, .2, .6, .1}, 0 + 0, 1, 1},
		{[]int{2, 1, 13, 16, 8}, []float64{.025, .075, .2, .6, .1}, 16./12 + 16./28, 1, math.Erfc(math.Sqrt(16./12+16./28) / math.Sqrt2)},
		{[]int{10, 10, 0}, []float64{.5, .5, 0}, 0, 1, 1},
		{[]int{10, 10, 1}, []float64{.5, .5, 0}, math.Inf(1), 2, 0},
	} {
		got, err := GoodnessOfFit(c.counts, c.probabilities)
		if err != nil || got.DF != c.df {
			t.Fatalf("%v: %+v, %v", c.counts, got, err)
		}
		if got.Statistic != c.statistic {
			near(t, "statistic", got.Statistic, c.statistic, 1e-12)
		}
		near(t, "P", got.P, c.p, 1e-12)
	}
}

func TestGoodnessOfFitHoldsItsLevel(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 11))
	law := []float64{.4, .3, .15, .1, .04, .01}
	const samples = 3000
	below, found := 0, 0
	for range samples {
		counts := make([]int, len(law))
		for range 120 {
			u, i := r.Float64(), 0
			for u -= law[0]; u > 0 && i < len(law)-1; u -= law[i] {
				i++
			}
			counts[i]++
		}
		got, err := GoodnessOfFit(counts, law)
		if err != nil {
			t.Fatal(err)
		}
		if got.P <= .05 {
			below++
		}
		if got, _ = GoodnessOfFit(counts, []float64{.25, .3, .2, .15, .06, .04}); got.P <= .05 {
			found++
		}
	}
	if below < samples*34/1000 || below > samples*66/1000 || found < samples*3/4 { // 4 standard errors
		t.Errorf("of %d P-values %d are at most .05; the wrong law is found in %d", samples, below, found)
	}
}

func TestGoodnessOfFitRefuses(t *testing.T) {
	for _, c := range []struct {
		counts        []int
		probabilities []float64
		want          string
	}{
		{nil, nil, "add up to 0"},
		{[]int{5, 5}, []float64{1}, "2 counts and 1 probabilities"},
		{[]int{-5, 50}, []float64{.5, .5}, "count -5"},
		{[]int{5, 50}, []float64{-.5, 1.5}, "probability -0.5"},
		{[]int{5, 50}, []float64{math.NaN(), .5}, "probability NaN"},
		{[]int{5, 50}, []float64{.5, .4}, "add up to 0.9"},
		{[]int{4, 5}, []float64{.5, .5}, "make more trials"},
		{[]int{0, 0}, []float64{.5, .5}, "0 trials"},
	} {
		if got, err := GoodnessOfFit(c.counts, c.probabilities); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, error %v, want %q", c.counts, got, err, c.want)
		}
	}
}
