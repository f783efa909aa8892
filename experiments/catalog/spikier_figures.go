package catalog

import (
	"fmt"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// spikierPicture shows success against p by the law of the amplitudes, the same systems in each panel, and last where p < 1 is worse than L1.
func spikierPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "spikier", Title: "Sharper spikes find more planted points, but not always", Across: 2,
		Caption: "Global minima of |x|_p by enumeration. First three panels: how often they are the planted point, 10 unknowns, 5 equations, k non-zeros, with Wilson's 95% intervals; dashed: the exact success of L1, which no law of the amplitudes changes. " +
			"Last panel: success less that of L1 on the same systems, 12 unknowns, 6 equations, one non-zero fewer than equations, with Tango's 95% intervals.",
	}
	for k := 2; k < 5; k++ {
		panel, err := spikierPanel(spikierPlanted(data).Where(func(c experiments.Cell) bool { return c.N == 10 && c.K == k }), 10, 5, k)
		if err != nil {
			return f, err
		}
		f.Panels = append(f.Panels, panel)
	}
	last, err := spikierLosses(sorted(data.Where(func(c experiments.Cell) bool { return c.Measure == "duels" && c.N == 12 && c.P >= 0.7 })))
	f.Panels = append(f.Panels, last)
	return f, err
}

// spikierPanel is success against p for one k.
func spikierPanel(cells experiments.Data, n, m, k int) (results.Panel, error) {
	zero, one := 0.0, 1.0
	panel := results.Panel{Title: fmt.Sprintf("%s, k = %d", sized(n, m), k), X: results.Axis{Label: "p"}, Y: results.Axis{Label: "finds the planted point", Min: &zero, Max: &one}}
	for _, law := range spikierLaws {
		s := results.Series{Name: law, Shape: results.LineDots}
		for _, g := range sorted(cells.Where(func(c experiments.Cell) bool { return c.Amplitudes == law })) {
			plot(&s, g.Cell.P, g.Tally(experiments.Success).Rate)
		}
		panel.Series = append(panel.Series, s)
	}
	exact, err := theory.Success(n, m, k)
	panel.Series = append(panel.Series, results.Series{Name: "L1", Shape: results.Dashed, Points: []results.Point{{X: 0, Y: exact}, {X: 1, Y: exact}}})
	return panel, err
}

// spikierLosses is the difference to L1 against p, by the law of the amplitudes.
func spikierLosses(duels experiments.Data) (results.Panel, error) {
	panel := results.Panel{Title: "n = 12, m = 6, k = 5: against L1", X: results.Axis{Label: "p"}, Y: results.Axis{Label: "success less that of L1"}}
	for _, law := range spikierLaws { // those without a duel stay empty, for the legend of all panels
		s := results.Series{Name: law, Shape: results.LineDots}
		for _, m := range spikierMatches(duels.Where(func(c experiments.Cell) bool { return c.Amplitudes == law })) {
			if m.pairs == 0 {
				continue
			}
			interval, err := stats.PairedDifference(m.below, m.one, m.pairs, experiments.Level)
			if err != nil {
				return panel, err
			}
			s.Points = append(s.Points, results.Point{X: m.cell.P, Y: float64(m.below-m.one) / float64(m.pairs), Lo: interval.Lo, Hi: interval.Hi})
		}
		panel.Series = append(panel.Series, s)
	}
	panel.Series = append(panel.Series, results.Series{Name: "L1", Shape: results.Dashed, Points: []results.Point{{X: 0.7}, {X: 0.95}}})
	return panel, nil
}
