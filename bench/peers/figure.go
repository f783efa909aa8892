package peers

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"touchpoint/results"
)

// figure draws the ratio of every row with its goals.
func (b *bout) figure() results.Figure {
	f := results.Figure{
		Name:  "peers",
		Title: "CPU time of our fastest solver over that of the best peer",
		Caption: "Below 1 we are faster; dashed is the goal, dotted the moonshot. Whiskers go from the least to the largest of the rounds, in which both took turns. " +
			"Rows without an accurate solver on both sides have no point.",
		Across: 3,
	}
	f.Panels = append(f.Panels, b.panel("Basis pursuit", results.Axis{Label: "n, m"}, func(o outcome) bool { return strings.HasPrefix(o.group, "basis pursuit") }))
	for _, s := range regressions() {
		axis := results.Axis{Label: "lambda / lambda_max", Log: true}
		for _, share := range []float64{0.01, 0.05, 0.1, 0.5} {
			axis.Ticks = append(axis.Ticks, results.Tick{At: share, Label: fmt.Sprint(share)})
		}
		f.Panels = append(f.Panels, b.panel(fmt.Sprintf("Lasso, m = %d, n = %d", s[0], s[1]), axis, func(o outcome) bool {
			return o.task == Lasso && o.m == s[0] && o.n == s[1]
		}))
	}
	for _, target := range targets {
		f.Panels = append(f.Panels, b.panel(fmt.Sprintf("Lasso path, gap %g", target), results.Axis{Label: "m, n"}, func(o outcome) bool {
			return o.task == Path && o.target == target
		}))
	}
	f.Panels = append(f.Panels,
		b.panel("p = 1/2, n = 256, m = 100", results.Axis{Label: "k"}, func(o outcome) bool { return o.task == Half }),
		b.panel("Phase study", results.Axis{}, func(o outcome) bool { return o.group == phaseWhole && o.mark.goal > 0 }))
	f.Panels = slices.DeleteFunc(f.Panels, func(p results.Panel) bool { return len(p.Series[1].Points) == 0 })
	return f
}

// panel shows the outcomes that are taken, and their goals: as lines over a number, as short bars over a category.
func (b *bout) panel(title string, x results.Axis, take func(outcome) bool) results.Panel {
	top, bottom, half := 10.0, 0.005, 0.3
	p := results.Panel{Title: title, X: x, Y: results.Axis{Label: "ours / best peer", Log: true, Min: &bottom, Max: &top}}
	ratios := results.Series{Name: "ratio", Shape: results.LineDots}
	goal, moonshot := results.Series{Name: "goal", Shape: results.Dashed}, results.Series{Name: "moonshot", Shape: results.Dashed}
	for _, o := range b.outcomes {
		if !take(o) {
			continue
		}
		if o.category == "" {
			goal.Points = append(goal.Points, results.Point{X: o.at, Y: o.mark.goal})
			moonshot.Points = append(moonshot.Points, results.Point{X: o.at, Y: o.mark.moonshot})
		} else {
			at := float64(len(p.X.Ticks))
			p.X.Ticks = append(p.X.Ticks, results.Tick{At: at, Label: o.category})
			goal.Points = append(goal.Points, bar(at, half, o.mark.goal)...)
			moonshot.Points = append(moonshot.Points, bar(at, half, o.mark.moonshot)...)
			ratios.Shape, o.at = results.Dots, at
			left, right := -0.5, at+0.5
			p.X.Min, p.X.Max = &left, &right
		}
		if r := ratio(o.best()); !math.IsNaN(r.Value) {
			ratios.Points = append(ratios.Points, results.Point{X: o.at, Y: r.Value, Lo: r.Lo, Hi: r.Hi})
		}
	}
	p.Series = []results.Series{ratios, goal, moonshot}
	return p
}

// bar is a level line around x, with a gap behind it.
func bar(x, half, y float64) []results.Point {
	return []results.Point{{X: x - half, Y: y}, {X: x + half, Y: y}, {X: x + half, Y: math.NaN()}}
}
