package stats

import (
	"fmt"
	"math"
	"testing"
)

// Tango's interval; the first two are in Fagerland, Lydersen and Laake 2014 (-.517 to -.026, -.124 to -.005), the others from a maximisation
// of the constrained likelihood in R.
func TestPairedDifferenceAgreesWithPublishedValues(t *testing.T) {
	for _, c := range []struct {
		first, second, pairs int
		lo, hi               float64
	}{
		{1, 7, 21, -0.5172322772712731, -0.02600303375202895}, {6, 16, 161, -0.1240234324593501, -0.005433395347874148},
		{40, 20, 160, 0.0308645326013477, 0.2180642438017856}, {5, 10, 100, -0.1334713112524124, 0.02861955676372643},
		{1, 0, 44, -0.05939323109452384, 0.1180770969821332}, {12, 2, 50, 0.06111240688693996, 0.3447087479701431},
	} {
		got, err := PairedDifference(c.first, c.second, c.pairs, .95)
		if err != nil {
			t.Fatal(err)
		}
		what := fmt.Sprintf("%d, %d of %d", c.first, c.second, c.pairs)
		near(t, what+": lo", got.Lo, c.lo, 1e-6)
		near(t, what+": hi", got.Hi, c.hi, 1e-6)
	}
	// Without discordant pairs the score equation is n d^2 = z^2 |d| (1 - |d|).
	got, _ := PairedDifference(0, 0, 30, .95)
	z := 1.959963984540054
	near(t, "no discordant pair", got.Hi, z*z/(30+z*z), 1e-12)
	near(t, "no discordant pair", got.Lo, -z*z/(30+z*z), 1e-12)
}

// The eight examples of Newcombe 1998 for the method of Miettinen and Nurminen (.0528 to .3382, .1700 to .8406, ..) and two more, with digits
// from the roots of their cubic in R; for 10/10 - 0/10 the equation is 19 (1 - d) = z^2 (1 + d).
func TestRateDifferenceAgreesWithPublishedValues(t *testing.T) {
	const z2 = 1.959963984540054 * 1.959963984540054
	for _, c := range []struct {
		h1, n1, h2, n2 int
		lo, hi         float64
	}{
		{56, 70, 48, 80, 0.052829713245845, 0.33817294001587}, {9, 10, 3, 10, 0.1700250164244, 0.84064954394333},
		{6, 7, 2, 7, 0.034175545084364, 0.85340525989742}, {5, 56, 0, 29, -0.032596561743519, 0.19333097669088},
		{0, 10, 0, 20, -0.16576022754217, 0.28438133953438}, {0, 10, 0, 10, -0.28793394128201, 0.28793394128201},
		{10, 10, 0, 20, 0.7156, 1}, {10, 10, 0, 10, (19 - z2) / (19 + z2), 1}, {7, 34, 1, 34, 0.027041626583447, 0.34529121696622},
		{10, 16, 30, 60, -0.14857912182347, 0.36113787879657},
	} {
		got, err := RateDifference(c.h1, c.n1, c.h2, c.n2, .95)
		if err != nil {
			t.Fatal(err)
		}
		tol := 1e-8
		if c.lo == 0.7156 {
			tol = 1e-4
		}
		what := fmt.Sprintf("%d/%d - %d/%d", c.h1, c.n1, c.h2, c.n2)
		near(t, what+": lo", got.Lo, c.lo, tol)
		near(t, what+": hi", got.Hi, c.hi, tol)
	}
}

// Both intervals are those of score tests, which at d = 0 are McNemar's and Pearson's.
func TestDifferencesAgreeWithTheScoreTestOfZero(t *testing.T) {
	const n, level, z = 14, .9, 1.6448536269514722
	for a := range n + 1 {
		for b := range n + 1 - a {
			got, err := PairedDifference(a, b, n, level)
			if err != nil {
				t.Fatal(err)
			}
			if kept := float64((a-b)*(a-b)) <= z*z*float64(a+b); kept != got.Contains(0) {
				t.Errorf("%d, %d of %d: interval %v, test %v", a, b, n, got, kept)
			}
		}
		for b := range 10 {
			got, err := RateDifference(a, n, b, 9, level)
			if err != nil {
				t.Fatal(err)
			}
			pooled := float64(a+b) / (n + 9)
			variance := pooled * (1 - pooled) * (1./n + 1./9) * (n + 9) / (n + 8)
			d := float64(a)/n - float64(b)/9
			if kept := d*d <= z*z*variance; kept != got.Contains(0) {
				t.Errorf("%d/%d - %d/9: interval %v, test %v", a, n, b, got, kept)
			}
		}
	}
}

func TestDifferencesMirror(t *testing.T) {
	for _, level := range []float64{.5, .95, 1 - 1e-9} {
		for a := range 10 {
			for b := range 10 - a {
				i, err := PairedDifference(a, b, 9, level)
				j, _ := PairedDifference(b, a, 9, level)
				checkMirror(t, fmt.Sprintf("pairs %d, %d", a, b), i, j, float64(a-b)/9, err)
			}
			for b := range 6 {
				i, err := RateDifference(a, 9, b, 5, level)
				j, _ := RateDifference(b, 5, a, 9, level)
				checkMirror(t, fmt.Sprintf("rates %d, %d", a, b), i, j, float64(a)/9-float64(b)/5, err)
			}
		}
	}
}

func checkMirror(t *testing.T, what string, i, j Interval, d float64, err error) {
	t.Helper()
	if err != nil || !i.Contains(d) || i.Lo < -1 || i.Hi > 1 || !(i.Width() > 0) {
		t.Errorf("%s: %v, %v", what, i, err)
	}
	if math.Abs(i.Lo+j.Hi) > 1e-9 || math.Abs(i.Hi+j.Lo) > 1e-9 {
		t.Errorf("%s: %v, mirrored %v", what, i, j)
	}
}

// Exact coverage, from all outcomes.
func TestDifferencesCoverOnAverage(t *testing.T) {
	const n, m, level = 16, 11, .95
	var paired [n + 1][n + 1]Interval
	for a := range n + 1 {
		for b := range n + 1 - a {
			paired[a][b], _ = PairedDifference(a, b, n, level)
		}
	}
	var mean, least, cells float64 = 0, 1, 0
	for p := .05; p < 1; p += .1 {
		for q := .05; p+q < .99; q += .1 {
			var covered float64
			for a := range n + 1 {
				for b := range n + 1 - a {
					if paired[a][b].Contains(p - q) {
						covered += math.Exp(logMass(a, n, p) + conditional(b, n-a, q/(1-p)))
					}
				}
			}
			mean, least, cells = mean+covered, min(least, covered), cells+1
		}
	}
	if mean /= cells; math.Abs(mean-level) > .015 || least < .88 {
		t.Errorf("paired: coverage %v on average, %v at least", mean, least)
	}
	var rates [n + 1][m + 1]Interval
	for a := range n + 1 {
		for b := range m + 1 {
			rates[a][b], _ = RateDifference(a, n, b, m, level)
		}
	}
	mean, least, cells = 0, 1, 0
	for p := .05; p < 1; p += .09 {
		for q := .05; q < 1; q += .09 {
			var covered float64
			for a := range n + 1 {
				for b := range m + 1 {
					if rates[a][b].Contains(p - q) {
						covered += math.Exp(logMass(a, n, p) + logMass(b, m, q))
					}
				}
			}
			mean, least, cells = mean+covered, min(least, covered), cells+1
		}
	}
	if mean /= cells; math.Abs(mean-level) > .015 || least < .9 {
		t.Errorf("rates: coverage %v on average, %v at least", mean, least)
	}
}

// conditional is logMass that allows no trials.
func conditional(hits, trials int, p float64) float64 {
	if trials == 0 {
		return 0
	}
	return logMass(hits, trials, p)
}

func TestDifferencesRefuse(t *testing.T) {
	for _, c := range []struct{ first, second, pairs int }{{-1, 0, 3}, {0, -1, 3}, {2, 2, 3}, {0, 0, -1}} {
		if i, err := PairedDifference(c.first, c.second, c.pairs, .95); err == nil {
			t.Errorf("%v: interval %v", c, i)
		}
	}
	for _, c := range [][4]int{{4, 3, 0, 3}, {0, 3, 4, 3}, {-1, 3, 0, 3}, {0, -1, 0, 3}} {
		if i, err := RateDifference(c[0], c[1], c[2], c[3], .95); err == nil {
			t.Errorf("%v: interval %v", c, i)
		}
	}
	for _, level := range []float64{0, 1, 95, math.NaN()} {
		_, err := PairedDifference(1, 1, 3, level)
		_, other := RateDifference(1, 3, 1, 3, level)
		if err == nil || other == nil {
			t.Errorf("level %v: no error", level)
		}
	}
	i, err := PairedDifference(0, 0, 0, .95)
	j, other := RateDifference(0, 0, 1, 3, .95)
	if (i != Interval{-1, 1}) || (j != Interval{-1, 1}) || err != nil || other != nil {
		t.Errorf("no trials: %v %v, %v %v", i, err, j, other)
	}
}
