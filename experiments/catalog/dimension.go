package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// dimension asks whether tips are met more often in high dimension, in each sense that has.
func dimension() experiments.Claim {
	return experiments.Claim{
		Name:      "dimension",
		Sentence:  "I guess this is even more true for high dimension; it must look like a cactus or a hedgehog",
		Question:  "As n grows, does the ball of p = 1 touch at a tip more often: at fixed m, at fixed m/n and k/m, by the margin to the next tip, by the sharpness of the transition?",
		Reference: "the exact conic law at each n, the law of the runner-up for one equation, and the width of the transition, which shrinks like 1/sqrt(n)",
		Plan:      dimensionPlan,
		Views:     []experiments.View{dimensionMargin, dimensionGrowth, dimensionSharpness},
		Pictures:  []experiments.Picture{dimensionPicture},
		Findings:  dimensionFindings,
	}
}

// The shapes of the claim. At m = n/2 the transition is at k/m = 0.386.
var (
	dimensionRow   = []int{2, 10, 100, 1000} // n with one equation
	dimensionFixed = []int{12, 24, 40, 80, 160}
	fixedRows      = 10 // m beside them
	fixedNonZeros  = 2  // k beside them
)

func dimensionScaled(e experiments.Effort) []int {
	return experiments.Pick(e, []int{20, 40}, []int{20, 40, 80, 160}, []int{20, 40, 80, 160, 320})
}

func dimensionPlan(e experiments.Effort) (plan experiments.Plan) {
	one := []experiments.Real{1}
	for _, n := range dimensionRow {
		plan = append(plan, gaussian(n, 1, []int{0}, one, "homotopy", experiments.Pick(e, 20, 2000, 20000)))
	}
	for _, n := range dimensionFixed {
		plan = append(plan, gaussian(n, fixedRows, []int{fixedNonZeros}, one, "homotopy", experiments.Pick(e, 20, 2000, 20000)))
	}
	for _, n := range dimensionScaled(e) {
		plan = append(plan, gaussian(n, n/2, across(n, n/2), one, "homotopy", experiments.Pick(e, 4, 300, 1000)))
	}
	return plan
}

// across lists about a dozen k evenly over the transition, two of its standard deviations to either side, and the ones at 0.3 m and 0.5 m.
func across(n, m int) []int {
	weak, err := theory.Threshold(float64(m) / float64(n))
	if err != nil {
		panic("catalog: " + err.Error()) // m = n/2 has one
	}
	middle, reach := float64(n)*weak.Sparse, 2*weak.Sigma*math.Sqrt(float64(n))
	ks := []int{3 * m / 10, m / 2}
	for i := -6; i <= 6; i++ {
		ks = append(ks, max(1, int(math.Round(middle+float64(i)/6*reach))))
	}
	slices.Sort(ks)
	return slices.Compact(ks)
}

// scaled marks the cells in which everything grows alike.
func scaled(c experiments.Cell) bool { return c.K > 0 && c.N == 2*c.M }

// dimensionMargin shows how near the ball was to touching at the next tip.
func dimensionMargin(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "margin",
		Title:   "One equation: the touch is at a tip in every dimension, but how far is the next tip?",
		Caption: "The margin is 1 - |a|_(2)/|a|_(1): how much farther the ball would have to grow to reach the runner-up. Exact median from the law of the runner-up; Kolmogorov-Smirnov is the p-value of the whole distribution against it.",
		Columns: numbers("n", "at a tip", "median margin", "exact", "Kolmogorov-Smirnov"),
	}
	cells := data.Where(func(c experiments.Cell) bool { return c.M == 1 })
	for _, g := range cells {
		margins := values(g, func(r results.Record) float64 { return float64(r.Margin) })
		median := results.Value(results.Missing{})
		if m, interval, err := stats.Median(margins, experiments.Level); err == nil {
			median = results.Measured{Value: m, Lo: interval.Lo, Hi: interval.Hi}
		}
		t.Append(results.Int(g.Cell.N), experiments.Estimate(g.Tally(experiments.Tip).Rate), median,
			results.Float{Value: 1 - theory.OneRow{N: g.Cell.N}.RunnerUpMedian(), Digits: 4}, results.Float{Value: marginTest(g), Digits: 2})
	}
	losses(&t, cells)
	return t, residue(&t, cells, "n")
}

// marginTest is the p-value of the margins of one equation against the law of the runner-up; NaN without margins.
func marginTest(g experiments.Group) float64 {
	law := theory.OneRow{N: g.Cell.N}
	test, err := stats.KolmogorovSmirnov(values(g, func(r results.Record) float64 { return 1 - float64(r.Margin) }), law.RunnerUpCDF)
	if err != nil {
		return math.NaN()
	}
	return test.P
}

// dimensionGrowth shows success against n along three ways to grow.
func dimensionGrowth(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "growth",
		Title:   "Planted points: how often the ball of p = 1 touches there, as the dimension grows in three ways",
		Caption: "Fixed m and k: more unknowns for the same data. Fixed m/n and k/m: everything grows alike, below the transition (k/m = 0.3) or above it (k/m = 0.5).",
		Columns: append([]results.Column{text("growing")}, numbers("n", "m", "k", "success", "exact", "agreement")...),
	}
	var tests agreements
	var shown experiments.Data
	for _, way := range ways() {
		for _, g := range way.from(data) {
			exact, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
			if err != nil {
				return t, err
			}
			rate := g.Tally(experiments.Success).Rate
			t.Append(results.Text(way.name), results.Int(g.Cell.N), results.Int(g.Cell.M), results.Int(g.Cell.K), experiments.Estimate(rate), probability(exact), tests.of(rate, exact))
			shown = append(shown, g)
		}
	}
	tests.note(&t)
	losses(&t, shown)
	return t, residue(&t, shown, "n", "m", "k")
}

// way is a way for a dimension to grow.
type way struct {
	name string
	of   func(experiments.Cell) bool
}

// from returns the cells of the way, the smallest dimension first.
func (w way) from(data experiments.Data) experiments.Data { return sorted(data.Where(w.of)) }

func ways() []way {
	return []way{
		{"n, at m = 10 and k = 2", func(c experiments.Cell) bool { return c.M == fixedRows && c.K == fixedNonZeros }},
		{"n = 2m, k = 0.3 m", func(c experiments.Cell) bool { return scaled(c) && c.K == 3*c.M/10 }},
		{"n = 2m, k = 0.5 m", func(c experiments.Cell) bool { return scaled(c) && c.K == c.M/2 }},
	}
}

// crossing fits the transition of one n = 2m by a probit curve in k.
func crossing(data experiments.Data, n int, level float64) (stats.Crossing, error) {
	var counts []stats.Count
	for _, g := range data.Where(func(c experiments.Cell) bool { return scaled(c) && c.N == n }) {
		rate := g.Tally(experiments.Success).Rate
		counts = append(counts, stats.Count{X: float64(g.Cell.K), Hits: rate.Hits, Trials: rate.Trials()})
	}
	return stats.FitCrossing(counts, stats.Probit, level)
}

// sizesOf lists the n of the transitions.
func sizesOf(data experiments.Data) (ns []int) {
	for _, g := range data.Where(scaled) {
		ns = append(ns, g.Cell.N)
	}
	slices.Sort(ns)
	return slices.Compact(ns)
}

// spanned is the distance between a success of 10% and of 90% on a probit curve, times its slope.
const spanned = 2.563103

func dimensionSharpness(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "sharpness",
		Title:   "n = 2m: where success passes one half, and how sharply",
		Caption: "Probit curves in k. Half point: the k at which success is 50%, over m, with its profile-likelihood interval; exact from the conic law. Width: from 90% to 10% success, over m; times sqrt(n) it tends to a constant, so that the line between always and never gets sharp.",
		Columns: numbers("n", "half point / m", "exact", "width / m", "exact width", "width sqrt(n)", "lack of fit"),
	}
	for _, n := range sizesOf(data) {
		m := float64(n / 2)
		fit, err := crossing(data, n, experiments.Level)
		if err != nil {
			t.Append(results.Int(n), results.Missing{}, results.Missing{}, results.Missing{}, results.Missing{}, results.Missing{}, results.Missing{})
			continue
		}
		half, err := theory.HalfPoint(n, n/2)
		if err != nil {
			return t, err
		}
		exact, err := theory.TransitionWidth(n, n/2)
		if err != nil {
			return t, err
		}
		slope := fit.Slope
		width := results.Measured{Value: spanned / -slope.Value / m, Lo: spanned / -slope.Interval.Lo / m, Hi: spanned / -slope.Interval.Hi / m}
		t.Append(results.Int(n), results.Measured{Value: fit.X50.Value / m, Lo: fit.X50.Interval.Lo / m, Hi: fit.X50.Interval.Hi / m}, probability(half/m), width,
			probability(exact/m), results.Float{Value: width.Value * math.Sqrt(float64(n)), Digits: 3}, results.Float{Value: fit.Fit.P, Digits: 2})
	}
	losses(&t, data.Where(scaled))
	t.Note("lack of fit is the p-value of the deviance: the exact law is no probit curve, which many trials can tell")
	return t, nil
}
