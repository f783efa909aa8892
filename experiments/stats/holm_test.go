package stats

import (
	"math"
	"slices"
	"testing"
)

func TestHolm(t *testing.T) {
	for _, c := range []struct{ p, want []float64 }{
		{nil, []float64{}},
		{[]float64{.03}, []float64{.03}},
		{[]float64{.01, .04, .03, .005}, []float64{.03, .06, .06, .02}}, // p.adjust of R
		{[]float64{.5, .5, .5}, []float64{1, 1, 1}},
		{[]float64{.02, 0, .02}, []float64{.04, 0, .04}},
	} {
		given := slices.Clone(c.p)
		got := Holm(c.p)
		if len(got) != len(c.want) || !slices.Equal(given, c.p) {
			t.Fatalf("Holm(%v) = %v, input now %v", given, got, c.p)
		}
		for i := range got {
			near(t, "adjusted", got[i], c.want[i], 1e-15)
		}
	}
	panics(t, "NaN", func() { Holm([]float64{.1, math.NaN()}) })
}
