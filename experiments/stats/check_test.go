package stats

import (
	"math"
	"testing"
)

// near fails unless got is within the relative tolerance of want.
func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol*math.Abs(want)) {
		t.Errorf("%s = %.15g, want %.15g: relative difference %.1e, allowed %.0e", what, got, want, math.Abs(got/want-1), tol)
	}
}

func panics(t *testing.T, what string, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s did not panic", what)
		}
	}()
	f()
}
