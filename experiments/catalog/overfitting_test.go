package catalog

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/learn"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
)

// overfittingDoctored changes copies of the records.
func overfittingDoctored(data experiments.Data, change func(experiments.Cell, *results.Record)) (out experiments.Data) {
	for _, g := range data {
		records := make([]results.Record, len(g.Records))
		for i, r := range g.Records {
			r.Facts = append(results.Facts(nil), r.Facts...)
			change(g.Cell, &r)
			records[i] = r
		}
		out = append(out, experiments.Group{Cell: g.Cell, Records: records})
	}
	return out
}

// overfittingSet changes a fact.
func overfittingSet(r *results.Record, name string, value float64) {
	for i := range r.Facts {
		if r.Facts[i].Name == name {
			r.Facts[i].Value = results.Number(value)
		}
	}
}

func overfittingVerdict(t *testing.T, claim experiments.Claim, data experiments.Data) experiments.Verdict {
	t.Helper()
	verdict, err := claim.Verdict(data)
	if err != nil {
		t.Fatal(err)
	}
	return verdict
}

// Every cell has one role, at every effort, and the ones held against exact theory share no draw.
func TestOverfittingRoles(t *testing.T) {
	for _, effort := range []experiments.Effort{experiments.Smoke, experiments.Quick, experiments.Full} {
		plan := overfittingPlan(effort)
		if err := plan.Validate(laboratory()); err != nil {
			t.Error(err)
		}
		checks := make(map[[2]int]bool)
		for _, c := range plan.Cells() {
			if overfittingIsCheck(c) {
				if checks[[2]int{c.N, c.M}] || overfittingIsCurve(c) || overfittingIsControl(c) || overfittingPeaks(c) {
					t.Errorf("%v: %s", effort, c)
				}
				checks[[2]int{c.N, c.M}] = true
			} else if overfittingLabels[c.Solver] == "" || overfittingIsCurve(c) == overfittingIsControl(c) {
				t.Errorf("%v: %s", effort, c)
			}
		}
	}
}

// A verdict follows the data: if the sparser always errs half as much the sentence holds everywhere, if twice as much nowhere.
func TestOverfittingFollowsData(t *testing.T) {
	claim, data := smoke(t, "overfitting")
	rank := map[string]float64{ // from the most to the least regularised by zeros
		overfittingSubset: 0, overfittingHalf: 1, overfittingLassoBest: 2, overfittingLasso: 2, overfittingSparse: 3, overfittingRidge: 4, overfittingRidgeBest: 4,
		overfittingLeast: 5, overfittingNull: 6,
	}
	for factor, want := range map[float64]experiments.Answer{2: experiments.Supported, 0.5: experiments.Refuted} {
		changed := overfittingDoctored(data, func(c experiments.Cell, r *results.Record) {
			if !overfittingIsCheck(c) {
				overfittingSet(r, "test", float64(c.K)*math.Pow(factor, rank[c.Solver])*(1+1e-3*float64(r.Trial)))
				overfittingSet(r, "train", 0)
			}
		})
		findings, err := overfittingFindings(changed)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			// the median of 14 trials has a finite interval, that of the gap is decided too
			if decided := map[experiments.Answer]experiments.Decision{experiments.Supported: experiments.Holds, experiments.Refuted: experiments.Fails}[want]; !f.Check && f.Decision != decided {
				t.Errorf("factor %v: %v: %s (%v)", factor, f.Decision, f.Hypothesis, f.Effect)
			}
		}
	}
	broken := overfittingDoctored(data, func(c experiments.Cell, r *results.Record) {
		if overfittingIsCheck(c) {
			overfittingSet(r, "test", 10*r.Facts.Get("test"))
		}
	})
	if v := overfittingVerdict(t, claim, broken); v.Answer != experiments.Undecided || !strings.Contains(v.Reason, "exact theory") {
		t.Errorf("errors ten times what exact theory says: %v, %s", v.Answer, v.Reason)
	}
}

// The curve of theory at n = 500, k = 50, noise of half the signal: reference values, to the digits given.
func TestOverfittingTheory(t *testing.T) {
	for m, want := range map[int][]float64{ // least, ridge told, Lasso told, sparse, true features
		75:  {1.1442, 1.1331, 1.2202, 1.4589, .7708},
		150: {1.0574, 1.0233, 1.0273, 1.2105, .3763},
		250: {1.0010, .8904, .6686, .9715, .3128},
		490: {13.88, .6481, .3762, 12.67, .2785},
	} {
		for i, learner := range []string{overfittingLeast, overfittingRidgeBest, overfittingLassoBest, overfittingSparse, overfittingSubset} {
			c := experiments.Cell{N: 500, M: m, K: 50, Noise: math.Sqrt(50) / 2, Solver: learner}
			got, exact, err := overfittingRisk(c)
			if err != nil || math.Abs(got/want[i]-1) > 1e-3 || exact != (learner == overfittingLeast || learner == overfittingSubset) {
				t.Errorf("m = %d, %s: %v (%v), want %v", m, learner, got, err, want[i])
			}
		}
	}
}

// The variance of a'w from the rows themselves, and by the double sum.
func TestOverfittingVariance(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	const n, m = 7, 60000
	w := make([]float64, n)
	for j := range w {
		w[j] = rng.NormFloat64()
	}
	for name, rho := range map[string]float64{"gaussian": 0, "rademacher": 0, "ar1:0.6": .6, "ar1:-0.3": -.3} {
		variance, err := overfittingVariance(name)
		if err != nil {
			t.Fatal(err)
		}
		want := 0.0
		for i := range w {
			for j := range w {
				want += w[i] * w[j] * math.Pow(rho, math.Abs(float64(i-j)))
			}
		}
		if got := variance(w); math.Abs(got-want) > 1e-12*want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
		system, err := new(ensemble.Sampler).Draw(ensemble.Draw{N: n, M: m, Ensemble: name, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		norm := solvers.Norm(learn.Predict(system.A, w), 2)
		if got := norm * norm / m; math.Abs(got/want-1) > .03 {
			t.Errorf("%s: %v over %d rows, want %v", name, got, m, want)
		}
	}
	for _, name := range []string{"haar", "unit", "integer:3", "ar1:x"} {
		if _, err := overfittingVariance(name); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// What a trial records is what anyone can recompute from the draw and the learner, and k = 0 or an unknown learner is refused.
func TestOverfittingMeasure(t *testing.T) {
	_, data := smoke(t, "overfitting")
	checked := 0
	for _, g := range data {
		c := g.Cell
		if c.Solver != overfittingLeast && c.Solver != overfittingSubset {
			continue
		}
		for _, r := range g.Records {
			d := ensemble.Draw{N: c.N, M: c.M, K: c.K, Ensemble: c.Ensemble, Amplitudes: c.Amplitudes, Noise: c.Noise, Seed: Seed, Trial: r.Trial}
			system, err := new(ensemble.Sampler).Draw(d)
			if err != nil {
				t.Fatal(err)
			}
			l, err := learn.Find(c.Solver)
			if err != nil {
				t.Fatal(err)
			}
			fit, err := l.Fit(t.Context(), learn.Sample{A: system.A, B: system.B}, learn.Insight{Truth: system.Truth}, nil)
			if err != nil {
				t.Fatal(err)
			}
			test, train := c.Noise*c.Noise, 0.0
			for j, v := range fit.X {
				test += (v - system.Truth[j]) * (v - system.Truth[j])
			}
			for i, v := range learn.Predict(system.A, fit.X) {
				train += (v - system.B[i]) * (v - system.B[i]) / float64(c.M)
			}
			for name, want := range map[string]float64{"test": test, "train": train, "signal": float64(c.K), "size": float64(fit.Size)} {
				if got := r.Facts.Get(name); math.Abs(got-want) > 1e-9*max(1, want) {
					t.Errorf("%s, trial %d: %s = %v, want %v", c, r.Trial, name, got, want)
				}
			}
			checked++
		}
	}
	if checked < 20 {
		t.Errorf("only %d trials were checked", checked)
	}
	m := measurePrediction()
	for what, c := range map[string]experiments.Cell{
		"k = 0":            {N: 4, M: 3, Ensemble: "gaussian", Solver: "least"},
		"unknown learner":  {N: 4, M: 3, K: 1, Ensemble: "gaussian", Solver: "leest"},
		"unknown new data": {N: 4, M: 3, K: 1, Ensemble: "haar", Solver: "least"},
	} {
		if m.Accepts(experiments.Lab{}, c) == nil {
			t.Errorf("%s is accepted", what)
		}
	}
}
