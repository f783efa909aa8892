package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// cactusHedgehog draws the balls: as many needles as they have, as long as they are.
func cactusHedgehog(experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "hedgehog", Title: "The cactus: all needles of a ball, side by side", Across: 4,
		Caption: "The 2n tips of the ball in n dimensions stand around a circle. From each tip to the middle between it and the next, the outline is the cut through the ball along the plane of a tip and the middle of a facet, at its true distance from the centre; only the angle, acos(1/sqrt n), is squeezed to fit. For n = 2 these are the balls themselves.",
	}
	for _, n := range []int{2, 3, 8, 24} {
		panel := results.Panel{Title: "n = " + itoa(n), X: cactusFrame(1.19), Y: cactusFrame(1.05)} // so that circles look round
		for _, p := range []float64{2, 1, 0.5} {
			s := results.Series{Name: "p = " + exponentName(p)}
			half := max(4, 48/n) // points between a tip and the middle of a facet
			corners := 4 * n * half
			for i := range corners + 1 {
				way := i % (2 * half)
				radius := cactusOutline(n, p, float64(min(way, 2*half-way))/float64(half))
				sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(corners))
				s.Points = append(s.Points, results.Point{X: radius * cos, Y: radius * sin})
			}
			panel.Series = append(panel.Series, s)
		}
		f.Panels = append(f.Panels, panel)
	}
	return f, nil
}

// cactusOutline is the distance of the surface from the centre in the plane of e_1 and (1, .., 1), part of the way from the one, a tip, to the
// other, the middle of a facet.
func cactusOutline(n int, p, part float64) float64 {
	sin, cos := math.Sincos(part * math.Acos(1/math.Sqrt(float64(n))))
	rest := float64(n - 1)
	return math.Pow(math.Pow(cos, p)+rest*math.Pow(sin/math.Sqrt(rest), p), -1/p)
}

func cactusFrame(hi float64) results.Axis {
	lo := -hi
	return results.Axis{Min: &lo, Max: &hi, Ticks: []results.Tick{{At: -1, Label: "-1"}, {At: 0, Label: "0"}, {At: 1, Label: "1"}}}
}

// cactusPicture shows who is pricked, by dimension, and how thin the needles are.
func cactusPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "cactus", Title: "Who is pricked?", Across: 2,
		Caption: "Left, p = 1: share of walls that touch beyond halfway to a tip, and share of directions within 30 degrees of an axis, of the surface and of the volume beyond halfway, by dimension; dashed: exact. Right: what is left of the cross-section of the ball, an (n-1)-dimensional volume, at a height towards the tip: in many dimensions the ball is all needle there.",
	}
	points, walls := measuredBy(data, "ball", anyCell), measuredBy(data, "push", anyCell)
	left := results.Panel{Title: "near a needle, p = 1", X: results.Axis{Label: "dimension n", Log: true}, Y: results.Axis{Label: "share"}}
	exact := results.Series{Name: "exact", Shape: results.Dashed}
	series := func(name string, at []int, rate func(n int) results.Rate, law func(n int) (float64, error)) error {
		s := results.Series{Name: name, Shape: results.Dots}
		for _, n := range at {
			plot(&s, float64(n), rate(n))
		}
		left.Series = append(left.Series, s)
		for n := 2; n <= 1000; n += 1 + n/8 {
			p, err := law(n)
			if err != nil {
				return err
			}
			exact.Points = append(exact.Points, results.Point{X: float64(n), Y: p})
		}
		exact.Points = append(exact.Points, results.Point{X: 1000, Y: math.NaN()})
		return nil
	}
	of := func(cells experiments.Data, view mark, one bool) func(int) results.Rate {
		return func(n int) results.Rate {
			return pooled(cells.Where(func(c experiments.Cell) bool { return c.N == n && (!one || c.P == 1 && c.M == 1) }), view)
		}
	}
	ball := func(law func(theory.Ball) float64) func(int) (float64, error) {
		return func(n int) (float64, error) {
			b, err := theory.NewBall(n, 1)
			if err != nil {
				return 0, err
			}
			return law(b), nil
		}
	}
	sizes, near := cactusSizes(points), above(cactusHalfway)
	cone := func(n int) (float64, error) { return theory.AxisCone(n, cactusNeedle) }
	for _, err := range []error{
		series("walls", cactusSizes(walls), of(walls, factIs("share", near), true), func(int) (float64, error) { return 1, nil }),
		series("directions", sizes, of(points, factIs("axis", above(math.Cos(cactusNeedle))), false), cone),
		series("surface", sizes, of(points, factIs("surface", near), true), ball(func(b theory.Ball) float64 { return b.SurfaceTips(cactusHalfway) })),
		series("volume", sizes, of(points, factIs("volume", near), true), ball(func(b theory.Ball) float64 { return b.Tips(cactusHalfway) })),
	} {
		if err != nil {
			return f, err
		}
	}
	left.Series = append(left.Series, exact)
	right, err := cactusSlices()
	f.Panels = []results.Panel{left, right}
	return f, err
}

// cactusSlices draws cross-sections by height.
func cactusSlices() (results.Panel, error) {
	panel := results.Panel{Title: "cross-section", X: results.Axis{Label: "height towards the tip"}, Y: results.Axis{Label: "volume of the slice"}}
	for _, shape := range []struct {
		n int
		p float64
	}{{2, 2}, {2, 1}, {2, 0.5}, {10, 2}, {10, 1}, {100, 1}} {
		b, err := theory.NewBall(shape.n, shape.p)
		if err != nil {
			return panel, err
		}
		s := results.Series{Name: "n = " + itoa(shape.n) + ", p = " + exponentName(shape.p)}
		for i := range 201 {
			h := float64(i) / 200
			s.Points = append(s.Points, results.Point{X: h, Y: b.Slice(h)})
		}
		panel.Series = append(panel.Series, s)
	}
	return panel, nil
}
