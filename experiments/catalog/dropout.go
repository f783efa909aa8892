package catalog

import (
	"touchpoint/experiments"
)

// dropout asks whether dropping connections at random is another way to make a model dumber.
func dropout() experiments.Claim {
	return experiments.Claim{
		Name:     "dropout",
		Sentence: "removing some random neural connections while training and adding them back is still trying to make your model dumber by reducing the size of the network",
		Question: "Does dropout fit the training sample less well and new samples better than no regulariser does, in a small network and in a linear model, " +
			"is anything gone in the end, and does it do as well as an L1 penalty when teachers are sparse and when they are dense?",
		Reference: "no regulariser, early stopping, L2 and L1 penalties on the same tasks with as many strengths to choose from; for a linear model the ridge penalty " +
			"q/2 sum_j |A_j|^2 x_j^2 that dropout is on average (Wager, Wang and Liang 2013)",
		Plan:     dropoutPlan,
		Views:    []experiments.View{dropoutNetworks, dropoutModels, dropoutMean, dropoutBack},
		Pictures: []experiments.Picture{dropoutPicture, dropoutBackPicture},
		Findings: dropoutFindings,
	}
}

var (
	dropoutMethods  = []string{"none", "stopping", "l2", "dropout", "l1"}
	dropoutLearners = []string{"least", "ridge", "dropout", "lasso"}
	dropoutStrength = []experiments.Real{0.25, 1, 4} // q: a fifth, half and four fifths of the inputs dropped

	dropoutSparse   = dumberNet("sparse teacher", "", false)
	dropoutDense    = dumberNet("dense teacher", "", true)
	dropoutShuffled = dumberNet("shuffled labels", dumberShuffled, false)

	dropoutFewSparse  = dumberLinear("sparse truth, few samples", false, true)
	dropoutFewDense   = dumberLinear("dense truth, few samples", true, true)
	dropoutManySparse = dumberLinear("sparse truth, many samples", false, false)
	dropoutManyDense  = dumberLinear("dense truth, many samples", true, false)
)

func dropoutPlan(e experiments.Effort) experiments.Plan {
	n, k := experiments.Pick(e, 3, 20, 20), experiments.Pick(e, 1, 3, 3)
	m, trials := experiments.Pick(e, []int{10}, []int{100}, []int{50, 100, 200}), experiments.Pick(e, 2, 20, 100)
	plan := experiments.Plan{
		dumberNetSweep(n, m, k, trials, "", dropoutMethods...),
		dumberNetSweep(n, m, n, trials, "", dropoutMethods...),
		dumberNetSweep(n, m, k, trials, dumberShuffled, "none", "dropout", "l1"),
	}
	width, trials := experiments.Pick(e, 10, 50, 50), experiments.Pick(e, 2, 100, 2000)
	rows := []int{3 * width / 5, 8 * width / 5}
	for _, k := range []int{width / 10, width} {
		plan = append(plan, dumberSweep(width, rows, k, trials, 0.5, dropoutLearners...))
	}
	masks := dumberSweep(20, []int{6, 40}, 2, experiments.Pick(e, 3, 100, 2000), 0.5, "dropout")
	masks.Lambda, masks.Measure = dropoutStrength, measureDropping().Name
	return append(plan, masks)
}

// dropoutExact is how far the learner may be from the closed form.
const dropoutExact = 1e-9

// dropoutFindings asks in each setting whether dropout makes the model dumber and what that is good for. Errors are shares of that of the best constant and
// are compared in the same trial.
func dropoutFindings(data experiments.Data) ([]experiments.Finding, error) {
	train, test := dumberError("train"), dumberError("test")
	against := func(s dumberSetting, name string, rival string, of dumberNumber) experiments.Effect {
		return dumberEffect(name, data, s, "dropout", rival, of)
	}
	masks := measuredBy(data, "dropping", anyCell)
	half := masks.Where(dropoutHalf)
	closed := experiments.Always("dropout on a linear model is the ridge regression of the closed form, each weight penalised by the length of its column", "fits",
		pooled(masks, factIs("deviation", atMost(dropoutExact))))
	closed.Check = true
	const ought = "difference of the test errors over the error of the best constant"
	const fit = "difference of the training errors over the error of the best constant"
	few := half.Where(func(c experiments.Cell) bool { return c.M < c.N })
	return []experiments.Finding{
		experiments.Below("with dropout a network makes smaller errors on new samples than without a regulariser, where its teacher looks at few of the inputs",
			against(dropoutSparse, ought, "none", test), 0),
		experiments.Above("a network trained with dropout is smaller in the end: at least a tenth of its weights are gone, though dropout sets none to zero",
			averaged("share of the weights gone", dropoutGone(data)), 0.1),
		experiments.Above("with dropout a network is dumber: it fits the training sample less well", against(dropoutSparse, fit, "none", train), 0),
		experiments.Above("with dropout a network remembers less of labels that mean nothing", against(dropoutShuffled, fit, "none", train), 0),
		experiments.Below("with dropout a network makes smaller errors on new samples than without a regulariser, where its teacher looks at all inputs",
			against(dropoutDense, ought, "none", test), 0),
		experiments.Below("where the teacher looks at few of the inputs, dropout is as good for a network as an L1 penalty, to within a twentieth of the error of the best constant",
			against(dropoutSparse, ought, "l1", test), dumberMargin),
		experiments.Below("where the teacher looks at all inputs, dropout is as good for a network as an L1 penalty, to within a twentieth of the error of the best constant",
			against(dropoutDense, ought, "l1", test), dumberMargin),
		experiments.Above("with dropout a linear model with fewer samples than weights fits the samples less well than the exact fit of least L2 norm, which leaves no error",
			against(dropoutFewSparse, fit, "least", train), 0),
		experiments.Below("with dropout a linear model with fewer samples than weights makes smaller errors on new samples than the exact fit of least L2 norm, where a tenth of the weights of the truth are not zero",
			against(dropoutFewSparse, ought, "least", test), 0),
		experiments.Below("with dropout a linear model with fewer samples than weights makes smaller errors on new samples than the exact fit of least L2 norm, where no weight of the truth is zero",
			against(dropoutFewDense, ought, "least", test), 0),
		experiments.Below("with dropout a linear model with more samples than weights makes smaller errors on new samples than least squares",
			against(dropoutManySparse, ought, "least", test), 0),
		experiments.Below("on a linear model with few samples and a sparse truth dropout is as good as the Lasso, to within a twentieth of the error of the best constant",
			against(dropoutFewSparse, ought, "lasso", test), dumberMargin),
		experiments.Below("on a linear model with few samples and a dense truth dropout is as good as the Lasso, to within a twentieth of the error of the best constant",
			against(dropoutFewDense, ought, "lasso", test), dumberMargin),
		experiments.Above("dropout leaves a linear model with a weight of exactly zero, more often than not, though on average it is a ridge penalty, which leaves none",
			experiments.RateEffect("with a zero", pooled(half, factIs("zeros", above(0)))), 0.5),
		experiments.Below("adding the dropped inputs back, as is done in the end, makes smaller errors than predicting while they are dropped, as it must: random masks add their variance to the error",
			averaged(ought, everywhere(half, factsDiffer("test", "while"))), 0),
		experiments.Below("a linear model that learned with half of its inputs makes smaller errors when the others are added as new samples come than when it goes on without them",
			averaged(ought, everywhere(few, factsDiffer("immigrants", "natives"))), 0),
		experiments.Below("a linear model with few samples that learned with half of its inputs, and had the others added as new samples came, makes smaller errors than one with all of them from the start",
			averaged(ought, everywhere(few, factsDiffer("immigrants", "whole"))), 0),
		closed,
		experiments.Agrees("gradients over random masks have mean zero at the closed form", half.Trials(), everywhere(half, factOf("balance"))),
	}, nil
}

// dropoutGone is, by trial, the share of the weights that matter without a regulariser and do not with dropout.
func dropoutGone(data experiments.Data) (list []float64) {
	return dumberShares(data, dropoutSparse, "none", "dropout", dumberFact("weights"))
}

// dropoutHalf selects one strength: the others meet the same samples and masks.
func dropoutHalf(c experiments.Cell) bool { return c.Lambda == 1 }
