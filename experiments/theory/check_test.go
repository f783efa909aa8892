package theory

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

// within fails unless got is within the absolute tolerance of want: for printed tables and for quantities that vanish.
func within(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %.15g, want %.15g: difference %.1e, allowed %.0e", what, got, want, math.Abs(got-want), tol)
	}
}
