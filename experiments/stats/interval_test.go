package stats

import (
	"fmt"
	"math"
	"testing"
)

type intervalCase struct {
	hits, trials  int
	level, lo, hi float64
}

const nine = 1 - 1e-9 // as a float64 it misses 1 - 1e-9 by up to 5e-8 of 1e-9

// Roots of exact binomial sums, 40 digits of working precision. 5 of 10 and 0 of 10 are in every table of the exact
// interval.
var clopperPearson = []intervalCase{
	{0, 10, 0.95, 0, 0.30849710781876082}, {0, 10, 0.999, 0, 0.53237577608868934}, {0, 10, nine, 0, 0.8825381056911981},
	{10, 10, 0.95, 0.69150289218123918, 1}, {10, 10, nine, 0.1174618943088019, 1},
	{5, 10, 0.95, 0.18708602844739853, 0.81291397155260147}, {5, 10, 0.999, 0.077325354927214462, 0.92267464507278554},
	{5, 10, nine, 0.0045832700199987137, 0.99541672998000129},
	{1, 1000, 0.95, 2.5317487491294043e-5, 0.0055589242798266729}, {1, 1000, 0.999, 5.0012491661979011e-7, 0.009953814340950812},
	{1, 1000, nine, 5.00000000124875e-13, 0.024371857112178922},
	{999, 1000, 0.95, 0.99444107572017333, 0.99997468251250871}, {999, 1000, nine, 0.97562814288782108, 0.9999999999995},
	{7, 20, 0.95, 0.15390920478454116, 0.59218853453282812}, {7, 20, nine, 0.009540018077153462, 0.91536674683878262},
	{682, 925, 0.95, 0.70766826407903902, 0.76540655824152525}, {682, 925, nine, 0.64271091337186655, 0.81900092686411835},
	{500, 1000, 0.95, 0.46854917297179194, 0.53145082702820806}, {500, 1000, nine, 0.40383221395395975, 0.59616778604604025},
	{3, 5000, 0.95, 0.00012375152046931285, 0.0017524436033960473}, {3, 5000, nine, 2.886116553243573e-7, 0.0059683719788094318},
}

// 81 of 263 is Newcombe's example (1998): 0.2553 to 0.3662.
var wilson = []intervalCase{
	{0, 10, 0.95, 0, 0.27753279986288925}, {0, 10, nine, 0, 0.78869471529186831}, {10, 10, 0.95, 0.72246720013711075, 1},
	{10, 10, nine, 0.21130528470813169, 1}, {5, 10, 0.95, 0.23659309051256398, 0.76340690948743602},
	{5, 10, nine, 0.055957570920337526, 0.94404242907966247}, {1, 1000, 0.95, 0.00017654637062607801, 0.0056425585979579359},
	{1, 1000, nine, 2.5446265790688451e-5, 0.037884463459488784}, {81, 263, 0.95, 0.25528851987827423, 0.36620957698280007},
	{81, 263, nine, 0.16735660823140529, 0.49634093287542956},
}

func TestIntervalsAgreeWithPublishedValues(t *testing.T) {
	check := func(name string, f func(int, int, float64) Interval, cases []intervalCase) {
		for _, c := range cases {
			tol := 1e-12
			if c.level == nine {
				tol = 1e-7
			}
			got, what := f(c.hits, c.trials, c.level), fmt.Sprintf("%s(%d, %d, %v)", name, c.hits, c.trials, c.level)
			near(t, what+".Lo", got.Lo, c.lo, tol)
			near(t, what+".Hi", got.Hi, c.hi, tol)
		}
	}
	check("ClopperPearson", ClopperPearson, clopperPearson)
	check("Wilson", Wilson, wilson)
}

// Each end of the exact interval is where a one-sided test is exactly at (1 - level)/2.
func TestClopperPearsonInvertsTheTest(t *testing.T) {
	for _, alpha := range []float64{.1, .05, 1e-3, 1e-6, 1e-7, 1e-9} {
		level := 1 - alpha
		for _, c := range [][2]int{{1, 1}, {1, 10}, {9, 10}, {3, 77}, {500, 1000}, {2, 20000}, {150000, 200000}} {
			hits, trials := c[0], c[1]
			i, what := ClopperPearson(hits, trials, level), fmt.Sprintf("%d of %d at %v", hits, trials, level)
			near(t, what+": P(X >= hits; Lo)", upper(hits, trials, i.Lo), (1-level)/2, 1e-9)
			if hits < trials {
				grain := 1e-16 / (1 - i.Hi) // float64 is coarse below 1
				near(t, what+": P(X <= hits; Hi)", lower(hits, trials, i.Hi), (1-level)/2, 1e-9+grain)
			}
		}
	}
}

// coverage returns the exact probability, as a function of the rate, that the interval of a count contains it.
func coverage(f func(int, int, float64) Interval, trials int, level float64) func(p float64) float64 {
	intervals := make([]Interval, trials+1)
	for hits := range intervals {
		intervals[hits] = f(hits, trials, level)
	}
	return func(p float64) (sum float64) {
		for hits, i := range intervals {
			if i.Contains(p) {
				sum += math.Exp(logMass(hits, trials, p))
			}
		}
		return sum
	}
}

func TestClopperPearsonCoversAtLeastTheLevel(t *testing.T) {
	for _, level := range []float64{.5, .95, .999, 1 - 1e-6, 1 - 1e-9} {
		covered := coverage(ClopperPearson, 37, level)
		for p := 0.003; p < 1; p += 0.0007 {
			// Of the rate of misses 1 - coverage nothing smaller than 1e-16 can be seen.
			if missed := 1 - covered(p); missed > 1-level+1e-13 {
				t.Errorf("level %v: rate %v is missed with probability %v", level, p, missed)
			}
		}
	}
}

func TestWilsonCoversTheLevelOnAverage(t *testing.T) {
	for _, level := range []float64{.8, .95, .99} {
		covered := coverage(Wilson, 37, level)
		var mean float64
		const grid = 200
		for i := range grid {
			mean += covered((float64(i)+0.5)/grid) / grid
		}
		if math.Abs(mean-level) > 0.25*(1-level) {
			t.Errorf("level %v is covered %v of the time", level, mean)
		}
	}
}

func TestIntervalsMirrorHitsAndMisses(t *testing.T) {
	for _, f := range []func(int, int, float64) Interval{Wilson, ClopperPearson} {
		for hits := range 24 {
			i, j := f(hits, 23, .97), f(23-hits, 23, .97)
			near(t, "Lo", i.Lo, 1-j.Hi, 1e-12)
			if !i.Contains(float64(hits)/23) || i.Width() <= 0 || i.Lo < 0 || i.Hi > 1 {
				t.Errorf("%d of 23: interval %v", hits, i)
			}
		}
		if got := f(0, 0, .95); got != (Interval{0, 1}) {
			t.Errorf("no trials: %v, want [0, 1]", got)
		}
		if got := f(4, 9, 1); got.Lo > 1e-300 || got.Hi != 1 {
			t.Errorf("level 1: %v, want [0, 1]", got)
		}
		panics(t, "more hits than trials", func() { f(3, 2, .95) })
		panics(t, "negative hits", func() { f(-1, 2, .95) })
		panics(t, "level 95", func() { f(1, 2, 95) })
		panics(t, "level NaN", func() { f(1, 2, math.NaN()) })
	}
}

func BenchmarkClopperPearson(b *testing.B) {
	for _, trials := range []int{100, 10_000, 1_000_000} {
		b.Run(fmt.Sprintf("trials=%d", trials), func(b *testing.B) {
			for b.Loop() {
				ClopperPearson(trials*2/5, trials, .95)
			}
		})
	}
}
