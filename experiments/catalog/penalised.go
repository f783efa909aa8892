package catalog

import (
	"maps"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// penalised asks whether the sum of loss and norm finds what the growing ball touches.
func penalised() experiments.Claim {
	return experiments.Claim{
		Name:      "penalised",
		Sentence:  "your new task should be finding the minimum of f(x) + L1norm(x); you are shrinking the shape to find a touch point",
		Question:  "Does the minimum of 1/2 |A x - b|^2 + lambda |x|_1 meet the touch point of A x = b as lambda falls from its largest value to 0, with the same non-zeros, and what does it do with noise?",
		Reference: "the touch point of the same system; the exact probability that the support is right as lambda vanishes; the closed form of one equation",
		Plan:      penalisedPlan,
		Views:     []experiments.View{penalisedPath, penalisedSupport, penalisedNoise, penalisedRow},
		Pictures:  []experiments.Picture{penalisedPicture, penalisedNoisy},
		Findings:  penalisedFindings,
	}
}

// Penalties are fractions of lambda_max = |A'b|_inf, above which the minimum is at 0.
var (
	penalisedPenalties = []experiments.Real{1.01, 0.9, 0.5, 0.2, 0.1, 0.01, 1e-3, 1e-4, penalisedLeast}
	penalisedNoises    = []experiments.Real{1e-6, 0.01, 0.1}
	penalisedNoisyOnes = []experiments.Real{0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 5e-4, 2e-4}
)

const (
	penalisedLeast = 1e-6
	penalisedTenth = 0.1
	penalisedSmall = 1e-4 // beside the least, for the rate at which the touch point is approached
)

func penalisedPlan(e experiments.Effort) (plan experiments.Plan) {
	trials := experiments.Pick(e, 6, 1000, 10000)
	shape := func(n, m, k, trials int, noise []experiments.Real, penalties []experiments.Real) {
		s := gaussian(n, m, []int{k}, []experiments.Real{1}, "homotopy", trials)
		s.Noise, s.Lambda, s.Measure = noise, penalties, "meeting"
		plan = append(plan, s)
	}
	none := []experiments.Real{0}
	shape(20, 10, 2, trials, none, penalisedPenalties)
	shape(20, 10, 3, trials, none, penalisedPenalties)
	shape(40, 20, 4, max(4, trials/2), none, penalisedPenalties)
	limit := []experiments.Real{penalisedLeast}
	shape(10, 5, 1, trials, none, limit)
	shape(10, 5, 2, trials, none, limit)
	shape(20, 10, 1, trials, none, limit)
	shape(100, 50, 8, max(4, trials/4), none, limit)
	shape(40, 20, 3, max(4, trials*3/5), penalisedNoises, penalisedNoisyOnes)
	for _, n := range []int{2, 10} {
		s := gaussian(n, 1, []int{0}, []experiments.Real{1}, "lasso", 2*trials)
		s.Lambda, s.Measure = []experiments.Real{0.5, 1, 2}, "onerow"
		plan = append(plan, s)
	}
	return plan
}

// penalisedOf selects the systems with as much noise, at a penalty; -1 stands for any.
func penalisedOf(data experiments.Data, noisy bool, lambda float64) experiments.Data {
	return sorted(data.Where(func(c experiments.Cell) bool {
		return c.Measure == "meeting" && (c.Noise > 0) == noisy && (lambda < 0 || c.Lambda == lambda)
	}))
}

// penalisedAdvised is the penalty, as a fraction, for a noise of that standard deviation: half of it. The universal choice is noise sqrt(2 m log n), and
// lambda_max is near m times the largest entry of the truth; at n = 40 and m = 20 their ratio is about one half of the noise.
//
// Reference: S. Chen, D. Donoho and M. Saunders, Atomic decomposition by basis pursuit, 1998, section 5, for columns of length 1; here it is about sqrt m.
func penalisedAdvised(noise float64) float64 { return noise / 2 }

// penalisedFindings asks whether the two forms meet, in points and in supports, and what noise changes.
func penalisedFindings(data experiments.Data) ([]experiments.Finding, error) {
	last, tenth := penalisedOf(data, false, penalisedLeast), penalisedOf(data, false, penalisedTenth)
	advised := penalisedOf(data, true, -1).Where(func(c experiments.Cell) bool { return c.Lambda == penalisedAdvised(c.Noise) })
	faint := penalisedOf(data, true, -1).Where(func(c experiments.Cell) bool {
		return c.Noise == float64(penalisedNoises[0]) && c.Lambda == penalisedTenth
	})
	fewer := func(name string) mark {
		return func(c experiments.Cell, r results.Record) results.Mark {
			return factIs(name, func(v float64) bool { return v < float64(c.M) })(c, r)
		}
	}
	lost, err := penalisedLost(last)
	if err != nil {
		return nil, err
	}
	return []experiments.Finding{
		experiments.Above("as the penalty vanishes the penalised point meets the touch point: at a millionth of the largest lambda it is within a thousandth of it, in at least nineteen systems of twenty",
			experiments.RateEffect("within a thousandth", pooled(last, factIs("distance_touch", atMost(1e-3)))), 0.95),
		experiments.Within("the penalised point approaches the touch point in proportion to the penalty: the distance falls as lambda^1 (theory: always, near the end)",
			averaged("exponent", penalisedSlopes(data)), 0.95, 1.05),
		experiments.Above("a penalty makes the point sparse: at a tenth of the largest lambda it has fewer non-zeros than there are equations, more often than not",
			experiments.RateEffect("fewer", pooled(tenth, fewer("nonzeros"))), 0.5),
		experiments.Above("a vanishing penalty has exactly the planted non-zeros as often as the touch point has, to one system in twenty", lost, -0.05),
		experiments.Above("with a noise of a millionth the touch point of A x = b is still sparse, fewer non-zeros than equations, more often than not",
			experiments.RateEffect("fewer", pooled(faint, fewer("touch_nonzeros"))), 0.5),
		experiments.Above("with a noise of a millionth the penalised point is sparse, at a tenth of the largest lambda",
			experiments.RateEffect("fewer", pooled(faint, fewer("nonzeros"))), 0.5),
		experiments.Below("with a noise of a hundredth or a tenth, and the penalty that was best for other systems, the penalised point is nearer to the truth than the touch point",
			multiplied("distance over that of the touch point", penalisedTuned(data)), 1),
		experiments.Below("with a noise of a hundredth or a tenth, and the penalty that is advised for it, noise sqrt(2 m log n), here half of the noise as a fraction of the largest lambda, the penalised point is nearer to the truth than the touch point",
			multiplied("distance over that of the touch point", penalisedByTrial(advised)), 1),
		experiments.Agrees("supports at a vanishing penalty, and zeros of one equation, follow their closed forms", data.Trials(), penalisedTests(data)),
	}, nil
}

// penalisedLost is by how much the penalised point at the least penalty has the planted support more often than the touch point.
func penalisedLost(last experiments.Data) (experiments.Effect, error) {
	one, other, pairs := 0, 0, 0
	for _, g := range last {
		for _, r := range g.Records {
			if r.Outcome != results.Solved {
				continue
			}
			pairs++
			switch d := r.Facts.Get("exact") - r.Facts.Get("touch_exact"); {
			case d > 0:
				one++
			case d < 0:
				other++
			}
		}
	}
	return paired("share of the penalty less that of the touch point", one, other, pairs)
}

// penalisedTuned is the gain in the systems of odd numbers, at the penalty that was best, by the mean gain, in those of even numbers; the faintest
// noise is left out.
func penalisedTuned(data experiments.Data) []float64 {
	var chosen experiments.Data
	for _, noise := range penalisedNoises[1:] {
		least, best := math.Inf(1), experiments.Group{}
		for _, g := range penalisedOf(data, true, -1).Where(func(c experiments.Cell) bool { return c.Noise == float64(noise) }) {
			if e := mean(penalisedGain(experiments.Data{penalisedHalf(g, 0)}), experiments.Level); e.Value < least {
				least, best = e.Value, penalisedHalf(g, 1)
			}
		}
		chosen = append(chosen, best)
	}
	return penalisedByTrial(chosen)
}

// penalisedHalf is the group with its even records, or the odd ones.
func penalisedHalf(g experiments.Group, parity int) experiments.Group {
	g.Records = slices.DeleteFunc(slices.Clone(g.Records), func(r results.Record) bool { return r.Trial%2 != parity })
	return g
}

// penalisedByTrial is the mean gain of each trial over groups that share their systems.
func penalisedByTrial(data experiments.Data) (means []float64) {
	sums, counts := make(map[int]float64), make(map[int]int)
	for _, g := range data {
		for _, r := range g.Records {
			if v := penalisedGained(r); r.Outcome == results.Solved && !math.IsNaN(v) {
				sums[r.Trial] += v
				counts[r.Trial]++
			}
		}
	}
	for _, trial := range slices.Sorted(maps.Keys(sums)) {
		if counts[trial] == len(data) {
			means = append(means, sums[trial]/float64(len(data)))
		}
	}
	return means
}

// penalisedSlopes is, system by system, how fast the distance to the touch point falls between the two least penalties.
func penalisedSlopes(data experiments.Data) (slopes []float64) {
	for _, g := range penalisedOf(data, false, penalisedSmall) {
		other := g.Cell
		other.Lambda = penalisedLeast
		for _, least := range data.Where(func(c experiments.Cell) bool { return c == other }) {
			for i := range min(len(g.Records), len(least.Records)) {
				if g.Records[i].Outcome != results.Solved || least.Records[i].Outcome != results.Solved {
					continue
				}
				a, b := g.Records[i].Facts.Get("distance_touch"), least.Records[i].Facts.Get("distance_touch")
				slopes = append(slopes, math.Log(a/b)/math.Log(penalisedSmall/penalisedLeast))
			}
		}
	}
	return slopes
}

// penalisedTests are the p-values of the closed forms, one for each system.
func penalisedTests(data experiments.Data) (tests agreements) {
	for _, g := range penalisedOf(data, false, penalisedLeast) {
		if exact, err := theory.SupportRecovery(g.Cell.N, g.Cell.M, g.Cell.K); err == nil {
			tests.of(g.Tally(factIs("exact", above(0.5))).Rate, exact)
		}
	}
	for _, g := range data.Where(func(c experiments.Cell) bool { return c.Measure == "onerow" && c.Lambda == 1 }) {
		tests.of(g.Tally(factIs("zero", above(0.5))).Rate, theory.OneRow{N: g.Cell.N}.LassoZero(1))
	}
	return tests
}
