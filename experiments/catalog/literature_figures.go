package catalog

import (
	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// literaturePicture shows success against k by method, a panel for each preset, with the exact law of L1.
func literaturePicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "literature", Title: "Published experiments, repeated", Across: 2,
		Caption: "Success against the number of planted non-zeros, with Wilson's 95% intervals. Dashed: the exact law of L1 with a Gaussian matrix. Greedy methods are told k. The eps of reweighting is in units of |x|_inf of the L1 point.",
	}
	for _, p := range literaturePresets() {
		panel, err := p.panel(data)
		if err != nil {
			return f, err
		}
		f.Panels = append(f.Panels, panel)
	}
	return f, nil
}

// panel shows the lines of a preset with more than one k, at its middle number of equations.
func (p literaturePreset) panel(data experiments.Data) (results.Panel, error) {
	zero, one := 0.0, 1.0
	ms := p.ms[experiments.Full]
	m := ms[len(ms)/2]
	panel := results.Panel{Title: sized(p.n, m) + ", " + p.short, X: results.Axis{Label: "planted non-zeros k"}, Y: results.Axis{Label: "success", Min: &zero, Max: &one}}
	least, most := p.n, 0
	for _, l := range p.lines {
		s := results.Series{Name: l.label, Shape: results.LineDots}
		for _, g := range p.of(data, l).Where(func(c experiments.Cell) bool { return c.M == m }) {
			plot(&s, float64(g.Cell.K), g.Tally(p.published()).Rate)
			least, most = min(least, g.Cell.K), max(most, g.Cell.K)
		}
		if len(s.Points) != 1 {
			panel.Series = append(panel.Series, s)
		}
	}
	law := results.Series{Name: "L1, exact", Shape: results.Dashed}
	for k := least; k <= most; k++ {
		exact, err := theory.Success(p.n, m, k)
		if err != nil {
			return panel, err
		}
		law.Points = append(law.Points, results.Point{X: float64(k), Y: exact})
	}
	panel.Series = append(panel.Series, law)
	return panel, nil
}
