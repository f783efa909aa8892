package stats

import (
	"fmt"
	"math"
	"testing"
)

// Exact rational sums over all counts not more likely than the one seen; 682 of 925 and 51 of 235 are the textbook
// examples.
func TestBinomialTestValues(t *testing.T) {
	for _, c := range []struct {
		hits, trials int
		p, want      float64
	}{
		{682, 925, 3. / 4, 0.38249155957485168}, {51, 235, 1. / 6, 0.0437479701823998}, {0, 10, .5, 0.001953125},
		{10, 10, .5, 0.001953125}, {5, 10, .5, 1}, {3, 10, .5, 0.34375}, {1, 20, .25, 0.038177041808921786},
		{9, 20, .25, 0.065237792571679165}, {0, 20, 1. / 64, 1}, {2, 7, 1. / 3, 1}, {200, 300, 1. / 8, 1.7127713959962069e-105},
		{0, 0, .3, 1}, {0, 5, 0, 1}, {1, 5, 0, 0}, {5, 5, 1, 1}, {4, 5, 1, 0},
	} {
		near(t, fmt.Sprintf("BinomialTest(%d, %d, %v)", c.hits, c.trials, c.p), BinomialTest(c.hits, c.trials, c.p), c.want, 1e-12)
	}
}

// The naive twin: every mass, added where it is not larger.
func TestBinomialTestAgreesWithItsDefinition(t *testing.T) {
	for _, trials := range []int{1, 2, 9, 30, 101} {
		for _, p := range []float64{.01, .2, .5, .625, .99} {
			for hits := range trials + 1 {
				var want float64
				for j := range trials + 1 {
					if logMass(j, trials, p) <= logMass(hits, trials, p)+1e-7 {
						want += math.Exp(logMass(j, trials, p))
					}
				}
				near(t, fmt.Sprintf("BinomialTest(%d, %d, %v)", hits, trials, p), BinomialTest(hits, trials, p), want, 1e-11)
			}
		}
	}
}

func TestBinomialTestOfAMillion(t *testing.T) {
	near(t, "one half", BinomialTest(502500, 1_000_000, .5), 2*2.881270818870302e-7, 1e-12)
	near(t, "mirrored", BinomialTest(497500, 1_000_000, .5), 2*2.881270818870302e-7, 1e-12)
	near(t, "far", BinomialTest(510000, 1_000_000, .5), 2*2.7721816438496123e-89, 1e-11)
}

// Under the hypothesis P(p-value <= a) <= a, for each a that can occur.
func TestBinomialTestKeepsItsLevel(t *testing.T) {
	const trials, p = 60, .83
	for hits := range trials + 1 {
		a := BinomialTest(hits, trials, p)
		var reached float64
		for j := range trials + 1 {
			if BinomialTest(j, trials, p) <= a {
				reached += math.Exp(logMass(j, trials, p))
			}
		}
		if reached > a*(1+1e-9) {
			t.Errorf("p-values up to %v have probability %v", a, reached)
		}
	}
}

// Exact values 2 sum C(n, i)/2^n.
func TestMcNemar(t *testing.T) {
	for _, c := range []struct {
		first, second int
		want          float64
	}{
		{40, 96, 1.7393820303561753e-6}, {95, 146, 0.0012319139433048193}, {19, 52, 0.00011226864689498799},
		{164, 184, 0.3084332194099595}, {433, 214, 4.9762221163538806e-18}, {7, 26, 0.0013187271542847157},
		{2, 13, 0.00738525390625}, {0, 0, 1}, {5, 5, 1}, {0, 8, 0.0078125},
	} {
		near(t, fmt.Sprintf("McNemar(%d, %d)", c.first, c.second), McNemar(c.first, c.second), c.want, 1e-12)
		near(t, fmt.Sprintf("McNemar(%d, %d)", c.second, c.first), McNemar(c.second, c.first), c.want, 1e-12)
	}
	panics(t, "negative count", func() { McNemar(-1, 3) })
}
