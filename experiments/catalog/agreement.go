package catalog

import (
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// agreements collects the p-values of a table, so that the least of many is not taken for a discovery.
type agreements []float64

// of is the exact two-sided p-value of a measured rate against a known probability. Where that is 0 or 1 a rate that agrees is no test.
func (a *agreements) of(r results.Rate, p float64) results.Value {
	if r.Trials() == 0 || math.IsNaN(p) {
		return results.Missing{}
	}
	value := stats.BinomialTest(r.Hits, r.Trials(), p)
	if value == 0 || p > 0 && p < 1 {
		*a = append(*a, value)
	}
	return results.Float{Value: value, Digits: 2}
}

// note says what the least p-value is worth among all of them.
func (a agreements) note(t *results.Table) {
	if len(a) > 0 {
		t.Note(fmt.Sprintf("agreement: the least of %d p-values is %.2g, Holm-adjusted %.2g; rows where exact is 0 or 1 and the count agrees are no test", len(a), slices.Min(a), slices.Min(stats.Holm(a))))
	}
}

// squares adds up the squared deviations of rates from their probabilities p, in units of the standard deviation. Each has mean 1 and, for N
// trials, variance 2 + (1 - 6v)/(N v), v = p (1-p), so that cells with N v < 1, where a single hit or miss is a surprise, are left out.
type squares struct{ sum, variance, cells float64 }

func (s *squares) add(r results.Rate, p float64) {
	n := float64(r.Trials())
	v := p * (1 - p)
	if !(n*v >= 1) {
		return
	}
	s.sum += n * (r.Value() - p) * (r.Value() - p) / v
	s.variance += 2 + (1-6*v)/(n*v)
	s.cells++
}

func (s squares) note(t *results.Table) {
	if s.cells > 0 {
		t.Note(fmt.Sprintf("sum of z^2 = %.1f over the %.0f cells with trials P (1-P) >= 1, expected %.0f +- %.0f", s.sum, s.cells, s.cells, math.Sqrt(s.variance)))
	}
}
