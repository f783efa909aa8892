package render

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchpoint/results"
)

// anyFigure returns a figure of odd data, valid or not.
func anyFigure(random *rand.Rand) results.Figure {
	odd := []float64{0, 1, -1, 1, 2, 0.5, 1e-300, 1e300, -1e300, 5e-324, 1e9, 1e9 + 1e-6, 1e-9, math.NaN(), math.Inf(1), math.Pi}
	number := func() float64 { return odd[random.IntN(len(odd)*7/8)] }
	if random.IntN(8) > 0 {
		number = func() float64 { return random.NormFloat64() * math.Pow(10, float64(random.IntN(5))) }
	}
	text := func() string {
		return []string{
			"", "x", "a longer name of something", "<&>\"'", "\x00\xff\ufffe", strings.Repeat("W", 200), strings.Repeat("many words ", 30), "\u03bb\n\u221e",
		}[random.IntN(8)]
	}
	axis := func() (a results.Axis) {
		a = results.Axis{Label: text(), Log: random.IntN(4) == 0}
		along := func() float64 {
			if v := number(); !a.Log {
				return v
			} else {
				return math.Abs(v)
			}
		}
		lo, hi := along(), along()
		if random.IntN(4) == 0 {
			a.Min = new(min(lo, hi))
		}
		if random.IntN(4) == 0 {
			a.Max = new(max(lo, hi))
		}
		for range random.IntN(3) * random.IntN(2) {
			a.Ticks = append(a.Ticks, results.Tick{At: along(), Label: text()})
		}
		return a
	}
	f := results.Figure{Name: "any", Title: text(), Caption: text()}
	for range 1 + random.IntN(4) {
		p := results.Panel{Title: text(), X: axis(), Y: axis()}
		positive := func(v float64) float64 {
			if p.X.Log || p.Y.Log {
				return math.Abs(v)
			}
			return v
		}
		for range random.IntN(4) {
			s := results.Series{Name: fmt.Sprint(text(), len(p.Series)), Shape: results.Shape(random.IntN(7))}
			for range random.IntN(6) {
				s.Points = append(s.Points, results.Point{X: positive(number()), Y: positive(number()), Lo: number(), Hi: number()})
			}
			for i := range s.Points {
				q := &s.Points[i]
				q.Lo, q.Hi = min(q.Lo, q.Hi), max(q.Lo, q.Hi)
			}
			slices.SortFunc(s.Points, func(a, b results.Point) int { return int(math.Copysign(1, a.X-b.X)) })
			p.Series = append(p.Series, s)
		}
		if random.IntN(4) == 0 {
			p.Heat = &results.Heat{X: []float64{1, 2, 1e9}, Y: []float64{0.5, 7}, Z: [][]float64{{number(), number(), 1}, {1, 2, number()}}}
		}
		f.Panels = append(f.Panels, p)
	}
	return f
}

// TestFigureOdd: odd data are an error or a picture, never a panic, and a picture has no NaN in it.
func TestFigureOdd(t *testing.T) {
	drawn := 0
	for seed := range uint64(60) {
		var out bytes.Buffer
		err := Figure(&out, "svg", anyFigure(rand.New(rand.NewPCG(seed, 1))))
		if err != nil {
			if !errors.Is(err, results.ErrFigure) || out.Len() > 0 {
				t.Errorf("seed %d: %v, %d bytes", seed, err, out.Len())
			}
			continue
		}
		drawn++
		if _, err := wellFormed(out.Bytes()); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
	if drawn < 30 {
		t.Errorf("%d of 60 figures are valid: the test sees too little", drawn)
	}
}

func FuzzFigure(f *testing.F) {
	f.Add(uint64(1), 0.0, 1.0, -1.0, 2.0, false)
	f.Add(uint64(2), 1e300, -1e300, math.NaN(), 5e-324, true)
	f.Fuzz(func(t *testing.T, seed uint64, a, b, c, d float64, log bool) {
		figure := anyFigure(rand.New(rand.NewPCG(seed, 2)))
		p := &figure.Panels[0]
		p.X.Log, p.Y.Log = log, log
		points := []results.Point{{X: a, Y: b, Lo: min(c, d), Hi: max(c, d)}, {X: c, Y: d}}
		p.Series = append(p.Series, results.Series{Shape: results.Shape(seed % 7), Points: points})
		var out bytes.Buffer
		if err := Figure(&out, "svg", figure); err == nil {
			if _, err := wellFormed(out.Bytes()); err != nil {
				t.Error(err)
			}
		} else if !errors.Is(err, results.ErrFigure) {
			t.Error(err)
		}
	})
}

// wellFormed checks that an SVG is XML, that its coordinates are numbers, and returns the words it shows.
func wellFormed(svg []byte) (string, error) {
	var shown strings.Builder
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return shown.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			for _, a := range token.Attr {
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					return "", fmt.Errorf("%s = %q", a.Name.Local, a.Value)
				}
			}
		case xml.CharData:
			shown.Write(token)
		}
	}
}
