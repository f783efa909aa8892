package render

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"touchpoint/results"
)

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

var (
	white  = rgb(0xFFFFFF)
	dark   = rgb(0x222222) // words and theory
	grey   = rgb(0x595959) // axes and their numbers
	faint  = rgb(0xE6E6E6) // grid
	absent = rgb(0xD4D4D4) // cells of a heat map without a value
)

var (
	heading  = style{16, true, dark}
	headline = style{13, true, dark} // of a panel
	caption  = style{13, false, dark}
	number   = style{12, false, grey}
	legendry = style{12, false, dark}
)

// colours is the palette of Okabe and Ito, the colours for lines first; without yellow, which is lost on white, and black, which is theory.
// Reference: M. Okabe, K. Ito, Color Universal Design, 2008, https://jfly.uni-koeln.de/color/.
var colours = []color.NRGBA{rgb(0x0072B2), rgb(0xD55E00), rgb(0x009E73), rgb(0xCC79A7), rgb(0xE69F00), rgb(0x56B4E9)}

// glyphs are polygons around (0, 0), all of about the area of the first, which is a circle of radius 1. Their number has no factor in
// common with that of the colours, so that 42 series are told apart; dashes likewise, for lines without glyphs.
var glyphs = [][]vg.Point{
	nil,
	polygon(4, 1.25, 1.25, math.Pi/4),
	polygon(3, 1.45, 1.45, math.Pi/2),
	polygon(4, 1.35, 1.35, 0),
	polygon(3, 1.45, 1.45, -math.Pi/2),
	polygon(10, 1.55, 0.7, math.Pi/2),
	polygon(6, 1.15, 1.15, 0),
}

var dashes = [][]vg.Length{nil, {10, 3}, {3, 2}, {10, 3, 3, 3}, {18, 4}}

// theories are the dashes of dark lines.
var theories = [][]vg.Length{{6, 4}, {2, 3}, {9, 3, 2, 3}}

// polygon returns n corners, alternately at the distances a and b.
func polygon(n int, a, b vg.Length, turn float64) []vg.Point {
	corners := make([]vg.Point, n)
	for i := range corners {
		sin, cos := math.Sincos(turn + 2*math.Pi*float64(i)/float64(n))
		r := a
		if i%2 == 1 {
			r = b
		}
		corners[i] = vg.Point{X: r * vg.Length(cos), Y: r * vg.Length(sin)}
	}
	return corners
}

// look is what tells a series from others.
type look struct {
	ink   color.NRGBA
	glyph []vg.Point
	dash  []vg.Length
}

// name is what a look belongs to. Theory has looks of its own.
type name struct {
	text   string
	theory bool
}

func nameOf(s results.Series) name { return name{s.Name, s.Shape == results.Dashed} }

// looks returns the look of every series, panel by panel. A name has the same look in every panel, and names that meet in a panel differ.
func looks(f results.Figure) [][]look {
	number := map[name]int{}
	for _, p := range f.Panels {
		for _, s := range p.Series {
			if n := nameOf(s); n.text != "" {
				if _, known := number[n]; !known {
					number[n] = firstFree(f, n, number)
				}
			}
		}
	}
	all := make([][]look, len(f.Panels))
	for i, p := range f.Panels {
		last := map[bool]int{}
		for _, s := range p.Series {
			n := nameOf(s)
			if n.text != "" {
				last[n.theory] = number[n]
			}
			all[i] = append(all[i], nth(last[n.theory], n.theory))
		}
	}
	return all
}

// firstFree returns the smallest number that no name has which meets n in a panel.
func firstFree(f results.Figure, n name, number map[name]int) int {
	taken := map[int]bool{}
	for _, p := range f.Panels {
		if !slices.ContainsFunc(p.Series, func(s results.Series) bool { return nameOf(s) == n }) {
			continue
		}
		for _, s := range p.Series {
			if i, known := number[nameOf(s)]; known && nameOf(s).theory == n.theory {
				taken[i] = true
			}
		}
	}
	i := 0
	for taken[i] {
		i++
	}
	return i
}

func nth(i int, theory bool) look {
	if theory {
		return look{ink: dark, dash: theories[i%len(theories)]}
	}
	return look{colours[i%len(colours)], glyphs[i%len(glyphs)], dashes[i%len(dashes)]}
}

// stroke returns the line of a series.
func (l look) stroke(shape results.Shape) draw.LineStyle {
	switch shape {
	case results.Dashed:
		return draw.LineStyle{Color: l.ink, Width: 1.6, Dashes: l.dash}
	case results.LineDots: // its glyphs tell it
		return draw.LineStyle{Color: l.ink, Width: 1.6}
	}
	return draw.LineStyle{Color: l.ink, Width: 2, Dashes: l.dash}
}

// stamp draws the glyph of a series on a white rim, which parts it from its neighbours.
func (p pen) stamp(l look, at vg.Point, radius vg.Length) {
	p.shape(l.glyph, white, at, radius+1)
	p.shape(l.glyph, l.ink, at, radius)
}

func (p pen) shape(glyph []vg.Point, ink color.Color, at vg.Point, radius vg.Length) {
	if glyph == nil {
		p.DrawGlyphNoClip(draw.GlyphStyle{Color: ink, Radius: radius, Shape: draw.CircleGlyph{}}, at)
		return
	}
	corners := make([]vg.Point, len(glyph))
	for i, c := range glyph {
		corners[i] = at.Add(c.Scale(radius))
	}
	p.FillPolygon(ink, corners)
}
