package ensemble

import (
	"math"
	"testing"
)

// Against the standard library's, which is good to less than one unit of the last place, too.
func TestLnAgainstTheStandardLibrary(t *testing.T) {
	g := generator{1, 2, 3, 4}
	worst := 0.0
	for i := range 1_000_000 {
		x := g.open()
		switch i % 3 {
		case 1:
			x = 1 + (x-0.5)/1024 // where ln is small
		case 2:
			x = math.Ldexp(x, g.below(2000)-1000)
		}
		got, want := ln(x), math.Log(x)
		worst = max(worst, math.Abs(got-want)/ulp(want))
	}
	if worst > 2 {
		t.Errorf("off by %.1f units of the last place", worst)
	}
}

func TestLnAgainstExactArithmetic(t *testing.T) {
	g := generator{4, 3, 2, 1}
	for i := range 2000 {
		x := g.open()
		if i%2 == 0 {
			x = 1 + (x-0.5)/4
		}
		want := logarithm(exactly(x))
		if off := math.Abs(float(want.Sub(want, exactly(ln(x))))); off > ulp(ln(x)) {
			t.Errorf("ln %v = %v is off by %v, more than a unit of the last place", x, ln(x), off)
		}
	}
}

func ulp(x float64) float64 { return math.Nextafter(math.Abs(x), math.Inf(1)) - math.Abs(x) }

// Fixed bits, of which a processor with another multiply-add must not change one.
func TestLnIsPinned(t *testing.T) {
	for x, want := range map[float64]float64{
		1: 0, 0.5: -0x1.62e42fefa39efp-01, 0.1: -0x1.26bb1bbb55515p+01, 0.9: -0x1.af8e8210a415cp-04, 0x1p-53: -0x1.25e4f7b2737fap+05, 3: 0x1.193ea7aad030ap+00,
	} {
		if got := ln(x); got != want {
			t.Errorf("ln %v = %x, pinned %x", x, got, want)
		}
	}
}
