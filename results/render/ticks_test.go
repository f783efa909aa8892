package render

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"touchpoint/results"
)

// TestSteps: the marks are all multiples of 1, 2 or 5 times a power of ten within the ends, at most as many as asked for, and the next finer
// step would make too many.
func TestSteps(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		most := 2 + random.IntN(10)
		lo := random.NormFloat64() * math.Pow(10, float64(random.IntN(20)-10))
		hi := lo + random.ExpFloat64()*math.Pow(10, float64(random.IntN(20)-10))
		if hi-lo < 1e-8*math.Abs(lo) {
			continue
		}
		marks := steps(lo, hi, most)
		if len(marks) > most {
			t.Fatalf("[%v, %v]: %d marks, want at most %d", lo, hi, len(marks), most)
		}
		slack := 2e-9 * (hi - lo)
		for i, r := range marks {
			if r.value() < lo-slack || r.value() > hi+slack {
				t.Fatalf("[%v, %v]: mark %v lies outside", lo, hi, r.value())
			}
			if i > 0 && (r.mantissa-marks[i-1].mantissa != marks[1].mantissa-marks[0].mantissa || r.power != marks[0].power) {
				t.Fatalf("[%v, %v]: unequal steps %v", lo, hi, marks)
			}
		}
		if len(marks) < 2 {
			continue
		}
		finer := map[int64]float64{1: 0.5, 2: 1, 5: 2}[marks[1].mantissa-marks[0].mantissa]
		if finer == 0 {
			t.Fatalf("[%v, %v]: step of %v", lo, hi, marks)
		}
		step := finer * math.Pow(10, float64(marks[0].power))
		if n := math.Floor(hi/step) - math.Ceil(lo/step) + 1; n <= float64(most)-1 {
			t.Fatalf("[%v, %v], at most %d: %v, although %v would make %v marks", lo, hi, most, marks, step, n)
		}
	}
}

func TestSpell(t *testing.T) {
	for _, c := range []struct {
		round  round
		factor int
		want   string
	}{
		{round{3, -1}, 0, "0.3"}, {round{0, -2}, 0, "0.00"}, {round{-15, -1}, 0, "\u22121.5"}, {round{25, 3}, 0, "25000"}, {round{25, 5}, 6, "2.5"},
		{round{5, -12}, -12, "5"}, {round{5, -12}, -9, "0.005"}, {round{3, 200}, 198, "300"}, {round{1, -300}, -300, "1"},
	} {
		if got := c.round.spell(c.factor); got != c.want {
			t.Errorf("%v in 10^%d: %s, want %s", c.round, c.factor, got, c.want)
		}
	}
}

// labels returns the words at the ticks with the factor behind them.
func labels(ticks []tick, factor words) string {
	var out []string
	for _, t := range ticks {
		for _, w := range t.lines {
			out = append(out, w.text+map[bool]string{true: "^" + w.power}[w.power != ""])
		}
	}
	if factor.text != "" {
		out = append(out, factor.text+"^"+factor.power)
	}
	return strings.Join(out, " ")
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		log    bool
		most   int
		want   string
	}{
		{0, 1, false, 6, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{-3, 12, false, 5, "0 5 10"},
		{0, 2.1e6, false, 5, "0.0 0.5 1.0 1.5 2.0 \u00d7 10^6"},
		{0, 999999, false, 5, "0 200000 400000 600000 800000"},
		{0, 5e-4, false, 6, "0 100 200 300 400 500 \u00d7 10^\u22126"},
		{1e9, 1e9 + 2, false, 3, "1000000000 1000000001 1000000002"},
		{1e-3, 1e4, true, 9, "0.001 0.01 0.1 1 10 100 1000 10000"},
		{1e-4, 1e-1, true, 9, "10^\u22124 10^\u22123 10^\u22122 10^\u22121"},
		{1e-9, 1, true, 5, "10^\u22128 10^\u22126 10^\u22124 10^\u22122 10^0"},
		{1e-200, 1e200, true, 5, "10^\u2212200 10^\u2212100 10^0 10^100 10^200"},
		{2, 60, true, 9, "2 5 10 20 50"},
		{2e7, 6e8, true, 9, "2 \u00d7 10^7 5 \u00d7 10^7 10^8 2 \u00d7 10^8 5 \u00d7 10^8"},
		{20, 80, true, 9, "20 30 40 50 60 70 80"},
	} {
		s := scale{log: c.log}
		s.extent = extent{s.measure(c.lo), s.measure(c.hi)}
		ticks, factor := s.ticks(c.most)
		if got := labels(ticks, factor); got != c.want {
			t.Errorf("[%g, %g], logarithmic %v: %q, want %q", c.lo, c.hi, c.log, got, c.want)
		}
	}
}

// TestTicksOfCounts: where counts stand along the axis, its numbers are whole if it has any.
func TestTicksOfCounts(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		want   string
	}{{1, 4, "1 2 3 4"}, {2.7, 3.3, "3"}, {0, 30, "0 5 10 15 20 25 30"}, {0.2, 0.6, "0.2 0.3 0.4 0.5 0.6"}} {
		s := scale{extent: extent{c.lo, c.hi}, whole: true}
		ticks, factor := s.ticks(8)
		if got := labels(ticks, factor); got != c.want {
			t.Errorf("[%g, %g]: %q, want %q", c.lo, c.hi, got, c.want)
		}
	}
}

// TestTicksStandWhereTheySay: a number read back lies where its tick stands.
func TestTicksStandWhereTheySay(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	for range 1000 {
		s := scale{log: random.IntN(2) == 0}
		a := math.Exp(10 * random.NormFloat64())
		s.extent = extent{s.measure(a), s.measure(a * (1 + math.Exp(4*random.NormFloat64())))}
		ticks, factor := s.ticks(2 + random.IntN(8))
		for _, k := range ticks {
			if k.at < -1e-8 || k.at > 1+1e-8 {
				t.Fatalf("%v: a tick at %v", s, k.at)
			}
			if k.lines == nil {
				continue
			}
			value := spelt(k.lines[0])
			if factor.text != "" {
				value *= spelt(words{strings.TrimPrefix(factor.text, "\u00d7 "), factor.power})
			}
			if math.Abs(s.at(value)-k.at) > 1e-6 {
				t.Fatalf("%v: %v %v stands at %v, but belongs at %v", s, k.lines[0], factor, k.at, s.at(value))
			}
		}
	}
}

// spelt reads the words back, of which the last may be a power of ten: 3, 10^4, 5 * 10^-7.
func spelt(w words) float64 {
	front, _, _ := strings.Cut(w.text, " \u00d7 ")
	if w.power == "" || front != w.text {
		value, err := strconv.ParseFloat(strings.ReplaceAll(front, "\u2212", "-"), 64)
		if err != nil {
			panic(err)
		}
		if w.power == "" {
			return value
		}
		return value * spelt(words{"10", w.power})
	}
	power, err := strconv.Atoi(strings.ReplaceAll(w.power, "\u2212", "-"))
	if err != nil {
		panic(err)
	}
	return math.Pow10(power)
}

func TestScaleFor(t *testing.T) {
	none := results.Axis{}
	for _, c := range []struct {
		axis   results.Axis
		data   extent
		lo, hi float64
	}{
		{none, nothing, 0, 1},
		{none, extent{2, 5}, 2, 5},
		{none, extent{5, 5}, 4.5, 5.5},
		{none, extent{0, 0}, -0.5, 0.5},
		{none, extent{1e300, 1e300}, 0.9e300, 1.1e300},
		{results.Axis{Min: new(3.0)}, extent{2, 5}, 3, 5},
		{results.Axis{Min: new(7.0)}, extent{2, 5}, 7, 7.7},
		{results.Axis{Max: new(1.0)}, extent{2, 5}, 0.9, 1},
		{results.Axis{Min: new(0.0)}, nothing, 0, 0.5},
		{results.Axis{Min: new(0.0), Max: new(8.0)}, nothing, 0, 8},
		{results.Axis{Log: true, Min: new(0.1)}, extent{1, 3}, -1, 3},
		{results.Axis{Ticks: []results.Tick{{At: -1}, {At: 9}}}, extent{2, 5}, -1, 9},
	} {
		got := scaleFor(c.axis, c.data)
		if math.Abs(got.lo-c.lo) > 1e-12*math.Abs(c.lo) || math.Abs(got.hi-c.hi) > 1e-12*math.Abs(c.hi) {
			t.Errorf("%+v around %v: [%v, %v], want [%v, %v]", c.axis, c.data, got.lo, got.hi, c.lo, c.hi)
		}
	}
}

func TestSettle(t *testing.T) {
	for _, c := range []struct {
		axis   results.Axis
		data   extent
		lo, hi float64
	}{
		{results.Axis{}, extent{0.02, 0.98}, 0, 1},
		{results.Axis{}, extent{0, 1}, 0, 1},
		{results.Axis{}, extent{0.12, 0.88}, 0.12, 0.88},
		{results.Axis{Max: new(0.98)}, extent{0.02, 0.98}, 0, 0.98},
		{results.Axis{Log: true}, extent{-8.9, -0.1}, -10, 0},
		{results.Axis{Log: true}, extent{0.02, 0.98}, 0.02, 0.98},
	} {
		if got := scaleFor(c.axis, c.data).settle(c.axis); got.lo != c.lo || got.hi != c.hi {
			t.Errorf("%+v: [%v, %v], want [%v, %v]", c.data, got.lo, got.hi, c.lo, c.hi)
		}
	}
}
