package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/results"
)

// infinitePlane draws a line of solutions and the balls that touch it.
func infinitePlane(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "plane", Title: "One line of solutions, five balls that touch it",
		Caption: "All points of the line x_1 + 2 x_2 = 2 solve the equation. Each ball has grown until it touches: with tips on the axes for p = 1/2 and p = 1, smooth for p = 3/2 and p = 2, at a corner of the square for p = inf. The points are those that the solvers returned.",
	}
	left, right, bottom, top := -2.2, 2.8, -1.2, 1.6 // so that circles look round
	panel := results.Panel{X: results.Axis{Label: "x_1", Min: &left, Max: &right}, Y: results.Axis{Label: "x_2", Min: &bottom, Max: &top}}
	line := []results.Point{{X: left, Y: 1 - left/2}, {X: right, Y: 1 - right/2}}
	panel.Series = append(panel.Series, results.Series{Name: "solutions", Shape: results.Dashed, Points: line})
	for _, b := range infiniteBalls {
		if b.p == 0 {
			continue // its ball is the two axes, whatever the radius
		}
		name := "p = " + exponentName(b.p)
		for _, g := range data.Where(func(c experiments.Cell) bool { return c.Ensemble == infiniteLine && c.P == b.p }) {
			for _, r := range g.Records {
				if r.Outcome != results.Solved || len(r.X) != 2 {
					continue
				}
				x, y := math.Abs(float64(r.X[0])), math.Abs(float64(r.X[1]))
				panel.Series = append(panel.Series, results.Series{Name: name, Points: infiniteOutline(b.p, x, y)},
					results.Series{Shape: results.Dots, Points: []results.Point{{X: float64(r.X[0]), Y: float64(r.X[1])}}})
			}
		}
	}
	f.Panels = []results.Panel{panel}
	return f, nil
}

// infiniteOutline is the ball of exponent p in the plane whose surface holds (x, y): |u|^p = cos^2, |v|^p = sin^2 of a turning angle.
func infiniteOutline(p, x, y float64) (outline []results.Point) {
	if math.IsInf(p, 1) {
		r := max(x, y)
		return []results.Point{{X: r, Y: r}, {X: -r, Y: r}, {X: -r, Y: -r}, {X: r, Y: -r}, {X: r, Y: r}}
	}
	radius := math.Pow(math.Pow(x, p)+math.Pow(y, p), 1/p)
	bent := func(v float64) float64 { return radius * math.Copysign(math.Pow(math.Abs(v), 2/p), v) }
	const corners = 240
	for i := range corners + 1 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		outline = append(outline, results.Point{X: bent(cos), Y: bent(sin)})
	}
	return outline
}

// infinitePicture shows the price of each pick, and how near it is to a sparse and to a dense truth.
func infinitePicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "picks", Title: "Six balls pick from the same solutions", Across: 3,
		Caption: "Ten unknowns, five equations. Left: what the pick of one ball costs by the measure of another, over the least possible, as a decimal logarithm of the median. Middle: how many entries of the pick count, (|x|_1/|x|_2)^2, where k non-zeros were planted; k = 10 is a truth without zeros. Right: the median distance |x - x0|_2/|x0|_2 of the pick from that truth.",
	}
	names := make([]results.Tick, len(infiniteBalls))
	heat := results.Heat{Label: "log10 of the price"}
	for i, b := range infiniteBalls {
		names[i] = results.Tick{At: float64(i), Label: exponentName(b.p)}
		heat.X, heat.Y, heat.Z = append(heat.X, float64(i)), append(heat.Y, float64(i)), append(heat.Z, nil)
	}
	generic := measuredBy(data, "picks", func(c experiments.Cell) bool { return infiniteShown(c) && c.K == 0 })
	for i, b := range infiniteBalls {
		for _, by := range infiniteBalls {
			price := math.NaN()
			for _, g := range generic {
				price = math.Log10(infinitePrice(g, b.name, by.name))
			}
			heat.Z[i] = append(heat.Z[i], price)
		}
	}
	left := results.Panel{Title: "price, generic b", X: results.Axis{Label: "measured by p", Ticks: names}, Y: results.Axis{Label: "picked by p", Ticks: names}, Heat: &heat}
	centre := results.Panel{Title: "sparsity of the pick", X: results.Axis{Label: "picked by p", Ticks: names}, Y: results.Axis{Label: "entries that count"}}
	right := results.Panel{Title: "distance from the truth", X: results.Axis{Label: "picked by p", Ticks: names}, Y: results.Axis{Label: "relative distance"}}
	for _, g := range measuredBy(data, "picks", func(c experiments.Cell) bool {
		return c.Ensemble == "gaussian" && c.N == 10 && c.M == 5 && c.K > 0 && c.K != 2
	}) {
		name := "k = " + itoa(g.Cell.K)
		entries, distance := results.Series{Name: name, Shape: results.LineDots}, results.Series{Name: name, Shape: results.LineDots}
		for i, b := range infiniteBalls {
			place(&entries, meanPoint, float64(i), values(g, factOf("spread_"+b.name)))
			place(&distance, medianPoint, float64(i), values(g, factOf("distance_"+b.name)))
		}
		centre.Series = append(centre.Series, entries)
		right.Series = append(right.Series, distance)
	}
	f.Panels = []results.Panel{left, centre, right}
	return f, nil
}
