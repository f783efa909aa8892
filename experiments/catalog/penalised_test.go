package catalog

import (
	"math"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers/ensemble"
	"touchpoint/solvers/lasso"
)

func TestPenalisedSigns(t *testing.T) {
	truth := []float64{1, -2, 0, 0}
	for _, c := range []struct {
		x                    []float64
		added, missed, exact float64
	}{
		{[]float64{0.5, -1, 0, 0}, 0, 0, 1},
		{[]float64{0.5, 1, 0, 0}, 0, 0, 0}, // the right places, a wrong sign
		{[]float64{0.5, -1, 1e-12, 0}, 1, 0, 0},
		{[]float64{0, -1, 3, 4}, 2, 1, 0},
		{make([]float64, 4), 0, 2, 0},
	} {
		if added, missed, exact := penalisedSigns(c.x, truth); added != c.added || missed != c.missed || exact != c.exact {
			t.Errorf("%v: %v added, %v missed, exact %v", c.x, added, missed, exact)
		}
	}
}

// Two methods that have nothing in common solve the penalised form of the same systems.
func TestPenalisedMethodsAgree(t *testing.T) {
	s := gaussian(20, 10, []int{2}, []experiments.Real{1}, "", 8)
	s.Solver, s.Measure, s.Lambda = []string{"homotopy", "lasso"}, "meeting", []experiments.Real{0.5, 0.1, 1e-3}
	data := carriedOut(t, experiments.Plan{s})
	for i := 0; i < len(data); i += 2 {
		for k, r := range data[i].Records {
			other := data[i+1].Records[k]
			for _, f := range r.Facts {
				if v := other.Facts.Get(f.Name); r.Outcome != results.Solved || other.Outcome != results.Solved || math.Abs(v-float64(f.Value)) > 1e-7 {
					t.Errorf("%s, trial %d: %s is %v, by coordinate descent %v %s", data[i].Cell, k, f.Name, f.Value, v, other.Reason)
				}
			}
		}
	}
}

// Above lambda_max there is nothing, then one entry; without noise the touch point has k or m non-zeros, with noise m.
func TestPenalisedObeysTheTheorems(t *testing.T) {
	data := smokeOf(t, "penalised")
	for _, noisy := range []bool{false, true} {
		for _, g := range penalisedOf(data, noisy, -1) {
			for _, r := range g.Records {
				c, fact := g.Cell, r.Facts.Get
				if n := fact("nonzeros"); c.Lambda > 1 && (n != 0 || fact("distance_touch") != 1) || n > float64(c.M) {
					t.Errorf("%s, trial %d: %v non-zeros", c, r.Trial, n)
				}
				if n := fact("touch_nonzeros"); n != float64(c.M) && (noisy || n != float64(c.K) || fact("touch_exact") != 1) {
					t.Errorf("%s, trial %d: the touch point has %v non-zeros", c, r.Trial, n)
				}
				if !noisy && (fact("touch_exact") == 1) != (fact("touch_nonzeros") == float64(c.K)) {
					t.Errorf("%s, trial %d: %v", c, r.Trial, r.Facts)
				}
				if fact("exact") == 1 && fact("added")+fact("missed") > 0 || fact("exact") == 1 && !noisy && c.Lambda < 1e-3 && fact("touch_exact") != 1 {
					t.Errorf("%s, trial %d: %v", c, r.Trial, r.Facts)
				}
			}
		}
	}
	for _, slope := range penalisedSlopes(data) {
		if math.Abs(slope-1) > 0.05 {
			t.Errorf("the distance falls as lambda^%v", slope)
		}
	}
	for _, g := range data.Where(func(c experiments.Cell) bool { return c.Measure == "onerow" }) {
		for _, r := range g.Records {
			if e := r.Facts.Get("error"); !(e < 1e-9) {
				t.Errorf("%s, trial %d: %v off the closed form", g.Cell, r.Trial, e)
			}
		}
	}
}

// The closed forms in the table are the published ones.
func TestPenalisedQuotesTheClosedForms(t *testing.T) {
	table, err := penalisedSupport(smokeOf(t, "penalised"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[[3]int]float64{
		{10, 5, 1}: .63022432, {10, 5, 2}: .26207399, {20, 10, 1}: .86854318, {20, 10, 2}: .47023672,
		{20, 10, 3}: .20279838, {40, 20, 4}: .26636034, {100, 50, 8}: .18902179,
	}
	for _, row := range table.Rows { // n, m, k, penalised, exact, ...
		key := [3]int{int(row[0].(results.Int)), int(row[1].(results.Int)), int(row[2].(results.Int))}
		if got := row[4].(results.Float).Value; math.Abs(got-want[key]) > 1e-8 {
			t.Errorf("%v: %v, want %v", key, got, want[key])
		}
	}
	if len(table.Rows) != len(want) {
		t.Errorf("%d rows", len(table.Rows))
	}
}

// The penalty is chosen on other systems than those it is judged on.
func TestPenalisedTuningIsHonest(t *testing.T) {
	var data experiments.Data
	for _, noise := range []float64{0.01, 0.1} {
		data = append(data, penalisedMade(noise)...)
	}
	logs := penalisedTuned(data)
	if len(logs) != 3 { // one for each odd trial, however many noises share its system
		t.Fatalf("%v", logs)
	}
	for _, v := range logs {
		if math.Abs(v-math.Log(3)) > 1e-15 {
			t.Errorf("judged by %v, want %v: at the penalty that is best on even systems, on odd ones", v, math.Log(3))
		}
	}
}

// penalisedMade is two penalties of which the smaller is better on even systems and worse on odd ones.
func penalisedMade(noise float64) (data experiments.Data) {
	for lambda, distances := range map[float64][2]float64{0.5: {2, 1}, 0.1: {1, 3}} { // on even systems, on odd ones
		g := experiments.Group{Cell: experiments.Cell{Measure: "meeting", Noise: noise, Lambda: lambda}}
		for trial := range 6 {
			distance := distances[trial%2]
			g.Records = append(g.Records, results.Record{Trial: trial, Outcome: results.Solved,
				Facts: results.Facts{{Name: "distance_truth", Value: results.Number(distance)}, {Name: "touch_distance_truth", Value: 1}}})
		}
		data = append(data, g)
	}
	return data
}

// The penalty that is advised is about the universal one, noise sqrt(2 m log n).
func TestPenalisedAdviceIsTheUniversalPenalty(t *testing.T) {
	const n, m, noise = 40, 20, 0.1
	var sampler ensemble.Sampler
	var ratios []float64
	for trial := range 100 {
		s, err := sampler.Draw(ensemble.Draw{N: n, M: m, K: 3, Ensemble: "gaussian", Amplitudes: "gaussian", Noise: noise, Seed: 1, Trial: trial})
		if err != nil {
			t.Fatal(err)
		}
		ratios = append(ratios, noise*math.Sqrt(2*m*math.Log(n))/lasso.LambdaMax(s.A, s.B)/penalisedAdvised(noise))
	}
	if e := mean(ratios, 0.99); !(e.Value > 0.5 && e.Value < 2) {
		t.Errorf("the universal penalty is %v of the one advised", e)
	}
}

func TestPenalisedVerdictFollowsTheFacts(t *testing.T) {
	const support, noise = "exactly the planted non-zeros as often", "penalty that was best for other systems"
	shapesDecides(t, penalised(), support, map[string]float64{"exact": 1, "touch_exact": 0}, experiments.Holds)
	shapesDecides(t, penalised(), support, map[string]float64{"exact": 0, "touch_exact": 1}, experiments.Fails)
	shapesDecides(t, penalised(), noise, map[string]float64{"distance_truth": 1, "touch_distance_truth": 2}, experiments.Holds)
	shapesDecides(t, penalised(), noise, map[string]float64{"distance_truth": 2, "touch_distance_truth": 1}, experiments.Fails)
}
