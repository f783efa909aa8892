package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/results"
)

// kingdomPicture shows population against productivity, and what became of whom.
func kingdomPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "kingdom", Title: "Fewer people, and what they produce", Across: 2,
		Caption: "Left: forty unknowns, twenty equations, four planted non-zeros: mean number of non-zeros against the geometric mean of their mean size, at constant output A x = b for several p, and under a penalty that grows from right to left, with its least-squares refit; dashed: where the sum of all sizes is as for p = 2 and p = 1. Right: mean size of all under p = 2, of those who do not survive p = 1 and of those who do, before, and of these after; over the first.",
	}
	f.Panels = []results.Panel{kingdomTrade(data), kingdomBars(data)}
	return f, nil
}

// kingdomPoint is one point of a trade-off.
func kingdomPoint(g experiments.Group, population, productivity string) (results.Point, bool) {
	people := mean(values(g, factOf(population)), experiments.Level).Value
	p, ok := geometricPoint(people, logsOf(g, productivity))
	return p, ok && !math.IsNaN(people)
}

func kingdomTrade(data experiments.Data) results.Panel {
	shape := func(c experiments.Cell) bool { return c.N == 40 && c.M == 20 && c.K == 4 }
	panel := results.Panel{Title: "population and productivity", X: results.Axis{Label: "population: non-zeros", Log: true}, Y: results.Axis{Label: "productivity: mean |x_j|", Log: true}}
	equal := results.Series{Name: "equal sum", Shape: results.Dashed}
	var rules []results.Series
	for _, r := range kingdomRulers {
		s := results.Series{Name: "p = " + exponentName(r.p), Shape: results.Dots}
		for _, g := range measuredBy(data, "kingdom", shape) {
			if p, ok := kingdomPoint(g, "population_"+r.name, "productivity_"+r.name); ok {
				s.Points = append(s.Points, p)
				if r.p == 2 || r.p == 1 {
					equal.Points = append(equal.Points, results.Point{X: 2, Y: p.X * p.Y / 2}, results.Point{X: 40, Y: p.X * p.Y / 40}, results.Point{X: 40, Y: math.NaN()})
				}
			}
		}
		if len(s.Points) > 0 {
			rules = append(rules, s)
		}
	}
	path, refit := results.Series{Name: "under a penalty", Shape: results.LineDots}, results.Series{Name: "its refit", Shape: results.LineDots}
	for _, g := range measuredBy(data, "reign", shape) {
		if p, ok := kingdomPoint(g, "population", "productivity"); ok {
			path.Points = append(path.Points, p)
		}
		if p, ok := kingdomPoint(g, "population", "refit_productivity"); ok {
			refit.Points = append(refit.Points, p)
		}
	}
	panel.Series = append(append(panel.Series, equal, path, refit), rules...)
	return panel
}

func kingdomBars(data experiments.Data) results.Panel {
	groups := []struct{ label, fact string }{
		{"all, before", "productivity_two"}, {"fallen, before", "fallen"}, {"survivors, before", "before"}, {"survivors, after", "productivity_one"},
	}
	panel := results.Panel{Title: "who produced, and who does", Y: results.Axis{Label: "mean |x_j|, over that of all before"}}
	for i, b := range groups {
		panel.X.Ticks = append(panel.X.Ticks, results.Tick{At: float64(i), Label: b.label})
	}
	for _, g := range measuredBy(data, "kingdom", func(c experiments.Cell) bool { return c.N <= 2*c.M }) {
		s := results.Series{Name: sized(g.Cell.N, g.Cell.M), Shape: results.Bars}
		if g.Cell.K > 0 {
			s.Name += ", k = " + itoa(g.Cell.K)
		}
		for i, b := range groups {
			place(&s, geometricPoint, float64(i), kingdomLogs(experiments.Data{g}, b.fact, "productivity_two"))
		}
		panel.Series = append(panel.Series, s)
	}
	return panel
}
