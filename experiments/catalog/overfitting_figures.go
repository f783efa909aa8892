package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/results"
)

// overfittingShown is the curve with the most trials, that of the fewest features, with a row for each m.
func overfittingShown(data experiments.Data) []experiments.Data {
	rows := overfittingRowsOf(data.Where(overfittingIsCurve))
	if len(rows) == 0 {
		return nil
	}
	n := rows[0][0].Cell.N
	return slices.DeleteFunc(rows, func(row experiments.Data) bool { return row[0].Cell.N != n })
}

// overfittingPicture shows both errors against the number of samples.
func overfittingPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "overfitting", Title: "Over-fitting, a tenth of the features matters, noise of half the signal", Across: 2,
		Caption: "Medians over trials, with 95% intervals, against the number of samples over that of features; lines guide the eye and jump where an exact fit peaks, at m = n. Left: error on new samples; dashed are theory's means, the exact laws (exact fit of least L2 norm, true features, nothing) and the limits for large n " +
			"(exact fit of least L1 norm, ridge and Lasso at their best penalties). Right: error on the training samples; the gap between the two is over-fitting.",
	}
	top, bottom, right := 1.9, 0.2, 1.0
	test := results.Panel{Title: "new samples", X: results.Axis{Label: "m/n"}, Y: results.Axis{Label: "squared error over |x0|²", Min: &bottom, Max: &top}}
	train := results.Panel{Title: "training samples", X: results.Axis{Label: "m/n"}, Y: results.Axis{Label: "squared error over |x0|²", Max: &right}}
	rows := overfittingShown(data)
	for _, learner := range []string{overfittingLeast, overfittingSparse, overfittingRidge, overfittingLasso, overfittingHalf, overfittingSubset} {
		test.Series = append(test.Series, overfittingSeries(rows, learner, overfittingTest))
		train.Series = append(train.Series, overfittingSeries(rows, learner, overfittingTrain))
	}
	if len(rows) > 0 {
		laws, err := overfittingLaws(rows[0][0].Cell)
		if err != nil {
			return f, err
		}
		test.Series = append(test.Series, laws)
	}
	f.Panels = []results.Panel{test, train}
	return f, nil
}

// overfittingSeries is the median of a quantity by m/n.
func overfittingSeries(rows []experiments.Data, learner string, of func(results.Record) float64) results.Series {
	s := results.Series{Name: overfittingLabels[learner], Shape: results.LineDots}
	for _, row := range rows {
		for _, g := range row.Where(is(learner)) {
			if v := overfittingMedian(values(g, of)); !math.IsNaN(v.Value) {
				s.Points = append(s.Points, results.Point{X: float64(g.Cell.M) / float64(g.Cell.N), Y: v.Value, Lo: v.Lo, Hi: v.Hi})
			}
		}
	}
	return s
}

// overfittingLaws is all of theory as one broken line, at the n, k and noise of a cell.
func overfittingLaws(c experiments.Cell) (s results.Series, err error) {
	s = results.Series{Name: "theory", Shape: results.Dashed}
	for _, learner := range []string{overfittingNull, overfittingLeast, overfittingSparse, overfittingRidgeBest, overfittingLassoBest, overfittingSubset} {
		for m := c.N / 8; m <= 2*c.N; m += max(1, c.N/60) {
			c.M, c.Solver = m, learner
			y := math.NaN()
			if learner != overfittingSparse || m < c.N {
				if y, _, err = overfittingRisk(c); err != nil {
					return s, err
				}
			}
			if math.IsInf(y, 0) {
				y = math.NaN()
			}
			s.Points = append(s.Points, results.Point{X: float64(m) / float64(c.N), Y: y})
		}
		s.Points = append(s.Points, results.Point{X: 2, Y: math.NaN()})
	}
	return s, nil
}

// overfittingContest shows who wins where.
func overfittingContest(data experiments.Data) (results.Figure, error) {
	lo, hi := 0.5, 2.0
	panel := func(title string) results.Panel {
		return results.Panel{
			Title: title, X: results.Axis{Label: "m/n"}, Y: results.Axis{Label: "ratio of test errors", Log: true, Min: &lo, Max: &hi,
				Ticks: []results.Tick{{At: 0.5, Label: "1/2"}, {At: 2.0 / 3, Label: "2/3"}, {At: 1, Label: "1"}, {At: 1.5, Label: "3/2"}, {At: 2, Label: "2"}}},
		}
	}
	sparse, dense := overfittingShown(data), overfittingRowsOf(data.Where(overfittingIsDense))
	left, right := panel("Lasso against ridge"), panel("a tenth of the features matters")
	left.Series = []results.Series{
		overfittingDuel("a tenth of the features matters", sparse, overfittingLasso, overfittingRidge),
		overfittingDuel("all features matter", dense, overfittingLasso, overfittingRidge),
	}
	for _, duel := range [][2]string{{overfittingSparse, overfittingLeast}, {overfittingLasso, overfittingSparse}, {overfittingHalf, overfittingLasso}} {
		right.Series = append(right.Series, overfittingDuel(overfittingLabels[duel[0]]+" against "+overfittingLabels[duel[1]], sparse, duel[0], duel[1]))
	}
	equal := results.Series{Name: "equally good", Shape: results.Dashed, Points: []results.Point{{X: 0.1, Y: 1}, {X: 2, Y: 1}}}
	left.Series, right.Series = append(left.Series, equal), append(right.Series, equal)
	return results.Figure{
		Name: "contest", Title: "Who predicts new samples better?", Across: 2,
		Caption: "Geometric mean over trials of the ratio of two test errors on the same samples, with 99% intervals: below 1 the first of the two is better; the Lasso against the exact fit of least L1 norm leaves the picture near m = n. Ridge, Lasso and L1/2 choose their penalties by cross-validation on the same folds.",
		Panels:  []results.Panel{left, right},
	}, nil
}

// overfittingDuel is the ratio of two test errors by m/n.
func overfittingDuel(name string, rows []experiments.Data, learner, rival string) results.Series {
	s := results.Series{Name: name, Shape: results.LineDots}
	for _, row := range rows {
		e := overfittingRatio("", row, learner, rival, func(experiments.Cell) bool { return true })
		if !math.IsNaN(e.Value) {
			c := row[0].Cell
			s.Points = append(s.Points, results.Point{X: float64(c.M) / float64(c.N), Y: e.Value, Lo: e.Lo, Hi: e.Hi})
		}
	}
	return s
}
