package stats

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

var tenths = []float64{.05, .2, .4, .6, .8, .95}

// glm(cbind(hits, misses) ~ qlogis(P)) against glm(~ 0 + offset(qlogis(P))), R 4.2.
func TestCalibrationAgreesWithGLM(t *testing.T) {
	for _, c := range []struct {
		hits                         []int
		alpha, beta, seAlpha, seBeta float64
		ratio, p                     float64
	}{
		{[]int{13, 35, 66, 84, 165, 280}, -0.008486190845303981, 0.959296616050041, 0.07805686114683293, 0.05220632129068137,
			0.6175964634883861, 0.7343289193450908},
		{[]int{10, 41, 58, 92, 160, 286}, 0.01182676140185221, 1.008959386809741, 0.07951414978780538, 0.05474920237944472,
			0.05197319953039664, 0.9743481460152048},
	} {
		counts := countsOf(tenths, c.hits, 200, 200, 150, 150, 200, 300)
		counts = append(counts, Count{0, 0, 100}, Count{1, 70, 70}, Count{0.3, 0, 0}) // say nothing
		got, err := FitCalibration(counts, .95)
		if err != nil || got.Cells != 6 || got.Penalised || got.Exact.DF != 2 {
			t.Fatalf("%+v, %v", got, err)
		}
		near(t, "alpha", got.Alpha.Value, c.alpha, 1e-9)
		near(t, "beta", got.Beta.Value, c.beta, 1e-10)
		near(t, "error of alpha", got.Alpha.StdErr, c.seAlpha, 1e-9)
		near(t, "error of beta", got.Beta.StdErr, c.seBeta, 1e-9)
		near(t, "beta.Lo", got.Beta.Interval.Lo, c.beta-1.959963984540054*c.seBeta, 1e-9)
		near(t, "ratio", got.Exact.Statistic, c.ratio, 1e-9)
		near(t, "P", got.Exact.P, c.p, 1e-9)
	}
}

// Under the law P is uniform, so that a share a lies below a; a bias that no cell shows is found by all together.
func TestCalibrationHoldsItsLevelAndSeesABias(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 3))
	const samples = 1500
	below, found, covered := 0, 0, 0
	for range samples {
		var fair, biased []Count
		for _, p := range tenths {
			fair = append(fair, Count{p, draw(r, 60, p), 60})
			biased = append(biased, Count{p, draw(r, 60, math.Exp(Logit.at(0.35+Logit.height(p)).logP)), 60})
		}
		got, err := FitCalibration(fair, .95)
		if err != nil {
			t.Fatal(err)
		}
		if got.Exact.P <= .05 {
			below++
		}
		if got.Alpha.Interval.Contains(0) && got.Beta.Interval.Contains(1) {
			covered++
		}
		if got, err = FitCalibration(biased, .95); err != nil {
			t.Fatal(err)
		}
		if got.Exact.P <= .05 {
			found++
		}
	}
	if below < samples*3/100 || below > samples*75/1000 {
		t.Errorf("%d of %d P-values are at most .05", below, samples)
	}
	if found < samples/2 {
		t.Errorf("the bias is found in %d of %d", found, samples)
	}
	if covered < samples*87/100 {
		t.Errorf("both intervals hold in %d of %d", covered, samples)
	}
}

// Without a maximum the ratio is that of the supremum: 0 where all hits lie above all misses, else that of the one mixed probability.
func TestSeparatedCalibration(t *testing.T) {
	for _, c := range []struct {
		counts []Count
		ratio  float64
	}{
		{[]Count{{.1, 0, 3}, {.2, 0, 3}, {.9, 3, 3}}, -2 * (6*math.Log(.9) + 3*math.Log(.8))},
		{[]Count{{.001, 0, 3}, {.002, 0, 3}}, -2 * (3*math.Log(.999) + 3*math.Log(.998))},
		{[]Count{{.5, 1, 2}, {.9, 3, 3}, {.5, 0, 2}}, 2 * (math.Log(.25) + 3*math.Log(.75) - 4*math.Log(.5) - 3*math.Log(.9))},
	} {
		got, err := FitCalibration(c.counts, .95)
		if err != nil || !got.Penalised || !got.Beta.Interval.Contains(1) || !got.Alpha.Interval.Contains(0) {
			t.Errorf("%+v, %v", got, err)
		}
		near(t, "ratio", got.Exact.Statistic, c.ratio, 1e-12)
		near(t, "P", got.Exact.P, math.Exp(-c.ratio/2), 1e-12)
	}
}

// Probabilities of any size, rates of any other: the climb arrives.
func TestCalibrationOfAnyCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 13))
	for range 400 {
		most := []int{1, 20, 3000, 1_000_000}[r.IntN(4)]
		counts := make([]Count, 2+r.IntN(9))
		for i := range counts {
			trials := 1 + r.IntN(most)
			counts[i] = Count{max(1e-15, min(1-1e-15, 1/(1+math.Exp(12*r.NormFloat64())))), r.IntN(trials + 1), trials}
			if r.IntN(3) == 0 {
				counts[i].Hits = trials * r.IntN(2)
			}
		}
		got, err := FitCalibration(counts, .95)
		if err != nil || !(got.Alpha.StdErr > 0) || !(got.Beta.StdErr > 0) || !(got.Exact.Statistic >= 0) || !(got.Exact.P >= 0) {
			t.Errorf("%v: %+v, %v", counts, got, err)
		}
	}
}

func TestCalibrationRefuses(t *testing.T) {
	for _, c := range []struct {
		counts []Count
		level  float64
		want   string
	}{
		{nil, .95, "no counts"},
		{[]Count{{.5, 1, 2}}, .95, "lie at one x"},
		{[]Count{{.5, 1, 2}, {0, 0, 4}}, .95, "lie at one x"},
		{[]Count{{0, 1, 2}, {.5, 0, 4}}, .95, "1 hits of 2 trials with probability 0"},
		{[]Count{{1, 1, 2}, {.5, 0, 4}}, .95, "with probability 1"},
		{[]Count{{.1, 3, 2}, {.5, 0, 4}}, .95, "3 hits of 2"},
		{[]Count{{math.NaN(), 1, 2}}, .95, "probability NaN"},
		{[]Count{{1.1, 1, 2}}, .95, "probability 1.1"},
		{countsOf(tenths, []int{1, 1, 1, 1, 1, 1}, 2), 0, "level 0"},
	} {
		if _, err := FitCalibration(c.counts, c.level); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want %q", c.counts, err, c.want)
		}
	}
}
