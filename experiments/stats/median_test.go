package stats

import (
	"math"
	"testing"
)

// Orders of the exact sign interval at 95%, as tables have them.
func TestMedianOrders(t *testing.T) {
	for _, c := range []struct{ n, order int }{{5, 0}, {6, 1}, {8, 1}, {9, 2}, {10, 2}, {15, 4}, {20, 6}, {25, 8}, {50, 18}, {100, 40}} {
		x := make([]float64, c.n)
		for i := range x {
			x[(7*i+3)%c.n] = float64(i + 1)
		}
		if c.n%7 == 0 {
			t.Fatal("7 must not divide n")
		}
		median, i, err := Median(x, .95)
		want := Interval{float64(c.order), float64(c.n + 1 - c.order)}
		if c.order == 0 {
			want = Interval{math.Inf(-1), math.Inf(1)}
		}
		if err != nil || i != want || median != float64(c.n+1)/2 {
			t.Errorf("n = %d: median %v, interval %v, want %v, %v", c.n, median, i, want, err)
		}
	}
}

// For a continuous law the orders j and n+1-j miss the median with probability 2 P(X < j): at most 1 - level, and more with one order less.
func TestMedianCoversTheLevel(t *testing.T) {
	for _, level := range []float64{.5, .9, .999} {
		for n := 1; n <= 300; n += 13 {
			x := make([]float64, n)
			for i := range x {
				x[i] = float64(i + 1)
			}
			_, i, err := Median(x, level)
			if err != nil {
				t.Fatal(err)
			}
			j := 0
			if !math.IsInf(i.Lo, 0) {
				j = int(i.Lo)
			}
			if j > 0 && 2*lower(j-1, n, .5) > 1-level || 2*lower(j, n, .5) <= 1-level {
				t.Errorf("n = %d, level %v: order %d", n, level, j)
			}
		}
	}
}
