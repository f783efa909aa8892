package render

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"touchpoint/results"
)

// axis is an axis laid out.
type axis struct {
	scale
	ticks  []tick
	factor words    // what all numbers are multiples of
	label  []string // broken into lines
	angle  float64  // of the words at the ticks, which end there where it is not 0
}

// named returns the ticks that the figure asks for and the axis can show, in ascending order.
func (s scale) named(a results.Axis) (out []tick) {
	for _, t := range a.Ticks {
		if at := s.at(t.At); at >= -1e-9 && at <= 1+1e-9 {
			out = append(out, tick{at, []words{{text: clean(t.Label)}}})
		}
	}
	slices.SortFunc(out, func(t, u tick) int { return cmp.Compare(t.at, u.at) })
	return out
}

// upright lays out an axis of that length that stands upright.
func upright(a results.Axis, s scale, length vg.Length) axis {
	out := axis{scale: s, label: caption.wrap(a.Label, length)}
	if a.Ticks == nil {
		out.ticks, out.factor = s.ticks(max(int(length/40), 3))
		return out
	}
	for _, t := range s.named(a) {
		t.lines[0].text = number.cut(t.lines[0].text, widestName)
		out.ticks = append(out.ticks, t)
	}
	thin(out.ticks, length, stacked)
	return out
}

// level lays out an axis of that length that lies level: as many numbers as have room; names in a line, or in several, or aslant.
func level(a results.Axis, s scale, length vg.Length) axis {
	out := axis{scale: s, label: caption.wrap(a.Label, length)}
	if a.Ticks == nil {
		out.ticks, out.factor = s.spread(length)
		if out.factor.text != "" { // which stands at the right end of the label's line
			out.label = caption.wrap(a.Label, length-2*(number.width(out.factor)+12))
		}
		return out
	}
	out.ticks = s.named(a)
	if fits(out.ticks, length, besides) && widestTick(out.ticks) < length/2 {
		return out
	}
	if broken, ok := breakNames(out.ticks, length); ok {
		out.ticks = broken
		return out
	}
	for _, t := range out.ticks {
		t.lines[0].text = number.cut(t.lines[0].text, widestName)
	}
	for _, out.angle = range []float64{math.Pi / 5, math.Pi / 2} {
		aslant := func(tick) vg.Length { return number.line() / vg.Length(math.Sin(out.angle)) }
		if fits(out.ticks, length, aslant) {
			return out
		}
	}
	thin(out.ticks, length, stacked)
	return out
}

// widestName is the width at which a name beside an upright axis, or aslant under a level one, is cut.
const widestName = 200

// besides returns the room that words need beside others, stacked over others.
func besides(t tick) vg.Length { return number.widest(t.lines) + 8 }
func stacked(tick) vg.Length   { return number.line() }

// spread returns as many numbers as have room on an axis that lies level.
func (s scale) spread(length vg.Length) ([]tick, words) {
	for most := max(int(length/56), 2); ; most-- {
		ticks, factor := s.ticks(most)
		if most <= 2 || fits(ticks, length, besides) {
			thin(ticks, length, besides)
			return ticks, factor
		}
	}
}

// breakNames breaks names between words into at most three lines, each narrower than the distance of the ticks.
func breakNames(ticks []tick, length vg.Length) ([]tick, bool) {
	slot := length
	for i := 1; i < len(ticks); i++ {
		slot = min(slot, distance(ticks[i-1], ticks[i], length))
	}
	out := make([]tick, len(ticks))
	for i, t := range ticks {
		lines := number.wrap(t.lines[0].text, slot-8)
		if len(lines) > 3 || strings.Join(lines, " ") != t.lines[0].text { // too many, or a word was broken
			return nil, false
		}
		out[i] = tick{t.at, plainWords(lines)}
	}
	return out, fits(out, length, besides)
}

func distance(t, u tick, length vg.Length) vg.Length { return length * vg.Length(math.Abs(u.at-t.at)) }

// fits says whether labels of that size do not touch.
func fits(ticks []tick, length vg.Length, size func(tick) vg.Length) bool {
	return len(touching(ticks, length, size)) == 0
}

// thin takes the words from ticks that would touch one that keeps them.
func thin(ticks []tick, length vg.Length, size func(tick) vg.Length) {
	for _, i := range touching(ticks, length, size) {
		ticks[i].lines = nil
	}
}

// touching returns the ticks, in ascending order of their places, whose words touch those of one before that is not returned itself.
func touching(ticks []tick, length vg.Length, size func(tick) vg.Length) (out []int) {
	last := -1
	for i, t := range ticks {
		switch {
		case len(t.lines) == 0:
		case last >= 0 && distance(ticks[last], t, length) < (size(ticks[last])+size(t))/2:
			out = append(out, i)
		default:
			last = i
		}
	}
	return out
}
