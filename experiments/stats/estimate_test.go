package stats

import (
	"fmt"
	"math"
	"testing"
)

// qt of R 4.2; one and two degrees of freedom have closed forms, tan and t = s sqrt(2/(1 - s^2)).
func TestStudentWidth(t *testing.T) {
	for _, c := range []struct {
		level float64
		df    int
		want  float64
	}{
		{.95, 5, 2.570581835636314}, {.999, 5, 6.868826625881273}, {.95, 30, 2.042272456301238}, {.999, 30, 3.645958635042063},
		{.95, 1000, 1.962339080826408}, {.999, 1000, 3.300282648423944}, {.95, 1_000_000, 1.959966356814107}, {.999, 1_000_000, 3.290536461248721},
		{nine, 30, 8.721511191231839}, {nine, 1000, 6.168430234221638}, {nine, 1_000_000, 6.109468727767586},
		{.5, 1, 1}, {.9, 1, math.Tan(.45 * math.Pi)}, {.6, 2, .6 * math.Sqrt(2/(1-.36))}, {.99, 2, .99 * math.Sqrt(2/(1-.9801))},
	} {
		near(t, fmt.Sprintf("studentWidth(%v, %d)", c.level, c.df), studentWidth(c.level, c.df), c.want, 1e-8)
	}
}

func TestBoundary(t *testing.T) {
	below := func(x float64) bool { return x*x < 2 }
	if root := boundary(0, 2, below); math.Abs(root-math.Sqrt2) > 1e-15 || !below(root) {
		t.Error(root)
	}
	if root := boundary(3, -1, func(x float64) bool { return x > 0.5 }); root != math.Nextafter(0.5, 1) {
		t.Error(root)
	}
}
