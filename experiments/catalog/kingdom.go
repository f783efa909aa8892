package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// kingdom asks whether fewer non-zeros are larger ones, at the same output A x = b, and along the penalised path.
func kingdom() experiments.Claim {
	return experiments.Claim{
		Name:      "kingdom",
		Sentence:  "be productive or you die; you enforce the same GDP as before; those who survived became really capable and productive",
		Question:  "Population is the number of non-zeros, productivity their mean |x_j|: do they trade against each other at constant output A x = b, from p = 2 to p = 1 and p = 1/2, and along the path of the penalised form?",
		Reference: "the same people before, under p = 2; the exact laws of the touch radii; the least-squares refit on the survivors, which no penalty weighs down",
		Plan:      kingdomPlan,
		Views:     []experiments.View{kingdomRules, kingdomPeople, kingdomPath},
		Pictures:  []experiments.Picture{kingdomPicture},
		Findings:  kingdomFindings,
	}
}

// kingdomRulers are the rules at constant output, the mildest first.
var kingdomRulers = []struct {
	p            float64
	solver, name string
}{{2, "minnorm", "two"}, {1.5, "pnorm", "onehalf"}, {1, "homotopy", "one"}, {0.5, "enumerate", "half"}}

// kingdomPenalties are fractions of lambda_max.
var kingdomPenalties = []experiments.Real{0.9, 0.5, 0.2, 0.1, 0.05, 0.01}

const (
	kingdomHarsh = 0.5 // the penalties that are compared
	kingdomMild  = 0.1
)

func kingdomPlan(e experiments.Effort) (plan experiments.Plan) {
	trials := experiments.Pick(e, 10, 1000, 10000)
	shape := func(n, m, k, trials int, penalties bool) {
		s := gaussian(n, m, []int{k}, []experiments.Real{1}, "homotopy", trials)
		s.Measure = "kingdom"
		plan = append(plan, s)
		if penalties {
			s.Measure, s.Lambda = "reign", kingdomPenalties
			plan = append(plan, s)
		}
	}
	shape(10, 1, 0, trials, false)
	shape(12, 6, 0, trials, true)
	shape(12, 6, 2, trials, false)
	shape(40, 20, 0, trials, false)
	shape(40, 20, 4, trials, true)
	shape(100, 20, 0, max(5, trials/4), false)
	shape(100, 50, 0, max(5, trials/4), false)
	return plan
}

// kingdomLogs collects the logarithms of the ratio of two facts.
func kingdomLogs(data experiments.Data, over, under string) []float64 {
	return everywhere(data, func(r results.Record) float64 { return math.Log(r.Facts.Get(over) / r.Facts.Get(under)) })
}

// kingdomFindings asks what became of the people, at constant output and under a penalty.
func kingdomFindings(data experiments.Data) ([]experiments.Finding, error) {
	many := measuredBy(data, "kingdom", func(c experiments.Cell) bool { return c.M > 1 })
	generic := many.Where(func(c experiments.Cell) bool { return c.K == 0 })
	halves := generic.Where(func(c experiments.Cell) bool { return c.N == 2*c.M })
	reign := measuredBy(data, "reign", anyCell)
	mild := reign.Where(func(c experiments.Cell) bool { return c.Lambda == kingdomMild })
	tests := kingdomTests(measuredBy(data, "kingdom", anyCell))
	return []experiments.Finding{
		experiments.Above("at the same output, A x = b, those whom the harsh rule of p = 1 leaves produce more than these same people did under the mild one of p = 2: they became capable",
			multiplied("times as much", kingdomLogs(many, "productivity_one", "before")), 1),
		experiments.Always("p = 1 leaves fewer people than p = 2 (theory: always)", "fewer",
			pooled(many, positive(factsDiffer("population_two", "population_one")))),
		experiments.Above("those who are left under p = 1 produce more each than people did on average under p = 2",
			multiplied("times as much", kingdomLogs(many, "productivity_one", "productivity_two")), 1),
		experiments.Above("where half of the people survive, most of them had been among the more productive half before",
			averaged("share", everywhere(halves, factOf("capable"))), 0.5),
		experiments.Above("under the still harsher rule of p = 1/2, where all bases can be tried, those who are left produce more each than under p = 1",
			multiplied("times as much", kingdomLogs(generic, "productivity_half", "productivity_one")), 1),
		experiments.Above("under a penalty, f(x) + lambda |x|_1, those who are left produce more each at half of the largest lambda than at a tenth",
			multiplied("times as much", kingdomPaired(reign, "productivity")), 1),
		experiments.Above("the penalised kingdom keeps its output: at a tenth of the largest lambda, where |A'(A x - b)|_inf is a tenth of |A'b|_inf, less than a hundredth of b is missed, more often than not",
			experiments.RateEffect("output kept", pooled(mild, factIs("misfit", atMost(0.01)))), 0.5),
		experiments.Above("the penalty itself makes those who are left productive: without it these same people would produce less (theory: never)",
			multiplied("times as much", kingdomLogs(mild, "productivity", "refit_productivity")), 1),
		experiments.Above("where those who are left may produce freely, refit by least squares, they produce more each after the harsher penalty, half of the largest lambda, than after a tenth",
			multiplied("times as much", kingdomPaired(reign, "refit_productivity")), 1),
		experiments.Agrees("the radii of p = 1 for one equation and of p = 2 for several follow their exact laws", data.Trials(), tests),
	}, nil
}

// kingdomPaired collects the logarithms of the ratio of a fact under the harsh and under the mild penalty, system by system.
func kingdomPaired(reign experiments.Data, fact string) (logs []float64) {
	for _, harsh := range reign.Where(func(c experiments.Cell) bool { return c.Lambda == kingdomHarsh }) {
		other := harsh.Cell
		other.Lambda = kingdomMild
		for _, mild := range reign.Where(func(c experiments.Cell) bool { return c == other }) {
			for i := range min(len(harsh.Records), len(mild.Records)) {
				a, b := harsh.Records[i], mild.Records[i]
				if a.Outcome != results.Solved || b.Outcome != results.Solved {
					continue
				}
				if v := math.Log(a.Facts.Get(fact) / b.Facts.Get(fact)); !math.IsNaN(v) && !math.IsInf(v, 0) {
					logs = append(logs, v)
				}
			}
		}
	}
	return logs
}

// kingdomTests are p-values of the radii, one law for each system.
func kingdomTests(data experiments.Data) (tests agreements) {
	for _, g := range data {
		c := g.Cell
		var p float64
		switch {
		case c.M == 1:
			p = fitTest(values(g, factOf("total_one")), theory.OneRow{N: c.N}.RadiusCDF)
		case c.K == 0:
			p = fitTest(values(g, func(r results.Record) float64 { v := r.Facts.Get("length_two"); return v * v / (1 + v*v) }), theory.MinNormRadius(c.N, c.M).CDF)
		default:
			p = fitTest(values(g, func(r results.Record) float64 {
				v := r.Facts.Get("length_two") / r.Facts.Get("length_truth")
				return v * v
			}), theory.MinNormShare(c.N, c.M).CDF)
		}
		if !math.IsNaN(p) {
			tests = append(tests, p)
		}
	}
	return tests
}

// kingdomMean is the exact mean productivity under p = 2 with generic b: the touch point has a uniform direction, independent of its length.
func kingdomMean(n, m int) float64 {
	a, _ := math.Lgamma(float64(n) / 2)
	b, _ := math.Lgamma(float64(n+1) / 2)
	return theory.MeanMinNorm(n, m) * math.Exp(a-b) / math.Sqrt(math.Pi)
}
