package catalog

import (
	"fmt"
	"math"

	"touchpoint/experiments"
	"touchpoint/results"
)

// phaseDiagram draws the three methods as maps over the same plane, with the exact line of basis pursuit on each.
func phaseDiagram(data experiments.Data) (results.Figure, error) {
	n, ms := phaseShapes(data)
	f := results.Figure{
		Name: "phase", Title: fmt.Sprintf("Where the planted point is found, n = %d", n), Across: 3,
		Caption: "Share of planted k-sparse points that are found from m equations. The dashed line is where the exact law of basis pursuit passes one half; it stands on the other maps for comparison. Below it a sparse point is found as a rule, above it as a rule not; the local method for p = 1/2 goes beyond it.",
	}
	line := results.Series{Name: "half of the points, basis pursuit, exact", Shape: results.Dashed}
	for m := 1; m < n; m++ {
		if half := phaseExactHalf(n, m); !math.IsNaN(half) {
			line.Points = append(line.Points, results.Point{X: float64(m) / float64(n), Y: half / float64(m)})
		}
	}
	zero, one := 0.0, 1.0
	for _, l := range layers() {
		p := results.Panel{
			Title: l.title, X: results.Axis{Label: "m/n", Min: &zero, Max: &one}, Y: results.Axis{Label: "k/m", Min: &zero, Max: &one},
			Series: []results.Series{line},
		}
		if len(ms) > 0 {
			p.Heat = arrange(data, l).heat()
		}
		f.Panels = append(f.Panels, p)
	}
	return f, nil
}

// heat is the plane as a map.
func (p plane) heat() *results.Heat {
	h := &results.Heat{Lo: 0, Hi: 1, Label: "found"}
	steps := len(p.ms)
	for i := range steps {
		h.X, h.Y = append(h.X, float64(p.ms[i])/float64(p.n)), append(h.Y, (float64(i)+0.5)/float64(steps))
		var row []float64
		for _, m := range p.ms {
			row = append(row, p.rates[[2]int{m, share(m, i, steps)}].Value())
		}
		h.Z = append(h.Z, row)
	}
	return h
}

// phaseMisses shows what counts as found, and why each method misses.
func phaseMisses(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "misses", Title: "Why a planted point is missed", Across: 2,
		Caption: fmt.Sprintf("Top left: share of all trials that count as found, by the relative error that is allowed: a matter of taste for the Lasso, whose penalty biases every entry, and hardly for the others. The others: what becomes of the trials of each method as k grows, with errors up to 1e-6 found and up to %g missed by tolerance; geometry means that another point is as good or better, solver that the truth is better than the point returned.", experiments.Near),
		Panels:  []results.Panel{phaseTolerancePanel(data)},
	}
	for _, l := range layers() {
		p, err := phaseReasonPanel(data.Where(l.of), l.title)
		if err != nil {
			return f, err
		}
		f.Panels = append(f.Panels, p)
	}
	return f, nil
}

func phaseTolerancePanel(data experiments.Data) results.Panel {
	zero, one := 0.0, 1.0
	p := results.Panel{Title: "what counts as found", X: results.Axis{Label: "relative error allowed", Log: true}, Y: results.Axis{Label: "found", Min: &zero, Max: &one}}
	for _, l := range layers() {
		s := results.Series{Name: l.title, Shape: results.LineDots}
		for _, tolerance := range phaseTolerances {
			plot(&s, tolerance, pooled(data.Where(l.of), phaseTold(tolerance)))
		}
		p.Series = append(p.Series, s)
	}
	return p
}

// phaseReasonPanel shows the reasons of one method along k/(rho m).
func phaseReasonPanel(data experiments.Data, title string) (results.Panel, error) {
	zero, one := 0.0, 1.0
	p := results.Panel{Title: title, X: results.Axis{Label: "k over the threshold of basis pursuit"}, Y: results.Axis{Label: "share of the trials", Min: &zero, Max: &one}}
	for reason := experiments.NoReason; reason <= experiments.Tolerance; reason++ {
		name := reason.String()
		if reason == experiments.NoReason {
			name = "found"
		}
		s := results.Series{Name: name, Shape: results.LineDots}
		const step, last = 0.25, 2.0
		for lo := 0.0; lo < last; lo += step {
			cells, err := phaseBanded(data, lo, lo+step)
			if err != nil {
				return p, err
			}
			plot(&s, lo+step/2, pooled(cells, phaseBecause(reason)))
		}
		p.Series = append(p.Series, s)
	}
	return p, nil
}
