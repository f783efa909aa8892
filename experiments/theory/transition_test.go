package theory

import (
	"fmt"
	"math"
	"testing"
)

func TestHalfPoint(t *testing.T) {
	for n, want := range map[int]float64{20: .43401, 40: .40909, 160: .39143} {
		k := noError[float64](t)(HalfPoint(n, n/2))
		within(t, fmt.Sprintf("k50/m, n = %d", n), k/float64(n/2), want, 6e-6)
	}
	// n Sparse + c at delta = .1, .25, .5, .75, .9.
	const n = 200
	for delta, c := range map[float64]float64{.1: .155, .25: .2586, .5: .4556, .75: .7966, .9: 1.360} {
		w := noError[Weak](t)(Threshold(delta))
		k := noError[float64](t)(HalfPoint(n, int(math.Round(delta*n))))
		within(t, fmt.Sprintf("k50 - n s*, delta = %v", delta), k-n*w.Sparse, c, .02)
	}
}

func TestTransitionHasThePredictedWidth(t *testing.T) {
	for _, delta := range []float64{.25, .5, .75} {
		const n = 240
		w := noError[Weak](t)(Threshold(delta))
		width := noError[float64](t)(TransitionWidth(n, int(delta*n)))
		near(t, fmt.Sprintf("width, delta = %v", delta), width, 2*1.2815515655446004*w.Sigma*math.Sqrt(n), .015)
	}
}

func TestSuccessPointInvertsSuccess(t *testing.T) {
	for _, c := range [][3]int{{10, 5, 1}, {10, 5, 3}, {40, 20, 7}, {40, 20, 20}, {30, 1, 1}, {2, 1, 1}, {40, 39, 24}} {
		n, m, k := c[0], c[1], c[2]
		got := noError[float64](t)(SuccessPoint(n, m, success(t, n, m, k)))
		near(t, fmt.Sprintf("SuccessPoint(%d, %d, P(%d))", n, m, k), got, float64(k), 1e-9)
	}
	last := 0.0
	for p := .98; p > .01; p -= .06 {
		k := noError[float64](t)(SuccessPoint(30, 15, p))
		if !(k > last) {
			t.Errorf("at p = %v the point is %v after %v", p, k, last)
		}
		last = k
	}
	const rare = 1e-9
	k := int(noError[float64](t)(SuccessPoint(100, 50, 1-rare)))
	if p, q := success(t, 100, 50, k), success(t, 100, 50, k+1); p < 1-rare || q >= 1-rare {
		t.Errorf("failure at k = %d: %v, then %v; want it to pass %v", k, 1-p, 1-q, rare)
	}
	for _, c := range []struct {
		n, m int
		p    float64
	}{{10, 0, .5}, {10, 10, .5}, {10, 5, 0}, {10, 5, 1}, {10, 5, 1 - 1e-10}, {10, 5, math.NaN()}, {10, 1, .5}, {10, 9, .001}} {
		if k, err := SuccessPoint(c.n, c.m, c.p); err == nil {
			t.Errorf("SuccessPoint(%v) = %v, want an error", c, k)
		}
	}
	if _, err := TransitionWidth(10, 1); err == nil {
		t.Error("the width of a transition below k = 1")
	}
}
