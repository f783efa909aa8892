package catalog

import (
	"math"
	"slices"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
	"touchpoint/solvers/ensemble"
	"touchpoint/solvers/homotopy"
)

// Presets are whole: smaller efforts are parts of full ones, and what others measured stands at a k that is measured here, or close by.
func TestLiteraturePresetsAreWhole(t *testing.T) {
	for _, p := range literaturePresets() {
		labels := make(map[string]bool)
		for _, l := range p.lines {
			if labels[l.label] || l.label == "" {
				t.Errorf("%s: %q is no label, or not the only one of its kind", p.name, l.label)
			}
			labels[l.label] = true
			for _, k := range l.ks[experiments.Quick] {
				if !slices.Contains(l.ks[experiments.Full], k) {
					t.Errorf("%s, %s: k = %d is quick only", p.name, l.label, k)
				}
			}
			for k, rate := range l.elsewhere {
				if !slices.Contains(l.ks[experiments.Full], k) || rate < 0 || rate > 1 || l.trials == 0 || l.by == "" {
					t.Errorf("%s, %s: rate %v at k = %d, %d trials by %q", p.name, l.label, rate, k, l.trials, l.by)
				}
			}
		}
		for _, m := range p.ms[experiments.Quick] {
			if !slices.Contains(p.ms[experiments.Full], m) {
				t.Errorf("%s: m = %d is quick only", p.name, m)
			}
		}
	}
}

// The half points that are published, or read off published rates.
func TestLiteratureHalfPoints(t *testing.T) {
	presets := literaturePresets()
	for label, want := range map[string]float64{"IHT, normalised": 54.8, "HTP, step 0.98/|A|": 52.9, "CoSaMP": 60.9, "subspace pursuit": 62.5} {
		if got := presets[3].line(label).there(); math.Abs(got-want) > 0.1 {
			t.Errorf("%s: %v, want %v", label, got, want)
		}
	}
	if got := (literatureLine{elsewhere: map[int]float64{10: 0.7, 20: 0.3}}).there(); math.Abs(got-15) > 1e-12 {
		t.Errorf("between 0.7 at 10 and 0.3 at 20: %v", got)
	}
	if got := (literatureLine{elsewhere: map[int]float64{10: 0.7, 20: 0.6}}).there(); !math.IsNaN(got) {
		t.Errorf("never below one half: %v", got)
	}
}

// Of all draws: a point that misses A x = b is a miss of a method for p < 1, and a hit where the published criterion takes it for one; what has no point is
// outside, and so is an L1 point that is not proved optimal.
func TestLiteratureSuccess(t *testing.T) {
	p := literaturePresets()[3]
	far := results.Record{Outcome: results.Failed, Residual: 0.2, Distance: 0.4, Found: 30}
	near := results.Record{Outcome: results.Failed, Residual: 0.01, Distance: 0.02, Found: 39}
	few := results.Record{Outcome: results.Failed, Residual: 0.01, Distance: 0.02, Found: 30}
	found := results.Record{Outcome: results.Solved, Basic: true, Distance: 1e-15, Found: 40}
	blurred := results.Record{Outcome: results.Solved, Basic: true, Distance: 1e-15, Found: 40, Blur: 1}
	for _, c := range []struct {
		p    float64
		r    results.Record
		want results.Mark
	}{
		{0, far, results.Miss}, {0, near, results.Hit}, {0, few, results.Miss}, {0, found, results.Hit}, {0, blurred, results.Undecided},
		{1, far, results.Outside}, {0, results.Pointless("", 0, results.Failed, "broke down"), results.Outside},
		{0, results.Pointless("", 0, results.Declined, "declined"), results.Outside},
	} {
		if got := p.published()(experiments.Cell{N: 1000, M: 200, K: 40, P: c.p}, c.r); got != c.want {
			t.Errorf("p = %v, %v at a distance %v: %v, want %v", c.p, c.r.Outcome, c.r.Distance, got, c.want)
		}
	}
}

// The spelling of the preset is the published algorithm: four times L1 with the weights 1/(|x_j| + eps), eps held. Its twin here is naive.
func TestLiteratureReweightingIsThePublishedOne(t *testing.T) {
	entry, err := solvers.Find(catalog.Entries(), literatureEpsilon("0.1"))
	if err != nil {
		t.Fatal(err)
	}
	var sampler ensemble.Sampler
	agreed, found := 0, 0
	const trials, n, m, k = 40, 40, 20, 9
	for trial := range trials {
		system, err := sampler.Draw(ensemble.Draw{N: n, M: m, K: k, Ensemble: "gaussian", Amplitudes: "gaussian", Seed: 2008, Trial: trial})
		if err != nil {
			t.Fatal(err)
		}
		p := solvers.Problem{A: system.A, B: system.B}
		sol, err := solvers.Solve(t.Context(), entry.New(), p)
		if err != nil {
			t.Fatal(err)
		}
		twin := literatureNaive(t, p, 4, 0.1)
		one := experiments.Distance(sol.X, system.Truth, math.Inf(1)) <= 1e-6
		other := experiments.Distance(twin, system.Truth, math.Inf(1)) <= 1e-6
		if one == other {
			agreed++
		}
		if one {
			found++
		}
	}
	if agreed != trials || found < trials/4 || found == trials {
		t.Errorf("%d of %d agree, %d found", agreed, trials, found)
	}
}

// literatureNaive is reweighted L1 as it is published, eps in units of the largest entry of the L1 point.
func literatureNaive(t *testing.T, p solvers.Problem, rounds int, eps float64) []float64 {
	m, n := p.A.Dims()
	weight := slices.Repeat([]float64{1}, n)
	var x []float64
	unit := 0.0
	for round := range rounds + 1 {
		scaled := solvers.NewColumns(m, n, nil)
		for j := range n {
			for i, v := range p.A.Col(j) {
				scaled.Col(j)[i] = v / weight[j]
			}
		}
		sol, err := solvers.Solve(t.Context(), new(homotopy.Solver), solvers.Problem{A: scaled, B: p.B, P: 1})
		if err != nil {
			t.Fatal(err)
		}
		x = sol.X
		for j := range x {
			x[j] /= weight[j]
		}
		if round == 0 {
			unit = solvers.Norm(x, math.Inf(1))
		}
		for j, v := range x {
			weight[j] = 1 / (math.Abs(v) + eps*unit)
		}
	}
	return x
}

// The verdict follows the data: where everything is found nobody gains on anybody, and half points are nowhere.
func TestLiteratureVerdictFollowsTheData(t *testing.T) {
	claim := literature()
	found := doctored(smokeOf(t, claim.Name), func(r *results.Record) { r.Error, r.Distance, r.Found = 0, 0, 1000 })
	verdict, err := claim.Verdict(found)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range verdict.Findings {
		if !f.Check && f.Decision == experiments.Holds {
			t.Errorf("%q: %v", f.Hypothesis, f.Effect)
		}
	}
	gained := make(experiments.Data, 0)
	for _, g := range found {
		for range 20 { // the same trial many times over
			g.Records = append(g.Records, g.Records[0])
		}
		if g.Cell.P == 1 {
			g.Records = slices.Clone(g.Records)
			for i := range g.Records {
				g.Records[i].Error = 1
			}
		}
		gained = append(gained, g)
	}
	verdict, err = claim.Verdict(gained)
	if err != nil {
		t.Fatal(err)
	}
	if f := verdict.Findings[0]; f.Decision != experiments.Holds || f.Effect.Value != 1 {
		t.Errorf("%q: %v, %v", f.Hypothesis, f.Decision, f.Effect)
	}
}
