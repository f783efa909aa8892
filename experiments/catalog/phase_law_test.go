package catalog

import (
	"math"
	"slices"
	"sync"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// phaseMade is data of a plane in which basis pursuit found the share of the points that law says, and the other methods did not run.
func phaseMade(t *testing.T, n, trials int, law func(n, m, k int) float64) (data experiments.Data) {
	t.Helper()
	for _, c := range phasePlane(n, 10, trials).Cells() {
		g := experiments.Group{Cell: c}
		if layers()[0].of(c) {
			found := int(math.Round(law(c.N, c.M, c.K) * float64(trials)))
			for trial := range trials {
				r := results.Record{Cell: c.Key(), Trial: trial, Outcome: results.Solved, Kind: results.KindOptimal, Basic: true, Unique: true,
					Support: c.K, Objective: 1, TruthObjective: 1, Error: 1e-14}
				if trial >= found {
					r.Support, r.Objective, r.Error = c.M, 0.9, 0.5
				}
				g.Records = append(g.Records, r)
			}
		}
		data = append(data, g)
	}
	return data
}

// phaseLaw is the exact law, each value computed once.
func phaseLaw(n, m, k int) float64 {
	key := [3]int{n, m, k}
	if p, known := phaseLaws.Load(key); known {
		return p.(float64)
	}
	p, err := theory.Success(n, m, k)
	if err != nil {
		panic(err)
	}
	phaseLaws.Store(key, p)
	return p
}

var phaseLaws sync.Map

// What the exact law predicts decides the claim; a harness that finds too much, or misses for no reason, withholds the verdict.
func TestPhaseVerdict(t *testing.T) {
	lawful := phaseMade(t, 50, 200, phaseLaw)
	easier := phaseMade(t, 50, 200, func(n, m, k int) float64 { return phaseLaw(n, m, max(1, k-3)) })
	blamed := doctored(lawful, func(r *results.Record) {
		if r.Error > 0.1 {
			r.Objective, r.Kind = 1.1, results.KindFeasible
		}
	})
	blurred := doctored(lawful, func(r *results.Record) {
		if r.Error < 0.1 {
			r.Error = 1e-7
		}
	})
	for _, c := range []struct {
		name string
		data experiments.Data
		want experiments.Answer
		bad  int // the finding that fails beside the second
	}{
		{"lawful", lawful, experiments.Limited, -1},
		{"easier", easier, experiments.Undecided, 4},
		{"blamed", blamed, experiments.Undecided, 5},
		{"blurred", blurred, experiments.Limited, 2},
	} {
		v, err := phase().Verdict(c.data)
		if err != nil {
			t.Fatal(err)
		}
		if v.Answer != c.want {
			t.Errorf("%s: %v, for %s", c.name, v.Answer, v.Reason)
		}
		for i, f := range v.Findings {
			if fails := i == 1 || i == c.bad; fails != (f.Decision == experiments.Fails) && !(c.name == "easier" && i == 3) {
				t.Errorf("%s: %q %v, %v", c.name, f.Hypothesis, f.Decision, f.Effect)
			}
		}
	}
}

// The p-value of a crossing is 1 at the crossing, and 5% at both ends of the 95% interval.
func TestPhaseCrossingTest(t *testing.T) {
	var counts []stats.Count
	for k := 14; k <= 26; k += 3 {
		counts = append(counts, stats.Count{X: float64(k), Hits: int(math.Round(60 * phaseLaw(100, 50, k))), Trials: 60})
	}
	fit, ok := phaseHalf(counts, 0.95)
	if exact := phaseExactHalf(100, 50); !ok || math.Abs(fit.X50.Value-exact) > 0.2 {
		t.Errorf("crossing at %v, exact %v", fit.X50.Value, exact)
	}
	for at, want := range map[float64]float64{fit.X50.Value: 1, fit.X50.Interval.Lo: 0.05, fit.X50.Interval.Hi: 0.05} {
		if got := phaseCrossingTest(counts, at); math.Abs(got-want) > 1e-3 {
			t.Errorf("p = %v at k = %v, want %v", got, at, want)
		}
	}
	separate := []stats.Count{{X: 1, Hits: 10, Trials: 10}, {X: 2, Hits: 10, Trials: 10}, {X: 5, Trials: 10}}
	if p := phaseCrossingTest(separate, 3); !math.IsNaN(p) {
		t.Errorf("p = %v where hits and misses are separated", p)
	}
	if _, ok := phaseHalf([]stats.Count{{X: 1, Hits: 3, Trials: 10}, {X: 2, Hits: 1, Trials: 10}}, 0.95); ok {
		t.Error("a crossing outside of the k that were drawn")
	}
	if p := phaseCrossingTest(counts, phaseExactHalf(100, 5)); !math.IsNaN(p) {
		t.Errorf("p = %v without an exact half point", p)
	}
}

// In every row found and the three reasons make up the same trials, and in each column found falls with the tolerance.
func TestPhaseReasonsAddUp(t *testing.T) {
	_, data := smoke(t, "phase")
	reasons, err := phaseReasons(data)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, row := range reasons.Rows {
		sum, trials := 0, 0
		for _, v := range row[2:] {
			if e, ok := v.(results.Estimate); ok {
				sum, trials = sum+e.Rate.Hits, e.Rate.Trials()
			}
		}
		if sum != trials {
			t.Errorf("%v: %d of %d trials have a place", row, sum, trials)
		}
		total += trials
	}
	if total == 0 || total > data.Trials() {
		t.Errorf("%d trials of %d", total, data.Trials())
	}
	tolerance, err := phaseTolerance(data)
	if err != nil {
		t.Fatal(err)
	}
	for column := 1; column <= 3; column++ {
		var found []int
		for _, row := range tolerance.Rows {
			found = append(found, row[column].(results.Estimate).Rate.Hits)
		}
		slices.Reverse(found)
		if !slices.IsSorted(found) || found[len(found)-1] == 0 {
			t.Errorf("column %d: %v found from the finest tolerance on", column, found)
		}
	}
}

// The map in the picture is that of the table, right side up, and the line is where the law is one half.
func TestPhaseDiagram(t *testing.T) {
	data := phaseMade(t, 60, 40, phaseLaw)
	f, err := phaseDiagram(data)
	if err != nil {
		t.Fatal(err)
	}
	heat := f.Panels[0].Heat
	for j, m := range []int{3, 9, 15, 21, 27, 33, 39, 45, 51, 57} {
		for i := range 10 {
			if want := math.Round(40*phaseLaw(60, m, share(m, i, 10))) / 40; heat.Z[i][j] != want {
				t.Errorf("m/n = %v, k/m = %v: %v, want %v", heat.X[j], heat.Y[i], heat.Z[i][j], want)
			}
		}
	}
	if heat.Y[0] != 0.05 || heat.X[9] != 0.95 {
		t.Errorf("%v, %v", heat.X, heat.Y)
	}
	for _, point := range f.Panels[2].Series[0].Points {
		m := int(math.Round(60 * point.X))
		k := int(point.Y * float64(m))
		if phaseLaw(60, m, k) < 0.5 || phaseLaw(60, m, k+1) > 0.5 {
			t.Errorf("m = %d: half at %v", m, point.Y*float64(m))
		}
	}
}
