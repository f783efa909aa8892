package render

import (
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot/vg"

	"touchpoint/results"
)

// edges returns the borders of cells around centres, as the scale measures them: half-way, the outer ones as far out as the next is in.
func edges(centres []float64, s scale) []float64 {
	n := len(centres)
	out := make([]float64, n+1)
	for i := 1; i < n; i++ {
		out[i] = (s.measure(centres[i-1]) + s.measure(centres[i])) / 2
	}
	first, last := s.measure(centres[0]), s.measure(centres[n-1])
	if n == 1 {
		return []float64{first - 0.5, first + 0.5}
	}
	out[0], out[n] = 2*first-out[1], 2*last-out[n-1]
	return out
}

// heatScale returns what the colours mean.
func heatScale(h results.Heat) scale {
	e := extent{h.Lo, h.Hi}
	if h.Lo == h.Hi {
		e = nothing
		for _, row := range h.Z {
			for _, z := range row {
				if !math.IsNaN(z) {
					e.add(z)
				}
			}
		}
	}
	return scaleFor(results.Axis{}, e)
}

// cells fills the frame. Neighbours of one colour in a row are one rectangle, and each reaches under the next, so that no seam shows.
func (g *panel) cells(p pen) {
	h, meaning := g.Heat, heatScale(*g.Heat)
	xs, ys := edges(h.X, g.x.scale), edges(h.Y, g.y.scale)
	p.box(absent, g.frame)
	for i, row := range h.Z {
		for j := 0; j < len(row); {
			start, ink := j, cellColour(meaning, row[j])
			for j++; j < len(row) && cellColour(meaning, row[j]) == ink; j++ {
			}
			lo := vg.Point{X: g.across(xs[start]), Y: g.up(ys[i])}
			hi := vg.Point{X: g.across(xs[j]), Y: g.up(ys[i+1])}
			if lo.X >= g.frame.Max.X || hi.X <= g.frame.Min.X || lo.Y >= g.frame.Max.Y || hi.Y <= g.frame.Min.Y {
				continue
			}
			p.box(ink, vg.Rectangle{
				Min: vg.Point{X: max(lo.X, g.frame.Min.X), Y: max(lo.Y, g.frame.Min.Y)},
				Max: vg.Point{X: min(hi.X+overlap, g.frame.Max.X), Y: min(hi.Y+overlap, g.frame.Max.Y)},
			})
		}
	}
}

const overlap = 0.6

func cellColour(s scale, z float64) color.NRGBA {
	if math.IsNaN(z) {
		return absent
	}
	return viridis(s.at(z))
}

// viridis returns the colour of a number in [0, 1]; numbers beyond have that of the end.
func viridis(t float64) color.NRGBA {
	i := int(math.Round(255 * min(max(t, 0), 1)))
	hex, err := strconv.ParseUint(viridisTable[6*i:6*i+6], 16, 32)
	if err != nil {
		panic("render: the table of colours: " + err.Error())
	}
	return rgb(uint32(hex))
}

// bar is the scale of a heat map, to the right of it.
type bar struct {
	axis
	width vg.Length // with everything
}

const (
	barGap   = 16
	barWidth = 16
)

func newBar(h results.Heat, length vg.Length) *bar {
	b := &bar{axis: upright(results.Axis{Label: h.Label}, heatScale(h), length)}
	b.width = barGap + barWidth + 8 + widestTick(b.ticks) + vg.Length(len(b.label))*caption.line() + 8
	return b
}

// draw draws the scale beside a frame.
func (b *bar) draw(p pen, frame vg.Rectangle) {
	left := frame.Max.X + barGap
	right := left + barWidth
	height := frame.Size().Y
	const levels = 128
	for i := range levels {
		y0, y1 := vg.Length(i)/levels*height, vg.Length(i+1)/levels*height
		p.box(viridis((float64(i)+0.5)/levels), vg.Rectangle{
			Min: vg.Point{X: left, Y: frame.Min.Y + y0},
			Max: vg.Point{X: right, Y: min(frame.Min.Y+y1+overlap, frame.Max.Y)},
		})
	}
	for _, t := range b.ticks {
		y := frame.Min.Y + vg.Length(t.at)*height
		p.rule(axisLine, vg.Point{X: right, Y: y}, vg.Point{X: right + 4, Y: y})
		for _, w := range t.lines {
			p.write(number, w, vg.Point{X: right + 7, Y: y - number.capital()/2}, 0, 0)
		}
	}
	p.write(number, b.factor, vg.Point{X: left, Y: frame.Max.Y + 6}, 0, 0)
	x := right + 8 + widestTick(b.ticks) + caption.line()
	for i, line := range b.label {
		p.write(caption, words{text: line}, vg.Point{X: x + vg.Length(i)*caption.line(), Y: (frame.Min.Y + frame.Max.Y) / 2}, 0.5, math.Pi/2)
	}
}

func widestTick(ticks []tick) (width vg.Length) {
	for _, t := range ticks {
		width = max(width, number.widest(t.lines))
	}
	return width
}
