package catalog

import (
	"touchpoint/experiments"
	"touchpoint/results"
)

func usefulFindings(data experiments.Data) ([]experiments.Finding, error) {
	of := func(learner string, k int, noise float64) experiments.Group {
		found := data.Where(func(c experiments.Cell) bool {
			return c.Solver == learner && c.K == k && c.Noise == noise && c.Amplitudes == "rademacher" && usefulMain(c)
		})
		if len(found) == 0 {
			return experiments.Group{}
		}
		return found[0]
	}
	share := func(learner string, k int, noise float64) experiments.Effect {
		return robotLevel("useful share", of(learner, k, noise), factOf("share"))
	}
	anew := func(learner string) experiments.Effect {
		return robotLevel("useful share anew", of(learner, usefulFew, usefulNoise), factOf("share_anew"))
	}
	each := func(learner string, k int, noise float64) experiments.Effect {
		return experiments.RateEffect("share of systems", of(learner, k, noise).Tally(usefulEach).Rate)
	}
	trained := pooled(data.Where(func(c experiments.Cell) bool { return c.Solver == "lasso" && c.Noise > 0 }),
		hits(func(_ experiments.Cell, r results.Record) bool {
			return r.Facts.Get("size") == 0 || r.Facts.Get("train") == 1
		}))
	var tests agreements
	tested := 0
	for _, g := range data {
		name, exact, ok, err := usefulExpected(g.Cell)
		if err != nil {
			return nil, err
		}
		if ok {
			usefulAgreement(g, name, exact, &tests)
			tested += len(g.Records)
		}
	}
	return []experiments.Finding{
		experiments.Above("without noise and with a tenth as many planted non-zeros as equations every component of the exact fit of least L1 norm is useful in more than half of the systems", each("sparse", usefulFew, 0), 0.5),
		experiments.Above("with noise as large as a planted non-zero most components of the Lasso, its penalty chosen by cross-validation, are useful", share("lasso", usefulFew, usefulNoise), 0.5),
		experiments.Above("with noise most components of the Lasso with the penalty that predicts best are useful", share("lasso:penalty=oracle", usefulFew, usefulNoise), 0.5),
		experiments.Above("with noise most components of a Lasso that may keep only as many as were planted are useful", share("lasso:size=k", usefulFew, usefulNoise), 0.5),
		experiments.Above("with noise most components of L1/2, by cross-validation, are useful", share("half", usefulFew, usefulNoise), 0.5),
		experiments.Above("with noise most components of a solution grown column by column, by cross-validation, are useful", share("omp", usefulFew, usefulNoise), 0.5),
		experiments.Above("with noise most components of the exact fit of least L1 norm are useful, though it keeps as many as equations and no more than the planted tenth can be", share("sparse", usefulFew, usefulNoise), 0.5),
		experiments.Above("with noise most components of the Lasso, by cross-validation, are useful even where the others are fitted anew without them", anew("lasso"), 0.5),
		experiments.Above("with noise most components of the exact fit of least L1 norm are useful even where the others are fitted anew without them", anew("sparse"), 0.5),
		experiments.Above("a component of the Lasso is worth more than one of the exact fit of least L2 norm, on the same samples",
			robotGain("difference", of("lasso", usefulFew, usefulNoise), of("least", usefulFew, usefulNoise), factOf("worth")), 0),
		experiments.Above("a component of L1/2 is worth more than one of the Lasso, on the same samples",
			robotGain("difference", of("half", usefulFew, usefulNoise), of("lasso", usefulFew, usefulNoise), factOf("worth")), 0),
		experiments.Above("without noise and with half as many planted non-zeros as equations every component of the exact fit of least L1 norm is useful in more than half of the systems", each("sparse", usefulMany, 0), 0.5),
		experiments.Always("to the training data each component of the Lasso is useful, as it must be: at the minimum the training error is larger without it", "Lasso solutions", trained),
		experiments.Agrees("usefulness follows exact theory: success of the L1 touch, Student's law on the planted support, the risk of least-norm interpolation", tested, tests),
	}, nil
}
