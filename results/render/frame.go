package render

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// grid draws a faint line at every number. Under bars, categories need none.
func (g *panel) grid(p pen) {
	if !(g.groups > 0 && g.X.Ticks != nil) {
		for _, t := range g.x.ticks {
			if x := g.tickX(t); t.lines != nil {
				p.rule(gridLine, vg.Point{X: x, Y: g.frame.Min.Y}, vg.Point{X: x, Y: g.frame.Max.Y})
			}
		}
	}
	for _, t := range g.y.ticks {
		if y := g.tickY(t); t.lines != nil {
			p.rule(gridLine, vg.Point{X: g.frame.Min.X, Y: y}, vg.Point{X: g.frame.Max.X, Y: y})
		}
	}
}

// axes draws the lines of the axes and their ticks: two lines, or a frame around a heat map.
func (g *panel) axes(p pen) {
	a, b := g.frame.Min, g.frame.Max
	p.rule(axisLine, a, vg.Point{X: b.X, Y: a.Y})
	p.rule(axisLine, a, vg.Point{X: a.X, Y: b.Y})
	if g.Heat != nil {
		p.rule(axisLine, vg.Point{X: a.X, Y: b.Y}, b)
		p.rule(axisLine, vg.Point{X: b.X, Y: a.Y}, b)
	}
	if foot := g.up(0); g.groups > 0 && !g.y.log && foot > a.Y+1 && foot < b.Y {
		p.rule(axisLine, vg.Point{X: a.X, Y: foot}, vg.Point{X: b.X, Y: foot})
	}
	for _, t := range g.x.ticks {
		x := g.tickX(t)
		p.rule(axisLine, vg.Point{X: x, Y: a.Y}, vg.Point{X: x, Y: a.Y - t.length()})
	}
	for _, t := range g.y.ticks {
		y := g.tickY(t)
		p.rule(axisLine, vg.Point{X: a.X, Y: y}, vg.Point{X: a.X - t.length(), Y: y})
	}
}

func (t tick) length() vg.Length {
	if t.lines == nil {
		return 2.5
	}
	return 5
}

const (
	tickRoom = 8  // between an axis and its numbers
	labelGap = 10 // between the numbers and the label of an upright axis
	titleGap = 8  // between the title of a panel and what stands below it
)

// around writes the words: at the ticks, along the axes, above them.
func (g *panel) around(p pen) {
	a, b := g.frame.Min, g.frame.Max
	for _, t := range g.x.ticks {
		g.under(p, t)
	}
	for _, t := range g.y.ticks {
		for _, w := range t.lines {
			p.write(number, w, vg.Point{X: a.X - tickRoom, Y: g.tickY(t) - number.capital()/2}, 1, 0)
		}
	}
	y := a.Y - tickRoom - g.x.depth() - caption.line()
	p.write(number, g.x.factor, vg.Point{X: b.X, Y: y}, 1, 0)
	for i, line := range g.x.label {
		p.write(caption, words{text: line}, vg.Point{X: (a.X + b.X) / 2, Y: y - vg.Length(i)*caption.line()}, 0.5, 0)
	}
	x := a.X - tickRoom - widestTick(g.y.ticks) - labelGap - vg.Length(len(g.y.label)-1)*caption.line()
	for i, line := range g.y.label {
		p.write(caption, words{text: line}, vg.Point{X: x + vg.Length(i)*caption.line(), Y: (a.Y + b.Y) / 2}, 0.5, math.Pi/2)
	}
	y = b.Y + 6
	if g.y.factor.text != "" {
		p.write(number, g.y.factor, vg.Point{X: a.X, Y: y}, 0, 0)
		y += number.line() + 2
	}
	if len(g.legend.entries) > 0 {
		y += g.legend.height()
		g.legend.draw(p, vg.Point{X: a.X, Y: y})
	}
	for _, line := range slices.Backward(g.title) {
		p.write(headline, words{text: line}, vg.Point{X: a.X, Y: y + titleGap}, 0, 0)
		y += headline.line()
	}
	if g.bar != nil {
		g.bar.draw(p, g.frame)
	}
}

// under writes what stands at a tick of the x axis.
func (g *panel) under(p pen, t tick) {
	x, y := g.tickX(t), g.frame.Min.Y-tickRoom
	sin, cos := math.Sincos(g.x.angle)
	for i, w := range t.lines {
		if g.x.angle == 0 {
			p.write(number, w, vg.Point{X: x, Y: y - number.capital() - vg.Length(i)*number.line()}, 0.5, 0)
			continue
		}
		half := number.capital() / 2 // the middle of the end of the words stands under the tick
		p.write(number, w, vg.Point{X: x + half*vg.Length(sin), Y: y - half*vg.Length(cos)}, 1, g.x.angle)
	}
}

// depth returns the height of the words at the ticks of a level axis.
func (a axis) depth() (depth vg.Length) {
	for _, t := range a.ticks {
		if a.angle == 0 {
			depth = max(depth, number.capital()+vg.Length(len(t.lines)-1)*number.line())
		} else {
			depth = max(depth, number.widest(t.lines)*vg.Length(math.Sin(a.angle))+number.capital()*vg.Length(math.Cos(a.angle)))
		}
	}
	return depth
}
