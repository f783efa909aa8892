package catalog

import (
	"math"
	"strconv"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// measuredBy selects the cells of a measure, by size.
func measuredBy(data experiments.Data, measure string, keep func(experiments.Cell) bool) experiments.Data {
	return sorted(data.Where(func(c experiments.Cell) bool { return c.Measure == measure && keep(c) }))
}

func anyCell(experiments.Cell) bool { return true }

// factOf reads the fact of that name.
func factOf(name string) func(results.Record) float64 {
	return func(r results.Record) float64 { return r.Facts.Get(name) }
}

// factIs makes a view of a condition on a fact; trials without the fact are outside.
func factIs(name string, condition func(float64) bool) mark {
	return func(_ experiments.Cell, r results.Record) results.Mark {
		return marked(r, r.Facts.Get(name), condition)
	}
}

// positive marks the trials by the sign of a number; trials without it are outside.
func positive(of func(results.Record) float64) mark {
	return func(_ experiments.Cell, r results.Record) results.Mark { return marked(r, of(r), above(0)) }
}

func marked(r results.Record, v float64, condition func(float64) bool) results.Mark {
	switch {
	case r.Outcome != results.Solved || math.IsNaN(v):
		return results.Outside
	case condition(v):
		return results.Hit
	}
	return results.Miss
}

func above(bound float64) func(float64) bool  { return func(v float64) bool { return v > bound } }
func atMost(bound float64) func(float64) bool { return func(v float64) bool { return v <= bound } }

// everywhere collects a number of each solved trial of all groups.
func everywhere(data experiments.Data, of func(results.Record) float64) (list []float64) {
	for _, g := range data {
		list = append(list, values(g, of)...)
	}
	return list
}

// averaged is the mean of a sample as an effect.
func averaged(name string, sample []float64) experiments.Effect {
	return estimated(name, mean(sample, experiments.Confident), len(sample))
}

// multiplied is the geometric mean of ratios whose logarithms are given, as an effect.
func multiplied(name string, logs []float64) experiments.Effect {
	e := averaged(name, logs)
	e.Value, e.Lo, e.Hi = math.Exp(e.Value), math.Exp(e.Lo), math.Exp(e.Hi)
	return e
}

// meanOf shows the mean of a fact with its interval.
func meanOf(g experiments.Group, fact string) results.Value {
	return withInterval(mean(values(g, factOf(fact)), experiments.Level))
}

// ratioOf shows the geometric mean of ratios whose logarithms are given, with its interval.
func ratioOf(logs []float64) results.Value {
	e := mean(logs, experiments.Level)
	return results.Measured{Value: math.Exp(e.Value), Lo: math.Exp(e.Interval.Lo), Hi: math.Exp(e.Interval.Hi)}
}

// shapeOf begins a row with n, m and k.
func shapeOf(c experiments.Cell) []results.Value {
	return []results.Value{results.Int(c.N), results.Int(c.M), results.Int(c.K)}
}

// middle shows the median of a sample with its interval, which supposes nothing about the law. What is rounding is not shown.
func middle(sample []float64) results.Value {
	m, i, err := stats.Median(sample, experiments.Level)
	switch {
	case err != nil:
		return results.Missing{}
	case math.Abs(m) < 1e-9 && i.Width() < 1e-9:
		return results.Float{Digits: 1}
	case i.Width() < 1e-9*math.Abs(m) || math.IsInf(i.Width(), 1): // too few numbers for an interval
		return results.Float{Value: m, Digits: 4}
	}
	return results.Measured{Value: m, Lo: i.Lo, Hi: i.Hi}
}

// exponentName spells p.
func exponentName(p float64) string {
	if math.IsInf(p, 1) {
		return "inf"
	}
	return strconv.FormatFloat(p, 'g', -1, 64)
}

// factsDiffer is how much larger the first fact is than the second.
func factsDiffer(first, second string) func(results.Record) float64 {
	return func(r results.Record) float64 { return r.Facts.Get(first) - r.Facts.Get(second) }
}

// medianPoint is the median of a sample at x, with its interval where the sample is large enough for one.
func medianPoint(x float64, sample []float64) (results.Point, bool) {
	m, i, err := stats.Median(sample, experiments.Level)
	if math.IsInf(i.Width(), 1) {
		i = stats.Interval{}
	}
	return results.Point{X: x, Y: m, Lo: i.Lo, Hi: i.Hi}, err == nil
}

// meanPoint is the mean of a sample at x, with its interval.
func meanPoint(x float64, sample []float64) (results.Point, bool) {
	e := mean(sample, experiments.Level)
	return results.Point{X: x, Y: e.Value, Lo: e.Interval.Lo, Hi: e.Interval.Hi}, !math.IsNaN(e.Value)
}

// geometricPoint is the geometric mean of numbers whose logarithms are given, at x, with its interval.
func geometricPoint(x float64, logs []float64) (results.Point, bool) {
	p, ok := meanPoint(x, logs)
	p.Y, p.Lo, p.Hi = math.Exp(p.Y), math.Exp(p.Lo), math.Exp(p.Hi)
	return p, ok
}

// place adds a sample to a series at x, where it has a point.
func place(s *results.Series, pointOf func(float64, []float64) (results.Point, bool), x float64, sample []float64) {
	if p, ok := pointOf(x, sample); ok {
		s.Points = append(s.Points, p)
	}
}

// medianOf is the median of a fact, NaN without trials.
func medianOf(g experiments.Group, fact string) float64 {
	m, _, err := stats.Median(values(g, factOf(fact)), experiments.Level)
	if err != nil {
		return math.NaN()
	}
	return m
}

// logsOf collects the logarithms of a fact.
func logsOf(g experiments.Group, fact string) []float64 {
	return values(g, func(r results.Record) float64 { return math.Log(r.Facts.Get(fact)) })
}

// lawCurve adds the exact probability of success of p = 1 to a series, against k/m, and a gap behind it.
func lawCurve(s *results.Series, n, m, from, to int) error {
	for k := from; k <= to; k++ {
		p, err := theory.Success(n, m, k)
		if err != nil {
			return err
		}
		s.Points = append(s.Points, results.Point{X: float64(k) / float64(m), Y: p})
	}
	s.Points = append(s.Points, results.Point{X: float64(to) / float64(m), Y: math.NaN()})
	return nil
}
