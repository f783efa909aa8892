package catalog

import (
	"math"
	"slices"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
)

// spikierRun carries out a plan.
func spikierRun(t *testing.T, plan experiments.Plan) experiments.Data {
	t.Helper()
	data, err := gathered(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The duel tells by a better point, where there is one, what an enumeration of all local minima tells: the same systems, one by one.
func TestSpikierDuelsAgreeWithEnumeration(t *testing.T) {
	const trials = 150
	for _, amplitudes := range []string{"rademacher", "gaussian"} {
		duel := spikierDuel(8, 4, amplitudes, trials, 0.25, 0.9)
		full := gaussian(8, 4, []int{3}, []experiments.Real{0.25, 0.9}, "enumerate", trials)
		one := gaussian(8, 4, []int{3}, []experiments.Real{1}, "homotopy", trials)
		full.Amplitudes, one.Amplitudes = duel.Amplitudes, duel.Amplitudes
		data := spikierRun(t, experiments.Plan{duel, full, one})
		enumerated := 0
		for i := range 2 {
			for trial, r := range data[i].Records {
				below := oneIf(experiments.Success(data[2+i].Cell, data[2+i].Records[trial]) == results.Hit)
				touched := oneIf(experiments.Success(data[4].Cell, data[4].Records[trial]) == results.Hit)
				if r.Facts.Get("below") != below || r.Facts.Get("one") != touched {
					t.Errorf("%s, trial %d: %+v, want one %v, below %v", data[i].Cell, trial, r.Facts, touched, below)
				}
				enumerated += int(r.Facts.Get("enumerated"))
			}
		}
		if enumerated == 0 || enumerated == 2*trials {
			t.Errorf("%s: %d of %d systems were enumerated", amplitudes, enumerated, 2*trials)
		}
	}
}

// A single non-zero has no law of amplitudes but a scale, which changes no touch: system by system all laws give the same outcome, for every p.
func TestSpikierScaleChangesNothing(t *testing.T) {
	data := spikierPlanted(smokeOf(t, "spikier")).Where(func(c experiments.Cell) bool { return c.K == 1 })
	for _, g := range data {
		base := g.Cell
		base.Amplitudes = spikierLaws[0]
		first, ok := spikierBeside(data, base, g.Cell.P)
		if one, other, pairs := discordant(first, g, experiments.Success); !ok || one+other > 0 || pairs != len(g.Records) {
			t.Errorf("%s: %d and %d of %d differ", g.Cell, one, other, pairs)
		}
	}
}

// Fisher (1935), chapter 2, of a lady's tea, and (1962) of the convictions of twins.
func TestSpikierSameRate(t *testing.T) {
	for _, c := range []struct {
		a, b results.Rate
		want float64
	}{
		{results.Rate{Hits: 3, Misses: 1}, results.Rate{Hits: 1, Misses: 3}, 34. / 70},
		{results.Rate{Hits: 2, Misses: 15}, results.Rate{Hits: 10, Misses: 3}, 0.0005367241},
		{results.Rate{Hits: 5}, results.Rate{Hits: 7}, 1},
	} {
		if p := spikierSame(c.a, c.b); math.Abs(p/c.want-1) > 1e-7 {
			t.Errorf("%+v, %+v: %v, want %v", c.a, c.b, p, c.want)
		}
	}
}

// The reference is looked up cell by cell.
func TestSpikierReference(t *testing.T) {
	c := experiments.Cell{N: 10, M: 5, K: 4, P: 0.5, Amplitudes: "rademacher"}
	if r := spikierReferred(c); r.Hits != 1948 || r.Trials() != 12000 {
		t.Errorf("%+v", r)
	}
	for _, c := range []experiments.Cell{{N: 10, M: 5, K: 4, P: 1, Amplitudes: "rademacher"}, {N: 10, M: 5, K: 4, P: 0.5, Amplitudes: "uniform"}} {
		if r := spikierReferred(c); r.Trials() != 0 {
			t.Errorf("%s: %+v", c, r)
		}
	}
	if p := spikierSharedAt(experiments.Cell{N: 4, M: 3, P: 0.75}); p != .9248 {
		t.Errorf("(4,3), p = 0.75: %v", p)
	}
}

// The verdict follows the data: where p < 1 never finds what L1 finds, no finding in its favour holds, and a disagreement with the other program
// withholds the verdict.
func TestSpikierVerdictFollowsTheData(t *testing.T) {
	claim := spikier()
	data := smokeOf(t, claim.Name)
	worse := doctored(data, nil)
	for i, g := range worse {
		for j := range g.Records {
			r := &worse[i].Records[j]
			switch {
			case g.Cell.Measure == "duels":
				r.Facts = results.Facts{{Name: "one", Value: 1}, {Name: "below", Value: 0}, {Name: "enumerated", Value: 1}}
			case g.Cell.Measure == "" && g.Cell.P < 1:
				r.Error = 1
			case g.Cell.Measure == "":
				r.Error, r.Unique = 0, true
			}
		}
	}
	verdict, err := claim.Verdict(worse)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range verdict.Findings[:8] {
		if f.Decision != experiments.Fails {
			t.Errorf("%q: %v", f.Hypothesis, f.Decision)
		}
	}
	if verdict.Answer != experiments.Undecided || !strings.Contains(verdict.Reason, "disagrees") {
		t.Errorf("%v: %s", verdict.Answer, verdict.Reason)
	}
	if i := slices.IndexFunc(verdict.Findings, func(f experiments.Finding) bool { return f.Check && f.Decision == experiments.Fails }); i < 0 {
		t.Error("no check failed")
	}
}

// Four laws of the amplitudes with the same outcome on each system are one observation of it: the interval is as wide as that of one law.
func TestSpikierWidthCountsSystems(t *testing.T) {
	width := func(laws float64) float64 {
		systems := make(map[[4]int]spikierCluster)
		for i := range 400 {
			systems[[4]int{10, 5, 2, i}] = spikierCluster{laws * oneIf(i%4 == 0), laws}
		}
		return spikierWidth(systems)
	}
	want := quantile(experiments.Confident) * math.Sqrt(0.25*0.75/399)
	for _, laws := range []float64{1, 4} {
		if got := width(laws); math.Abs(got/want-1) > 1e-12 {
			t.Errorf("%v laws: %v, want %v", laws, got, want)
		}
	}
	if w := spikierWidth(nil); !math.IsNaN(w) {
		t.Errorf("of nothing: %v", w)
	}
}
