package catalog

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// useful asks whether what a sparse solution keeps is of use: what is lost without it, one component at a time.
func useful() experiments.Claim {
	return experiments.Claim{
		Name:     "useful",
		Sentence: "most of its components are useless (zeros), and at the same time, the remaining non-zero components are very useful",
		Question: "Of the components that a learner keeps, how many are such that the error on new samples is larger without them, with the others as they were and with the others fitted anew?",
		Reference: "without noise every component of the L1 touch is useful if and only if it found the planted point, whose law is exact; Student's law for least squares on the planted support; " +
			"the exact risk of least-norm interpolation",
		Plan:     usefulPlan,
		Views:    []experiments.View{usefulKept, usefulAnew, usefulExact},
		Pictures: []experiments.Picture{usefulPicture},
		Findings: usefulFindings,
	}
}

const (
	usefulN      = 100
	usefulM      = 50
	usefulFew    = 5 // planted non-zeros, a tenth of the equations
	usefulMiddle = 10
	usefulMany   = 25 // half of the equations
	usefulNoise  = 1. // as large as a planted non-zero
)

// usefulLearners in the order of the tables: exact fits first, then those that choose by themselves, then those that are told something.
var usefulLearners = []string{"least", "sparse", "lasso", "lasso:penalty=1se", "lasso:refit=true", "half", "omp", "lasso:penalty=oracle", "lasso:size=k", "omp:size=k", "subset"}

// usefulBrief are those that are asked with more planted non-zeros.
var usefulBrief = []string{"least", "sparse", "lasso", "half", "omp", "lasso:size=k", "omp:size=k", "subset"}

// usefulClean are those that are asked without noise.
var usefulClean = []string{"least", "sparse", "lasso", "half", "omp", "omp:size=k"}

func usefulPlan(e experiments.Effort) (plan experiments.Plan) {
	add := func(k, trials int, noise experiments.Real, amplitudes string, learners ...string) {
		s := gaussian(usefulN, usefulM, []int{k}, []experiments.Real{1}, "", trials)
		s.Noise, s.Amplitudes, s.Solver, s.Measure = []experiments.Real{noise}, []string{amplitudes}, learners, "useful"
		plan = append(plan, s)
	}
	trials := experiments.Pick(e, 2, 150, 2000)
	add(usefulFew, trials, 0, "rademacher", usefulClean...)
	add(usefulMany, trials, 0, "rademacher", usefulClean...)
	add(usefulFew, trials, usefulNoise, "rademacher", usefulLearners...)
	add(usefulMiddle, max(2, trials/3), usefulNoise, "rademacher", usefulBrief...)
	add(usefulMiddle, max(2, trials/3), usefulNoise, "gaussian", usefulBrief...)
	add(usefulMany, max(2, trials/3), usefulNoise, "rademacher", usefulBrief...)
	for _, k := range []int{15, 20} { // where the law of success is neither 0 nor 1
		add(k, 2*trials, 0, "rademacher", "sparse")
	}
	for _, k := range []int{2, 8} {
		add(k, 5*trials, usefulNoise, "twolevel", "subset")
	}
	add(12, 2*trials, usefulNoise, "rademacher", "least")
	return plan
}

// usefulEach marks the points of which every component is useful; points without one are outside.
var usefulEach = func(c experiments.Cell, r results.Record) results.Mark {
	if r.Facts.Get("size") == 0 {
		return results.Outside
	}
	return hits(func(_ experiments.Cell, r results.Record) bool { return r.Facts.Get("share") == 1 })(c, r)
}

// usefulLaw is the share of useful components that least squares on k planted columns has: x_j - x0_j is noise/sqrt(nu) times Student's t with nu = m - k + 1
// degrees of freedom, and component j is useful as long as that is smaller than |x0_j|. Of the two levels 1 and 1/16 each is as frequent.
func usefulLaw(c experiments.Cell) float64 {
	nu := float64(c.M - c.K + 1)
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: nu}
	below := func(level float64) float64 { return 1 - 2*t.Survival(level*math.Sqrt(nu)/c.Noise) }
	return (below(1) + below(1./16)) / 2
}

// usefulExpected is what theory knows of a cell: the name of a fact and its mean, or of the view that every component is useful; ok is false
// where it knows nothing, and for all but one cell of each k, so that what is compared is independent.
func usefulExpected(c experiments.Cell) (name string, exact float64, ok bool, err error) {
	switch {
	case c.Solver == "subset" && c.Amplitudes == "twolevel":
		return "share", usefulLaw(c), true, nil
	case c.Solver == "sparse" && c.Noise == 0:
		exact, err = theory.Success(c.N, c.M, c.K)
		return "each", exact, true, err
	case c.Solver == "least" && c.K == 12:
		signal := math.Sqrt(float64(c.K))
		risk, err := theory.Regression{N: c.N, M: c.M, K: c.K, Signal: signal, Noise: c.Noise}.LeastNorm()
		return "error", risk.Test - c.Noise*c.Noise, true, err
	}
	return "", 0, false, nil
}
