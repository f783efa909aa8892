package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// overfittingFindings asks in each setting whether the sparser solution predicts better. All comparisons are of test errors in the same trial,
// as the geometric mean of their ratio, so that 1 is the bound.
func overfittingFindings(data experiments.Data) ([]experiments.Finding, error) {
	curve := func(lo, hi float64) func(experiments.Cell) bool {
		return func(c experiments.Cell) bool {
			share := float64(c.M) / float64(c.N)
			return overfittingIsCurve(c) && share >= lo-0.02 && share <= hi+0.02
		}
	}
	against := func(hypothesis, learner, rival string, keep func(experiments.Cell) bool) experiments.Finding {
		name := "test error of " + overfittingLabels[learner] + " over that of " + overfittingLabels[rival] + ", geometric mean"
		return experiments.Below(hypothesis, overfittingRatio(name, data, learner, rival, keep), 1)
	}
	noisy := func(relative float64) func(experiments.Cell) bool {
		return func(c experiments.Cell) bool {
			return overfittingIsControl(c) && c.N == 10*c.K && math.Abs(overfittingRelative(c)-relative) < 1e-9
		}
	}
	wide := func(c experiments.Cell) bool { return overfittingIsControl(c) && c.N > 10*c.K }
	findings := []experiments.Finding{
		against("where a tenth of the features matter and there are half as many samples as features or more, the Lasso predicts new samples better than the exact fit of least L2 norm",
			overfittingLasso, overfittingLeast, curve(0.5, 2)),
		against("of two exact fits the sparse one, of least L1 norm, predicts better than the one of least L2 norm, with noise of half the signal",
			overfittingSparse, overfittingLeast, curve(0, 0.9)),
		against("where a tenth of the features matter and there are half as many samples as features or more, the Lasso predicts better than ridge, both with penalties by cross-validation", overfittingLasso, overfittingRidge, curve(0.5, 2)),
		against("on the smallest samples, a fifth as many as features or fewer, the Lasso predicts better than ridge", overfittingLasso, overfittingRidge, curve(0, 0.2)),
		against("on the smallest samples, a fifth as many as features or fewer, the Lasso predicts better than the exact fit of least L2 norm", overfittingLasso, overfittingLeast, curve(0, 0.2)),
		against("the Lasso predicts better than ridge where every feature matters", overfittingLasso, overfittingRidge, overfittingIsDense),
		against("the sparse exact fit, of least L1 norm, predicts better than learning nothing where there are about as many samples as features, so that an exact fit can hardly be sparse",
			overfittingSparse, overfittingNull, curve(0.9, 1)),
		against("with noise of a tenth of the signal the sparse exact fit predicts better than that of least L2 norm", overfittingSparse, overfittingLeast, noisy(0.1)),
		against("stopping short of the exact fit, as the Lasso does, predicts better than going on along its path to the sparse exact fit", overfittingLasso, overfittingSparse, curve(0, 1)),
		against("least squares that is told which features matter, as no learner is, predicts better than ridge", overfittingSubset, overfittingRidge, curve(0.3, 2)),
		against("the sharper penalty, L1/2, predicts better than the Lasso where there are more samples than features", overfittingHalf, overfittingLasso, curve(1.1, 2)),
		against("the sharper penalty, L1/2, predicts better than the Lasso where there are at most half as many samples as features", overfittingHalf, overfittingLasso, curve(0.2, 0.5)),
		against("with two and four times as many features, none of the new ones of use, the Lasso still predicts better than ridge", overfittingLasso, overfittingRidge, wide),
		against("with noise as strong as the signal the Lasso predicts better than ridge", overfittingLasso, overfittingRidge, noisy(1)),
		experiments.Below("where there are half as many samples as features or more, the test error of the Lasso exceeds its training error by less than that of the exact fit of least L2 norm does",
			overfittingGap(data, curve(0.5, 2)), 0),
	}
	return overfittingHarness(data, findings)
}

// overfittingHarness adds the checks against theory.
func overfittingHarness(data experiments.Data, findings []experiments.Finding) ([]experiments.Finding, error) {
	var tests agreements
	trials := 0
	for _, g := range data.Where(overfittingIsCheck) {
		sample, exact, err := overfittingSample(g)
		if err != nil {
			return nil, err
		}
		overfittingAgreement(&tests, sample, exact)
		trials += len(sample)
	}
	ratio, err := overfittingNearLimit(data)
	if err != nil {
		return nil, err
	}
	limit := experiments.Within("ridge and Lasso at their best penalties and the exact fit of least L1 norm are within a tenth of their limits for large n, on average", ratio, 0.9, 1.1)
	limit.Check = true
	return append(findings, experiments.Agrees("least squares, exact or on the true features, has the expected errors of exact theory", trials, tests), limit), nil
}

// overfittingLogs are log (test error of one learner / that of another) of all trials that have both, over the cells that are kept.
func overfittingLogs(data experiments.Data, learner, rival string, keep func(experiments.Cell) bool) (logs []float64) {
	for _, row := range overfittingRowsOf(data.Where(keep)) {
		for _, g := range row.Where(is(learner)) {
			for _, other := range row.Where(is(rival)) {
				logs = append(logs, overfittingPaired(g, other, func(a, b results.Record) float64 { return math.Log(overfittingTest(a) / overfittingTest(b)) })...)
			}
		}
	}
	return logs
}

// overfittingPaired is a number of each trial that both groups solved.
func overfittingPaired(first, second experiments.Group, of func(a, b results.Record) float64) (list []float64) {
	for i := range min(len(first.Records), len(second.Records)) {
		a, b := first.Records[i], second.Records[i]
		if v := of(a, b); a.Outcome == results.Solved && b.Outcome == results.Solved && !math.IsNaN(v) && !math.IsInf(v, 0) {
			list = append(list, v)
		}
	}
	return list
}

// overfittingRatio is the geometric mean of the ratio of two test errors, with Student's interval of its logarithm.
func overfittingRatio(name string, data experiments.Data, learner, rival string, keep func(experiments.Cell) bool) experiments.Effect {
	logs := overfittingLogs(data, learner, rival, keep)
	e := mean(logs, experiments.Confident)
	return experiments.Effect{Name: name, Value: math.Exp(e.Value), Lo: math.Exp(e.Interval.Lo), Hi: math.Exp(e.Interval.Hi), Trials: len(logs)}
}

// overfittingGap is the median difference between the Lasso and the least-norm fit in how far the test error exceeds the training error.
func overfittingGap(data experiments.Data, keep func(experiments.Cell) bool) experiments.Effect {
	gap := func(r results.Record) float64 { return overfittingTest(r) - overfittingTrain(r) }
	var differences []float64
	for _, row := range overfittingRowsOf(data.Where(keep)) {
		for _, g := range row.Where(is(overfittingLasso)) {
			for _, other := range row.Where(is(overfittingLeast)) {
				differences = append(differences, overfittingPaired(g, other, func(a, b results.Record) float64 { return gap(a) - gap(b) })...)
			}
		}
	}
	return overfittingMedianEffect("difference of the two gaps, median", differences)
}

// overfittingNearLimit is the geometric mean of measured test errors over their limits for large n. Learners of the same draws count as one.
func overfittingNearLimit(data experiments.Data) (experiments.Effect, error) {
	var logs []float64
	for _, row := range overfittingRowsOf(data.Where(func(c experiments.Cell) bool { return overfittingIsCurve(c) && !overfittingPeaks(c) })) {
		var draws capacityDraws
		for _, g := range row {
			risk, exact, err := overfittingRisk(g.Cell)
			if err != nil {
				return experiments.Effect{}, err
			}
			if exact || math.IsNaN(risk) {
				continue
			}
			draws.add(g, g, func(r, _ results.Record) float64 { return math.Log(overfittingTest(r) / risk) })
		}
		logs = append(logs, draws.means()...)
	}
	e := mean(logs, experiments.Confident)
	return experiments.Effect{Name: "measured over limit, geometric mean", Value: math.Exp(e.Value), Lo: math.Exp(e.Interval.Lo), Hi: math.Exp(e.Interval.Hi), Trials: len(logs)}, nil
}

// overfittingMedianEffect is the median of a sample with a distribution-free interval.
func overfittingMedianEffect(name string, sample []float64) experiments.Effect {
	median, i, err := stats.Median(sample, experiments.Confident)
	if err != nil {
		return estimated(name, unknownEstimate(), 0)
	}
	return experiments.Effect{Name: name, Value: median, Lo: i.Lo, Hi: i.Hi, Trials: len(sample)}
}
