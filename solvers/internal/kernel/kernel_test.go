package kernel

import (
	"math"
	"testing"
)

func agrees(got, want float64) bool { return got == want || math.Abs(got/want-1) <= 1e-15 }

func TestNorms(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		x                 []float64
		one, two, largest float64
	}{
		{nil, 0, 0, 0},
		{[]float64{3, -4}, 7, 5, 4},
		{[]float64{3e200, -4e200}, 7e200, 5e200, 4e200},
		{[]float64{3e-200, -4e-200}, 7e-200, 5e-200, 4e-200},
		{[]float64{0, 0}, 0, 0, 0},
		{[]float64{0, -0x1p-1074}, 0x1p-1074, 0x1p-1074, 0x1p-1074},
		{[]float64{3 * 0x1p-1074, 4 * 0x1p-1074}, 7 * 0x1p-1074, 5 * 0x1p-1074, 4 * 0x1p-1074},
		{[]float64{3 * 0x1p-451, 4 * 0x1p-451}, 7 * 0x1p-451, 5 * 0x1p-451, 4 * 0x1p-451}, // where the fast path ends
		{[]float64{3 * 0x1p449, 4 * 0x1p449}, 7 * 0x1p449, 5 * 0x1p449, 4 * 0x1p449},
		{[]float64{1, -inf}, inf, inf, inf},
	} {
		if one, two, largest := Norm1(c.x), Norm2(c.x), NormInf(c.x); !agrees(one, c.one) || !agrees(two, c.two) || largest != c.largest {
			t.Errorf("%v: norms %v, %v, %v", c.x, one, two, largest)
		}
	}
	for _, x := range [][]float64{{nan, 1}, {1, nan}, {inf, nan}, {nan, inf}} {
		if !math.IsNaN(NormInf(x)) || !math.IsNaN(Norm2(x)) || !math.IsNaN(Norm1(x)) {
			t.Errorf("|%v| = %v, %v, %v hides a NaN", x, Norm1(x), Norm2(x), NormInf(x))
		}
	}
}

func TestResize(t *testing.T) {
	x := make([]int, 3, 8)
	if y := Resize(x, 8); len(y) != 8 || &y[0] != &x[0] {
		t.Errorf("length %d, want 8 over the same storage", len(y))
	}
	if y := Resize(x, 9); len(y) != 9 {
		t.Errorf("length %d, want 9", len(y))
	}
	if y := Resize[bool](nil, 0); len(y) != 0 {
		t.Errorf("length %d, want 0", len(y))
	}
}
