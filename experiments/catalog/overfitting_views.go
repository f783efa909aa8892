package catalog

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// overfittingTest and overfittingTrain are errors in units of |x0|^2.
func overfittingTest(r results.Record) float64  { return r.Facts.Get("test") / r.Facts.Get("signal") }
func overfittingTrain(r results.Record) float64 { return r.Facts.Get("train") / r.Facts.Get("signal") }

// overfittingSize is the number of non-zeros that were learned.
func overfittingSize(r results.Record) float64 { return r.Facts.Get("size") }

// overfittingMedian is the median of a sample with its distribution-free interval, where there are enough numbers for one.
func overfittingMedian(sample []float64) results.Measured {
	median, i, err := stats.Median(sample, experiments.Level)
	if err != nil || math.IsInf(i.Lo, 0) || math.IsInf(i.Hi, 0) {
		i = stats.Interval{Lo: math.NaN(), Hi: math.NaN()}
	}
	if err != nil {
		median = math.NaN()
	}
	return results.Measured{Value: median, Lo: i.Lo, Hi: i.Hi}
}

// overfittingTidy shows 0 for what is rounding.
func overfittingTidy(m results.Measured) results.Value {
	if math.Abs(m.Lo) < dumberRounding && math.Abs(m.Hi) < dumberRounding {
		return results.Float{}
	}
	return m
}

// overfittingRowsOf groups cells that differ in the learner alone, in order of n, k, m and noise.
func overfittingRowsOf(data experiments.Data) (rows []experiments.Data) {
	index := make(map[experiments.Cell]int)
	for _, g := range data {
		setting := g.Cell
		setting.Solver = ""
		i, seen := index[setting]
		if !seen {
			i = len(rows)
			index[setting] = i
			rows = append(rows, nil)
		}
		rows[i] = append(rows[i], g)
	}
	slices.SortStableFunc(rows, func(a, b experiments.Data) int {
		x, y := a[0].Cell, b[0].Cell
		return cmp.Or(cmp.Compare(x.N, y.N), cmp.Compare(x.K, y.K), cmp.Compare(x.M, y.M), cmp.Compare(x.Noise, y.Noise))
	})
	return rows
}

// overfittingWide is a table of median test errors with a column for each learner.
func overfittingWide(t *results.Table, data experiments.Data, learners []string) error {
	t.Columns = numbers("n", "k", "m", "m/n", "noise")
	for _, learner := range learners {
		t.Columns = append(t.Columns, number(overfittingLabels[learner]))
	}
	for _, row := range overfittingRowsOf(data) {
		c := row[0].Cell
		line := []results.Value{
			results.Int(c.N), results.Int(c.K), results.Int(c.M), results.Float{Value: float64(c.M) / float64(c.N), Digits: 3}, results.Float{Value: overfittingRelative(c), Digits: 3},
		}
		for _, learner := range learners {
			var sample []float64
			for _, g := range row.Where(is(learner)) {
				sample = append(sample, values(g, overfittingTest)...)
			}
			line = append(line, overfittingTidy(overfittingMedian(sample)))
		}
		t.Append(line...)
	}
	losses(t, data)
	return residue(t, data, "n", "m", "k", "noise", "solver")
}

// overfittingWords explains the columns.
const overfittingWords = "Exact: the fit of least L2 or L1 norm, which passes through every label while m <= n and is least squares beyond, where both are one. Ridge, Lasso and L1/2 choose their penalty " +
	"by 5-fold cross-validation on the same folds; told: the penalty with the least error in each trial. True features: least squares on the k features that matter."

func overfittingCurve(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "curve",
		Title: "Error on new samples against the number m of training samples, a tenth of the features matters, noise of half the signal",
		Caption: "Median over trials of the expected squared error on a new sample, over |x0|^2, with its distribution-free 95% interval; medians, for near m = n the exact fits have infinite means. " +
			"Noise alone is 0.25, learning nothing 1.25. " + overfittingWords,
	}
	return t, overfittingWide(&t, data.Where(overfittingIsCurve), overfittingLearners)
}

func overfittingControls(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "controls",
		Title: "The same with one thing changed: less and more noise, more features that do not matter, all features matter",
		Caption: "As in the curve; noise is its standard deviation over |x0|. Without noise the fit of least L1 norm is basis pursuit, and finds x0 itself. " +
			"Rows with k = n are the dense control: every feature matters as much as every other.",
	}
	learners := slices.DeleteFunc(slices.Clone(overfittingLearners), func(l string) bool {
		return l == overfittingRidgeBest || l == overfittingLassoBest || l == overfittingHalf
	})
	return t, overfittingWide(&t, data.Where(overfittingIsControl), learners)
}

func overfittingFits(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "fits",
		Title: "What was learned along the curve: error on the training samples and on new ones, and how sparse it is",
		Caption: "Medians of the errors over |x0|^2; over-fitting is the gap between the two. Noise alone would leave a training error of 0.25. Means of the number of non-zeros, and of those among them that matter. " +
			overfittingWords,
		Columns: append(append(numbers("n", "k", "m"), text("learner")), numbers("training error", "test error", "gap", "non-zeros", "that matter")...),
	}
	cells := data.Where(overfittingIsCurve)
	for _, row := range overfittingRowsOf(cells) {
		for _, g := range row {
			gap := func(r results.Record) float64 { return overfittingTest(r) - overfittingTrain(r) }
			t.Append(results.Int(g.Cell.N), results.Int(g.Cell.K), results.Int(g.Cell.M), results.Text(overfittingLabels[g.Cell.Solver]),
				overfittingTidy(overfittingMedian(values(g, overfittingTrain))), overfittingMedian(values(g, overfittingTest)), overfittingMedian(values(g, gap)),
				withInterval(mean(values(g, overfittingSize), experiments.Level)),
				withInterval(mean(values(g, factOf("found")), experiments.Level)))
		}
	}
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "k", "solver")
}

// overfittingModel is the cell in theory's terms.
func overfittingModel(c experiments.Cell) theory.Regression {
	return theory.Regression{N: c.N, M: c.M, K: c.K, Signal: math.Sqrt(float64(c.K)), Noise: c.Noise}
}

// overfittingRisk is the expected test error of a cell over |x0|^2: exact, or in the limit of large n. It is NaN where theory is silent.
func overfittingRisk(c experiments.Cell) (test float64, exact bool, err error) {
	model := overfittingModel(c)
	var risk theory.Risk
	switch c.Solver {
	case overfittingNull:
		risk, err = model.Null()
		exact = true
	case overfittingLeast:
		risk, err = model.LeastNorm()
		exact = true
	case overfittingSubset:
		risk, err = model.Oracle()
		exact = true
	case overfittingRidgeBest:
		_, risk, err = model.BestRidge()
	case overfittingLassoBest, overfittingSparse:
		var limit theory.LassoLimit
		if limit, err = model.Limit(theory.Rademacher); err != nil {
			return 0, false, err
		}
		var state theory.LassoState
		if c.Solver == overfittingSparse {
			state, err = limit.Interpolation()
		} else {
			state, err = limit.Best()
		}
		risk = state.Risk
	default:
		return math.NaN(), false, nil
	}
	return risk.Test / float64(c.K), exact, err
}

// overfittingLimits holds the curve against theory: exact for some learners, for others of systems that are infinitely large.
func overfittingLimits(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "limits",
		Title: "The curve against theory",
		Caption: "Means of the test error over |x0|^2, with 95% intervals. Theory is exact at this m and n, or a limit for large n at the same m/n and k/n; for ridge and Lasso the limit is at the best fixed penalty, " +
			"while the measured one has the best of each trial, which is a little better. Rows next to m = n, where the mean of an exact fit is infinite or nearly so, are left out.",
		Columns: append(append(numbers("n", "m"), text("learner")), number("test error"), number("theory"), text("which is"), number("measured/theory")),
	}
	cells := data.Where(func(c experiments.Cell) bool { return overfittingIsCurve(c) && !overfittingPeaks(c) })
	for _, row := range overfittingRowsOf(cells) {
		for _, g := range row {
			risk, exact, err := overfittingRisk(g.Cell)
			if err != nil {
				return t, err
			}
			if math.IsNaN(risk) {
				continue
			}
			kind := "limit"
			if exact {
				kind = "exact"
			}
			e := mean(values(g, overfittingTest), experiments.Level)
			t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), results.Text(overfittingLabels[g.Cell.Solver]), withInterval(e),
				results.Float{Value: risk, Digits: 4}, results.Text(kind), results.Float{Value: e.Value / risk, Digits: 3})
		}
	}
	losses(&t, cells)
	return t, nil
}

// overfittingPeaks tells the systems with about as many samples as features, or features that matter, where mean errors are of no use.
func overfittingPeaks(c experiments.Cell) bool {
	return math.Abs(float64(c.M-c.N)) <= 0.1*float64(c.N)+1e-9 || c.Solver == overfittingSubset && c.M <= 2*c.K
}

// overfittingExact holds small systems against exact laws by tests.
func overfittingExact(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "exact",
		Title:   "Small systems against the exact laws, drawn independently of each other",
		Caption: "Means over |x0|^2 with 95% intervals: the test error, and for learning nothing the training error. Agreement is the p-value of Student's test.",
		Columns: append(append(numbers("n", "m"), text("learner")), numbers("measured", "exact", "agreement")...),
	}
	cells := data.Where(overfittingIsCheck)
	var tests agreements
	for _, row := range overfittingRowsOf(cells) {
		for _, g := range row {
			sample, exact, err := overfittingSample(g)
			if err != nil {
				return t, err
			}
			t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), results.Text(overfittingLabels[g.Cell.Solver]), withInterval(mean(sample, experiments.Level)),
				results.Float{Value: exact, Digits: 5}, overfittingAgreement(&tests, sample, exact))
		}
	}
	tests.note(&t)
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "solver")
}

// overfittingSample is what a check cell measures, and its exact mean.
func overfittingSample(g experiments.Group) (sample []float64, exact float64, err error) {
	if g.Cell.Solver == overfittingNull {
		risk, err := overfittingModel(g.Cell).Null()
		return values(g, overfittingTrain), risk.Train / float64(g.Cell.K), err
	}
	exact, _, err = overfittingRisk(g.Cell)
	return values(g, overfittingTest), exact, err
}

// overfittingAgreement tests that a sample has the exact mean, and collects the p-value.
func overfittingAgreement(tests *agreements, sample []float64, exact float64) results.Value {
	centred := make([]float64, len(sample))
	for i, v := range sample {
		centred[i] = v - exact
	}
	test, err := stats.StudentTest(centred)
	if err != nil {
		return results.Missing{}
	}
	*tests = append(*tests, test.P)
	return results.Float{Value: test.P, Digits: 2}
}
