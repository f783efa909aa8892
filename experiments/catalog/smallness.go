package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// smallness asks whether a small norm tells a sparse point, among the solutions of one system and between systems.
func smallness() experiments.Claim {
	return experiments.Claim{
		Name:      "smallness",
		Sentence:  "an x with small L1 norm tends to be a sparse solution; [0.1, 0.1] has the smaller norm, [1000, 0] is sparse",
		Question:  "Of two points, how often is the one with the smaller L1 norm the sparser: on the way to the touch point, among all solutions, among the basic ones, between systems?",
		Reference: "a coin, one half; for the planted point the exact law that its norm is the least; and that a change of units changes every norm and no sparsity",
		Plan:      smallnessPlan,
		Views:     []experiments.View{smallnessPairs, smallnessLevels, smallnessPlanted, smallnessAlone},
		Pictures:  []experiments.Picture{smallnessPicture},
		Findings:  smallnessFindings,
	}
}

// smallnessTendency is what "tends to" is taken to mean: two pairs out of three. A coin has one half.
const smallnessTendency = 2. / 3

func smallnessPlan(e experiments.Effort) (plan experiments.Plan) {
	trials := experiments.Pick(e, 10, 1000, 10000)
	shape := func(n, m int, k []int, trials int) {
		s := gaussian(n, m, k, []experiments.Real{1}, "homotopy", trials)
		s.Measure = "smallness"
		plan = append(plan, s)
	}
	shape(10, 5, []int{0, 1, 2, 3, 4}, trials)
	shape(12, 6, []int{0, 2}, max(5, trials/2))
	shape(40, 20, []int{0, 4}, max(5, trials/4))
	shape(100, 50, []int{0}, max(3, trials/8))
	portrait := gaussian(12, 6, []int{2}, []experiments.Real{1}, "homotopy", experiments.Pick(e, 30, 600, 2000))
	portrait.Measure = "portrait"
	return append(plan, portrait)
}

// smallnessUnits are the decades over which units vary where vectors of different systems are compared; the article's two vectors have entries
// four decades apart.
var smallnessUnits = []float64{0, 1, 2, 4, 6}

// smallnessFindings asks in which sense the smaller norm belongs to the sparser point.
func smallnessFindings(data experiments.Data) ([]experiments.Finding, error) {
	all, generic := measuredBy(data, "smallness", anyCell), measuredBy(data, "smallness", func(c experiments.Cell) bool { return c.K == 0 })
	planted := func(keep func(experiments.Cell) bool) experiments.Data {
		return measuredBy(data, "smallness", func(c experiments.Cell) bool { return c.K > 0 && c.M <= 6 && keep(c) })
	}
	pairs := func(cells experiments.Data, fact string) experiments.Effect {
		return averaged("share of pairs", everywhere(cells, factOf(fact)))
	}
	least := func(cells experiments.Data) experiments.Effect {
		return experiments.RateEffect("least", pooled(cells, smallnessLeast))
	}
	var tests agreements
	for _, g := range planted(anyCell) {
		exact, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
		if err != nil {
			return nil, err
		}
		tests.of(g.Tally(smallnessLeast).Rate, exact)
	}
	tests = append(tests, smallnessCounts(all)...)
	natural, arbitrary := smallnessBetween(data, 0), smallnessBetween(data, smallnessUnits[len(smallnessUnits)-1])
	return []experiments.Finding{
		experiments.Above("of two solutions on the way out from the touch point, the one with the smaller norm is the sparser, by the entries that count, (|x|_1/|x|_2)^2, at least two times out of three",
			pairs(all, "rays"), smallnessTendency),
		experiments.Above("a sparse solution, with as many non-zeros as equations, has a smaller norm than the dense one of least squares, at least two times out of three",
			pairs(generic, "sparse"), smallnessTendency),
		experiments.Above("of two random solutions of a system, drawn around that of least squares, the one with the smaller norm is the sparser at least two times out of three",
			pairs(all, "isotropic"), smallnessTendency),
		experiments.Above("of two basic solutions, all of which have as many non-zeros as equations, the one with the smaller norm has fewer entries that count at least two times out of three",
			pairs(generic, "basics"), smallnessTendency),
		experiments.Above("a planted point with at most two fifths as many non-zeros as equations has the least norm of all basic solutions at least two times out of three",
			least(planted(func(c experiments.Cell) bool { return 5*c.K <= 2*c.M })), smallnessTendency),
		experiments.Above("a planted point with four non-zeros for five equations has the least norm of all basic solutions at least two times out of three",
			least(planted(func(c experiments.Cell) bool { return c.K == 4 })), smallnessTendency),
		experiments.Above("of a planted point with four non-zeros for five equations and another basic solution, which has five, the planted one has the smaller norm at least two times out of three",
			pairs(planted(func(c experiments.Cell) bool { return c.K == 4 }), "planted"), smallnessTendency),
		experiments.Above("of the touch points of two systems in the same units, one with two more planted non-zeros, the one with the smaller norm has fewer non-zeros at least two times out of three",
			experiments.RateEffect("share of pairs", natural), smallnessTendency),
		experiments.Above("of two such touch points in units of their own, anywhere over six decades, the one with the smaller norm has fewer non-zeros at least two times out of three",
			experiments.RateEffect("share of pairs", arbitrary), smallnessTendency),
		experiments.Agrees("the planted point has the least norm as often as the exact law says, and there are as many basic solutions", data.Trials(), tests),
	}, nil
}

// smallnessLeast marks the systems in which no basic solution has a smaller norm than the planted point.
var smallnessLeast = factIs("planted", func(share float64) bool { return share == 1 })

// smallnessCounts compares the numbers of distinct basic solutions with their closed form: a p-value of 0 for each cell with an exception.
func smallnessCounts(data experiments.Data) (tests agreements) {
	for _, g := range data {
		if bases(g.Cell.N, g.Cell.M) > smallnessBases {
			continue
		}
		k := g.Cell.K
		if k == 0 {
			k = g.Cell.M
		}
		count, err := theory.LocalMinima(g.Cell.N, g.Cell.M, k)
		if err != nil {
			continue
		}
		want, _ := count.Float64()
		tests.of(g.Tally(factIs("count", func(v float64) bool { return v == want })).Rate, 1)
	}
	return tests
}

// smallnessBetween compares touch points of different systems, whose units vary over so many decades: of each pair, with one and three planted
// non-zeros or with two and four, does the one with the smaller norm have fewer non-zeros? Pairs with equally many are outside.
func smallnessBetween(data experiments.Data, decades float64) (rate results.Rate) {
	for _, first := range measuredBy(data, "smallness", func(c experiments.Cell) bool { return c.N == 10 && (c.K == 1 || c.K == 2) }) {
		other := first.Cell
		other.K += 2
		for _, second := range data.Where(func(c experiments.Cell) bool { return c == other }) {
			rate = rate.Plus(smallnessCompare(first.Records, second.Records, "touch_nonzeros", decades))
		}
	}
	return rate
}

// smallnessWithin compares the touch points of generic systems two by two, by the entries that count.
func smallnessWithin(g experiments.Group, decades float64) results.Rate {
	half := len(g.Records) / 2
	return smallnessCompare(g.Records[:half], g.Records[half:2*half], "touch_spread", decades)
}

func smallnessCompare(first, second []results.Record, sparsity string, decades float64) (rate results.Rate) {
	for i := range min(len(first), len(second)) {
		a, b := first[i], second[i]
		if a.Outcome != results.Solved || b.Outcome != results.Solved {
			continue
		}
		norm := math.Log10(a.Facts.Get("touch")/b.Facts.Get("touch")) + decades*(a.Facts.Get("unit")-b.Facts.Get("unit"))
		switch d := a.Facts.Get(sparsity) - b.Facts.Get(sparsity); {
		case d*norm > 0:
			rate.Add(results.Hit)
		case d*norm < 0:
			rate.Add(results.Miss)
		}
	}
	return rate
}
