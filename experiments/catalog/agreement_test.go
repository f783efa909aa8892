package catalog

import (
	"math"
	"strings"
	"testing"

	"touchpoint/results"
)

// squares against its definition: mean and variance of z^2 over the whole binomial law.
func TestSquaresHaveTheRightMoments(t *testing.T) {
	const n, p = 25, 0.3
	mean, second, mass := 0.0, 0.0, math.Pow(1-p, n)
	var claimed float64
	for hits := range n + 1 {
		var s squares
		s.add(results.Rate{Hits: hits, Misses: n - hits}, p)
		mean += mass * s.sum
		second += mass * s.sum * s.sum
		claimed = s.variance
		mass *= float64(n-hits) / float64(hits+1) * p / (1 - p)
	}
	if math.Abs(mean-1) > 1e-12 || math.Abs(second-mean*mean-claimed) > 1e-10 {
		t.Errorf("mean %v, variance %v, claimed %v", mean, second-mean*mean, claimed)
	}
	var s squares
	for _, p := range []float64{0, 1, 0.01, math.NaN()} {
		s.add(results.Rate{Hits: 1, Misses: n - 1}, p)
	}
	s.add(results.Rate{}, p)
	if s != (squares{}) {
		t.Errorf("cells that say nothing are counted: %+v", s)
	}
}

func TestAgreementsAreCounted(t *testing.T) {
	var a agreements
	var table results.Table
	a.note(&table)
	if len(table.Notes) != 0 {
		t.Errorf("%q without a test", table.Notes)
	}
	for _, c := range []struct {
		rate results.Rate
		p    float64
		want results.Value
	}{
		{results.Rate{Hits: 5, Misses: 5}, 0.5, results.Float{Value: 1, Digits: 2}},
		{results.Rate{Hits: 0, Misses: 10}, 0.5, results.Float{Value: 2. / 1024, Digits: 2}},
		{results.Rate{Hits: 0, Misses: 10}, 0, results.Float{Value: 1, Digits: 2}}, // agrees with the impossible: no test
		{results.Rate{Hits: 10, Misses: 0}, 1, results.Float{Value: 1, Digits: 2}}, // with the certain
		{results.Rate{Undecided: 10}, 0.5, results.Missing{}},                      // nothing decided
		{results.Rate{Hits: 1, Misses: 1}, math.NaN(), results.Missing{}},          // no law
	} {
		if got := a.of(c.rate, c.p); got != c.want {
			t.Errorf("%+v against %v: %v, want %v", c.rate, c.p, got, c.want)
		}
	}
	a.note(&table)
	if want := "agreement: the least of 2 p-values is 0.002, Holm-adjusted 0.0039; rows where exact is 0 or 1 and the count agrees are no test"; strings.Join(table.Notes, "") != want {
		t.Errorf("%q", table.Notes)
	}
	if a.of(results.Rate{Hits: 1, Misses: 9}, 0); len(a) != 3 || a[2] != 0 {
		t.Errorf("what cannot happen happened, and is not counted: %v", a)
	}
}
