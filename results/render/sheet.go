package render

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"touchpoint/results"
)

const margin = 16

// sheet is a figure laid out.
type sheet struct {
	width, height vg.Length
	title         []string
	legend        legend // of all panels, where they have the same names
	panels        []*panel
}

// cellWidths are the widths of a panel with everything around it, by the number of panels in a row.
var cellWidths = []vg.Length{1: 720, 2: 500, 3: 410, 4: 350, 5: 320, 6: 300}

// narrowest is the least width of axes; a cell grows where words would leave less.
const narrowest = 140

// across returns how many panels stand in a row.
func across(f results.Figure) int {
	n := len(f.Panels)
	if f.Across > 0 {
		return min(f.Across, n)
	}
	if n <= 3 {
		return n
	}
	return min(int(math.Ceil(math.Sqrt(float64(n)))), 4)
}

// whole rounds up to whole pixels, on which all frames stand.
func whole(v vg.Length) vg.Length { return vg.Length(math.Ceil(float64(v))) }

// layOut places everything: widths first, which decide how lines break, and so heights.
func layOut(f results.Figure) *sheet {
	columns := across(f)
	cell := cellWidths[columns]
	s := &sheet{}
	for i, l := range looks(f) {
		s.panels = append(s.panels, &panel{Panel: f.Panels[i], looks: l})
	}
	height := axesHeight(f)
	for range 3 { // words at the ticks may need room beside the axes, which moves the ticks
		for _, g := range s.panels {
			g.beside(cell, height)
		}
		s.align(columns)
		for _, g := range s.panels {
			cell = max(cell, g.left+narrowest+g.right)
		}
	}
	s.width = cell * vg.Length(columns)
	s.title = heading.wrap(f.Title, s.width-2*margin)
	shared := s.shared()
	if shared {
		s.legend = arrange(entries(f.Panels[0], s.panels[0].looks), s.width-2*margin)
	}
	for _, g := range s.panels {
		g.aboveAndBelow(cell, height, !shared)
	}
	s.place(columns, cell, height)
	return s
}

// axesHeight returns the height of the axes of every panel.
func axesHeight(f results.Figure) vg.Length {
	var heat bool
	for _, p := range f.Panels {
		heat = heat || p.Heat != nil
	}
	switch {
	case len(f.Panels) == 1 && heat:
		return 430
	case len(f.Panels) == 1:
		return 350
	case heat:
		return 290
	}
	return 250
}

// shared says whether one legend serves all panels.
func (s *sheet) shared() bool {
	for _, g := range s.panels {
		if !sameEntries(g, s.panels[0]) {
			return false
		}
	}
	return len(s.panels) > 1
}

func sameEntries(g, h *panel) bool {
	return slices.EqualFunc(entries(g.Panel, g.looks), entries(h.Panel, h.looks), func(a, b entry) bool {
		return a.name[0] == b.name[0] && a.shape == b.shape
	})
}

// align gives the panels of a column the same room beside their axes.
func (s *sheet) align(columns int) {
	for i, g := range s.panels {
		for j := i % columns; j < len(s.panels); j += columns {
			g.left, g.right = max(g.left, s.panels[j].left), max(g.right, s.panels[j].right)
		}
	}
}

// place gives every panel its frame, and the sheet its height.
func (s *sheet) place(columns int, cell, height vg.Length) {
	y := s.head()
	var frames []vg.Rectangle // y from the top
	for i := 0; i < len(s.panels); i += columns {
		row := s.panels[i:min(i+columns, len(s.panels))]
		var top, bottom vg.Length
		for _, g := range row {
			top, bottom = max(top, g.top), max(bottom, g.bottom)
		}
		y += top
		for j, g := range row {
			left := vg.Length(j) * cell
			frames = append(frames, vg.Rectangle{
				Min: vg.Point{X: left + g.left, Y: y + height},
				Max: vg.Point{X: left + cell - g.right, Y: y},
			})
		}
		y += height + bottom
	}
	s.height = y
	for i, g := range s.panels {
		frame := frames[i]
		frame.Min.Y, frame.Max.Y = s.height-frame.Min.Y, s.height-frame.Max.Y
		g.inset(frame)
	}
}

// head returns the height of what stands above all panels.
func (s *sheet) head() vg.Length {
	y := vg.Length(margin)
	if len(s.title) > 0 {
		y += vg.Length(len(s.title))*heading.line() + 6
	}
	if len(s.legend.entries) > 0 {
		y += s.legend.height() + 6
	}
	return y
}

// draw draws the sheet.
func (s *sheet) draw(p pen) {
	y := s.height - margin
	for _, line := range s.title {
		p.write(heading, words{text: line}, vg.Point{X: margin, Y: y - heading.capital() - 2}, 0, 0)
		y -= heading.line()
	}
	if len(s.title) > 0 {
		y -= 6
	}
	if len(s.legend.entries) > 0 {
		s.legend.draw(p, vg.Point{X: margin, Y: y})
	}
	for _, g := range s.panels {
		g.draw(p)
	}
}

// beside works out the axes in a cell of that width, with axes of that height, and the room that they need left and right. It never
// asks for less than before.
func (g *panel) beside(cell, height vg.Length) {
	x, y := g.scales()
	g.y = upright(g.Y, y, height)
	g.left = max(g.left, margin+vg.Length(len(g.y.label))*caption.line()+labelGap+widestTick(g.y.ticks)+tickRoom)
	g.right = max(g.right, margin+8)
	if g.Heat != nil {
		g.bar = newBar(*g.Heat, height)
		g.right = max(g.right, g.bar.width+margin/2)
	}
	g.inset(vg.Rectangle{Min: vg.Point{X: g.left}, Max: vg.Point{X: cell - g.right, Y: height}})
	g.x = level(g.X, x, g.inner.Size().X)
	left, right := g.left, g.right
	for _, t := range g.x.ticks {
		at, reach := g.tickX(t), number.widest(t.lines)
		before, after := reach/2, reach/2
		if g.x.angle != 0 {
			before, after = reach*vg.Length(math.Cos(g.x.angle))+number.capital(), number.line()/2
		}
		left = max(left, g.left+before+4-at)
		right = max(right, g.right+at+after+4-cell)
	}
	g.left, g.right = whole(left), whole(right)
}

// aboveAndBelow works out the room that is needed above and below the axes.
func (g *panel) aboveAndBelow(cell, height vg.Length, ownLegend bool) {
	width := cell - g.left - g.right
	g.title = headline.wrap(g.Title, width)
	g.top = 8
	if len(g.title) > 0 {
		g.top += vg.Length(len(g.title))*headline.line() + titleGap
	}
	if ownLegend {
		g.legend = arrange(entries(g.Panel, g.looks), width)
	}
	if len(g.legend.entries) > 0 {
		g.top += g.legend.height() + 4
	}
	if g.y.factor.text != "" || g.bar != nil && g.bar.factor.text != "" {
		g.top += number.line() + 2
	}
	g.inset(vg.Rectangle{Min: vg.Point{X: g.left}, Max: vg.Point{X: cell - g.right, Y: height}})
	g.x = level(g.X, g.x.scale, g.inner.Size().X)
	g.bottom = tickRoom + g.x.depth() + margin
	if lines := len(g.x.label); lines > 0 || g.x.factor.text != "" {
		g.bottom += vg.Length(max(lines, 1))*caption.line() + 6
	}
	g.bottom = whole(g.bottom)
}
