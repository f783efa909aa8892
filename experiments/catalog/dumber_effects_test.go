package catalog

import (
	"math"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
)

// dumberGroup makes up a group with one fact, by trial; a NaN is a trial that failed.
func dumberGroup(solver string, m int, first int, values ...float64) experiments.Group {
	g := experiments.Group{Cell: experiments.Cell{N: 10, M: m, K: 2, Solver: solver, Measure: "network"}}
	for i, v := range values {
		r := results.Record{Trial: first + i, Outcome: results.Solved, Facts: results.Facts{{Name: "test", Value: results.Number(v)}}}
		if math.IsNaN(v) {
			r.Outcome = results.Failed
		}
		g.Records = append(g.Records, r)
	}
	return g
}

// Differences are paired by number of the trial, averaged over the numbers of samples that both methods have, and complete.
func TestDumberDifferencesArePaired(t *testing.T) {
	nan := math.NaN()
	data := experiments.Data{
		dumberGroup("new", 50, 0, 1, 2, 3, 4), dumberGroup("old", 50, 1, 20, 30, nan, 50), // trials 1 and 2 are common
		dumberGroup("new", 90, 0, 5, 6, 7, 8), dumberGroup("old", 90, 0, 5, 5, 5, 5),
		dumberGroup("new", 99, 0, 9, 9, 9, 9), // without a rival
		dumberGroup("old:labels=shuffled", 50, 0, 7, 7, 7, 7),
	}
	got := dumberDifferences(data, dumberNet("", "", false), "new", "old", dumberFact("test"))
	want := []float64{((2 - 20) + (6 - 5)) / 2., ((3 - 30) + (7 - 5)) / 2.}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%v, want %v", got, want)
	}
	e := dumberEffect("", data, dumberNet("", "", false), "new", "old", dumberFact("test"))
	if e.Value != (want[0]+want[1])/2 || e.Trials != 2 || !(e.Lo < e.Value && e.Value < e.Hi) {
		t.Errorf("%+v", e)
	}
	if shuffled := dumberNet("", dumberShuffled, false).of(data, "old"); len(shuffled) != 1 || shuffled[0].Cell.M != 50 {
		t.Errorf("%v", shuffled)
	}
}

func TestDumberErrorIsAShareOfThatOfTheConstant(t *testing.T) {
	r := results.Record{Facts: results.Facts{{Name: "test", Value: 3}, {Name: "signal", Value: 8}}}
	if got := dumberError("test")(experiments.Cell{Measure: "prediction", Noise: 2}, r); got != 0.25 {
		t.Errorf("linear: %v", got)
	}
	if got := dumberError("test")(experiments.Cell{Measure: "network", Noise: 2}, r); got != 3 {
		t.Errorf("network: %v", got)
	}
}

// The strength is chosen by the validation error among those small enough, whatever the test error.
func TestDumberWithinABudget(t *testing.T) {
	var facts results.Facts
	for try, v := range []struct{ weights, validation, test float64 }{{300, 1, 1}, {90, 3, 4}, {60, 2, 7}, {10, 5, 0}} {
		for name, value := range map[string]float64{"weights": v.weights, "validation": v.validation, "test": v.test} {
			facts = append(facts, results.Fact{Name: dumberTry(name, try), Value: results.Number(value)})
		}
	}
	c := experiments.Cell{N: 31} // 1024 weights
	for share, want := range map[float64]float64{1: 1, 0.1: 7, 0.01: 0} {
		if got := dumberWithin(share)(c, results.Record{Facts: facts}); got != want {
			t.Errorf("share %v: %v, want %v", share, got, want)
		}
	}
	if got := dumberWithin(0.001)(c, results.Record{Facts: facts}); !math.IsNaN(got) {
		t.Errorf("no strength is small enough, but %v", got)
	}
}

// A size that is a power of m has its exponent for a slope.
func TestGrowingSlopes(t *testing.T) {
	var data experiments.Data
	for _, m := range []int{25, 50, 100, 400} {
		data = append(data, dumberGroup("growing", m, 0, math.Sqrt(float64(m)), 1/float64(m), 7))
	}
	data[2].Records[2].Outcome = results.Failed // what is not complete is left out
	got := growingSlopes(data, growingSimple, "growing", dumberFact("test"))
	if len(got) != 2 || math.Abs(got[0]-0.5) > 1e-12 || math.Abs(got[1]+1) > 1e-12 {
		t.Errorf("%v", got)
	}
}

// A record of basis pursuit on a system without noise: found where the error is rounding, and only then.
func TestDumberRecovered(t *testing.T) {
	c := experiments.Cell{K: 2, Measure: "prediction"}
	for distance, want := range map[float64]results.Mark{0: results.Hit, 1e-7: results.Hit, 1e-5: results.Miss} {
		r := results.Record{Outcome: results.Solved, Facts: results.Facts{{Name: "test", Value: results.Number(4 * distance * distance)}, {Name: "signal", Value: 4}}}
		if got := dumberRecovered(c, r); got != want {
			t.Errorf("relative distance %v: %v", distance, got)
		}
	}
	for _, found := range []float64{1, 2} {
		r := results.Record{Outcome: results.Solved, Facts: results.Facts{{Name: "found", Value: results.Number(found)}, {Name: "size", Value: 2}}}
		if hit := dumberExact(c, r) == results.Hit; hit != (found == 2) {
			t.Errorf("%v of two found: %v", found, hit)
		}
	}
}
