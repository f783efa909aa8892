package catalog

import (
	"touchpoint/experiments"
	"touchpoint/results"
)

// smallnessPicture shows the solutions of one system, how sparsity fades along the rays, and what is left between systems.
func smallnessPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "smallness", Title: "Is a small norm sparse?", Across: 3,
		Caption: "Left: solutions of one system of six equations in twelve unknowns, by their norm over the least and by the entries that count, (|x|_1/|x|_2)^2. Basic ones are sparse and mostly large; the dense touch point of p = 2 is small. Middle: the mean share of entries that count on random rays from the touch point. Right: of touch points of different systems, share of pairs in which the smaller norm belongs to the sparser, by how far units vary; 0.5 is a coin.",
	}
	centre := results.Panel{Title: "on the way out", X: results.Axis{Label: "norm over the least", Log: true}, Y: results.Axis{Label: "share of entries that count"}}
	for _, g := range measuredBy(data, "smallness", func(c experiments.Cell) bool { return c.K == 0 && c.N != 12 }) {
		s := results.Series{Name: sized(g.Cell.N, g.Cell.M), Shape: results.LineDots}
		share := func(fact string) []float64 {
			return values(g, func(r results.Record) float64 { return r.Facts.Get(fact) / float64(g.Cell.N) })
		}
		place(&s, meanPoint, 1, share("touch_spread"))
		for _, h := range smallnessHeights {
			place(&s, meanPoint, h.over, share(h.fact))
		}
		centre.Series = append(centre.Series, s)
	}
	lo, hi := 0.3, 1.0
	right := results.Panel{Title: "between systems", X: results.Axis{Label: "decades of units"}, Y: results.Axis{Label: "smaller norm is sparser", Min: &lo, Max: &hi}}
	planted, generic := results.Series{Name: "planted", Shape: results.LineDots}, results.Series{Name: "generic", Shape: results.LineDots}
	for _, decades := range smallnessUnits {
		plot(&planted, decades, smallnessBetween(data, decades))
		for _, g := range measuredBy(data, "smallness", func(c experiments.Cell) bool { return c.N == 10 && c.K == 0 }) {
			plot(&generic, decades, smallnessWithin(g, decades))
		}
	}
	right.Series = []results.Series{planted, generic, {Name: "coin", Shape: results.Dashed, Points: []results.Point{{X: 0, Y: 0.5}, {X: 6, Y: 0.5}}}}
	f.Panels = []results.Panel{smallnessScatterPlot(data), centre, right}
	return f, nil
}
