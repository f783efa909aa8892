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
	f.Panels = append(f.Panels, b.panel("Basis pursuit", "n, m", func(o outcome) bool { return strings.HasPrefix(o.group, "basis pursuit") }))
	for _, s := range regressions() {
		f.Panels = append(f.Panels, b.panel(fmt.Sprintf("Lasso, m = %d, n = %d", s[0], s[1]), "lambda / lambda_max", func(o outcome) bool {
			return o.task == Lasso && o.m == s[0] && o.n == s[1]
		}))
	}
	for _, target := range targets {
		f.Panels = append(f.Panels, b.panel(fmt.Sprintf("Lasso path, gap %g", target), "m, n", func(o outcome) bool {
			return o.task == Path && o.target == target
		}))
	}
	f.Panels = append(f.Panels,
		b.panel("p = 1/2, n = 256, m = 100", "k", func(o outcome) bool { return o.task == Half }),
		b.panel("Phase study", "", func(o outcome) bool { return o.group == phaseWhole && o.mark.goal > 0 }))
	f.Panels = slices.DeleteFunc(f.Panels, func(p results.Panel) bool { return len(p.Series[1].Points) == 0 })
	return f
}

// panel shows the outcomes that are taken, side by side, each over its goal and its moonshot.
func (b *bout) panel(title, label string, take func(outcome) bool) results.Panel {
	ratios := results.Series{Name: "ratio", Shape: results.Dots}
	goal, moonshot := results.Series{Name: "goal", Shape: results.Dashed}, results.Series{Name: "moonshot", Shape: results.Dashed}
	var ticks []results.Tick
	for _, o := range b.outcomes {
		if !take(o) {
			continue
		}
		at := float64(len(ticks))
		ticks = append(ticks, results.Tick{At: at, Label: o.category})
		goal.Points = append(goal.Points, bar(at, o.mark.goal)...)
		moonshot.Points = append(moonshot.Points, bar(at, o.mark.moonshot)...)
		if r := ratio(o.best()); !math.IsNaN(r.Value) {
			ratios.Points = append(ratios.Points, results.Point{X: at, Y: r.Value, Lo: r.Lo, Hi: r.Hi})
		}
	}
	left, right, bottom, top := -0.5, float64(len(ticks))-0.5, 0.005, 10.0
	return results.Panel{
		Title: title, X: results.Axis{Label: label, Ticks: ticks, Min: &left, Max: &right},
		Y:      results.Axis{Label: "ours / best peer", Log: true, Min: &bottom, Max: &top},
		Series: []results.Series{ratios, goal, moonshot},
	}
}

// bar is a level line around x, with a gap behind it.
func bar(x, y float64) []results.Point {
	const half = 0.3
	return []results.Point{{X: x - half, Y: y}, {X: x + half, Y: y}, {X: x + half, Y: math.NaN()}}
}
