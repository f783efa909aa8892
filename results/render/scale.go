package render

import (
	"math"

	"touchpoint/results"
)

// extent is a closed range of numbers; empty where lo > hi.
type extent struct{ lo, hi float64 }

var nothing = extent{math.Inf(1), math.Inf(-1)}

func (e *extent) add(v float64) { e.lo, e.hi = min(e.lo, v), max(e.hi, v) }

func (e extent) empty() bool { return e.lo > e.hi }

// scale maps the numbers of an axis onto [0, 1]. Its ends are logarithms to base 10 where it is logarithmic.
type scale struct {
	extent
	log   bool
	whole bool // counts stand along it: fractions need no tick
}

// measure returns the number as the axis measures it.
func (s scale) measure(v float64) float64 {
	if s.log {
		return math.Log10(v)
	}
	return v
}

// at returns the place of a number. Places far outside of [0, 1] are brought nearer: they are not drawn.
func (s scale) at(v float64) float64 { return s.place(s.measure(v)) }

func (s scale) place(measured float64) float64 {
	return min(max((measured-s.lo)/(s.hi-s.lo), -1e4), 1e4)
}

// scaleFor returns the scale of an axis around data, an extent as the axis measures it. A range too narrow for the digits of its
// numbers is widened, an empty one becomes [0, 1] or a decade.
func scaleFor(axis results.Axis, data extent) scale {
	s := scale{log: axis.Log}
	for _, t := range axis.Ticks {
		data.add(s.measure(t.At))
	}
	fixedLo, fixedHi := axis.Min != nil, axis.Max != nil
	if fixedLo {
		data.lo = s.measure(*axis.Min)
	}
	if fixedHi {
		data.hi = s.measure(*axis.Max)
	}
	switch {
	case math.IsInf(data.lo, 0) && math.IsInf(data.hi, 0):
		data = extent{0, 1}
	case math.IsInf(data.lo, 0) || data.lo > data.hi && !fixedLo:
		data.lo = data.hi
	case math.IsInf(data.hi, 0) || data.lo > data.hi:
		data.hi = data.lo
	}
	magnitude := max(math.Abs(data.lo), math.Abs(data.hi))
	if data.hi-data.lo < max(1e-9*magnitude, 1e-290) {
		room := 0.1 * magnitude
		if room < 1e-280 || s.log {
			room = 0.5
		}
		if !fixedLo {
			data.lo -= room
		}
		if !fixedHi || fixedLo {
			data.hi += room
		}
	}
	s.extent = data
	return s
}

// settle moves free ends out to the next round number where that is near, so that data between 0.02 and 0.98 stand between 0 and 1.
func (s scale) settle(axis results.Axis) scale {
	marks := steps(s.lo, s.hi, 6)
	if len(marks) < 2 || axis.Ticks != nil {
		return s
	}
	first, last, power := marks[0].mantissa, marks[len(marks)-1].mantissa, marks[0].power
	step, near := marks[1].mantissa-first, 0.15*(s.hi-s.lo)
	if s.log && power < 0 { // less than decades
		return s
	}
	if below := (round{first - step, power}).value(); axis.Min == nil && s.lo-below < near {
		s.lo = below
	}
	if above := (round{last + step, power}).value(); axis.Max == nil && above-s.hi < near {
		s.hi = above
	}
	return s
}
