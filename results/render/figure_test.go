package render

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"touchpoint/results"
)

func picture(t *testing.T, format string, f results.Figure) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Figure(&out, format, f); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// small are the golden figures: a curve with intervals, a gap and theory; a heat map with a curve; bars, one of them negative.
func small() []results.Figure {
	nan := math.NaN()
	return []results.Figure{
		{Name: "curve", Title: "Recovery & theory", Caption: "Rates with 95% intervals, n < 64.", Panels: []results.Panel{{
			X: results.Axis{Label: "k"}, Y: results.Axis{Label: "rate", Min: new(0.0), Max: new(1.0)},
			Series: []results.Series{
				{Name: "measured", Shape: results.LineDots, Points: []results.Point{{X: 1, Y: 0.9, Lo: 0.8, Hi: 0.95}, {X: 2, Y: 0.5}, {X: 3, Y: nan}, {X: 4, Y: 0.1}}},
				{Name: "exact", Shape: results.Dashed, Points: []results.Point{{X: 1, Y: 0.95}, {X: 4, Y: -0.5}}},
			},
		}}},
		{Name: "heat", Title: "Phase diagram", Panels: []results.Panel{{
			Heat:   &results.Heat{X: []float64{1, 10, 100}, Y: []float64{0, 1}, Z: [][]float64{{0, 0, 1e-8}, {5e-8, nan, 1e-7}}, Label: "error"},
			X:      results.Axis{Label: "n", Log: true},
			Series: []results.Series{{Name: "border", Points: []results.Point{{X: 1, Y: 0.2}, {X: 100, Y: 0.8}}}},
		}}},
		{Name: "bars", Panels: []results.Panel{
			{Title: "gain", X: results.Axis{Ticks: []results.Tick{{At: 0, Label: "omp"}, {At: 1, Label: "ridge"}}},
				Series: []results.Series{{Shape: results.Bars, Points: []results.Point{{X: 0, Y: 2, Lo: 1, Hi: 3}, {X: 1, Y: -1}}}}},
			{Title: "nothing"},
		}},
	}
}

func TestFigureGolden(t *testing.T) {
	for _, f := range small() {
		got := picture(t, "svg", f)
		path := filepath.Join("testdata", f.Name+".svg")
		if *update {
			if err := os.WriteFile(path, got, 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs; run go test -update if that is meant, and look at it. %s", path, firstDifference(got, want))
		}
	}
}

func firstDifference(got, want []byte) string {
	a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("Line %d is\n%s\nwant\n%s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("It has %d lines, want %d", len(a), len(b))
}

// TestFigureReproducible: the same figure has the same bytes.
func TestFigureReproducible(t *testing.T) {
	for _, f := range append(small(), panelsFigure()) {
		if !bytes.Equal(picture(t, "svg", f), picture(t, "svg", f)) {
			t.Errorf("two SVGs of %s differ", f.Name)
		}
	}
}

// TestFigurePNG: the same figure has the same bytes, and density dots to a pixel.
func TestFigurePNG(t *testing.T) {
	f := small()[0]
	s, drawn := layOut(f), picture(t, "png", f)
	if !bytes.Equal(drawn, picture(t, "png", f)) {
		t.Errorf("two PNGs differ")
	}
	config, err := png.DecodeConfig(bytes.NewReader(drawn))
	if err != nil {
		t.Fatal(err)
	}
	if config.Width != density*720 || config.Height != int(density*s.height) {
		t.Errorf("laid out at %v x %v, PNG of %d x %d", s.width, s.height, config.Width, config.Height)
	}
}

// TestFigureHead: an SVG of a single panel is 720 pixels wide, says what it shows, and names fonts that there are.
func TestFigureHead(t *testing.T) {
	f := small()[0]
	head := fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"%g\" viewBox=\"0 0 720 %[1]g\" role=\"img\" "+
		"font-family=\"Liberation Sans,Arimo,Arial,Helvetica,sans-serif\">\n"+
		"<title>Recovery &amp; theory</title>\n<desc>Rates with 95%% intervals, n &lt; 64.</desc>\n", layOut(f).height)
	if svg := string(picture(t, "svg", f)); !strings.HasPrefix(svg, head) || strings.Contains(svg, "style=\"font-family") {
		t.Errorf("the SVG begins with %.300s", svg)
	}
}

// TestFigureWords: what a figure is called is shown letter by letter, whatever it means in XML.
func TestFigureWords(t *testing.T) {
	f := small()[0]
	f.Title, f.Panels[0].X.Label, f.Panels[0].Series[0].Name = "<b>&amp;\"", "a\x00b\xffc\n|x|_1", regularStyle
	shown, err := wellFormed(picture(t, "svg", f))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{f.Title, "a b\ufffdc |x|_1", f.Panels[0].Series[0].Name} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in %q", want, shown)
		}
	}
}

func TestFigureErrors(t *testing.T) {
	if err := Figure(io.Discard, "pdf", small()[0]); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "png") {
		t.Errorf("unknown format: %v", err)
	}
	for _, format := range FigureFormats() {
		w := &brokenWriter{}
		if err := Figure(w, format.Name, results.Figure{Name: "x"}); !errors.Is(err, results.ErrFigure) || w.writes != 0 {
			t.Errorf("%s of a figure without panels: %v, %d writes", format.Name, err, w.writes)
		}
		if err := format.write(w, small()[2], &sheet{width: 9, height: 9}); !errors.Is(err, errBroken) {
			t.Errorf("%s to a broken writer: %v", format.Name, err)
		}
	}
}

func BenchmarkFigure(b *testing.B) {
	for _, f := range gallery() {
		for _, format := range FigureFormats() {
			b.Run(f.Name+"/"+format.Name, func(b *testing.B) {
				for b.Loop() {
					if err := Figure(io.Discard, format.Name, f); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
