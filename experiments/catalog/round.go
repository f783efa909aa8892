package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// roundness asks what a ball without tips gives, and one whose tips are not on the axes.
func roundness() experiments.Claim {
	return experiments.Claim{
		Name:      "round",
		Sentence:  "when p = 2, the shape becomes a smooth, non-threatening ball",
		Question:  "Has the touch point of the round ball, p = 2, ever a zero, where does it touch, and do the tips of the cube, p = inf, bring zeros back?",
		Reference: "c^2/(1 + c^2) ~ Beta(m/2, (n-m+1)/2) for the touch radius c of p = 2, |x|^2/|x0|^2 ~ Beta(m/2, (n-m)/2) for a planted x0; n - m + 1 entries at the bound for p = inf",
		Plan:      roundPlan,
		Views:     []experiments.View{roundBall, roundPlanted, roundCube},
		Pictures:  []experiments.Picture{roundPicture},
		Findings:  roundFindings,
	}
}

func roundPlan(e experiments.Effort) (plan experiments.Plan) {
	trials := experiments.Pick(e, 20, 2000, 50000)
	inf := experiments.Real(math.Inf(1))
	for _, shape := range [][2]int{{2, 1}, {5, 1}, {10, 5}, {50, 25}, {100, 50}} {
		n, m := shape[0], shape[1]
		plan = append(plan, gaussian(n, m, []int{0}, []experiments.Real{2}, "minnorm", trials),
			gaussian(n, m, []int{0}, []experiments.Real{inf}, "cube", experiments.Pick(e, 5, 500, 5000)))
		if m > 1 {
			plan = append(plan, gaussian(n, m, []int{m / 5}, []experiments.Real{2}, "minnorm", trials))
		}
	}
	return plan
}

func roundOf(data experiments.Data, p float64, planted bool) experiments.Data {
	return data.Where(func(c experiments.Cell) bool { return c.P == p && (c.K > 0) == planted })
}

// full marks the points without a zero.
var full = hits(func(c experiments.Cell, r results.Record) bool { return r.Support == c.N })

// radiusTest compares the radii c of the round ball with their law.
func radiusTest(g experiments.Group) float64 {
	law := theory.MinNormRadius(g.Cell.N, g.Cell.M)
	return fitTest(values(g, func(r results.Record) float64 {
		c := float64(r.Objective)
		return c * c / (1 + c*c)
	}), law.CDF)
}

// shareTest compares |x|^2/|x0|^2 = 1 - |x - x0|^2/|x0|^2 with its law: the touch point is the projection of x0.
func shareTest(g experiments.Group) float64 {
	law := theory.MinNormShare(g.Cell.N, g.Cell.M)
	return fitTest(values(g, projected), law.CDF)
}

func projected(r results.Record) float64 { return 1 - float64(r.Distance)*float64(r.Distance) }

// fitTest is the Kolmogorov-Smirnov p-value of a sample, NaN where there is none.
func fitTest(sample []float64, cdf func(float64) float64) float64 {
	test, err := stats.KolmogorovSmirnov(sample, cdf)
	if err != nil {
		return math.NaN()
	}
	return test.P
}

func roundBall(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "ball",
		Title:   "p = 2, generic b: zeros of the touch point, and the law of its radius",
		Caption: "No zero: every entry is above 1e-9 of the largest. c is the touch radius |x|_2; c^2 has mean m/(n-m-1) where that is positive. Kolmogorov-Smirnov is the p-value of c^2/(1+c^2) against Beta(m/2, (n-m+1)/2).",
		Columns: numbers("n", "m", "no zero", "mean of c^2", "exact", "Kolmogorov-Smirnov"),
	}
	cells := roundOf(data, 2, false)
	for _, g := range cells {
		exact := math.NaN()
		if free := g.Cell.N - g.Cell.M - 1; free > 0 {
			exact = float64(g.Cell.M) / float64(free)
		}
		square := results.Value(results.Missing{})
		if g.Cell.N-g.Cell.M > 3 { // else c^2 has no variance, and its mean no interval
			square = withInterval(mean(values(g, func(r results.Record) float64 { return float64(r.Objective * r.Objective) }), experiments.Level))
		}
		t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), experiments.Estimate(g.Tally(full).Rate), square, probability(exact),
			results.Float{Value: radiusTest(g), Digits: 2})
	}
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m")
}

func roundPlanted(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "planted",
		Title:   "p = 2, planted x0: the round ball keeps a share m/n of the point, spread over all entries",
		Caption: "The touch point is the projection of x0 on the row space. Share kept: |x|^2/|x0|^2, with mean m/n and law Beta(m/2, (n-m)/2), whose Kolmogorov-Smirnov p-value is given. Entries that count: mean of (|x|_1/|x|_2)^2.",
		Columns: numbers("n", "m", "k", "found", "share kept", "exact", "Kolmogorov-Smirnov", "entries that count"),
	}
	cells := roundOf(data, 2, true)
	for _, g := range cells {
		t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), results.Int(g.Cell.K), experiments.Estimate(g.Tally(experiments.Success).Rate),
			withInterval(mean(values(g, projected), experiments.Level)), probability(float64(g.Cell.M)/float64(g.Cell.N)),
			results.Float{Value: shareTest(g), Digits: 2}, withInterval(mean(values(g, func(r results.Record) float64 { return float64(r.Spread) }), experiments.Level)))
	}
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "k")
}

// atBound marks the touches of the cube with just n - m + 1 entries at the bound: d_F = m - 1 others are free.
var atBound = hits(func(c experiments.Cell, r results.Record) bool { return r.Face == c.M-1 })

func roundCube(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "cube",
		Title:   "p = inf, generic b: the cube has tips, and touches with them, but they are not on the axes",
		Caption: "Entries at the bound: n - m + 1 of them have the largest magnitude, with probability 1, and none is zero; with one equation the cube touches at a vertex, a tip without a single zero. The exact mean of c is known for m = 1.",
		Columns: numbers("n", "m", "n - m + 1 at the bound", "no zero", "at a vertex", "mean of c", "exact"),
	}
	cells := roundOf(data, math.Inf(1), false)
	vertex := hits(func(_ experiments.Cell, r results.Record) bool { return r.Face == 0 })
	for _, g := range cells {
		exact := math.NaN()
		if g.Cell.M == 1 {
			exact = theory.OneRow{N: g.Cell.N}.MeanRadiusInf()
		}
		t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), experiments.Estimate(g.Tally(atBound).Rate), experiments.Estimate(g.Tally(full).Rate),
			experiments.Estimate(g.Tally(vertex).Rate), withInterval(mean(values(g, func(r results.Record) float64 { return float64(r.Objective) }), experiments.Level)), probability(exact))
	}
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m")
}

func roundFindings(data experiments.Data) ([]experiments.Finding, error) {
	ball, planted, cube := roundOf(data, 2, false), roundOf(data, 2, true), roundOf(data, math.Inf(1), false)
	var tests agreements
	for _, g := range ball {
		if p := radiusTest(g); !math.IsNaN(p) {
			tests = append(tests, p)
		}
	}
	for _, g := range planted {
		if p := shareTest(g); !math.IsNaN(p) {
			tests = append(tests, p)
		}
	}
	sparse := hits(func(c experiments.Cell, r results.Record) bool { return r.Support < c.N })
	missed := hits(func(_ experiments.Cell, r results.Record) bool { return r.Error > experiments.Recovered })
	return []experiments.Finding{
		experiments.Always("the touch point of the round ball has no zero", "without a zero", pooled(ball, full)),
		experiments.Above("it is smoothness that costs the zeros: the cube, which has tips again, gives some", experiments.RateEffect("with a zero", pooled(cube, sparse)), 0.5),
		experiments.Always("the round ball never finds a planted point", "missed", pooled(planted, missed)),
		experiments.Agrees("radius and projection of the round ball follow their Beta laws", ball.Trials()+planted.Trials(), tests),
	}, nil
}

// roundPicture shows the distribution of the radius, and the entries of typical touch points by size.
func roundPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "round", Title: "The round ball", Across: 2,
		Caption: "Left: distribution function of the touch radius c of p = 2, as c^2/(1+c^2), and the Beta law (dashed). Right: the share |x|^2/|x0|^2 of a planted point that survives, and its law.",
	}
	panel := func(title, label string, cells experiments.Data, of func(results.Record) float64, law func(n, m int) func(float64) float64) results.Panel {
		p := results.Panel{Title: title, X: results.Axis{Label: label}, Y: results.Axis{Label: "share of the systems below"}}
		exact := results.Series{Name: "exact", Shape: results.Dashed}
		for _, g := range cells {
			p.Series = append(p.Series, distribution(sized(g.Cell.N, g.Cell.M), values(g, of)))
			for i := range 101 {
				x := float64(i) / 100
				exact.Points = append(exact.Points, results.Point{X: x, Y: law(g.Cell.N, g.Cell.M)(x)})
			}
			exact.Points = append(exact.Points, results.Point{X: 1, Y: math.NaN()})
		}
		p.Series = append(p.Series, exact)
		return p
	}
	f.Panels = []results.Panel{
		panel("generic b", "c^2/(1 + c^2)", roundOf(data, 2, false), func(r results.Record) float64 {
			c := float64(r.Objective)
			return c * c / (1 + c*c)
		}, func(n, m int) func(float64) float64 { return theory.MinNormRadius(n, m).CDF }),
		panel("planted b", "|x|^2/|x0|^2", roundOf(data, 2, true), projected, func(n, m int) func(float64) float64 { return theory.MinNormShare(n, m).CDF }),
	}
	return f, nil
}
