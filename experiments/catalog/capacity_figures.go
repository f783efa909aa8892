package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/results"
)

// capacityPicture shows what is taken away, and what that is good for, with fewer samples than features.
func capacityPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "capacity", Title: "Banging on a model of 40 features with 30 samples", Across: 2,
		Caption: "By the strength of a penalty, means with 95% intervals; ridge lies under dropout. Top left: effective degrees of freedom by their definition; dashed, the closed forms. Top right: the share of the training labels that the fit leaves; dashed, that of labels in random order, which mean nothing: it is memorised at the weak penalties. " +
			"Bottom left: error on new samples; dashed, the limits for large n. Bottom right: the same against the degrees of freedom: at the same capacity the Lasso knows more, for few features matter.",
	}
	strength := results.Axis{Label: "strength", Log: true}
	freedom := results.Panel{Title: "degrees of freedom", X: strength, Y: results.Axis{Label: "degrees of freedom"}}
	train := results.Panel{Title: "training labels", X: strength, Y: results.Axis{Label: "share of |b|² left"}}
	test := results.Panel{Title: "new samples", X: strength, Y: results.Axis{Label: "error over |x0|²"}}
	against := results.Panel{Title: "new samples, at the same capacity", X: results.Axis{Label: "degrees of freedom"}, Y: results.Axis{Label: "error over |x0|²"}}
	closed, limit := results.Series{Name: "closed form", Shape: results.Dashed}, results.Series{Name: "limit", Shape: results.Dashed}
	shuffled := results.Series{Name: "labels in random order", Shape: results.Dashed}
	gap := results.Point{X: 1, Y: math.NaN()}
	for _, chain := range capacityChains(data.Where(func(c experiments.Cell) bool { return c.M < c.N })) {
		label := capacityLabels[chain[0].Cell.Solver]
		test.Series = append(test.Series, capacitySeries(label, chain, capacityError("test")))
		train.Series = append(train.Series, capacitySeries(label, chain, func(r results.Record) float64 { return r.Facts.Get("train") / r.Facts.Get("labels") }))
		shuffled.Points = append(append(shuffled.Points, capacitySeries("", chain, factOf("shuffled")).Points...), gap)
		defined, line := results.Series{Name: label, Shape: results.LineDots}, results.Series{Name: label, Shape: results.LineDots}
		for _, g := range chain {
			freedoms, err := capacityFreedoms(g.Cell)
			if err != nil {
				return f, err
			}
			x, y := mean(values(g, freedoms), experiments.Level), mean(values(g, capacityError("test")), experiments.Level)
			if !math.IsNaN(x.Value) {
				defined.Points = append(defined.Points, results.Point{X: g.Cell.Lambda, Y: x.Value, Lo: x.Interval.Lo, Hi: x.Interval.Hi})
				line.Points = append(line.Points, results.Point{X: x.Value, Y: y.Value, Lo: y.Interval.Lo, Hi: y.Interval.Hi})
			}
			if e := mean(values(g, factOf("freedom")), experiments.Level); !math.IsNaN(e.Value) {
				closed.Points = append(closed.Points, results.Point{X: g.Cell.Lambda, Y: e.Value})
			}
		}
		closed.Points = append(closed.Points, gap)
		freedom.Series, against.Series = append(freedom.Series, defined), append(against.Series, line)
		if label != "dropout" { // whose limit is that of ridge
			curve, err := capacityCurve(chain)
			if err != nil {
				return f, err
			}
			limit.Points = append(append(limit.Points, curve...), gap)
		}
	}
	freedom.Series, train.Series, test.Series = append(freedom.Series, closed), append(train.Series, shuffled), append(test.Series, limit)
	f.Panels = []results.Panel{freedom, train, test, against}
	return f, nil
}

// capacitySeries is the mean of a quantity by strength.
func capacitySeries(name string, chain experiments.Data, of func(results.Record) float64) results.Series {
	s := results.Series{Name: name, Shape: results.LineDots}
	for _, g := range chain {
		if e := mean(values(g, of), experiments.Level); !math.IsNaN(e.Value) {
			s.Points = append(s.Points, results.Point{X: g.Cell.Lambda, Y: e.Value, Lo: e.Interval.Lo, Hi: e.Interval.Hi})
		}
	}
	return s
}

// capacityCurve is the limit of the test error along a chain.
func capacityCurve(chain experiments.Data) (points []results.Point, err error) {
	first, last := chain[0].Cell.Lambda, chain[len(chain)-1].Cell.Lambda
	const steps = 60
	for i := range steps + 1 {
		c := chain[0].Cell
		c.Lambda = first * math.Pow(last/first, float64(i)/steps)
		risk, err := capacityLimit(c)
		if err != nil {
			return nil, err
		}
		points = append(points, results.Point{X: c.Lambda, Y: risk.Test / float64(c.K)})
	}
	return points, nil
}
