package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments"
)

// overfitting asks whether sparse solutions predict new samples better than others do, and which of them.
func overfitting() experiments.Claim {
	return experiments.Claim{
		Name:     "overfitting",
		Sentence: "and a sparse solution could avoid over-fitting",
		Question: "How large is the error on new samples, and on the training samples, of exact fits, ridge, Lasso, L1/2 and least squares on the true features, by samples m, features n and noise?",
		Reference: "the exact law Noise^2 + |x0|^2 for no fit; the exact risk of least-norm interpolation and least squares at every m and n (Breiman and Freedman 1983; Belkin, Hsu and Xu 2020); " +
			"limits for large n: ridge (Dobriban and Wager 2018), Lasso (Bayati and Montanari 2012), least-L1 interpolation (Li and Wei 2021)",
		Plan:     overfittingPlan,
		Views:    []experiments.View{overfittingCurve, overfittingControls, overfittingFits, overfittingLimits, overfittingExact},
		Pictures: []experiments.Picture{overfittingPicture, overfittingContest},
		Findings: overfittingFindings,
	}
}

// overfittingShares are m/n of the curve: below 1 a fit can be exact, at 1 it has to be and has no choice.
var overfittingShares = []float64{0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.9, 1, 1.1, 1.35, 2}

// The learners, by their spelling.
const (
	overfittingNull      = "null"
	overfittingLeast     = "least"
	overfittingSparse    = "sparse"
	overfittingRidge     = "ridge"
	overfittingRidgeBest = "ridge:penalty=oracle"
	overfittingLasso     = "lasso"
	overfittingLassoBest = "lasso:penalty=oracle"
	overfittingHalf      = "half"
	overfittingSubset    = "subset"
)

// overfittingLearners are those of the curve, in the order of its columns.
var overfittingLearners = []string{
	overfittingNull, overfittingLeast, overfittingSparse, overfittingRidge, overfittingRidgeBest, overfittingLasso, overfittingLassoBest, overfittingHalf, overfittingSubset,
}

// overfittingLabels are their names in tables and figures.
var overfittingLabels = map[string]string{
	overfittingNull: "nothing", overfittingLeast: "exact, least L2", overfittingSparse: "exact, least L1", overfittingRidge: "ridge", overfittingRidgeBest: "ridge, told",
	overfittingLasso: "Lasso", overfittingLassoBest: "Lasso, told", overfittingHalf: "L1/2", overfittingSubset: "true features",
}

// overfittingPlan is the curve over m at a tenth of features that matter and noise of half the signal, controls that change one thing at a time, and
// small systems for the exact laws.
func overfittingPlan(e experiments.Effort) experiments.Plan {
	n, k := experiments.Pick(e, 20, 90, 90), experiments.Pick(e, 2, 9, 9)
	trials := experiments.Pick(e, 2, 45, 400)
	plan := overfittingMain(n, k, trials)
	if e == experiments.Full {
		plan = append(plan, overfittingMain(500, 50, 20)...)
	}
	contest := []string{overfittingNull, overfittingLeast, overfittingSparse, overfittingRidge, overfittingLasso, overfittingSubset}
	m := overfittingRows(n, 0.65)
	plan = append(plan, overfittingSweep(n, m, k, contest, trials, 0, 0.1, 0.25), overfittingSweep(n, m, k, contest, 4*trials, 1)) // noise
	for _, factor := range []int{2, 4} {
		plan = append(plan, overfittingSweep(factor*n, m, k, contest, trials, overfittingNoise)) // useless features
	}
	dense := experiments.Pick(e, 16, 100, 100)
	for _, share := range []float64{0.2, 0.5, 0.8, 1.35} {
		plan = append(plan, overfittingSweep(dense, overfittingRows(dense, share), dense, slices.DeleteFunc(slices.Clone(contest), func(l string) bool {
			return l == overfittingSubset || l == overfittingSparse && share > 1
		}), trials, overfittingNoise))
	}
	return append(plan, overfittingChecks(experiments.Pick(e, 10, 1000, 10000))...)
}

// overfittingMain is the curve for n features of which k matter. Beyond m = n the two exact fits are one and the same.
func overfittingMain(n, k, trials int) (plan experiments.Plan) {
	for _, share := range overfittingShares {
		learners := slices.Clone(overfittingLearners)
		if share > 1 {
			learners = slices.DeleteFunc(learners, func(l string) bool { return l == overfittingSparse })
		}
		plan = append(plan, overfittingSweep(n, overfittingRows(n, share), k, learners, trials, overfittingNoise))
	}
	return plan
}

// overfittingChecked is k of the systems that are held against exact laws, and of no others.
const overfittingChecked = 4

// overfittingChecks are systems of different sizes, so that their draws are independent of each other, each for one learner.
func overfittingChecks(trials int) (plan experiments.Plan) {
	add := func(learner string, n int, ms ...int) {
		for _, m := range ms {
			plan = append(plan, overfittingSweep(n, m, overfittingChecked, []string{learner}, trials, overfittingNoise))
		}
	}
	add(overfittingLeast, 40, 10, 20, 28, 60, 80)
	add(overfittingSubset, 50, 12, 25, 100)
	add(overfittingNull, 30, 10, 50)
	return plan
}

// overfittingNoise is the standard deviation of the noise over |x0|.
const overfittingNoise = 0.5

// overfittingSweep has k features of weight ±1 that matter, so that |x0|^2 = k, and noise relative to |x0|.
func overfittingSweep(n, m, k int, learners []string, trials int, noise ...float64) experiments.Sweep {
	s := experiments.Sweep{
		N: []int{n}, M: []int{m}, K: []int{k}, P: []experiments.Real{1}, Lambda: []experiments.Real{0},
		Ensemble: []string{"gaussian"}, Amplitudes: []string{"rademacher"}, Solver: learners, Measure: measurePrediction().Name, Trials: trials, Seed: Seed,
	}
	for _, relative := range noise {
		s.Noise = append(s.Noise, experiments.Real(relative*math.Sqrt(float64(k))))
	}
	return s
}

func overfittingRows(n int, share float64) int { return int(math.Round(share * float64(n))) }

// overfittingRelative is the noise of a cell over |x0|.
func overfittingRelative(c experiments.Cell) float64 { return c.Noise / math.Sqrt(float64(c.K)) }

func overfittingIsCheck(c experiments.Cell) bool { return c.K == overfittingChecked }

func overfittingIsDense(c experiments.Cell) bool { return c.K == c.N }

// overfittingIsCurve selects the curve: a tenth of the features matter, noise of half the signal.
func overfittingIsCurve(c experiments.Cell) bool {
	return c.N == 10*c.K && !overfittingIsCheck(c) && math.Abs(overfittingRelative(c)-overfittingNoise) < 1e-9
}

// overfittingIsControl selects what differs from the curve in one thing.
func overfittingIsControl(c experiments.Cell) bool {
	return !overfittingIsCurve(c) && !overfittingIsCheck(c)
}
