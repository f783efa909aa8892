package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// p.adjust(method = "BH") of R; the long list is the example of Benjamini and Hochberg 1995, four of which they reject at .05.
func TestBenjaminiHochberg(t *testing.T) {
	for _, c := range []struct{ p, want []float64 }{
		{nil, []float64{}},
		{[]float64{.03}, []float64{.03}},
		{[]float64{.01, .04, .03, .005}, []float64{.02, .04, .04, .02}},
		{[]float64{.5, .5, .5}, []float64{.5, .5, .5}},
		{[]float64{1, .9, 0}, []float64{1, 1, 0}},
		{[]float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1},
			[]float64{.0015, .003, .0095, .035625, .0603, .06385714285714286, .06385714285714286, .0645, .0765, .486,
				.5811818181818181, .714875, .7532307692307693, .8132142857142857, 1}},
	} {
		given := slices.Clone(c.p)
		got := BenjaminiHochberg(c.p)
		if len(got) != len(c.want) || !slices.Equal(given, c.p) {
			t.Fatalf("BenjaminiHochberg(%v) = %v, input now %v", given, got, c.p)
		}
		for i := range got {
			near(t, "adjusted", got[i], c.want[i], 1e-14)
		}
	}
	panics(t, "NaN", func() { BenjaminiHochberg([]float64{.1, math.NaN()}) })
}

// The step-up rule itself: reject the k smallest, k the largest with p_(k) <= alpha k/N.
func TestBenjaminiHochbergIsTheStepUpRule(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 4))
	for range 300 {
		p := make([]float64, 1+r.IntN(12))
		for i := range p {
			p[i] = math.Pow(r.Float64(), 3)
		}
		sorted, adjusted, alpha := slices.Sorted(slices.Values(p)), BenjaminiHochberg(p), r.Float64()
		bound := -1.0
		for k, v := range sorted {
			if v <= alpha*float64(k+1)/float64(len(p)) {
				bound = v
			}
		}
		for i, v := range p {
			if (v <= bound) != (adjusted[i] <= alpha) {
				t.Fatalf("%v at %v: %v adjusted to %v", p, alpha, v, adjusted[i])
			}
			if adjusted[i] < v || adjusted[i] > Holm(p)[i]*(1+1e-12) {
				t.Fatalf("%v: %v adjusted to %v, by Holm to %v", p, v, adjusted[i], Holm(p)[i])
			}
		}
	}
}
