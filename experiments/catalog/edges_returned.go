package catalog

import (
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/results"
)

// reference returns the group of the homotopy method on the same systems.
func reference(data experiments.Data, c experiments.Cell) (experiments.Group, bool) {
	c.P, c.Solver = 1, "homotopy"
	i := slices.IndexFunc(data, func(g experiments.Group) bool { return g.Cell == c })
	if i < 0 {
		return experiments.Group{}, false
	}
	return data[i], true
}

// compared are the shapes on which several solvers met the same systems.
func compared(data experiments.Data) experiments.Data {
	return data.Where(func(c experiments.Cell) bool {
		return c.K == 0 && (c.Ensemble == "integer:2" && c.M == 1 && c.N == 10 || c.Ensemble == "integer:1" && c.M == 2 && c.N == 4)
	})
}

// edgesReturned shows which point of the edge each solver returns.
func edgesReturned(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "returned",
		Title:   "Ties: which point of the face does each solver return?",
		Caption: "Systems whose touch is proved to be an edge or a larger face for p = 1. At a corner: the point has at most m non-zeros, as few as the face offers. The ball of p = 1.01 is the limit from the round side: it picks the middle.",
		Columns: append([]results.Column{text("matrix")}, append(numbers("m", "n", "p"), text("solver"), number("tied systems"), number("at a corner"), number("mean non-zeros"))...),
	}
	cells := compared(data)
	for _, g := range cells {
		base, ok := reference(data, g.Cell)
		if !ok {
			return t, fmt.Errorf("catalog: edges: no reference for %s", g.Cell)
		}
		var corner results.Rate
		var sizes []float64
		tied := 0
		for i, r := range g.Records {
			if i >= len(base.Records) || !base.Records[i].Tied || r.Outcome != results.Solved {
				continue
			}
			tied++
			sizes = append(sizes, float64(r.Support))
			switch {
			case g.Cell.P == 1 && !experiments.Decided(g.Cell, r):
				corner.Add(results.Undecided)
			case r.Support <= g.Cell.M:
				corner.Add(results.Hit)
			default:
				corner.Add(results.Miss)
			}
		}
		t.Append(results.Text(g.Cell.Ensemble), results.Int(g.Cell.M), results.Int(g.Cell.N), exponent(g.Cell.P), results.Text(g.Cell.Solver),
			results.Int(tied), experiments.Estimate(corner), withInterval(mean(sizes, experiments.Level)))
	}
	losses(&t, cells)
	return t, residue(&t, cells, "ensemble", "m", "n", "p", "solver")
}

// alongFace marks the systems that the ball touches along an edge or a larger face, of all that were drawn.
func alongFace(c experiments.Cell, r results.Record) results.Mark {
	return settled(c, r, func(r results.Record) bool { return r.Outcome == results.Solved && r.Dim >= 1 })
}

// edgesFindings asks whether the touch along an edge happens, and for which data it is the rule.
func edgesFindings(data experiments.Data) ([]experiments.Finding, error) {
	of := func(law string, keep func(experiments.Cell) bool) experiments.Effect {
		rate := pooled(data.Where(func(c experiments.Cell) bool {
			return c.Ensemble == law && c.K == 0 && c.P == 1 && c.Solver == "homotopy" && keep(c)
		}), alongFace)
		return experiments.RateEffect("along a face", rate)
	}
	all := func(experiments.Cell) bool { return true }
	var tests agreements
	for _, g := range data {
		if g.Cell.K > 0 {
			continue
		}
		if _, ok := reference(data, g.Cell); !ok || g.Cell.Solver != "homotopy" || g.Cell.Ensemble == "gaussian" {
			continue
		}
		law, err := tieLaw(g.Cell)
		if err != nil {
			return nil, err
		}
		tests.of(g.Tally(alongFace).Rate, min(1, sum(law.Dim[1:])))
	}
	return []experiments.Finding{
		experiments.Above("data of whole numbers from -2 to 2 are touched along an edge or a larger face in at least one system of ten", of("integer:2", all), 0.1),
		experiments.Above("so are a hundred eight-bit numbers in one equation", of(eightBit, func(c experiments.Cell) bool { return c.N == 100 }), 0.1),
		experiments.Above("so are the 784 of a small picture, and more often than not", of(eightBit, func(c experiments.Cell) bool { return c.N == 784 }), 0.5),
		experiments.Below("and yet generic real data are touched along an edge in fewer than one system of a hundred: the probability of a tip is very high", of("gaussian", all), 0.01),
		experiments.Agrees("ties are as frequent as the closed forms say", data.Trials(), tests),
	}, nil
}

func sum(list []float64) (total float64) {
	for _, v := range list {
		total += v
	}
	return total
}

// edgesPicture shows how often the ball touches along a face, by n, for data of growing fineness.
func edgesPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "edges", Title: "How often does the ball touch along an edge?",
		Caption: "One equation in n unknowns with whole-number coefficients, of fair sign: uniform on -K to K, or of sizes 1 to 255 as in eight-bit data. Dashed: closed forms.",
	}
	p := results.Panel{X: results.Axis{Label: "unknowns n", Log: true}, Y: results.Axis{Label: "share of systems touched along a face"}}
	exact := results.Series{Name: "exact", Shape: results.Dashed}
	for _, law := range []struct{ name, label string }{
		{"integer:1", "K = 1"}, {"integer:2", "K = 2"}, {"integer:127", "K = 127"}, {eightBit, "eight bits"},
	} {
		s := results.Series{Name: law.label, Shape: results.Dots}
		for _, g := range sorted(data.Where(func(c experiments.Cell) bool {
			return c.Ensemble == law.name && c.M == 1 && c.K == 0 && c.Solver == "homotopy"
		})) {
			plot(&s, float64(g.Cell.N), g.Tally(alongFace).Rate)
		}
		p.Series = append(p.Series, s)
		for n := 2.0; n <= 1000; n *= 1.25 {
			law, err := tieLaw(experiments.Cell{N: int(n), M: 1, Ensemble: law.name})
			if err != nil {
				return f, err
			}
			exact.Points = append(exact.Points, results.Point{X: float64(int(n)), Y: min(1, sum(law.Dim[1:]))})
		}
		exact.Points = append(exact.Points, results.Point{X: 1000, Y: math.NaN()})
	}
	p.Series = append(p.Series, exact)
	f.Panels = []results.Panel{p}
	return f, nil
}
