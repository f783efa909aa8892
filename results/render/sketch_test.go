package render

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// sketch is a canvas that keeps what is drawn: the box of every text, turned as it is, and the points of every path.
type sketch struct {
	w, h  vg.Length
	turns []turn
	texts []writing
	paths [][]vg.Point
}

type turn struct {
	by    vg.Point
	angle float64
}

// writing is a text and the corners of its box, from the baseline up to the height of a capital.
type writing struct {
	text    string
	corners [4]vg.Point
	level   bool
}

func (s *sketch) Size() (w, h vg.Length)              { return s.w, s.h }
func (s *sketch) SetLineWidth(vg.Length)              {}
func (s *sketch) SetLineDash([]vg.Length, vg.Length)  {}
func (s *sketch) SetColor(color.Color)                {}
func (s *sketch) Scale(float64, float64)              { panic("not expected") }
func (s *sketch) DrawImage(vg.Rectangle, image.Image) { panic("not expected") }
func (s *sketch) Translate(by vg.Point)               { s.turns[len(s.turns)-1].by = by }
func (s *sketch) Rotate(angle float64)                { s.turns[len(s.turns)-1].angle = angle }
func (s *sketch) Push()                               { s.turns = append(s.turns, turn{}) }
func (s *sketch) Pop()                                { s.turns = s.turns[:len(s.turns)-1] }
func (s *sketch) Stroke(p vg.Path)                    { s.keep(p) }
func (s *sketch) Fill(p vg.Path)                      { s.keep(p) }
func (s *sketch) FillString(f font.Face, at vg.Point, text string) {
	if text == "" {
		return
	}
	width, height := f.Width(text), 0.72*f.Font.Size
	t := s.turns[len(s.turns)-1]
	sin, cos := math.Sincos(t.angle)
	w := writing{text: text, level: t.angle == 0}
	for i, c := range []vg.Point{at, {X: at.X + width, Y: at.Y}, {X: at.X + width, Y: at.Y + height}, {X: at.X, Y: at.Y + height}} {
		w.corners[i] = vg.Point{X: t.by.X + c.X*vg.Length(cos) - c.Y*vg.Length(sin), Y: t.by.Y + c.X*vg.Length(sin) + c.Y*vg.Length(cos)}
	}
	s.texts = append(s.texts, w)
}

func (s *sketch) keep(p vg.Path) {
	var points []vg.Point
	for _, c := range p {
		if c.Type != vg.CloseComp {
			points = append(points, c.Pos)
		}
	}
	s.paths = append(s.paths, points)
}

func sketched(s *sheet) *sketch {
	canvas := &sketch{w: s.width, h: s.height}
	s.draw(pen{draw.New(canvas)})
	return canvas
}

// touches says whether two boxes overlap: whether no side of either parts them.
func (w writing) touches(v writing) bool { return !w.parts(v) && !v.parts(w) }

func (w writing) parts(v writing) bool {
	for i := range w.corners {
		a, b := w.corners[i], w.corners[(i+1)%4]
		normal := vg.Point{X: b.Y - a.Y, Y: a.X - b.X} // points out of the box, whose corners go round to the left
		outside := true
		for _, c := range v.corners {
			outside = outside && c.Sub(a).Dot(normal) >= 0
		}
		if outside {
			return true
		}
	}
	return false
}
