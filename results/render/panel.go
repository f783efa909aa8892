package render

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"touchpoint/results"
)

// panel is a panel laid out: its axes, what stands around them, and where.
type panel struct {
	results.Panel
	looks  []look // of the series
	x, y   axis
	slot   float64 // distance of neighbouring bars, as the axis measures it
	groups int     // series of bars
	title  []string
	legend legend
	bar    *bar // of the heat map

	left, right, top, bottom vg.Length    // what stands around the axes needs
	frame                    vg.Rectangle // the axes
	inner                    vg.Rectangle // what the scales span: glyphs at the limits are whole
}

// scales returns the scales of both axes.
func (g *panel) scales() (x, y scale) {
	x.log, y.log = g.X.Log, g.Y.Log
	ex, ey := nothing, nothing
	g.slot, g.groups = slotOf(g.Series, x)
	for _, s := range g.Series {
		for _, q := range s.Points {
			if math.IsNaN(q.Y) && s.Shape != results.Band {
				continue
			}
			at := x.measure(q.X)
			ex.add(at)
			if s.Shape == results.Bars {
				ex.add(at - g.slot/2)
				ex.add(at + g.slot/2)
			}
			for _, v := range heights(s.Shape, q, y.log) {
				ey.add(y.measure(v))
			}
		}
	}
	if y.log && g.groups > 0 && !ey.empty() {
		ey.lo -= 0.1 * max(ey.hi-ey.lo, 1) // the smallest bar is seen, too
	}
	if g.Heat == nil {
		x, y = scaleFor(g.X, ex), scaleFor(g.Y, ey).settle(g.Y)
		x.whole = g.counts()
		return x, y
	}
	for _, e := range edges(g.Heat.X, x) {
		ex.add(e)
	}
	for _, e := range edges(g.Heat.Y, y) {
		ey.add(e)
	}
	return scaleFor(g.X, ex), scaleFor(g.Y, ey)
}

// counts says whether the X of all points are whole numbers.
func (g *panel) counts() bool {
	points := 0
	for _, s := range g.Series {
		for _, q := range s.Points {
			if q.X != math.Trunc(q.X) {
				return false
			}
			points++
		}
	}
	return points > 0
}

// heights returns the numbers that the y axis has to show for a point.
func heights(shape results.Shape, q results.Point, log bool) (out []float64) {
	if shape != results.Band {
		out = append(out, q.Y)
	}
	if shape == results.Bars && !log {
		out = append(out, 0)
	}
	if q.Lo < q.Hi || shape == results.Band && q.Lo == q.Hi {
		out = append(out, q.Lo, q.Hi)
	}
	return slices.DeleteFunc(out, func(v float64) bool { return log && v <= 0 })
}

// slotOf returns the smallest distance of bars of one series or several, and how many series have bars.
func slotOf(series []results.Series, x scale) (slot float64, groups int) {
	var at []float64
	for _, s := range series {
		if s.Shape != results.Bars {
			continue
		}
		groups++
		for _, q := range s.Points {
			at = append(at, x.measure(q.X))
		}
	}
	slices.Sort(at)
	at = slices.Compact(at)
	slot = math.Inf(1)
	for i := 1; i < len(at); i++ {
		slot = min(slot, at[i]-at[i-1])
	}
	if len(at) < 2 {
		slot = 1
	}
	return slot, groups
}

// point returns the place of a point of data.
func (g *panel) point(x, y float64) vg.Point {
	return vg.Point{X: g.across(g.x.measure(x)), Y: g.up(g.y.measure(y))}
}

// across and up return the place of a number that the axis has measured.
func (g *panel) across(measured float64) vg.Length { return g.tickX(tick{at: g.x.place(measured)}) }
func (g *panel) up(measured float64) vg.Length     { return g.tickY(tick{at: g.y.place(measured)}) }

func (g *panel) tickX(t tick) vg.Length { return g.inner.Min.X + vg.Length(t.at)*g.inner.Size().X }
func (g *panel) tickY(t tick) vg.Length { return g.inner.Min.Y + vg.Length(t.at)*g.inner.Size().Y }

// floor returns the lower end of an interval as a number the y axis can measure.
func (g *panel) floor(lo float64) float64 {
	if g.y.log && lo <= 0 {
		return math.SmallestNonzeroFloat64
	}
	return lo
}

// inset sets the frame, and within it the rectangle that the scales span.
func (g *panel) inset(frame vg.Rectangle) {
	g.frame, g.inner = frame, frame
	if g.Heat != nil {
		return
	}
	g.inner.Min.X += 10
	g.inner.Max.X -= 10
	g.inner.Max.Y -= 8
	if g.groups == 0 || !g.y.log && g.y.lo != 0 {
		g.inner.Min.Y += 8
	}
}

var (
	gridLine = draw.LineStyle{Color: faint, Width: 1}
	axisLine = draw.LineStyle{Color: grey, Width: 1}
)

// draw draws the panel and everything around it.
func (g *panel) draw(p pen) {
	p.Rectangle = g.frame
	if g.Heat != nil {
		g.cells(p)
	} else {
		g.grid(p)
	}
	for _, shapes := range layers {
		n := 0
		for i, s := range g.Series {
			if !slices.Contains(shapes, s.Shape) {
				continue
			}
			switch s.Shape {
			case results.Band:
				g.band(p, s, g.looks[i])
			case results.Bars:
				g.bars(p, s, g.looks[i], n)
			case results.Dots:
				g.dots(p, s, g.looks[i])
			default:
				g.curve(p, s, g.looks[i])
				g.dots(p, s, g.looks[i])
			}
			n++
		}
	}
	if g.empty() {
		at := vg.Point{X: (g.frame.Min.X + g.frame.Max.X) / 2, Y: (g.frame.Min.Y + g.frame.Max.Y) / 2}
		p.write(caption, words{text: "no data"}, at, 0.5, 0)
	}
	g.axes(p)
	g.around(p)
}

// empty says whether there is nothing to see.
func (g *panel) empty() bool {
	return g.Heat == nil && !slices.ContainsFunc(g.Series, func(s results.Series) bool {
		return slices.ContainsFunc(s.Points, func(q results.Point) bool {
			return !math.IsNaN(q.Y) || s.Shape == results.Band && q.Lo <= q.Hi
		})
	})
}
