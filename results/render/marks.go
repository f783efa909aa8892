package render

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"touchpoint/results"
)

const radius = 3.5 // of a glyph

func veil(ink color.NRGBA) color.NRGBA {
	ink.A = 56
	return ink
}

// layers is the order in which series are drawn: what is large first, measurements over theory.
var layers = [][]results.Shape{{results.Band}, {results.Bars}, {results.Dashed}, {results.Line, results.Steps, results.Dots, results.LineDots}}

// band fills the area between Lo and Hi, from gap to gap.
func (g *panel) band(p pen, s results.Series, l look) {
	for _, run := range runs(s.Points, func(q results.Point) bool { return !math.IsNaN(q.Lo) && !math.IsNaN(q.Hi) }) {
		var edge []vg.Point
		for _, q := range run {
			edge = append(edge, g.point(q.X, q.Hi))
		}
		for i := range run {
			q := run[len(run)-1-i]
			edge = append(edge, g.point(q.X, g.floor(q.Lo)))
		}
		p.FillPolygon(veil(l.ink), p.ClipPolygonXY(edge))
	}
}

// bars draws the n-th of several series of bars.
func (g *panel) bars(p pen, s results.Series, l look, n int) {
	width := 0.8 * g.slot / float64(g.groups)
	left := g.slot * -0.4
	for _, q := range s.Points {
		if math.IsNaN(q.Y) {
			continue
		}
		from := g.x.measure(q.X) + left + width*float64(n)
		foot := g.inner.Min.Y
		if !g.y.log {
			foot = g.point(q.X, 0).Y
		}
		a, b := g.across(from), g.across(from+width)
		if g.groups > 1 && b-a > 4 {
			b--
		}
		y := g.point(q.X, q.Y).Y
		bar := []vg.Point{{X: a, Y: foot}, {X: b, Y: foot}, {X: b, Y: y}, {X: a, Y: y}}
		p.FillPolygon(l.ink, p.ClipPolygonXY(bar))
		g.interval(p, dark, (a+b)/2, q)
	}
}

// curve draws the line of a series, whose gaps are where Y is NaN. A point alone between gaps becomes a dot. Over a heat map lines
// have a white rim.
func (g *panel) curve(p pen, s results.Series, l look) {
	stroke := l.stroke(s.Shape)
	rim := draw.LineStyle{Color: white, Width: stroke.Width + 2.5}
	for _, run := range runs(s.Points, func(q results.Point) bool { return !math.IsNaN(q.Y) }) {
		var line []vg.Point
		for i, q := range run {
			at := g.point(q.X, q.Y)
			if s.Shape == results.Steps && i > 0 {
				line = append(line, vg.Point{X: at.X, Y: line[len(line)-1].Y})
			}
			line = append(line, at)
		}
		if len(run) == 1 && s.Shape != results.LineDots && p.Contains(line[0]) {
			p.stamp(look{ink: l.ink}, line[0], 2)
			continue
		}
		clipped := p.ClipLinesXY(line)
		if g.Heat != nil {
			p.StrokeLines(rim, clipped...)
		}
		p.StrokeLines(stroke, clipped...)
	}
}

// dots draws the glyphs of a series, over all of its intervals.
func (g *panel) dots(p pen, s results.Series, l look) {
	for _, q := range s.Points {
		if !math.IsNaN(q.Y) {
			g.interval(p, l.ink, g.point(q.X, q.Y).X, q)
		}
	}
	if s.Shape != results.Dots && s.Shape != results.LineDots {
		return
	}
	for _, q := range s.Points {
		if at := g.point(q.X, q.Y); !math.IsNaN(q.Y) && p.Contains(at) {
			p.stamp(l, at, radius)
		}
	}
}

// interval draws the whiskers of a point at x. What reaches beyond the axes has no cap.
func (g *panel) interval(p pen, ink color.Color, x vg.Length, q results.Point) {
	if !(q.Lo < q.Hi) || !p.ContainsX(x) {
		return
	}
	lo, hi := g.point(q.X, g.floor(q.Lo)).Y, g.point(q.X, q.Hi).Y
	if hi < p.Min.Y || lo > p.Max.Y {
		return
	}
	p.whisker(ink, x, max(lo, p.Min.Y), min(hi, p.Max.Y), lo >= p.Min.Y, hi <= p.Max.Y)
}

// whisker draws an upright line with caps.
func (p pen) whisker(ink color.Color, x, lo, hi vg.Length, capLo, capHi bool) {
	stroke := draw.LineStyle{Color: ink, Width: 1.2}
	lines := [][]vg.Point{{{X: x, Y: lo}, {X: x, Y: hi}}}
	if capLo {
		lines = append(lines, []vg.Point{{X: x - 3, Y: lo}, {X: x + 3, Y: lo}})
	}
	if capHi {
		lines = append(lines, []vg.Point{{X: x - 3, Y: hi}, {X: x + 3, Y: hi}})
	}
	p.StrokeLines(stroke, lines...)
}

// runs splits points where one is not there.
func runs(points []results.Point, there func(results.Point) bool) (out [][]results.Point) {
	var run []results.Point
	for _, q := range points {
		if there(q) {
			run = append(run, q)
			continue
		}
		if run != nil {
			out = append(out, run)
		}
		run = nil
	}
	if run != nil {
		out = append(out, run)
	}
	return out
}
