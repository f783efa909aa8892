package render

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"touchpoint/results"
)

func named(names ...string) (p results.Panel) {
	for _, n := range names {
		p.Series = append(p.Series, results.Series{Name: n})
	}
	return p
}

// TestLooks: names that meet in a panel look different, with lines as with glyphs; a name looks the same everywhere; what has no name
// follows the last that has one.
func TestLooks(t *testing.T) {
	var all results.Panel
	for i := range 42 {
		all.Series = append(all.Series, results.Series{Name: fmt.Sprint(i)})
	}
	seen := looks(results.Figure{Panels: []results.Panel{all}})[0]
	for i, a := range seen {
		for j, b := range seen[:i] {
			if a.ink == b.ink && (slices.Equal(a.glyph, b.glyph) || i < 30 && slices.Equal(a.dash, b.dash)) {
				t.Errorf("series %d looks like series %d", i, j)
			}
		}
	}
	f := results.Figure{Panels: []results.Panel{named("a", "b", "", ""), named("b", "c"), named("c", "a", "d"), named("", "e")}}
	f.Panels[0].Series[3].Shape = results.Dashed
	got := looks(f)
	for i, p := range f.Panels {
		for j, s := range p.Series {
			for k, other := range p.Series[:j] {
				if s.Name != "" && other.Name != "" && reflect.DeepEqual(got[i][j], got[i][k]) {
					t.Errorf("panel %d: %q looks like %q", i, s.Name, other.Name)
				}
			}
		}
	}
	if !reflect.DeepEqual(got[0][0], got[2][1]) || !reflect.DeepEqual(got[0][1], got[1][0]) || !reflect.DeepEqual(got[1][1], got[2][0]) {
		t.Error("a name looks different in another panel")
	}
	if !reflect.DeepEqual(got[0][2], got[0][1]) || got[0][3].ink != dark || !reflect.DeepEqual(got[3][0], nth(0, false)) {
		t.Errorf("series without a name look like %v, %v, %v", got[0][2], got[0][3], got[3][0])
	}
}

// TestViridis: the ends and the middle are the published ones, and it becomes lighter all the way but for the rounding of colours to a byte (luminance after ITU-R BT.709).
func TestViridis(t *testing.T) {
	if len(viridisTable) != 6*256 {
		t.Fatalf("the table has %d digits", len(viridisTable))
	}
	for _, c := range []struct {
		t    float64
		want uint32
	}{{-1, 0x440154}, {0, 0x440154}, {64.0 / 255, 0x3b528b}, {128.0 / 255, 0x21918c}, {192.0 / 255, 0x5ec962}, {1, 0xfde725}, {7, 0xfde725}} {
		if got := viridis(c.t); got != rgb(c.want) {
			t.Errorf("viridis(%v) = %v, want %06x", c.t, got, c.want)
		}
	}
	light := func(i int) float64 {
		linear := func(v uint8) float64 { return math.Pow((float64(v)/255+0.055)/1.055, 2.4) }
		c := viridis(float64(i) / 255)
		return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
	}
	for i := 1; i < 256; i++ {
		if light(i) <= light(i-1)-5e-4 {
			t.Errorf("viridis becomes darker at %d: %v after %v", i, light(i), light(i-1))
		}
	}
}

func TestEdges(t *testing.T) {
	for _, c := range []struct {
		centres []float64
		log     bool
		want    []float64
	}{
		{[]float64{3}, false, []float64{2.5, 3.5}},
		{[]float64{0, 1, 3}, false, []float64{-0.5, 0.5, 2, 4}},
		{[]float64{1, 100}, true, []float64{-1, 1, 3}},
	} {
		if got := edges(c.centres, scale{log: c.log}); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.centres, got, c.want)
		}
	}
}

// TestWrap: lines keep to the width and, where no word is wider, are the words of the text.
func TestWrap(t *testing.T) {
	text := "how often the touch point is the planted truth, n = 64"
	for width := 60.0; width < 500; width += 7 {
		lines := caption.wrap(text, vg.Length(width))
		for _, line := range lines {
			if caption.width(words{text: line}) > vg.Length(width) {
				t.Errorf("width %v: %q is wider", width, line)
			}
		}
		if strings.Join(lines, " ") != text {
			t.Errorf("width %v: %q", width, lines)
		}
	}
	if got := caption.wrap(strings.Repeat("W", 20), 50); len(got) < 4 || strings.Join(got, "") != strings.Repeat("W", 20) {
		t.Errorf("a long word: %q", got)
	}
	if got := caption.wrap(" \n\x00", 50); len(got) != 0 {
		t.Errorf("nothing: %q", got)
	}
	if got := caption.cut("reweighted", 40); !strings.HasSuffix(got, "\u2026") || caption.width(words{text: got}) > 40 || len(got) < 6 {
		t.Errorf("cut to %q", got)
	}
}
