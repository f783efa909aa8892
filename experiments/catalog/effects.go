package catalog

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// mark is a view over single records.
type mark = func(experiments.Cell, results.Record) results.Mark

// pooled is the rate of all groups together.
func pooled(data experiments.Data, view mark) (total results.Rate) {
	for _, g := range data {
		total = total.Plus(g.Tally(view).Rate)
	}
	return total
}

// hits makes a view of a condition on decided trials with a point.
func hits(condition func(experiments.Cell, results.Record) bool) mark {
	return func(c experiments.Cell, r results.Record) results.Mark {
		switch {
		case r.Outcome != results.Solved:
			return results.Outside
		case !experiments.Decided(c, r):
			return results.Undecided
		case condition(c, r):
			return results.Hit
		}
		return results.Miss
	}
}

// is selects the groups of one solver.
func is(solver string) func(experiments.Cell) bool {
	return func(c experiments.Cell) bool { return c.Solver == solver }
}

// withInterval shows an estimate with its interval.
func withInterval(e stats.Estimate) results.Value {
	return results.Measured{Value: e.Value, Lo: e.Interval.Lo, Hi: e.Interval.Hi}
}

// unknownEstimate is that of a sample too small for one.
func unknownEstimate() stats.Estimate {
	nan := math.NaN()
	return stats.Estimate{Value: nan, StdErr: nan, Interval: stats.Interval{Lo: nan, Hi: nan}}
}

// estimated is the effect of an estimate, whose interval should be at the level [experiments.Confident].
func estimated(name string, e stats.Estimate, trials int) experiments.Effect {
	return experiments.Effect{Name: name, Value: e.Value, Lo: e.Interval.Lo, Hi: e.Interval.Hi, Trials: trials}
}

// discordant counts the trials that two views of the same draws tell apart: hits of the first alone, of the second alone, and all trials that
// both decided.
func discordant(first, second experiments.Group, view mark) (one, other, pairs int) {
	for i := range min(len(first.Records), len(second.Records)) {
		a, b := view(first.Cell, first.Records[i]), view(second.Cell, second.Records[i])
		if (a != results.Hit && a != results.Miss) || (b != results.Hit && b != results.Miss) {
			continue
		}
		pairs++
		switch {
		case a == b:
		case a == results.Hit:
			one++
		default:
			other++
		}
	}
	return one, other, pairs
}

// paired is the difference of two rates on the same draws, with Tango's interval.
func paired(name string, one, other, pairs int) (experiments.Effect, error) {
	if pairs == 0 {
		return estimated(name, unknownEstimate(), 0), nil
	}
	interval, err := stats.PairedDifference(one, other, pairs, experiments.Confident)
	return experiments.Effect{Name: name, Value: float64(one-other) / float64(pairs), Lo: interval.Lo, Hi: interval.Hi, Trials: pairs}, err
}

// distribution is the empirical distribution function of a sample, as a series of steps; of a large sample those at every few hundredth part.
func distribution(name string, sample []float64) results.Series {
	ordered := slices.Sorted(slices.Values(sample))
	s := results.Series{Name: name, Shape: results.Steps}
	last, apart := -1, 1+len(ordered)/300
	for i, x := range ordered {
		if i+1 == len(ordered) || ordered[i+1] > x && (i-last >= apart || last < 0) {
			last = i
			s.Points = append(s.Points, results.Point{X: x, Y: float64(i+1) / float64(len(ordered))})
		}
	}
	return s
}

// plot adds a rate at x to a series, with Wilson's interval.
func plot(s *results.Series, x float64, r results.Rate) {
	if r.Trials() == 0 {
		return
	}
	i := stats.Wilson(r.Hits, r.Trials(), experiments.Level)
	s.Points = append(s.Points, results.Point{X: x, Y: r.Value(), Lo: i.Lo, Hi: i.Hi})
}

// values collects a number of each solved trial that has it.
func values(g experiments.Group, of func(results.Record) float64) (list []float64) {
	for _, r := range g.Records {
		if v := of(r); r.Outcome == results.Solved && !math.IsNaN(v) && !math.IsInf(v, 0) {
			list = append(list, v)
		}
	}
	return list
}

// mean is the mean of a sample with Student's interval, and unknown for fewer than two numbers.
func mean(sample []float64, level float64) stats.Estimate {
	e, err := stats.Mean(sample, level)
	if err != nil {
		return unknownEstimate()
	}
	return e
}

// sized names a shape in a legend.
func sized(n, m int) string { return fmt.Sprintf("n = %d, m = %d", n, m) }

// contrast is the difference of the means of two independent samples, with the normal interval of Welch's standard error.
func contrast(name string, first, second []float64) experiments.Effect {
	a, b := mean(first, experiments.Confident), mean(second, experiments.Confident)
	width := quantile(experiments.Confident) * math.Hypot(a.StdErr, b.StdErr)
	value := a.Value - b.Value
	return experiments.Effect{Name: name, Value: value, Lo: value - width, Hi: value + width, Trials: len(first) + len(second)}
}

// quantile is the z with P(|Z| <= z) = level for a standard normal Z.
func quantile(level float64) float64 { return math.Sqrt2 * math.Erfinv(level) }

func itoa(n int) string { return strconv.Itoa(n) }
