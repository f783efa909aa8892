package catalog

import (
	"fmt"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// dumberErrors is how captions explain errors.
const dumberErrors = "Errors are mean squared errors as shares of that of the best constant: 1 is to have learned nothing, above 1 is worse than that."

// dumberAgainst shows the difference of the test errors of a group and of the same tasks under another method.
func dumberAgainst(data experiments.Data, s dumberSetting, g experiments.Group, rival string) results.Value {
	for _, other := range s.of(data, rival) {
		if dumberTask(other.Cell) == dumberTask(g.Cell) && other.Cell.Solver != g.Cell.Solver {
			return withInterval(mean(dumberOrdered(dumberPairs(g, other, dumberError("test"))), experiments.Level))
		}
	}
	return results.Missing{}
}

// dumberNetTable is what methods make of networks in some settings, compared with the first of the methods.
func dumberNetTable(t *results.Table, data experiments.Data, settings []dumberSetting, methods []string) error {
	t.Caption += " Every method has the same tasks, the same student of 32 hidden units, and eight strengths to choose from by the same validation sample. " + dumberErrors +
		" Against " + methods[0] + ": the difference of the test errors, paired by task. Weights: those that are not zero and matter. Useful, useless: inputs that the teacher looks at and others, " +
		"with a non-zero path to the output, and behind them those with more than a tenth of the largest importance. Strength: median of what was chosen; of none, which start of eight."
	t.Columns = append([]results.Column{text("task"), number("n"), number("m"), text("method")},
		numbers("training error", "test error", "against "+methods[0], "weights", "useful", "useful, tenth", "useless", "useless, tenth", "strength")...)
	var shown experiments.Data
	for _, s := range settings {
		for _, method := range methods {
			for _, g := range s.of(data, method) {
				shown = append(shown, g)
				t.Append(results.Text(s.name), results.Int(g.Cell.N), results.Int(g.Cell.M), results.Text(method), dumberMean(g, dumberError("train")), dumberMean(g, dumberError("test")),
					dumberAgainst(data, s, g, methods[0]), dumberMean(g, dumberFact("weights")), dumberMean(g, dumberFact("relevant")), dumberMean(g, dumberFact("relevant_tenth")),
					dumberMean(g, dumberFact("irrelevant")), dumberMean(g, dumberFact("irrelevant_tenth")), middle(dumberValues(g, dumberFact("strength"))))
			}
		}
	}
	losses(t, shown)
	return residue(t, shown, "n", "m", "k", "solver")
}

// dumberLinearTable is what learners make of linear models in some settings, compared with the first of them.
func dumberLinearTable(t *results.Table, data experiments.Data, settings []dumberSetting, learners []string) error {
	t.Caption += " " + dumberErrors + fmt.Sprintf(" Against %s: the difference of the test errors, paired by sample. Least: the exact fit of least L2 norm, or least squares where m > n. Right: non-zeros where the truth has one. Strengths and sizes are chosen by cross-validation.", learners[0])
	t.Columns = append([]results.Column{text("truth")}, numbers("n", "m", "k")...)
	t.Columns = append(append(t.Columns, text("learner")), numbers("training error", "test error", "against "+learners[0], "non-zeros", "right")...)
	var shown experiments.Data
	for _, s := range settings {
		for _, learner := range learners {
			for _, g := range s.of(data, learner) {
				shown = append(shown, g)
				t.Append(results.Text(s.name), results.Int(g.Cell.N), results.Int(g.Cell.M), results.Int(g.Cell.K), results.Text(learner),
					dumberMean(g, dumberError("train")), dumberMean(g, dumberError("test")), dumberAgainst(data, s, g, learners[0]), dumberMean(g, dumberFact("size")), dumberMean(g, dumberFact("found")))
			}
		}
	}
	losses(t, shown)
	return residue(t, shown, "n", "m", "k", "noise", "solver") // the noise follows k
}

// dumberBars shows training and test errors side by side, by method; dashed is what no method can go below on new samples, the noise.
func dumberBars(title string, data experiments.Data, s dumberSetting, methods, names []string) results.Panel {
	panel := results.Panel{Title: title, Y: results.Axis{Label: "error, constant = 1", Min: new(float64)}}
	training, test := results.Series{Name: "training error", Shape: results.Bars}, results.Series{Name: "test error", Shape: results.Bars}
	floor := results.Series{Name: "noise", Shape: results.Dashed}
	for i, method := range methods {
		panel.X.Ticks = append(panel.X.Ticks, results.Tick{At: float64(i), Label: names[i]})
		for _, g := range dumberMiddle(s.of(data, method)) {
			dumberDot(&training, float64(i), dumberValues(g, dumberError("train")))
			dumberDot(&test, float64(i), dumberValues(g, dumberError("test")))
			panel.Title = fmt.Sprintf("%s: m = %d, k = %d of %d", title, g.Cell.M, g.Cell.K, g.Cell.N)
			floor.Points = []results.Point{{X: -0.5, Y: dumberFloor(g)}, {X: float64(len(methods)) - 0.5, Y: dumberFloor(g)}}
		}
	}
	panel.Series = []results.Series{training, test, floor}
	return panel
}

// dumberMiddle is the cells of one number of samples, the one in the middle.
func dumberMiddle(cells experiments.Data) experiments.Data {
	if len(cells) == 0 {
		return nil
	}
	middle := len(cells) / 2
	return cells[middle : middle+1]
}

// dumberFloor is the variance of the noise over that of the labels.
func dumberFloor(g experiments.Group) float64 {
	signal := 1.0 // of teachers
	if g.Cell.Measure == "prediction" {
		signal = float64(g.Cell.K) // of weights ±1
	}
	return g.Cell.Noise * g.Cell.Noise / (signal + g.Cell.Noise*g.Cell.Noise)
}

// dumberDot adds the mean of a sample at x to a series.
func dumberDot(s *results.Series, x float64, sample []float64) {
	if len(sample) > 1 {
		s.Points = append(s.Points, dumberPoint(x, sample))
	}
}

// dumberPoint is that mean with its interval.
func dumberPoint(x float64, sample []float64) results.Point {
	e := mean(sample, experiments.Level)
	return results.Point{X: x, Y: e.Value, Lo: e.Interval.Lo, Hi: e.Interval.Hi}
}

// dumberRecovery is what learners that are told the number of non-zeros make of systems with noise and without, compared with basis pursuit without noise
// and with the Lasso otherwise.
func dumberRecovery(t *results.Table, data experiments.Data, learners, rivals []string) error {
	t.Caption += " Truth found: all weights right to a millionth of the largest. Support: the right weights are not zero, and no others. Against: difference of the rates of the truth found, without noise, from that " +
		"of basis pursuit, or of the right support, with noise, from that of the Lasso, on the same draws, with Tango's interval; p-value by McNemar's exact test. " + dumberErrors
	t.Columns = append([]results.Column{text("setting"), number("k"), text("learner")}, numbers("truth found", "support", "against", "p-value", "test error")...)
	var shown experiments.Data
	for _, amplitudes := range []string{"gaussian", "rademacher"} {
		for _, s := range []dumberSetting{dumberClean(amplitudes), dumberNoisy(amplitudes)} {
			told, rival, view := slices.Concat(learners, rivals), "lasso", dumberExact
			if s.suffix == "" {
				told, rival, view = append([]string{"sparse"}, dumberToldAll(learners)...), "sparse", dumberRecovered
			}
			for _, method := range told {
				for _, g := range s.of(data, method) {
					shown = append(shown, g)
					row := []results.Value{results.Text(s.name), results.Int(g.Cell.K), results.Text(g.Cell.Solver), experiments.Estimate(g.Tally(dumberRecovered).Rate), experiments.Estimate(g.Tally(dumberExact).Rate)}
					against, err := dumberDuel(data, s, g, rival, view)
					if err != nil {
						return err
					}
					t.Append(append(append(row, against...), dumberMean(g, dumberError("test")))...)
				}
			}
		}
	}
	t.Note("p-values are of many comparisons: take one of them for a discovery only below 0.05 over the number of rows")
	losses(t, shown)
	return residue(t, shown, "n", "m", "k", "amplitudes", "noise", "solver")
}

// dumberDuel is the difference of two rates on the same draws and its p-value.
func dumberDuel(data experiments.Data, s dumberSetting, g experiments.Group, rival string, view mark) ([]results.Value, error) {
	for _, other := range s.of(data, rival) {
		if dumberTask(other.Cell) == dumberTask(g.Cell) && other.Cell.Solver != g.Cell.Solver {
			one, second, pairs := discordant(g, other, view)
			if pairs == 0 {
				break
			}
			interval, err := stats.PairedDifference(one, second, pairs, experiments.Level)
			return []results.Value{
				results.Measured{Value: float64(one-second) / float64(pairs), Lo: interval.Lo, Hi: interval.Hi}, results.Float{Value: stats.McNemar(one, second), Digits: 2},
			}, err
		}
	}
	return []results.Value{results.Missing{}, results.Missing{}}, nil
}
