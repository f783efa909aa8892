package peers

import (
	"errors"
	"math"
	"testing"
)

func TestLoosestOnALadder(t *testing.T) {
	for _, c := range []struct {
		need, want float64 // exponents of ten
		ok         bool
	}{
		{-1, -2, true}, {-2, -2, true}, {-2.2, -2.5, true}, {-2.5, -2.5, true}, {-2.7, -3, true}, {-9, -9, true}, {-10, -10, true}, {-10.1, -10, false},
	} {
		tightest := 0.0
		best, ok, err := loosest(-2, -10, func(tolerance float64) (float64, bool, error) {
			tightest = math.Min(tightest, math.Log10(tolerance))
			return tolerance, math.Log10(tolerance) <= c.need+1e-9, nil
		})
		if err != nil || ok != c.ok || math.Abs(math.Log10(best.tolerance)-c.want) > 1e-9 || best.seen != best.tolerance {
			t.Errorf("needs 10^%v: %+v, %v, %v; want 10^%v, %v", c.need, best, ok, err, c.want, c.ok)
		}
		if tightest < math.Min(-2, math.Floor(c.need))-1e-9 {
			t.Errorf("needs 10^%v: tried 10^%v", c.need, tightest)
		}
	}
}

func TestAnErrorEndsTheLadder(t *testing.T) {
	broken, tries := errors.New("broken"), 0
	_, ok, err := loosest(-2, -10, func(float64) (int, bool, error) {
		tries++
		if tries == 3 {
			return 0, false, broken
		}
		return 0, false, nil
	})
	if ok || !errors.Is(err, broken) || tries != 3 {
		t.Errorf("ok %v, error %v after %d tries", ok, err, tries)
	}
	// Above a rung that is good, one that breaks does no harm.
	best, ok, err := loosest(-2, -10, func(tolerance float64) (int, bool, error) {
		if tolerance > 1e-4 && tolerance < 1e-3 {
			return 0, true, broken
		}
		return 0, tolerance <= 1e-4, nil
	})
	if !ok || err != nil || math.Abs(best.tolerance/1e-4-1) > 1e-9 {
		t.Errorf("%+v, %v, %v", best, ok, err)
	}
}
