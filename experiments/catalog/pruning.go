package catalog

import (
	"touchpoint/experiments"
	"touchpoint/results"
)

// pruning asks whether connections that are close to zero can go, and what that is good for.
func pruning() experiments.Claim {
	return experiments.Claim{
		Name:     "pruning",
		Sentence: "or performing a pruning while training to get rid of connections that are close to zero",
		Question: "Does pruning fit the training sample less well and new samples better than no regulariser, how many connections can go without loss, is it as good as an L1 penalty " +
			"at equal size, and do small weights mean useless features?",
		Reference: "no regulariser, L1 and group penalties, and pruning by the weights of whole paths, on the same tasks with as many strengths to choose from; for linear models the Lasso, and basis " +
			"pursuit with its exact rate of success where there is no noise",
		Plan:     pruningPlan,
		Views:    []experiments.View{pruningNetworks, pruningShares, pruningModels, pruningRecovery},
		Pictures: []experiments.Picture{pruningPicture, pruningRecoveryPicture},
		Findings: pruningFindings,
	}
}

var (
	pruningMethods  = []string{"none", "pruning", "paths", "l1", "group"}
	pruningLearners = []string{"least", "ridge", "prune", "prune:way=once", "prune:way=iterate", "htp", "lasso"}
	pruningTold     = []string{"iht", "htp", pruningOnce, pruningRefit, pruningIterate}
	pruningRivals   = []string{"lasso", "lasso:refit=true"}

	pruningSparse   = dumberNet("sparse teacher", "", false)
	pruningDense    = dumberNet("dense teacher", "", true)
	pruningShuffled = dumberNet("shuffled labels", dumberShuffled, false)

	pruningFewSparse  = dumberLinear("sparse truth, few samples", false, true)
	pruningFewDense   = dumberLinear("dense truth, few samples", true, true)
	pruningManySparse = dumberLinear("sparse truth, many samples", false, false)
)

// Pruning of the least-norm solution: its largest weights as they are, fitted anew, or fitted anew as they get fewer.
const (
	pruningOnce    = "prune:from=least:way=once"
	pruningRefit   = "prune:from=least"
	pruningIterate = "prune:from=least:way=iterate"
)

// Shares of the connections that are cut in findings, and of the weights that may stay where methods are compared at equal size: few enough for both to
// have to give something up.
const (
	pruningMost = 0.9
	pruningLeft = 0.05
)

func pruningPlan(e experiments.Effort) experiments.Plan {
	n, k := experiments.Pick(e, 3, 20, 20), experiments.Pick(e, 1, 3, 3)
	m, trials := experiments.Pick(e, []int{10}, []int{100}, []int{50, 100, 200}), experiments.Pick(e, 2, 20, 100)
	plan := experiments.Plan{
		dumberNetSweep(n, m, k, trials, "", pruningMethods...),
		dumberNetSweep(n, m, n, trials, "", "none", "pruning", "l1"),
		dumberNetSweep(n, m, k, trials, dumberShuffled, "none", "pruning"),
	}
	width, trials := experiments.Pick(e, 10, 50, 50), experiments.Pick(e, 2, 100, 1000)
	few, many := 3*width/5, 8*width/5
	plan = append(plan, dumberSweep(width, []int{few, many}, width/10, trials, 0.5, pruningLearners...), dumberSweep(width, []int{few}, width, trials, 0.5, pruningLearners...))
	return append(plan, dumberToldSweeps(e, pruningTold, pruningRivals)...)
}

// pruningFindings asks what cutting small weights costs and brings. Errors are shares of that of the best constant and are compared in the same trial.
func pruningFindings(data experiments.Data) ([]experiments.Finding, error) {
	train, test := dumberError("train"), dumberError("test")
	const ought, fit, rate = "difference of the test errors over the error of the best constant", "difference of the training errors over the error of the best constant", "rate of the right support, difference"
	against := func(s dumberSetting, method, rival string) experiments.Effect {
		return dumberEffect(ought, data, s, method, rival, test)
	}
	support := func(amplitudes, method, rival string) (experiments.Effect, error) {
		return dumberWon(rate, data, dumberClean(amplitudes), method+dumberTold, rival, dumberExact)
	}
	once, err1 := support("gaussian", pruningOnce, "sparse")
	iterated, err2 := support("gaussian", pruningIterate, pruningRefit+dumberTold)
	smooth, err3 := support("gaussian", "iht", "sparse")
	signs, err4 := support("rademacher", "iht", "sparse")
	tests, draws, err5 := dumberExactLaw(data)
	for _, err := range []error{err1, err2, err3, err4, err5} {
		if err != nil {
			return nil, err
		}
	}
	return []experiments.Finding{
		experiments.Below("a network that is pruned while it learns makes smaller errors on new samples than one that is not, where its teacher looks at few of the inputs",
			against(pruningSparse, "pruning", "none"), 0),
		experiments.Below("a network that is pruned while it learns makes smaller errors on new samples than one that is not, where its teacher looks at all inputs",
			against(pruningDense, "pruning", "none"), 0),
		experiments.Above("a pruned network is dumber: it fits the training sample less well", dumberEffect(fit, data, pruningSparse, "pruning", "none", train), 0),
		experiments.Above("a pruned network remembers less of labels that mean nothing", dumberEffect(fit, data, pruningShuffled, "pruning", "none", train), 0),
		experiments.Below("nine tenths of the connections can go without loss, to within a twentieth of the error of the best constant, where the teacher looks at few of the inputs",
			averaged(ought, pruningLoss(data, pruningSparse)), dumberMargin),
		experiments.Below("nine tenths of the connections can go without loss, to within a twentieth of the error of the best constant, where the teacher looks at all inputs",
			averaged(ought, pruningLoss(data, pruningDense)), dumberMargin),
		experiments.Below("where the teacher looks at few of the inputs, pruning is as good for a network as an L1 penalty, to within a twentieth of the error of the best constant",
			against(pruningSparse, "pruning", "l1"), dumberMargin),
		experiments.Below("with a twentieth of the weights or less, pruning is as good for a network as an L1 penalty that leaves no more, to within a twentieth of the error of the best constant",
			dumberEffect(ought, data, pruningSparse, "pruning", "l1", dumberWithin(pruningLeft)), dumberMargin),
		experiments.Below("pruning cuts off most of the inputs that the teacher does not look at",
			averaged("share of those inputs left", pruningUseless(data, "pruning")), 0.5),
		experiments.Below("an L1 penalty on all weights of a network cuts off most of the inputs that the teacher does not look at",
			averaged("share of those inputs left", pruningUseless(data, "l1")), 0.5),
		experiments.Below("close to zero means useless: cutting the smallest weights is as good as cutting the smallest paths to the output, to within a twentieth of the error of the best constant",
			against(pruningSparse, "pruning", "paths"), dumberMargin),
		experiments.Below("a pruned linear model makes smaller errors than the exact fit of least L2 norm, where a tenth of the weights of the truth are not zero",
			against(pruningFewSparse, "prune", "least"), 0),
		experiments.Below("a pruned linear model makes smaller errors than the exact fit of least L2 norm, where no weight of the truth is zero",
			against(pruningFewDense, "prune", "least"), 0),
		experiments.Below("pruned to as many weights as a sparse truth has, a linear model is as good as the Lasso with as many, fitted anew, to within a twentieth of the error of the best constant",
			against(dumberNoisy("rademacher"), pruningRefit, "lasso:refit=true"), dumberMargin),
		experiments.Above("without noise and with gaussian weights the largest weights of the exact fit of least L2 norm are the right ones as often as those of basis pursuit, to within a twentieth of the draws",
			once, -dumberMargin),
		experiments.Above("without noise and with gaussian weights a linear model that is pruned bit by bit while it is fitted has the right weights more often than one pruned all at once", iterated, 0),
		experiments.Above("without noise and with gaussian weights iterative hard thresholding has the right weights as often as basis pursuit, to within a twentieth of the draws",
			smooth, -dumberMargin),
		experiments.Above("without noise and with weights of one size iterative hard thresholding has the right weights as often as basis pursuit, to within a twentieth of the draws",
			signs, -dumberMargin),
		experiments.Agrees("basis pursuit finds the truth as often as exact theory says", draws, tests),
	}, nil
}

// pruningLoss is, by trial, how much larger the test error is with [pruningMost] of the connections cut than it is without a regulariser.
func pruningLoss(data experiments.Data, s dumberSetting) []float64 {
	cut := dumberTryAt("test", "pruning", pruningMost)
	return dumberDifferences(data, s, "pruning", "none", func(c experiments.Cell, r results.Record) float64 {
		if c.Solver == "pruning"+s.suffix {
			return r.Facts.Get(cut)
		}
		return r.Facts.Get("test")
	})
}

// pruningUseless is, by trial, the share of the inputs without a meaning that a method leaves.
func pruningUseless(data experiments.Data, method string) (list []float64) {
	for _, g := range pruningSparse.of(data, method) {
		list = append(list, dumberValues(g, func(c experiments.Cell, r results.Record) float64 {
			return r.Facts.Get("irrelevant") / float64(c.N-c.K)
		})...)
	}
	return list
}
