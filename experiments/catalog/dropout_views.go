package catalog

import (
	"fmt"
	"slices"

	"touchpoint/experiments"
	"touchpoint/results"
)

func dropoutNetworks(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "networks", Title: "A small network with dropout, and without",
		Caption: "A student learns from m samples what a teacher of two hidden units says: of three inputs (sparse teacher), of all " +
			"inputs (dense teacher), and with the labels of the sparse one shuffled, so that there is nothing to learn.",
	}
	return t, dumberNetTable(&t, data, []dumberSetting{dropoutSparse, dropoutDense, dropoutShuffled}, dropoutMethods)
}

func dropoutModels(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "linear", Title: "A linear model with dropout on its inputs, and without",
		Caption: "Labels A x0 + noise with k weights of +-1 in x0 and noise of half of |x0|.",
	}
	return t, dumberLinearTable(&t, data, []dumberSetting{dropoutFewSparse, dropoutFewDense, dropoutManySparse, dropoutManyDense}, dropoutLearners)
}

func dropoutMean(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "average", Title: "Dropout on a linear model is a ridge penalty, on average",
		Caption: "Closed form: (A'A + q diag A'A)^-1 A'b, q = (1 - keep)/keep. Off: largest deviation of the learner " +
			"from it. R masks: distance of the least-squares fit to R randomly masked copies " +
			"of the sample, inverted dropout itself, over the length of the closed form. Length: |x|_2 over that of the exact fit of least norm, or of least squares.",
		Columns: numbers("m", "n", "keep", "off", "length", "exact zeros"),
	}
	for _, masks := range dropoutMasks {
		t.Columns = append(t.Columns, number(fmt.Sprintf("%d masks", masks)))
	}
	masks := measuredBy(data, "dropping", anyCell)
	for _, g := range masks {
		worst := results.Value(results.Missing{})
		if off := values(g, factOf("deviation")); len(off) > 0 {
			worst = results.Float{Value: slices.Max(off), Digits: 1}
		}
		row := []results.Value{
			results.Int(g.Cell.M), results.Int(g.Cell.N), probability(1 / (1 + g.Cell.Lambda)), worst, dumberMean(g, dumberFact("shrunk")), results.Int(int(sum(values(g, factOf("zeros"))))),
		}
		for _, masks := range dropoutMasks {
			row = append(row, dumberMean(g, dumberFact(dropoutApart(masks))))
		}
		t.Append(row...)
	}
	half := masks.Where(dropoutHalf)
	agreements(everywhere(half, factOf("balance"))).note(&t)
	t.Note("agreement is that of the mean gradient over random masks with 0, at keep = 0.5: other strengths meet the same samples")
	losses(&t, masks)
	return t, residue(&t, masks, "n", "m", "lambda")
}

func dropoutBack(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "back", Title: "Adding connections back: immigrants to the kingdom",
		Caption: "Left: a linear model that learned with dropout predicts new samples with all inputs back, as is usual, and " +
			"while each is still dropped with probability 1 - keep. Right, the metaphor taken literally: " +
			"a random half of the inputs learns from half of the samples by gradient descent; then all samples come, and the half goes on alone, or the other inputs are added; or all inputs learn from all samples from the start, which with more samples than inputs ends where the others were added. " + dumberErrors,
		Columns: numbers("m", "n", "keep", "all back", "while dropped", "half alone", "others added", "all from the start"),
	}
	masks := measuredBy(data, "dropping", anyCell)
	for _, g := range masks {
		t.Append(results.Int(g.Cell.M), results.Int(g.Cell.N), probability(1/(1+g.Cell.Lambda)), dumberMean(g, dumberFact("test")), dumberMean(g, dumberFact("while")),
			dumberMean(g, dumberFact("natives")), dumberMean(g, dumberFact("immigrants")), dumberMean(g, dumberFact("whole")))
	}
	losses(&t, masks)
	return t, residue(&t, masks, "n", "m", "lambda")
}
