package theory

import (
	"fmt"
	"math"
	"testing"
)

// The weak threshold of three equivalent formulas at 30 digits; the strong one reproduces Donoho's .048802, .065440,
// .089416, .117096, .140416 at .1, .25, .5, .75, .9.
var thresholds = []struct{ delta, rho, tau, strong, sparse, spread, sigma float64 }{
	{0.05, 0.154360523146, 2.0275045, 0.04100982, 0.0077180262, 0.2320161, 0.04549213},
	{0.10, 0.18942936776, 1.7356702, 0.04880193, 0.018942937, 0.3093161, 0.07755982},
	{0.15, 0.217792424205, 1.5493664, 0.05494832, 0.032668864, 0.3615857, 0.1076048},
	{0.20, 0.243300964386, 1.4081701, 0.06038149, 0.048660193, 0.4005625, 0.136931},
	{0.25, 0.267383552408, 1.2922394, 0.06544015, 0.066845888, 0.4306877, 0.1660816},
	{0.30, 0.290784368247, 1.1924135, 0.07029574, 0.08723531, 0.4541624, 0.1953688},
	{0.35, 0.313979503918, 1.1036365, 0.07505343, 0.10989283, 0.4722218, 0.2250134},
	{0.40, 0.337325986476, 1.0227751, 0.07978762, 0.13493039, 0.4855955, 0.2551982},
	{0.45, 0.361130536582, 0.94771075, 0.08455768, 0.16250874, 0.4947052, 0.2860958},
	{0.50, 0.385689666181, 0.87690099, 0.08941644, 0.19284483, 0.4997586, 0.3178857},
	{0.55, 0.411320247024, 0.8091398, 0.09441574, 0.22622614, 0.5007898, 0.3507699},
	{0.60, 0.438390543469, 0.74340936, 0.09961095, 0.26303433, 0.4976683, 0.3849909},
	{0.65, 0.467360361455, 0.67877209, 0.10506595, 0.30378423, 0.4900795, 0.4208558},
	{0.70, 0.498842752477, 0.61427136, 0.11085954, 0.34918993, 0.4774687, 0.4587745},
	{0.75, 0.533711676804, 0.54880951, 0.11709560, 0.40028376, 0.4589256, 0.4993272},
	{0.80, 0.573313317388, 0.48094892, 0.12392104, 0.45865065, 0.4329414, 0.5433946},
	{0.85, 0.61994342024, 0.40849881, 0.13156257, 0.52695191, 0.3968523, 0.5924495},
	{0.90, 0.678169378134, 0.32740998, 0.14041643, 0.61035244, 0.3452969, 0.6493526},
	{0.95, 0.7601049433, 0.2274429, 0.15134713, 0.7220997, 0.2641073, 0.7214715},
}

func TestThresholdTable(t *testing.T) {
	for _, row := range thresholds {
		w, err := Threshold(row.delta)
		if err != nil {
			t.Fatal(err)
		}
		strong, err := Strong(row.delta)
		if err != nil {
			t.Fatal(err)
		}
		at := fmt.Sprintf(" at delta = %v", row.delta)
		near(t, "rho"+at, w.Rho, row.rho, 3e-12)
		near(t, "tau"+at, w.Tau, row.tau, 5e-8)
		near(t, "sparse"+at, w.Sparse, row.sparse, 5e-8)
		near(t, "spread"+at, w.Spread, row.spread, 5e-7)
		near(t, "sigma"+at, w.Sigma, row.sigma, 5e-7)
		within(t, "strong"+at, strong, row.strong, 6e-9)
	}
}

// The same rho from minimax soft thresholding, where it is the maximum over the threshold.
func TestThresholdIsMinimax(t *testing.T) {
	for _, delta := range []float64{1e-9, 1e-4, .03, .37, .99, 1 - 1e-6} {
		w, err := Threshold(delta)
		if err != nil {
			t.Fatal(err)
		}
		rho := func(z float64) float64 { return (1 - excess2(z)/delta) / (1 + z*z - excess2(z)) }
		near(t, fmt.Sprintf("rho(%v)", delta), w.Rho, rho(w.Tau), 1e-8)
		for _, z := range []float64{w.Tau * .99, w.Tau * 1.01} {
			if rho(z) > w.Rho*(1+1e-12) {
				t.Errorf("delta = %v: threshold %v gives %v, more than %v", delta, z, rho(z), w.Rho)
			}
		}
	}
}

// At finite n the exact law has its middle at n s* + O(1) and the predicted width, to within a percent of the slope.
func TestThresholdLocatesTheExactLaw(t *testing.T) {
	const n, m = 640, 320
	w, err := Threshold(float64(m) / n)
	if err != nil {
		t.Fatal(err)
	}
	k := int(math.Round(n * w.Sparse))
	p, q := success(t, n, m, k), success(t, n, m, k+1)
	within(t, "middle - n s*", float64(k)+(p-.5)/(p-q)-n*w.Sparse, .4556, .02)
	slope := (p - q) / density(0) * w.Sigma * math.Sqrt(n)
	within(t, "slope", slope, 1, .02)
}

func TestStrongIsDecidedAtTheSmallestFace(t *testing.T) {
	for _, row := range thresholds {
		for nu := row.delta + 1e-3; nu < 1; nu += .02 {
			if rate := faceRate(row.strong*row.delta, nu); rate > 0 {
				t.Errorf("delta = %v: rate %v > 0 at nu = %v", row.delta, rate, nu)
			}
		}
	}
}

func TestThresholdRefuses(t *testing.T) {
	for _, delta := range []float64{0, 1, -.1, 1.5, math.NaN()} {
		if _, err := Threshold(delta); err == nil {
			t.Errorf("Threshold(%v): no error", delta)
		}
		if _, err := Strong(delta); err == nil {
			t.Errorf("Strong(%v): no error", delta)
		}
	}
}
