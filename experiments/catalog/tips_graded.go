package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// looks is how far below the largest entry all others must lie for a point to look like a tip.
const looks = 1e-3

// gradual are the exponents between the ball with tips and the round one, at which nothing but degrees of sparsity is left.
var gradual = []experiments.Real{1.01, 1.05, 1.1, 1.25}

// graded marks the cells of [tipsGraded]: those of the exponents above.
func graded(c experiments.Cell) bool { return c.P > 1 && c.P < 1.5 }

func gradedPlan(trials int) (plan experiments.Plan) {
	for _, shape := range [][2]int{{2, 1}, {10, 1}, {100, 1}, {100, 50}} {
		plan = append(plan, gaussian(shape[0], shape[1], []int{0}, gradual, "pnorm", max(2, trials/4/min(shape[1], 4))))
	}
	return plan
}

// nearTip marks the points whose second entry is below the line that looks like zero.
var nearTip = hits(func(_ experiments.Cell, r results.Record) bool { return float64(r.Second) < looks })

// tipsGraded shows what is left of sparsity where no entry is zero.
func tipsGraded(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "graded",
		Title:   "Slightly above p = 1: no entry is zero, but how nearly is the touch point a tip?",
		Caption: "Looks like a tip: every other entry is below a thousandth of the largest. Exact, for m = 1: the law of the runner-up, |a|_(2)/|a|_(1) < 0.001^(p-1). Entries that count: mean of (|x|_1/|x|_2)^2, which is 1 on an axis and n where all are equal.",
		Columns: numbers("n", "m", "p", "looks like a tip", "exact", "agreement", "entries that count"),
	}
	cells := sorted(data.Where(graded))
	var tests agreements
	for _, g := range cells {
		exact := math.NaN()
		if g.Cell.M == 1 {
			exact = theory.OneRow{N: g.Cell.N}.NearTip(g.Cell.P, looks)
		}
		rate := g.Tally(nearTip).Rate
		t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), exponent(g.Cell.P), experiments.Estimate(rate), probability(exact), tests.of(rate, exact),
			withInterval(mean(values(g, func(r results.Record) float64 { return float64(r.Spread) }), experiments.Level)))
	}
	tests.note(&t)
	t.Note("rows of one n and m share their systems; their p-values are not independent of each other")
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "p")
}

// tipsFindings asks where the touch is at a tip, in each sense that the word can have.
func tipsFindings(data experiments.Data) ([]experiments.Finding, error) {
	generic := func(keep func(experiments.Cell) bool) experiments.Data {
		return data.Where(func(c experiments.Cell) bool { return c.K == 0 && keep(c) })
	}
	planted := func(lo, hi float64) results.Rate {
		return pooled(data.Where(func(c experiments.Cell) bool {
			share := float64(c.K) / float64(c.M)
			return c.P == 1 && c.K > 0 && share > lo && share <= hi
		}), experiments.Success)
	}
	tip := func(keep func(experiments.Cell) bool) experiments.Effect {
		return experiments.RateEffect("at a strict tip", pooled(generic(keep), experiments.Tip))
	}
	sparse := pooled(generic(func(c experiments.Cell) bool { return c.P == 1 && c.M > 1 }),
		hits(func(c experiments.Cell, r results.Record) bool { return r.Unique && r.Support == c.M }))
	tests, err := tipsTests(data)
	if err != nil {
		return nil, err
	}
	return []experiments.Finding{
		experiments.Above("with one equation the ball of p = 1 touches at a strict tip, a single non-zero, more often than not",
			tip(func(c experiments.Cell) bool { return c.P == 1 && c.M == 1 }), 0.5),
		experiments.Above("with several equations and a generic b it touches at a strict tip more often than not",
			tip(func(c experiments.Cell) bool { return c.P == 1 && c.M > 1 }), 0.5),
		experiments.Always("with several equations and a generic b it touches at one point with just as many non-zeros as equations: inside a face, but a sparse one",
			"with m non-zeros", sparse),
		experiments.Above("a planted point with at most a fifth as many non-zeros as equations is where it touches, more often than not",
			experiments.RateEffect("success", planted(0, 0.2)), 0.5),
		experiments.Above("a planted point with half as many non-zeros as equations, or more, is where it touches, more often than not",
			experiments.RateEffect("success", planted(0.49, 1)), 0.5),
		experiments.Below("the round balls, p > 1, touch at no tip: not in one system of a hundred",
			tip(func(c experiments.Cell) bool { return c.P >= 1.5 && c.N > 2 }), 0.01),
		experiments.Agrees("success at planted points follows the exact law, and so does the runner-up just above p = 1", data.Trials(), tests),
	}, nil
}

// tipsTests compares with exact theory, at one exponent for each shape, so that the tests are independent.
func tipsTests(data experiments.Data) (tests agreements, err error) {
	for _, g := range data {
		c := g.Cell
		switch {
		case c.P == 1 && c.K > 0:
			exact, err := theory.Success(c.N, c.M, c.K)
			if err != nil {
				return nil, err
			}
			tests.of(g.Tally(experiments.Success).Rate, exact)
		case c.K == 0 && c.M == 1 && c.P == 1.1:
			tests.of(g.Tally(nearTip).Rate, theory.OneRow{N: c.N}.NearTip(c.P, looks))
		}
	}
	return tests, nil
}

// tipsPicture shows the sorted meaning of a tip: success at planted points by k, and the number of entries that count by p.
func tipsPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "tips", Title: "Where does the ball of p = 1 touch?", Across: 2,
		Caption: "Left: how often the ball of p = 1 touches at a planted point with k non-zeros, against the exact law (dashed), by k/m. Right: generic b, one hundred unknowns: how many entries of the touch point count, (|x|_1/|x|_2)^2, as the ball gets rounder.",
	}
	left := results.Panel{Title: "planted points", X: results.Axis{Label: "k/m"}, Y: results.Axis{Label: "touches there"}}
	exact := results.Series{Name: "exact", Shape: results.Dashed}
	for _, shape := range [][2]int{{10, 5}, {40, 20}, {100, 50}} {
		n, m := shape[0], shape[1]
		s := results.Series{Name: sized(n, m), Shape: results.Dots}
		for _, g := range sorted(data.Where(func(c experiments.Cell) bool { return c.P == 1 && c.K > 0 && c.N == n && c.M == m })) {
			plot(&s, float64(g.Cell.K)/float64(m), g.Tally(experiments.Success).Rate)
		}
		left.Series = append(left.Series, s)
		if err := lawCurve(&exact, n, m, 1, m-1); err != nil {
			return f, err
		}
	}
	left.Series = append(left.Series, exact)
	right := results.Panel{Title: "generic b, n = 100", X: results.Axis{Label: "p"}, Y: results.Axis{Label: "entries that count", Log: true}}
	for _, m := range []int{1, 50} {
		s := results.Series{Name: "m = " + itoa(m), Shape: results.LineDots}
		for _, g := range sorted(data.Where(func(c experiments.Cell) bool { return c.K == 0 && c.N == 100 && c.M == m && c.P >= 1 })) {
			e := mean(values(g, func(r results.Record) float64 { return float64(r.Spread) }), experiments.Level)
			if !math.IsNaN(e.Value) {
				s.Points = append(s.Points, results.Point{X: g.Cell.P, Y: e.Value, Lo: e.Interval.Lo, Hi: e.Interval.Hi})
			}
		}
		right.Series = append(right.Series, s)
	}
	f.Panels = []results.Panel{left, right}
	return f, nil
}
