package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// capacity asks what a penalty takes from a model, and what that does for it.
func capacity() experiments.Claim {
	return experiments.Claim{
		Name:     "capacity",
		Sentence: "it bangs on your machine (model) to make it dumber",
		Question: "How do effective degrees of freedom, the fit of shuffled labels, training error and test error change with the strength of ridge, dropout and Lasso?",
		Reference: "degrees of freedom sum_i cov(fit_i, b_i)/Noise^2 (Efron 2004): sum s^2/(s^2 + 2 lambda) for ridge and, on columns of length 1, dropout, the expected number of non-zeros for the Lasso " +
			"(Zou, Hastie and Tibshirani 2007); limits for large n of all errors",
		Plan:     capacityPlan,
		Views:    []experiments.View{capacityStrengths, capacityChoices, capacityAgreement},
		Pictures: []experiments.Picture{capacityPicture},
		Findings: capacityFindings,
	}
}

// The learners, and what they are called.
var (
	capacityLearners = []string{"ridge", "dropout", "lasso"}
	capacityLabels   = map[string]string{"ridge": "ridge", "dropout": "dropout", "lasso": "Lasso"}
)

// capacityGrid is the strengths of a learner, weakest first: [capacitySpelling] says what they mean. At 1.8 the Lasso has lost a coefficient of 1
// and what noise adds to it; ridge and dropout at 30 have shrunk it to a thirtieth.
func capacityGrid(learner string) []experiments.Real {
	if learner == "lasso" {
		return []experiments.Real{0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.8, 1.8}
	}
	return []experiments.Real{0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30}
}

// capacityPlan has more samples than features, and fewer.
func capacityPlan(e experiments.Effort) (plan experiments.Plan) {
	const n, k = 40, 4
	for _, m := range []int{30, 60} {
		for _, learner := range capacityLearners {
			plan = append(plan, experiments.Sweep{
				N: []int{n}, M: []int{m}, K: []int{k}, P: []experiments.Real{1}, Lambda: capacityGrid(learner), Noise: []experiments.Real{0.5 * 2}, // half of |x0| = sqrt k
				Ensemble: []string{"gaussian"}, Amplitudes: []string{"rademacher"}, Solver: []string{learner}, Measure: measureCapacity().Name,
				Trials: experiments.Pick(e, 6, 150, 5000), Seed: Seed,
			})
		}
	}
	return plan
}

// capacityModel is the cell in theory's terms.
func capacityModel(c experiments.Cell) theory.Regression {
	return theory.Regression{N: c.N, M: c.M, K: c.K, Signal: math.Sqrt(float64(c.K)), Noise: c.Noise}
}

// capacityLimit is the risk of a cell in the limit of large n. For independent features of one variance dropout is ridge.
func capacityLimit(c experiments.Cell) (theory.Risk, error) {
	if c.Solver != "lasso" {
		return capacityModel(c).Ridge(c.Lambda)
	}
	limit, err := capacityModel(c).Limit(theory.Rademacher)
	if err != nil {
		return theory.Risk{}, err
	}
	state, err := limit.At(c.Lambda * math.Sqrt(float64(c.M)))
	return state.Risk, err
}

// capacityBest is the strength of the grid that is nearest to the one that theory calls best, fixed before there are data.
func capacityBest(c experiments.Cell) (float64, error) {
	best, _, err := capacityModel(c).BestRidge()
	if c.Solver == "lasso" {
		limit, wrong := capacityModel(c).Limit(theory.Rademacher)
		if wrong != nil {
			return 0, wrong
		}
		var state theory.LassoState
		state, err = limit.Best()
		best = state.Lambda / math.Sqrt(float64(c.M))
	}
	nearest := math.NaN()
	for _, s := range capacityGrid(c.Solver) {
		if off := math.Abs(math.Log(float64(s) / best)); !(off >= math.Abs(math.Log(nearest/best))) {
			nearest = float64(s)
		}
	}
	return nearest, err
}

// capacityChains groups the cells that differ in strength alone, weakest first, as the plan has them.
func capacityChains(data experiments.Data) (chains []experiments.Data) {
	for i, g := range data {
		if i == 0 || g.Cell.Solver != data[i-1].Cell.Solver || g.Cell.M != data[i-1].Cell.M {
			chains = append(chains, nil)
		}
		chains[len(chains)-1] = append(chains[len(chains)-1], g)
	}
	return chains
}

// capacityAt is the group of a chain at a strength.
func capacityAt(chain experiments.Data, strength float64) experiments.Group {
	for _, g := range chain {
		if g.Cell.Lambda == strength {
			return g
		}
	}
	return experiments.Group{Cell: chain[0].Cell}
}

// capacityError is an error of a record over |x0|^2.
func capacityError(fact string) func(results.Record) float64 {
	return func(r results.Record) float64 { return r.Facts.Get(fact) / r.Facts.Get("signal") }
}

// capacityFreedoms is the covariance of fit and labels over Noise^2, whose mean is the degrees of freedom: less c (|e|^2/Noise^2 - m), which has mean 0
// and takes most of the chance away. c is m times less than the degrees of freedom in the limit of large n.
func capacityFreedoms(c experiments.Cell) (func(results.Record) float64, error) {
	limit, err := capacityLimit(c)
	return func(r results.Record) float64 {
		return r.Facts.Get("covariance") - limit.Freedom*(r.Facts.Get("energy")-float64(c.M))
	}, err
}
