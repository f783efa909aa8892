package theory

import (
	"fmt"
	"math"
	"testing"
)

// A tie, the largest magnitude in more than one column, has probability .18 at n = 100 and .85 at n = 784 in 8-bit data.
func TestMagnitudeTiesOfEightBits(t *testing.T) {
	for n, want := range map[int]float64{100: .18, 784: .85} {
		law := noError[Ties](t)(MagnitudeTies(n, 255))
		checkTies(t, fmt.Sprintf("n=%d", n), law, 0)
		within(t, fmt.Sprintf("P(tie), n = %d", n), 1-law.Dim[0], want, .005)
	}
	law := noError[Ties](t)(MagnitudeTies(600, 300))
	within(t, "P(tie) at z = 2", 1-law.Dim[0], 1-2/math.Expm1(2), 2e-3)
}

func TestMagnitudeTiesAgreeWithEnumeration(t *testing.T) {
	for _, c := range [][2]int{{1, 1}, {1, 5}, {4, 1}, {2, 2}, {3, 4}, {6, 3}} {
		n, levels := c[0], c[1]
		total := int(math.Pow(float64(levels), float64(n)))
		count := make([]float64, n)
		for code := range total {
			largest, shared := -1, 0
			for range n {
				switch magnitude := code % levels; {
				case magnitude > largest:
					largest, shared = magnitude, 1
				case magnitude == largest:
					shared++
				}
				code /= levels
			}
			count[shared-1] += 1 / float64(total)
		}
		checkTies(t, fmt.Sprintf("n=%d levels=%d", n, levels), noError[Ties](t)(MagnitudeTies(n, levels)), 0, count...)
	}
	for _, c := range [][2]int{{0, 3}, {3, 0}} {
		if _, err := MagnitudeTies(c[0], c[1]); err == nil {
			t.Errorf("MagnitudeTies%v: no error", c)
		}
	}
}
