package catalog

import (
	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// pruningPicture shows errors by how much is left of the network.
func pruningPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "pruning", Title: "How much of the network can go?", Across: 2,
		Caption: "Mean squared errors on new samples and on the training sample, as shares of that of the best constant, by the share of " +
			"the weights that is left, at all strengths that were tried; the smallest networks are to the left. " +
			"Dashed is the network of full size without a regulariser. Means with 95% intervals.",
	}
	for _, fact := range []struct{ name, label string }{{"test", "test error"}, {"train", "training error"}} {
		for _, s := range []dumberSetting{pruningSparse, pruningDense} {
			panel := results.Panel{Title: s.name, X: results.Axis{Label: "share of the weights left", Log: true}, Y: results.Axis{Label: fact.label, Min: new(float64)}}
			full := results.Series{Name: "full size", Shape: results.Dashed}
			low := 1.0
			for _, way := range pruningWays {
				method, err := dumberNamed(way.method)
				if err != nil {
					return f, err
				}
				curve := results.Series{Name: way.name, Shape: results.LineDots}
				for _, g := range dumberMiddle(s.of(data, way.method)) {
					for try := range method.Strengths {
						left := mean(dumberValues(g, pruningShare(try)), experiments.Level).Value
						if left > 0 {
							dumberDot(&curve, left, dumberValues(g, dumberFact(dumberTry(fact.name, try))))
							low = min(low, left)
						}
					}
				}
				panel.Series = append(panel.Series, curve)
			}
			for _, g := range dumberMiddle(s.of(data, "none")) {
				if level := dumberPoint(0, dumberValues(g, dumberError(fact.name))).Y; level == level {
					full.Points = []results.Point{{X: low, Y: level}, {X: 1, Y: level}}
				}
			}
			panel.Series = append(panel.Series, full)
			f.Panels = append(f.Panels, panel)
		}
	}
	return f, nil
}

// pruningRecoveryPicture shows how often the right weights are left.
func pruningRecoveryPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "recovery", Title: "Are the right weights left?", Across: 2,
		Caption: "Without noise: share of the draws in which the weights left are those of the truth and no others, by their number k, with " +
			"Wilson's 95% intervals. All methods but basis pursuit are told k. Dashed: exact theory for basis pursuit. " +
			"Prune starts from the exact fit of least L2 norm.",
	}
	ways := []struct{ learner, name string }{
		{"sparse", "basis pursuit"}, {"iht" + dumberTold, "hard thresholding"}, {"htp" + dumberTold, "pursuit by thresholding"}, {pruningIterate + dumberTold, "pruned bit by bit"}, {pruningRefit + dumberTold, "pruned at once"},
	}
	low, high := -0.03, 1.03
	for _, s := range []dumberSetting{dumberClean("gaussian"), dumberClean("rademacher")} {
		panel := results.Panel{Title: s.name, X: results.Axis{Label: "non-zeros k"}, Y: results.Axis{Label: "share of the draws", Min: &low, Max: &high}}
		exact := results.Series{Name: "exact", Shape: results.Dashed}
		for _, way := range ways {
			curve := results.Series{Name: way.name, Shape: results.LineDots}
			for _, g := range s.of(data, way.learner) {
				plot(&curve, float64(g.Cell.K), g.Tally(dumberExact).Rate)
				if way.learner == "sparse" {
					p, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
					if err != nil {
						return f, err
					}
					exact.Points = append(exact.Points, results.Point{X: float64(g.Cell.K), Y: p})
				}
			}
			panel.Series = append(panel.Series, curve)
		}
		panel.Series = append(panel.Series, exact)
		f.Panels = append(f.Panels, panel)
	}
	return f, nil
}
