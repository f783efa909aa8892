package catalog

import (
	"touchpoint/experiments"
	"touchpoint/results"
)

// growingPicture shows the size that is chosen by the number of samples.
func growingPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "sizes", Title: "The size that is chosen when more data is available", Across: 3,
		Caption: "Left and middle: hidden units to which a network grows, chosen among 1 to 32 by a validation " +
			"sample as large as the training sample; in hindsight is the choice by the test error. " +
			"Right: weights to which orthogonal matching pursuit grows, chosen by cross-validation. Geometric means with 95% intervals.",
	}
	for _, s := range []dumberSetting{growingSimple, growingRich} {
		f.Panels = append(f.Panels, results.Panel{Title: "network, " + s.name, X: results.Axis{Label: "samples m", Log: true}, Y: results.Axis{Label: "hidden units", Log: true}, Series: []results.Series{
			growingCurve("chosen", data, s, "growing", dumberFact("strength"), growingPoint), growingCurve("in hindsight", data, s, "growing", growingHindsight, growingPoint),
		}})
	}
	right := results.Panel{Title: "linear model", X: results.Axis{Label: "samples m", Log: true}, Y: results.Axis{Label: "weights", Log: true}}
	for _, s := range []dumberSetting{growingSparse, growingDense} {
		right.Series = append(right.Series, growingCurve(s.name, data, s, "omp", dumberFact("size"), growingPoint))
	}
	f.Panels = append(f.Panels, right)
	return f, nil
}

// growingCurve is a mean by the number of samples.
func growingCurve(name string, data experiments.Data, s dumberSetting, method string, of dumberNumber, point func(x float64, sample []float64) results.Point) results.Series {
	series := results.Series{Name: name, Shape: results.LineDots}
	for _, g := range s.of(data, method) {
		if sample := dumberValues(g, of); len(sample) > 1 {
			series.Points = append(series.Points, point(float64(g.Cell.M), sample))
		}
	}
	return series
}

// growingErrors shows the test error by the number of samples.
func growingErrors(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "errors", Title: "Grown, small from the start, and of full size", Across: 2,
		Caption: "Mean squared errors on new samples as shares of that of the best constant, with 95% intervals; dashed is the " +
			"noise. Above networks, by the teacher, those of full size and with an L1 penalty only at some m; below linear models, where least is the exact fit of least " +
			"L2 norm up to 50 samples and least squares beyond.",
	}
	panel := func(s dumberSetting, methods, names []string) {
		p := results.Panel{Title: s.name, X: results.Axis{Label: "samples m", Log: true}, Y: results.Axis{Label: "test error, constant = 1", Log: true}}
		floor := results.Series{Name: "noise", Shape: results.Dashed}
		for i, method := range methods {
			c := growingCurve(names[i], data, s, method, dumberError("test"), dumberPoint)
			p.Series = append(p.Series, c)
			for _, g := range s.of(data, method) {
				if len(c.Points) > 1 && len(floor.Points) < 2 {
					floor.Points = []results.Point{{X: c.Points[0].X, Y: dumberFloor(g)}, {X: c.Points[len(c.Points)-1].X, Y: dumberFloor(g)}}
				}
			}
		}
		p.Series = append(p.Series, floor)
		f.Panels = append(f.Panels, p)
	}
	networks, names := []string{"growing", "small", "none", "l1"}, []string{"grown", "small from the start", "full size", "L1"}
	panel(growingSimple, networks, names)
	panel(growingRich, networks[:3], names[:3])
	models, learners := []string{"omp", "stagewise", "least", "lasso"}, []string{"grown, matching pursuit", "grown, stagewise", "full size, least", "Lasso"}
	panel(growingSparse, models, learners)
	panel(growingDense, models, learners)
	return f, nil
}
