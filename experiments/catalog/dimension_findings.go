package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// dimensionFindings asks of each way to grow whether tips are met more often.
func dimensionFindings(data experiments.Data) ([]experiments.Finding, error) {
	var growth []experiments.Effect
	var tests agreements
	for _, way := range ways() {
		e, err := gained(way.from(data))
		if err != nil {
			return nil, err
		}
		growth = append(growth, e)
	}
	for _, g := range data {
		if g.Cell.K > 0 {
			exact, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
			if err != nil {
				return nil, err
			}
			tests.of(g.Tally(experiments.Success).Rate, exact)
		} else if p := marginTest(g); !math.IsNaN(p) {
			tests = append(tests, p)
		}
	}
	margin, err := widened(sorted(data.Where(func(c experiments.Cell) bool { return c.M == 1 })))
	if err != nil {
		return nil, err
	}
	return []experiments.Finding{
		experiments.Above("where n, m and k grow alike below the transition, k/m = 0.3, a planted point is touched more often in high dimension", growth[1], 0),
		experiments.Above("so it is above the transition, k/m = 0.5", growth[2], 0),
		experiments.Above("so it is where only the dimension grows, at ten equations and two non-zeros", growth[0], 0),
		experiments.Above("with one equation the touched tip stands out further from the next one in high dimension", margin, 0),
		experiments.Above("the line between always and never is sharper in high dimension", sharpened(data), 1),
		experiments.Agrees("success and the margins follow their exact laws", data.Trials(), tests),
	}, nil
}

// gained is the difference in success between the largest and the smallest n, the last and the first of the data.
func gained(data experiments.Data) (experiments.Effect, error) {
	name := "change in success"
	if len(data) < 2 {
		return estimated(name, unknownEstimate(), 0), nil
	}
	first, last := data[0], data[len(data)-1]
	a, b := last.Tally(experiments.Success).Rate, first.Tally(experiments.Success).Rate
	if a.Trials() == 0 || b.Trials() == 0 {
		return estimated(name, unknownEstimate(), 0), nil
	}
	interval, err := stats.RateDifference(a.Hits, a.Trials(), b.Hits, b.Trials(), experiments.Confident)
	return experiments.Effect{Name: name + between(first, last), Value: a.Value() - b.Value(), Lo: interval.Lo, Hi: interval.Hi, Trials: a.Trials() + b.Trials()}, err
}

func between(first, last experiments.Group) string {
	return " from n = " + itoa(first.Cell.N) + " to " + itoa(last.Cell.N)
}

// widened is the difference in the mean margin between the largest and the smallest n: independent draws, so that variances add.
func widened(data experiments.Data) (experiments.Effect, error) {
	name := "change in the mean margin"
	of := func(r results.Record) float64 { return float64(r.Margin) }
	if len(data) < 2 {
		return estimated(name, unknownEstimate(), 0), nil
	}
	first, last := data[0], data[len(data)-1]
	return contrast(name+between(first, last), values(last, of), values(first, of)), nil
}

// sharpened is how many times as steep the transition is, over k/m, at the largest n as at the smallest.
func sharpened(data experiments.Data) experiments.Effect {
	name := "steepness, as a ratio"
	ns := sizesOf(data)
	if len(ns) < 2 {
		return estimated(name, unknownEstimate(), 0)
	}
	low, err := crossing(data, slices.Min(ns), experiments.Confident)
	high, err2 := crossing(data, slices.Max(ns), experiments.Confident)
	if err != nil || err2 != nil {
		return estimated(name, unknownEstimate(), 0)
	}
	ratio := high.Slope.Value / low.Slope.Value * float64(slices.Max(ns)) / float64(slices.Min(ns))
	relative := math.Hypot(high.Slope.StdErr/high.Slope.Value, low.Slope.StdErr/low.Slope.Value) // of the logarithm, by the delta method
	spread := math.Exp(quantile(experiments.Confident) * relative)
	return experiments.Effect{Name: name, Value: ratio, Lo: ratio / spread, Hi: ratio * spread, Trials: data.Where(scaled).Trials()}
}

// dimensionPicture shows the curves that get steeper, and the ways to grow.
func dimensionPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "dimension", Title: "What high dimension does", Across: 2,
		Caption: "Left: success at a planted point for m = n/2 against k/m, measured and exact (dashed): the larger the system, the sharper the line. Right: three ways to grow, and, for one equation, the median margin to the next tip.",
	}
	left := results.Panel{Title: "m = n/2", X: results.Axis{Label: "k/m"}, Y: results.Axis{Label: "touches the planted point"}}
	exact := results.Series{Name: "exact", Shape: results.Dashed}
	for _, n := range sizesOf(data) {
		m := n / 2
		s := results.Series{Name: "n = " + itoa(n), Shape: results.Dots}
		for _, g := range sorted(data.Where(func(c experiments.Cell) bool { return scaled(c) && c.N == n })) {
			plot(&s, float64(g.Cell.K)/float64(m), g.Tally(experiments.Success).Rate)
		}
		if err := lawCurve(&exact, n, m, max(1, m/10), 4*m/5); err != nil {
			return f, err
		}
		left.Series = append(left.Series, s)
	}
	left.Series = append(left.Series, exact)
	right := results.Panel{Title: "ways to grow", X: results.Axis{Label: "n", Log: true}, Y: results.Axis{Label: "success, or margin"}}
	for _, way := range ways() {
		s := results.Series{Name: way.name, Shape: results.LineDots}
		for _, g := range way.from(data) {
			plot(&s, float64(g.Cell.N), g.Tally(experiments.Success).Rate)
		}
		right.Series = append(right.Series, s)
	}
	margins := results.Series{Name: "margin, m = 1", Shape: results.LineDots}
	for _, g := range data.Where(func(c experiments.Cell) bool { return c.M == 1 }) {
		if m, i, err := stats.Median(values(g, func(r results.Record) float64 { return float64(r.Margin) }), experiments.Level); err == nil {
			margins.Points = append(margins.Points, results.Point{X: float64(g.Cell.N), Y: m, Lo: i.Lo, Hi: i.Hi})
		}
	}
	right.Series = append(right.Series, margins)
	f.Panels = []results.Panel{left, right}
	return f, nil
}
