package catalog

import (
	"touchpoint/experiments"
	"touchpoint/results"
)

func pruningNetworks(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "networks", Title: "Networks that are pruned while they learn, and others",
		Caption: "A student learns from m samples what a teacher of two hidden units says: of three inputs (sparse " +
			"teacher), of all inputs (dense teacher), and with the labels of the sparse one shuffled. " +
			"Pruning cuts the connections from the inputs with the smallest weights, paths those with the smallest " +
			"product of the weights to a unit and from it, in steps over the first half of the training.",
	}
	return t, dumberNetTable(&t, data, []dumberSetting{pruningSparse, pruningDense, pruningShuffled}, pruningMethods)
}

// pruningWays are those whose errors are shown strength by strength.
var pruningWays = []struct{ method, name string }{{"pruning", "pruned, smallest weights"}, {"paths", "pruned, smallest paths"}, {"l1", "L1"}}

func pruningShares(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "shares", Title: "How much can go?",
		Caption: "All strengths that were tried. Left: share of the weights of the full network that are not zero " +
			"and matter. Against none: difference of the test errors, paired by task, from the " +
			"network without a regulariser, which has eight starts to choose from. " + dumberErrors,
		Columns: append([]results.Column{text("task"), number("m"), text("method")}, numbers("strength", "left", "training error", "test error", "against none")...),
	}
	var shown experiments.Data
	for _, s := range []dumberSetting{pruningSparse, pruningDense} {
		for _, way := range pruningWays {
			method, err := dumberNamed(way.method)
			if err != nil {
				return t, err
			}
			for _, g := range s.of(data, way.method) {
				shown = append(shown, g)
				for try, strength := range method.Strengths {
					t.Append(results.Text(s.name), results.Int(g.Cell.M), results.Text(way.method), results.Float{Value: strength}, dumberMean(g, pruningShare(try)),
						dumberMean(g, dumberFact(dumberTry("train", try))), dumberMean(g, dumberFact(dumberTry("test", try))), pruningAgainst(data, s, g, try))
				}
			}
		}
	}
	losses(&t, shown)
	return t, residue(&t, shown, "n", "m", "k", "solver")
}

// pruningShare is the share of the weights that a try leaves.
func pruningShare(try int) dumberNumber {
	return func(c experiments.Cell, r results.Record) float64 {
		return r.Facts.Get(dumberTry("weights", try)) / dumberAll(c)
	}
}

// pruningAgainst compares a try with the network without a regulariser.
func pruningAgainst(data experiments.Data, s dumberSetting, g experiments.Group, try int) results.Value {
	for _, other := range s.of(data, "none") {
		if dumberTask(other.Cell) == dumberTask(g.Cell) {
			differences := dumberPairs(g, other, func(c experiments.Cell, r results.Record) float64 {
				if c == g.Cell {
					return r.Facts.Get(dumberTry("test", try))
				}
				return r.Facts.Get("test")
			})
			return withInterval(mean(dumberOrdered(differences), experiments.Level))
		}
	}
	return results.Missing{}
}

func pruningModels(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "linear", Title: "Linear models that are pruned, and others",
		Caption: "Labels A x0 + noise with k weights of +-1 in x0 and noise of half of |x0|. Prune keeps the largest weights of a " +
			"ridge regression and fits them anew, way=once leaves them as they are, way=iterate drops a fifth " +
			"at a time and fits the others anew. Htp exchanges columns at a fixed size.",
	}
	return t, dumberLinearTable(&t, data, []dumberSetting{pruningFewSparse, pruningFewDense, pruningManySparse}, pruningLearners)
}

func pruningRecovery(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "recovery", Title: "Pruned to as many weights as the truth has",
		Caption: "Learners that are told k, and basis pursuit (sparse), which is not. Prune starts from the exact fit of least L2 norm.",
	}
	return t, dumberRecovery(&t, data, pruningTold, pruningRivals)
}
