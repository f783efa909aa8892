package render

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/plot/vg"

	"touchpoint/results"
)

// TestFigureLegible: every word lies on the sheet, none on another or within the axes - so that the legend covers no data - and no path
// leaves the sheet.
func TestFigureLegible(t *testing.T) {
	figures := append(gallery(), small()...)
	for seed := range uint64(40) {
		if f := anyFigure(rand.New(rand.NewPCG(seed, 3))); f.Validate() == nil {
			f.Name = fmt.Sprint("any", seed)
			figures = append(figures, f)
		}
	}
	for _, f := range figures {
		s := layOut(f)
		drawn := sketched(s)
		for i, w := range drawn.texts {
			for _, c := range w.corners {
				if c.X < 2 || c.Y < 2 || c.X > s.width-2 || c.Y > s.height-2 {
					t.Errorf("%s: %q reaches to %v on a sheet of %v x %v", f.Name, w.text, c, s.width, s.height)
				}
			}
			for _, v := range drawn.texts[:i] {
				if w.touches(v) {
					t.Errorf("%s: %q touches %q", f.Name, w.text, v.text)
				}
			}
			for _, g := range s.panels {
				if within(w.corners[0], g.frame) && w.text != "no data" {
					t.Errorf("%s: %q stands in the frame %v", f.Name, w.text, g.frame)
				}
			}
		}
		for _, path := range drawn.paths {
			for _, c := range path {
				if c.X < 0 || c.Y < 0 || c.X > s.width || c.Y > s.height {
					t.Errorf("%s: a path goes to %v on a sheet of %v x %v", f.Name, c, s.width, s.height)
				}
			}
		}
	}
}

func within(p vg.Point, r vg.Rectangle) bool {
	return p.X > r.Min.X && p.X < r.Max.X && p.Y > r.Min.Y && p.Y < r.Max.Y
}

// TestFigurePlaces: a point of data stands where its axes say.
func TestFigurePlaces(t *testing.T) {
	for _, f := range append(gallery(), small()...) {
		for _, g := range layOut(f).panels {
			for _, axis := range []struct {
				asked results.Axis
				made  axis
			}{{g.X, g.x}, {g.Y, g.y}} {
				if lo := axis.asked.Min; lo != nil && math.Abs(axis.made.at(*lo)) > 1e-12 {
					t.Errorf("%s: the lower limit %v is at %v", f.Name, *lo, axis.made.at(*lo))
				}
				if hi := axis.asked.Max; hi != nil && math.Abs(axis.made.at(*hi)-1) > 1e-12 {
					t.Errorf("%s: the upper limit %v is at %v", f.Name, *hi, axis.made.at(*hi))
				}
			}
			for _, series := range g.Series {
				for _, q := range series.Points {
					if math.IsNaN(q.Y) || series.Shape == results.Band || g.Y.Min != nil {
						continue
					}
					if at := g.point(q.X, q.Y); !within(at, grown(g.frame)) {
						t.Errorf("%s: %v is drawn at %v, outside of %v", f.Name, q, at, g.frame)
					}
				}
			}
		}
	}
}

func grown(r vg.Rectangle) vg.Rectangle {
	return vg.Rectangle{Min: r.Min.Sub(vg.Point{X: 1e-6, Y: 1e-6}), Max: r.Max.Add(vg.Point{X: 1e-6, Y: 1e-6})}
}

// TestFigureCuts: what lies outside the limits is cut off, and the part inside is drawn.
func TestFigureCuts(t *testing.T) {
	limits := results.Axis{Min: new(0.0), Max: new(1.0)}
	for _, shape := range []results.Shape{results.Line, results.Dots, results.LineDots, results.Steps, results.Bars, results.Band, results.Dashed} {
		points := []results.Point{{X: -1e300, Y: -1e300, Lo: -1e300, Hi: 1e300}, {X: 0.5, Y: 0.5, Lo: -2, Hi: 3}, {X: 1e300, Y: 1e300, Lo: 1, Hi: 2}}
		with := results.Figure{Name: "cut", Panels: []results.Panel{{X: limits, Y: limits, Series: []results.Series{{Shape: shape, Points: points}}}}}
		s := layOut(with)
		frame := s.panels[0].frame
		empty := len(sketched(layOut(results.Figure{Name: "cut", Panels: []results.Panel{{X: limits, Y: limits}}})).paths)
		drawn := sketched(s).paths
		if len(drawn) <= empty {
			t.Errorf("shape %d: nothing is drawn", shape)
		}
		for _, path := range drawn {
			for _, c := range path {
				if c.X < frame.Min.X-10 || c.X > frame.Max.X+10 || c.Y < frame.Min.Y-10 || c.Y > frame.Max.Y+10 {
					t.Errorf("shape %d goes to %v, outside of %v", shape, c, frame)
				}
			}
		}
	}
}
