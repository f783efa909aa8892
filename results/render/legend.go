package render

import (
	"slices"

	"gonum.org/v1/plot/vg"

	"touchpoint/results"
)

// entry is a line of a legend: a sample of a series and its name, broken into lines.
type entry struct {
	look
	shape   results.Shape
	whisker bool
	name    []string
}

// legend stands above what it explains and covers no data: in one row where there is room, else in columns.
type legend struct {
	entries []entry
	offsets []vg.Length // of the columns
}

const (
	sample     = 30 // width of the sample of a series
	sampleGap  = 7  // between sample and name
	columnsGap = 22 // between name and next sample
)

func entries(p results.Panel, looks []look) (out []entry) {
	for i, s := range p.Series {
		if s.Name != "" {
			whisker := slices.ContainsFunc(s.Points, func(q results.Point) bool { return q.Lo < q.Hi })
			out = append(out, entry{looks[i], s.Shape, whisker && s.Shape != results.Band, []string{s.Name}})
		}
	}
	return out
}

// arrange breaks the names and places them in as many columns as a legend of that width can have.
func arrange(entries []entry, width vg.Length) legend {
	l := legend{entries: slices.Clone(entries)}
	widths := make([]vg.Length, len(entries))
	for i, e := range entries {
		l.entries[i].name = legendry.wrap(e.name[0], width-sample-sampleGap)
		widths[i] = sample + sampleGap + legendry.widest(plainWords(l.entries[i].name)) + columnsGap
	}
	for n := len(entries); n > 0; n-- {
		columns := make([]vg.Length, n)
		for i, w := range widths {
			columns[i%n] = max(columns[i%n], w)
		}
		l.offsets = make([]vg.Length, n)
		var x vg.Length
		for j, w := range columns {
			l.offsets[j], x = x, x+w
		}
		if x-columnsGap <= width {
			break
		}
	}
	return l
}

// rows returns how many lines of words each row has.
func (l legend) rows() (lines []int) {
	for i, e := range l.entries {
		if i%len(l.offsets) == 0 {
			lines = append(lines, 1)
		}
		lines[len(lines)-1] = max(lines[len(lines)-1], len(e.name))
	}
	return lines
}

const rowGap = 4

func (l legend) height() (height vg.Length) {
	for _, lines := range l.rows() {
		height += vg.Length(lines)*legendry.line() + rowGap
	}
	return height
}

// draw draws the legend to the right of and below a point.
func (l legend) draw(p pen, topLeft vg.Point) {
	rows := l.rows()
	y := topLeft.Y
	for i, e := range l.entries {
		column, row := i%len(l.offsets), i/len(l.offsets)
		if column == 0 && row > 0 {
			y -= vg.Length(rows[row-1])*legendry.line() + rowGap
		}
		x := topLeft.X + l.offsets[column]
		e.draw(p, vg.Rectangle{Min: vg.Point{X: x, Y: y - legendry.line()}, Max: vg.Point{X: x + sample, Y: y}})
		for j, line := range e.name {
			base := y - (vg.Length(j)+0.5)*legendry.line() - legendry.capital()/2
			p.write(legendry, words{text: line}, vg.Point{X: x + sample + sampleGap, Y: base}, 0, 0)
		}
	}
}

// draw draws the sample of a series into a box.
func (e entry) draw(p pen, box vg.Rectangle) {
	x, y := (box.Min.X+box.Max.X)/2, (box.Min.Y+box.Max.Y)/2
	switch e.shape {
	case results.Bars:
		p.box(e.ink, vg.Rectangle{Min: vg.Point{X: x - 7, Y: y - 5}, Max: vg.Point{X: x + 7, Y: y + 5}})
		return
	case results.Band:
		p.box(veil(e.ink), vg.Rectangle{Min: vg.Point{X: box.Min.X, Y: y - 5}, Max: vg.Point{X: box.Max.X, Y: y + 5}})
		return
	case results.Dots:
	default:
		p.rule(e.stroke(e.shape), vg.Point{X: box.Min.X, Y: y}, vg.Point{X: box.Max.X, Y: y})
	}
	if e.whisker {
		p.whisker(e.ink, x, y-7, y+7, true, true)
	}
	if e.shape == results.Dots || e.shape == results.LineDots {
		p.stamp(e.look, vg.Point{X: x, Y: y}, radius)
	}
}
