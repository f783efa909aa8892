package catalog

import (
	"math"
	"slices"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// Five people by hand: the survivors are the first and the last, the first grew, and the two largest before were the first and the second.
func TestKingdomFates(t *testing.T) {
	before, after := []float64{-4, 3, 1, 0.5, -2}, []float64{5, 0, 0, 0, 1.5}
	if got, want := kingdomFate(before, after), []float64{3, 1.5, 0.5, 0.5}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := kingdomFate([]float64{1, 2}, []float64{3, 4}); !math.IsNaN(got[1]) || got[2] != 1 || got[3] != 1 {
		t.Errorf("where all survive: %v", got)
	}
}

// E |u_1| is 2/pi on the circle and 1/2 on the sphere; the touch point of p = 2 has length E c_2.
func TestKingdomMeansAreExact(t *testing.T) {
	for _, c := range []struct {
		n, m int
		want float64
	}{{3, 1, theory.MeanMinNorm(3, 1) / 2}, {2, 1, theory.MeanMinNorm(2, 1) * 2 / math.Pi}, {3, 2, theory.MeanMinNorm(3, 2) / 2}} {
		if got := kingdomMean(c.n, c.m); math.Abs(got-c.want) > 1e-12 && got != c.want {
			t.Errorf("n = %d, m = %d: %v, want %v", c.n, c.m, got, c.want)
		}
	}
}

// What optimality forces, in every system: p = 1 has the least sum, p = 1/2 no fewer people than it needs and no smaller sum than p = 1; one
// equation leaves one, and whom it leaves was the largest; a refit on the same support is larger in sum and misses less.
func TestKingdomObeysTheTheorems(t *testing.T) {
	data := smokeOf(t, "kingdom")
	const rounding = 1e-9
	for _, g := range measuredBy(data, "kingdom", anyCell) {
		for _, r := range g.Records {
			fact := r.Facts.Get
			for _, other := range []string{"two", "onehalf", "half"} {
				if sum := fact("total_" + other); sum < fact("total_one")*(1-rounding) {
					t.Errorf("%s, trial %d: the sum of %s is %v, below %v", g.Cell, r.Trial, other, sum, fact("total_one"))
				}
			}
			if people := fact("population_one"); g.Cell.K == 0 && people != float64(g.Cell.M) || people > float64(g.Cell.M) {
				t.Errorf("%s, trial %d: %v people", g.Cell, r.Trial, people)
			}
			if g.Cell.M == 1 && (fact("capable") != 1 || fact("grown") != 1 || math.Abs(fact("productivity_half")/fact("productivity_one")-1) > rounding) {
				t.Errorf("%s, trial %d: %v", g.Cell, r.Trial, r.Facts)
			}
		}
	}
	for _, g := range measuredBy(data, "reign", anyCell) {
		for _, r := range g.Records {
			fact := r.Facts.Get
			if !(fact("productivity") < fact("refit_productivity")) || !(fact("refit_misfit") < fact("misfit")) {
				t.Errorf("%s, trial %d: %v", g.Cell, r.Trial, r.Facts)
			}
		}
	}
}

func TestKingdomVerdictFollowsTheFacts(t *testing.T) {
	const capable, harsh = "they became capable", "half of the largest lambda than at a tenth"
	shapesDecides(t, kingdom(), capable, map[string]float64{"productivity_one": 2, "before": 1}, experiments.Holds)
	shapesDecides(t, kingdom(), capable, map[string]float64{"productivity_one": 1, "before": 2}, experiments.Fails)
	const average = "than people did on average under p = 2"
	shapesDecides(t, kingdom(), average, map[string]float64{"productivity_one": 2, "productivity_two": 1}, experiments.Holds)
	shapesDecides(t, kingdom(), average, map[string]float64{"productivity_one": 1, "productivity_two": 2}, experiments.Fails)
	spared := experiments.Data(nil)
	for _, g := range smokeOf(t, "kingdom") {
		if g.Cell.N != 2*g.Cell.M {
			g.Records = nil
		}
		spared = append(spared, g)
	}
	all, halves := shapesFinding(t, kingdom(), smokeOf(t, "kingdom"), "where half").Effect.Trials, shapesFinding(t, kingdom(), spared, "where half").Effect.Trials
	if all != halves || halves == 0 {
		t.Errorf("half of the people survive in %d trials, not in %d", halves, all)
	}
	shapesDecides(t, kingdom(), "keeps its output", map[string]float64{"misfit": 0.001}, experiments.Holds)
	// The paired comparison needs two penalties that differ: scale the harsher one.
	data := smokeOf(t, "kingdom")
	for want, scale := range map[experiments.Decision]float64{experiments.Holds: 100, experiments.Fails: 0.01} {
		changed := kingdomScaled(data, scale)
		if f := shapesFinding(t, kingdom(), changed, harsh); f.Decision != want {
			t.Errorf("%v times as productive: %v, %v", scale, f.Decision, f.Effect)
		}
	}
}

// kingdomScaled multiplies the productivity under the harsh penalty.
func kingdomScaled(data experiments.Data, scale float64) (out experiments.Data) {
	for _, g := range data {
		if g.Cell.Measure == "reign" && g.Cell.Lambda == kingdomHarsh {
			g.Records = slices.Clone(g.Records)
			for i, r := range g.Records {
				r.Facts = slices.Clone(r.Facts)
				for j := range r.Facts {
					if r.Facts[j].Name == "productivity" {
						r.Facts[j].Value *= results.Number(scale)
					}
				}
				g.Records[i] = r
			}
		}
		out = append(out, g)
	}
	return out
}
