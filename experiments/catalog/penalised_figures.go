package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// penalisedPicture shows how the penalised point becomes the touch point, and how its support does not.
func penalisedPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "penalised", Title: "From the penalised form to the touch point", Across: 3,
		Caption: "Lambda falls from right to left. Left: mean number of non-zeros; the level line of the same colour: those of the touch point. Middle: median distance from the touch point of A x = b: it falls in proportion to lambda. Right: how often exactly the planted support is found, its closed form in the limit (the level line of the same colour) and, by the conic law, how often the touch point is the planted one (dashed; from above n = 40, then k = 2, then k = 3).",
	}
	axis := func() results.Axis { return results.Axis{Label: "lambda over its largest", Log: true} }
	left := results.Panel{Title: "non-zeros", X: axis(), Y: results.Axis{Label: "mean number"}}
	centre := results.Panel{Title: "distance from the touch point", X: axis(), Y: results.Axis{Label: "median, relative", Log: true}}
	right := results.Panel{Title: "exactly the planted support", X: axis(), Y: results.Axis{Label: "share of the systems"}}
	law := results.Series{Name: "touch point", Shape: results.Dashed}
	for _, last := range penalisedOf(data, false, penalisedLeast).Where(penalisedWalked) {
		c := last.Cell
		name := sized(c.N, c.M) + ", k = " + itoa(c.K)
		count := results.Series{Name: name, Shape: results.LineDots}
		distance, exact := count, count
		for _, g := range penalisedOf(data, false, -1).Where(func(o experiments.Cell) bool { return o.N == c.N && o.M == c.M && o.K == c.K }) {
			lambda := g.Cell.Lambda
			place(&count, meanPoint, lambda, values(g, factOf("nonzeros")))
			place(&distance, medianPoint, lambda, values(g, factOf("distance_touch")))
			plot(&exact, lambda, g.Tally(factIs("exact", above(0.5))).Rate)
		}
		support, err := theory.SupportRecovery(c.N, c.M, c.K)
		if err != nil {
			return f, err
		}
		success, err := theory.Success(c.N, c.M, c.K)
		if err != nil {
			return f, err
		}
		left.Series = append(left.Series, count, results.Series{Points: penalisedLevel(success*float64(c.K) + (1-success)*float64(c.M))})
		centre.Series = append(centre.Series, distance)
		right.Series = append(right.Series, exact, results.Series{Points: penalisedLevel(support)})
		law.Points = append(law.Points, penalisedLevel(success)...)
	}
	right.Series = append(right.Series, law)
	f.Panels = []results.Panel{left, centre, right}
	return f, nil
}

// penalisedLevel is a level line across the penalties.
func penalisedLevel(y float64) []results.Point {
	return []results.Point{{X: penalisedLeast, Y: y}, {X: 1, Y: y}, {X: 1, Y: math.NaN()}}
}

// penalisedNoisy shows the distance from the truth with noise.
func penalisedNoisy(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "noise", Title: "With noise: the penalised point against the touch point", Across: 2,
		Caption: "Forty unknowns, twenty equations, three planted non-zeros, N(0,1). Left: geometric mean distance from the truth by lambda, and that of the touch point of A x = b (the level line of the same colour). Right: mean number of non-zeros; the touch point has twenty, however faint the noise (dashed).",
	}
	axis := func() results.Axis { return results.Axis{Label: "lambda over its largest", Log: true} }
	left := results.Panel{Title: "distance from the truth", X: axis(), Y: results.Axis{Label: "relative", Log: true}}
	right := results.Panel{Title: "non-zeros", X: axis(), Y: results.Axis{Label: "mean number"}}
	for _, noise := range penalisedNoises {
		name := "noise " + exponentName(float64(noise))
		distance, count := results.Series{Name: name, Shape: results.LineDots}, results.Series{Name: name, Shape: results.LineDots}
		touch := results.Series{}
		for _, g := range penalisedOf(data, true, -1).Where(func(c experiments.Cell) bool { return c.Noise == float64(noise) }) {
			lambda := g.Cell.Lambda
			place(&distance, geometricPoint, lambda, logsOf(g, "distance_truth"))
			place(&touch, geometricPoint, lambda, logsOf(g, "touch_distance_truth"))
			place(&count, meanPoint, lambda, values(g, factOf("nonzeros")))
		}
		for i := range touch.Points {
			touch.Points[i].Lo, touch.Points[i].Hi = 0, 0 // one number, drawn as a line
		}
		left.Series = append(left.Series, distance, touch)
		right.Series = append(right.Series, count)
	}
	right.Series = append(right.Series, results.Series{Name: "touch point", Shape: results.Dashed, Points: []results.Point{{X: 2e-4, Y: 20}, {X: 0.5, Y: 20}}})
	f.Panels = []results.Panel{left, right}
	return f, nil
}
