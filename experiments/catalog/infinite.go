package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// infinite asks how large the set of solutions is, and what each ball picks from it.
func infinite() experiments.Claim {
	return experiments.Claim{
		Name:      "infinite",
		Sentence:  "when data is not enough the solutions to x could be infinite; to find a good one out of those you make x sparse",
		Question:  "What dimension has the set of solutions, what do the balls p = 0, 1/2, 1, 3/2, 2 and inf pick from one and the same set, and is the pick of p = 1 near to the truth?",
		Reference: "the dimension n - m of the set for m < n, and a single solution from m = n on; the exact laws of p = 1 and p = 2 for planted points",
		Plan:      infinitePlan,
		Views:     []experiments.View{infiniteSets, infinitePicks, infiniteNorms},
		Pictures:  []experiments.Picture{infinitePlane, infinitePicture},
		Findings:  infiniteFindings,
	}
}

// infiniteBalls are the balls that pick, each with the solver that finds where it touches and the name that its facts have.
var infiniteBalls = []struct {
	p            float64
	solver, name string
}{
	{0, "enumerate", "zero"}, {0.5, "enumerate", "half"}, {1, "homotopy", "one"}, {1.5, "pnorm", "onehalf"}, {2, "minnorm", "two"}, {math.Inf(1), "cube", "inf"},
}

// infiniteLine is the line of the picture, on which the balls touch at points that the eye can tell apart.
const infiniteLine = "equation:1:2:2"

func infinitePlan(e experiments.Effort) (plan experiments.Plan) {
	trials := experiments.Pick(e, 10, 1000, 5000)
	for _, shape := range []struct {
		n, m int
		k    []int
	}{{10, 5, []int{0, 1, 2, 3, 10}}, {12, 6, []int{2}}, {12, 3, []int{1, 12}}, {6, 6, []int{2}}, {4, 6, []int{2}}} {
		s := gaussian(shape.n, shape.m, shape.k, []experiments.Real{1}, "all", trials)
		s.Measure = "picks"
		plan = append(plan, s)
	}
	signs := gaussian(5, 3, []int{1}, []experiments.Real{1}, "all", trials)
	signs.Ensemble, signs.Measure = []string{"rademacher"}, "picks"
	plan = append(plan, signs)
	for _, b := range infiniteBalls {
		s := gaussian(2, 1, []int{0}, []experiments.Real{experiments.Real(b.p)}, b.solver, 1)
		s.Ensemble = []string{infiniteLine}
		plan = append(plan, s)
	}
	return plan
}

// infiniteDimension is the exact probability that the set of solutions has the dimension n - m, or is one point for m >= n. Three rows of signs
// are independent unless two of them are equal up to sign.
func infiniteDimension(c experiments.Cell) float64 {
	switch {
	case c.Ensemble == "gaussian":
		return 1
	case c.Ensemble == "rademacher" && c.M == 3 && c.N > 3:
		equal := math.Pow(2, float64(1-c.N))
		return (1 - equal) * (1 - 2*equal)
	}
	return math.NaN()
}

// infiniteFull marks the systems whose set has the dimension n - m, or is one point for m >= n.
func infiniteFull(c experiments.Cell, r results.Record) results.Mark {
	return factIs("dimension", func(d float64) bool { return d == float64(max(0, c.N-c.M)) })(c, r)
}

// infiniteSingle marks the systems of which all balls pick the same point.
var infiniteSingle = factIs("apart_all", atMost(experiments.Recovered))

// infiniteApart is what makes two picks different: the tenth part of the length of the shorter one.
const infiniteApart = 0.1

// infiniteFindings asks whether there are many solutions, whether it matters which is picked, and whether p = 1 picks well.
func infiniteFindings(data experiments.Data) ([]experiments.Finding, error) {
	gauss := func(keep func(experiments.Cell) bool) experiments.Data {
		return measuredBy(data, "picks", func(c experiments.Cell) bool { return c.Ensemble == "gaussian" && keep(c) })
	}
	few := gauss(func(c experiments.Cell) bool { return c.M < c.N })
	enough := gauss(func(c experiments.Cell) bool { return c.M >= c.N })
	sparse := few.Where(func(c experiments.Cell) bool { return c.K > 0 && 5*c.K <= 2*c.M })
	dense := few.Where(func(c experiments.Cell) bool { return c.K == c.N })
	nearer := positive(factsDiffer("distance_two", "distance_one"))
	fewest := positive(func(r results.Record) float64 { return 0.5 - factsDiffer("nonzeros_one", "nonzeros_zero")(r) })
	tests, err := infiniteTests(few)
	if err != nil {
		return nil, err
	}
	rows := data.Where(func(c experiments.Cell) bool { return c.Ensemble == "rademacher" })
	for _, g := range rows {
		tests.of(g.Tally(infiniteFull).Rate, infiniteDimension(g.Cell))
	}
	least := experiments.Always("every ball picks the point that is least by its own measure", "systems", pooled(measuredBy(data, "picks", anyCell), factIs("worst", atMost(1+experiments.Recovered))))
	least.Check = true
	return []experiments.Finding{
		experiments.Always("with fewer equations than unknowns the solutions fill a set of dimension n - m: there are infinitely many (theory: always)", "systems", pooled(few, infiniteFull)),
		experiments.Always("with as many equations as unknowns, or more, there is one solution, and every ball picks it (theory: always)", "systems", pooled(enough, infiniteSingle)),
		experiments.Above("which ball picks does matter: the points of p = 1 and p = 2 lie further apart than a tenth of their length, more often than not",
			experiments.RateEffect("apart", pooled(few, factIs("apart", above(infiniteApart)))), 0.5),
		experiments.Above("where the truth has at most two fifths as many non-zeros as there are equations, p = 1 picks a point nearer to it than p = 2 does, more often than not",
			experiments.RateEffect("nearer", pooled(sparse, nearer)), 0.5),
		experiments.Above("where no entry of the truth is zero, p = 1 still picks a point nearer to it than p = 2 does, more often than not",
			experiments.RateEffect("nearer", pooled(dense, nearer)), 0.5),
		experiments.Above("the pick of p = 1 is as sparse as any solution, more often than not, where the truth has at most two fifths as many non-zeros as there are equations",
			experiments.RateEffect("as sparse as p = 0", pooled(sparse, fewest)), 0.5),
		experiments.Above("the pick of p = 1 is as sparse as any solution, more often than not, where the truth has three non-zeros for five equations",
			experiments.RateEffect("as sparse as p = 0", pooled(few.Where(func(c experiments.Cell) bool { return c.K == 3 && c.M == 5 }), fewest)), 0.5),
		least,
		experiments.Agrees("planted points are found by p = 1, and met by p = 2, as the exact laws say", data.Trials(), tests),
	}, nil
}

// infiniteTests compares each planted cell with one exact law: sparse truths with that of p = 1, dense ones with that of p = 2.
func infiniteTests(planted experiments.Data) (tests agreements, err error) {
	for _, g := range planted {
		switch c := g.Cell; {
		case c.K == 0:
		case c.K < c.M:
			exact, err := theory.Success(c.N, c.M, c.K)
			if err != nil {
				return nil, err
			}
			tests.of(g.Tally(infiniteFound("one")).Rate, exact)
		default:
			share := values(g, func(r results.Record) float64 { d := r.Facts.Get("distance_two"); return 1 - d*d })
			if p := fitTest(share, theory.MinNormShare(c.N, c.M).CDF); !math.IsNaN(p) {
				tests = append(tests, p)
			}
		}
	}
	return tests, nil
}

// infiniteFound marks the systems of which a ball picks the truth.
func infiniteFound(ball string) mark {
	return factIs("distance_"+ball, atMost(experiments.Recovered))
}
