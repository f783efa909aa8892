package render

import (
	"image/color"
	"math"
	"sort"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// pen draws on a canvas whose unit is a pixel of the page. Its y axis points up.
type pen struct{ draw.Canvas }

// style is how words look. Liberation Sans has the widths of Arial and Helvetica, so that a layout holds where an SVG is shown with those.
type style struct {
	size vg.Length
	bold bool
	ink  color.Color
}

// words are a text, followed by a small raised power that may be empty.
type words struct{ text, power string }

func plainWords(lines []string) []words {
	out := make([]words, len(lines))
	for i, line := range lines {
		out[i].text = line
	}
	return out
}

func (s style) face() font.Face {
	name := "LiberationSans-Regular"
	if s.bold {
		name = "LiberationSans-Bold"
	}
	for _, face := range liberation.Collection() {
		if face.Name() == name {
			face.Font.Size = s.size
			return face
		}
	}
	panic("render: the fonts of gonum/plot lack " + name)
}

func (s style) small() style { return style{0.72 * s.size, s.bold, s.ink} }

// line is the distance between lines, capital the height of a digit.
func (s style) line() vg.Length    { return whole(1.25 * s.size) }
func (s style) capital() vg.Length { return 0.72 * s.size }

func (s style) width(w words) vg.Length {
	face, small := s.face(), s.small().face()
	return face.Width(w.text) + small.Width(w.power)
}

// widest returns the width of the longest of the lines.
func (s style) widest(lines []words) (width vg.Length) {
	for _, w := range lines {
		width = max(width, s.width(w))
	}
	return width
}

// write puts words on a baseline that goes through at, in the direction of angle. Where they stand on it is align:
// 0 to the right of the point, 1 to the left of it, 0.5 half and half.
func (p pen) write(s style, w words, at vg.Point, align vg.Length, angle float64) {
	if w.text == "" {
		return
	}
	face, start := s.face(), -align*s.width(w)
	p.Push()
	defer p.Pop()
	p.SetColor(s.ink)
	if angle != 0 {
		p.Translate(at)
		p.Rotate(angle)
		at = vg.Point{}
	}
	at.X += start
	p.FillString(face, at, w.text)
	if w.power != "" {
		p.FillString(s.small().face(), vg.Point{X: at.X + face.Width(w.text), Y: at.Y + 0.4*s.size}, w.power)
	}
}

// wrap breaks a text into lines that are not wider than width: between words, and within a word where it alone is too wide.
func (s style) wrap(text string, width vg.Length) (lines []string) {
	face := s.face()
	line := ""
	for _, word := range strings.Fields(clean(text)) {
		if joined := strings.TrimPrefix(line+" "+word, " "); face.Width(joined) <= width {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = ""
		var reach vg.Length
		for _, r := range word {
			advance := face.Width(string(r))
			if reach += advance; reach > width && line != "" {
				lines = append(lines, line)
				line, reach = "", advance
			}
			line += string(r)
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// cut shortens a text to a width, with an ellipsis at its end.
func (s style) cut(text string, width vg.Length) string {
	face := s.face()
	if face.Width(text) <= width {
		return text
	}
	runes := []rune(text)
	n := sort.Search(len(runes), func(n int) bool { return face.Width(string(runes[:n])+"\u2026") > width })
	return string(runes[:max(n-1, 0)]) + "\u2026"
}

// clean replaces what may not stand in XML, and joins everything to one line.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xFFFE || r == 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, oneLine(strings.ToValidUTF8(s, "\uFFFD")))
}

// rule draws a straight line, along the middle of a row of pixels where it is level or upright.
func (p pen) rule(s draw.LineStyle, a, b vg.Point) {
	if a.X == b.X {
		a.X = middle(a.X)
		b.X = a.X
	}
	if a.Y == b.Y {
		a.Y = middle(a.Y)
		b.Y = a.Y
	}
	p.StrokeLines(s, []vg.Point{a, b})
}

func middle(v vg.Length) vg.Length { return vg.Length(math.Floor(float64(v))) + 0.5 }

// box fills a rectangle.
func (p pen) box(ink color.Color, r vg.Rectangle) {
	p.FillPolygon(ink, []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}})
}
