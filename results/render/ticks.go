package render

import (
	"math"
	"strconv"
	"strings"
)

// tick is a mark on an axis at a place in [0, 1]. Without lines it is a minor one.
type tick struct {
	at    float64
	lines []words
}

// round is a number mantissa * 10^power, both integers, so that it can be spelt without rounding.
type round struct {
	mantissa int64
	power    int
}

func (r round) value() float64 { return scaled(float64(r.mantissa), r.power) }

// scaled returns x * 10^power, rounded once for all powers up to 22 in magnitude.
func scaled(x float64, power int) float64 {
	if power < 0 {
		return x / math.Pow10(-power)
	}
	return x * math.Pow10(power)
}

// spell writes the number in multiples of 10^factor.
func (r round) spell(factor int) string {
	return signed(strconv.FormatFloat(scaled(float64(r.mantissa), r.power-factor), 'f', max(factor-r.power, 0), 64))
}

// signed replaces the hyphen by a minus sign.
func signed(s string) string { return strings.ReplaceAll(s, "-", "\u2212") }

// ten spells a power of ten.
func ten(front string, power int) words { return words{front, signed(strconv.Itoa(power))} }

// steps returns the multiples in [lo, hi] of the smallest step 1, 2 or 5 times a power of ten that makes at most most of them.
func steps(lo, hi float64, most int) []round {
	slack := 1e-9 * (hi - lo)
	for power := int(math.Floor(math.Log10((hi - lo) / float64(most+1)))); ; power++ {
		for _, m := range []int64{1, 2, 5} {
			step := scaled(float64(m), power)
			first, last := math.Ceil((lo-slack)/step), math.Floor((hi+slack)/step)
			if last-first+1 > float64(most) {
				continue
			}
			var out []round
			for i := int64(first); i <= int64(last); i++ {
				out = append(out, round{i * m, power})
			}
			return out
		}
	}
}

// ticks returns at most most ticks with numbers, and minor ones, and the power of ten that was taken out of the numbers, if any.
func (s scale) ticks(most int) ([]tick, words) {
	if s.log {
		return s.logTicks(most)
	}
	return s.linearTicks(s.extent, most)
}

// linearTicks returns ticks at equal distances between two numbers. They are written out from a thousandth up to a million, and beyond
// where that is shorter than with a power of ten taken out.
func (s scale) linearTicks(e extent, most int) (out []tick, factor words) {
	marks := steps(e.lo, e.hi, most)
	if s.whole {
		marks = wholes(marks)
	}
	largest := 0.0
	for _, r := range marks {
		largest = max(largest, math.Abs(r.value()))
	}
	power := 0
	if largest >= 1e6 || largest < 1e-3 && largest > 0 {
		power = 3 * int(math.Floor(math.Log10(largest*(1+1e-9))/3))
		if longest(marks, 0) <= longest(marks, power) {
			power = 0
		} else {
			factor = ten("\u00d7 10", power)
		}
	}
	for _, r := range marks {
		out = append(out, tick{s.at(r.value()), []words{{text: r.spell(power)}}})
	}
	return out, factor
}

// wholes returns the whole numbers among marks; all of them where there is none.
func wholes(marks []round) (out []round) {
	for _, r := range marks {
		if v := r.value(); r.power < 0 && v == math.Trunc(v) {
			out = append(out, round{int64(v), 0})
		}
	}
	if out == nil {
		return marks
	}
	return out
}

func longest(marks []round, factor int) (n int) {
	for _, r := range marks {
		n = max(n, len(r.spell(factor)))
	}
	return n
}

// logTicks returns powers of ten, every second or third or fifth of them where there are too many, their doubles and halves where
// there are few, and equal distances where there is none.
func (s scale) logTicks(most int) (out []tick, factor words) {
	first, last := int(math.Ceil(s.lo-1e-9)), int(math.Floor(s.hi+1e-9))
	decades := last - first + 1
	if decades < 2 {
		if decades == 1 || s.hi-s.lo > 0.5 {
			if out = s.within([]int64{1, 2, 5}, true); len(out) >= 3 && len(out) <= most {
				return append(out, s.within([]int64{3, 4, 6, 7, 8, 9}, false)...), words{}
			}
		}
		return s.linearTicks(extent{math.Pow(10, s.lo), math.Pow(10, s.hi)}, most)
	}
	stride := 1
	for _, stride = range []int{1, 2, 3, 5, 10, 20, 50, 100, 200, 500} {
		if floorDiv(last, stride)-floorDiv(first-1, stride) <= max(most, 2) {
			break
		}
	}
	plain := first >= -3 && last <= 4
	for k := first; k <= last; k++ {
		switch {
		case k%stride != 0 && decades > 40:
		case k%stride != 0:
			out = append(out, tick{at: s.place(float64(k))})
		case plain:
			out = append(out, tick{s.place(float64(k)), []words{{text: round{1, k}.spell(0)}}})
		default:
			out = append(out, tick{s.place(float64(k)), []words{ten("10", k)}})
		}
	}
	if stride == 1 && decades <= 8 {
		out = append(out, s.within([]int64{2, 3, 4, 5, 6, 7, 8, 9}, false)...)
	}
	return out, words{}
}

// within returns a tick for each of the multiples of powers of ten that the logarithmic scale has.
func (s scale) within(multiples []int64, labelled bool) (out []tick) {
	for k := int(math.Floor(s.lo)); k <= int(math.Floor(s.hi)); k++ {
		for _, m := range multiples {
			at := s.place(math.Log10(float64(m)) + float64(k))
			if at < -1e-9 || at > 1+1e-9 {
				continue
			}
			t := tick{at: at}
			switch {
			case labelled && k >= -3 && k <= 4:
				t.lines = []words{{text: round{m, k}.spell(0)}}
			case labelled && m == 1:
				t.lines = []words{ten("10", k)}
			case labelled:
				t.lines = []words{ten(strconv.FormatInt(m, 10)+" \u00d7 10", k)}
			}
			out = append(out, t)
		}
	}
	return out
}

func floorDiv(a, b int) int { return int(math.Floor(float64(a) / float64(b))) }
