package stats

import (
	"math"
	"testing"
)

// pchisq of R; two values give P = q (1 - log q), q their product.
func TestFisher(t *testing.T) {
	got := Fisher([]float64{.05, .2, .7})
	near(t, "statistic", got.Statistic, 9.923690259853647, 1e-13)
	near(t, "P", got.P, 0.1279025907363127, 1e-12)
	if got.DF != 6 {
		t.Error(got)
	}
	for _, p := range [][2]float64{{.5, .5}, {1e-9, .3}, {1, .02}, {1, 1}} {
		q := p[0] * p[1]
		near(t, "two", Fisher(p[:]).P, q*(1-math.Log(q)), 1e-12)
	}
	near(t, "one", Fisher([]float64{.037}).P, .037, 1e-12)
	if none, zero := Fisher(nil), Fisher([]float64{.4, 0}); none.P != 1 || zero.P != 0 {
		t.Errorf("none %v, zero %v", none, zero)
	}
	panics(t, "negative", func() { Fisher([]float64{-.1}) })
}
