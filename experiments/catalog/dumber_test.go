package catalog

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/network"
	"touchpoint/results"
	"touchpoint/solvers"
)

func dumberThree() []experiments.Claim { return []experiments.Claim{dropout(), growing(), pruning()} }

func TestDumberPlansAreSound(t *testing.T) {
	refused(t, dumberNetSweep(4, []int{8}, 2, 1, "", "none"), map[string]func(*experiments.Sweep){
		"an unknown method":       func(s *experiments.Sweep) { s.Solver = []string{"dropuot"} },
		"an unknown option":       func(s *experiments.Sweep) { s.Solver = []string{"none:steps=3"} },
		"labels of another kind":  func(s *experiments.Sweep) { s.Solver = []string{"none:labels=wrong"} },
		"a teacher without units": func(s *experiments.Sweep) { s.Solver = []string{"none:teacher=0"} },
		"other inputs":            func(s *experiments.Sweep) { s.Ensemble = []string{"rademacher"} },
		"no relevant input":       func(s *experiments.Sweep) { s.K = []int{0} },
		"dropping by a network":   func(s *experiments.Sweep) { s.Measure = "dropping" },
	})
	var unknown *solvers.UnknownError
	if _, err := dumberParse("dropuot"); !errors.As(err, &unknown) || !slices.Contains(unknown.Known, "dropout") || !slices.Contains(unknown.Known, dumberSmall) {
		t.Errorf("%v", err)
	}
}

// A record of the measure is what the network package says of the same task, and a method has as many strengths as there are facts for.
func TestDumberNetworkIsTheNetwork(t *testing.T) {
	for _, m := range network.Methods() {
		if len(m.Strengths) != dumberTries {
			t.Errorf("%s has %d strengths", m.Name, len(m.Strengths))
		}
	}
	sweep := dumberNetSweep(3, []int{9}, 1, 2, ":teacher=3:labels=shuffled", "pruning")
	for _, g := range solved(t, experiments.Plan{sweep}) {
		for _, r := range g.Records {
			task := network.Task{Inputs: 3, Relevant: 1, Width: 3, Train: 9, Validation: 9, Test: dumberTested, Noise: dumberNoise, Shuffle: true, Seed: Seed, Trial: r.Trial}
			method, err := network.Named("pruning")
			if err != nil {
				t.Fatal(err)
			}
			want, err := network.Run(t.Context(), task, method)
			if err != nil {
				t.Fatal(err)
			}
			relevant, irrelevant := task.Kept(want, 0.1)
			for name, v := range map[string]float64{
				"train": want.Train / task.Null(), "test": want.Test / task.Null(), "weights": float64(want.Weights), "strength": want.Strength, "relevant_tenth": float64(relevant), "irrelevant_tenth": float64(irrelevant),
			} {
				if got := r.Facts.Get(name); got != v {
					t.Errorf("trial %d: %s = %v, want %v", r.Trial, name, got, v)
				}
			}
			at := slices.Index(method.Strengths, want.Strength)
			if got := r.Facts.Get(dumberTry("test", at)); got != r.Facts.Get("test") {
				t.Errorf("the test error at the chosen strength is %v, and %v by number", r.Facts.Get("test"), got)
			}
		}
	}
}

// Trainings that are the same by definition are the same to the last bit, whichever method they belong to: the first start without a regulariser, stopping at
// the end, and the small student that is as large as any.
func TestDumberMethodsMeetTheSameTask(t *testing.T) {
	data := solved(t, experiments.Plan{dumberNetSweep(3, []int{8}, 1, 2, "", "none", "stopping", dumberSmall)})
	for _, fact := range []string{"train", "validation", "test", "weights"} {
		for i, r := range data[0].Records {
			want := r.Facts.Get(dumberTry(fact, 0))
			for _, g := range data[1:] {
				if got := g.Records[i].Facts.Get(dumberTry(fact, 0)); got != want || math.IsNaN(want) {
					t.Errorf("%s, trial %d: %s = %v, want %v", g.Cell.Solver, i, fact, got, want)
				}
			}
		}
	}
	small, err := dumberNamed(dumberSmall)
	if err != nil || small.Strengths[0] != dumberHidden || !slices.Contains(small.Strengths, 1) {
		t.Errorf("%v, %v", small.Strengths, err)
	}
}

// dumberWorld makes up records of a plan: the facts of a trial by cell.
func dumberWorld(plan experiments.Plan, facts func(c experiments.Cell, trial int) map[string]float64) (data experiments.Data) {
	for _, s := range plan {
		for _, c := range s.Cells() {
			g := experiments.Group{Cell: c}
			for trial := range 30 {
				r := results.Record{Cell: c.Key(), Trial: trial, Outcome: results.Solved}
				for name, v := range facts(c, trial) {
					r.Facts = append(r.Facts, results.Fact{Name: name, Value: results.Number(v)})
				}
				g.Records = append(g.Records, r)
			}
			data = append(data, g)
		}
	}
	return data
}

// In a world in which everything is as the article says every finding holds; in the opposite one every finding fails. Exact theory is the same in both.
func TestDumberFindingsFollowTheData(t *testing.T) {
	for _, claim := range dumberThree() {
		plan := claim.Plan(experiments.Quick)
		for _, world := range []struct {
			praised bool
			want    experiments.Decision
		}{{true, experiments.Holds}, {false, experiments.Fails}} {
			findings, err := claim.Findings(dumberWorld(plan, func(c experiments.Cell, trial int) map[string]float64 { return dumberMadeUp(c, trial, world.praised) }))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range findings {
				if !f.Check && f.Decision != world.want {
					t.Errorf("%s, article right: %v: %v: %s (%v)", claim.Name, world.praised, f.Decision, f.Hypothesis, f.Effect)
				}
			}
		}
	}
}

// dumberMadeUp is a trial in a world that is as the article says, or the opposite: what is praised fits the sample less well, new samples better, is smaller,
// has the right weights, and grows with the data.
func dumberMadeUp(c experiments.Cell, trial int, right bool) map[string]float64 {
	name, _, _ := strings.Cut(c.Solver, ":")
	praised := slices.Contains([]string{"dropout", "growing", "pruning", "omp", "stagewise", "prune", "iht"}, name)
	if c.Noise == 0 && c.Solver == pruningRefit+dumberTold {
		praised = false // the other way of pruning is
	}
	jitter := 1e-3 * float64(trial%3)
	facts := map[string]float64{"train": 0.1 + jitter, "test": 0.9 + jitter*jitter, "signal": 1, "weights": 600, "strength": 1, "size": 50, "found": 0, "irrelevant": 17}
	if praised == right {
		facts["train"], facts["test"], facts["weights"] = 0.3-jitter, 0.3+jitter, 100
		facts["found"], facts["size"] = float64(c.K), float64(c.K)
	}
	if right && (praised || name == "l1") {
		facts["irrelevant"] = 2
	}
	if name == "growing" || c.Solver == "omp" {
		growth := map[bool]float64{true: float64(c.M), false: 1000 / float64(c.M)}[right]
		facts["strength"], facts["size"] = growth, growth
	}
	for try := range dumberTries {
		facts[dumberTry("test", try)], facts[dumberTry("validation", try)], facts[dumberTry("weights", try)] = facts["test"], 1, 5
	}
	switch {
	case c.Measure == "dropping" && right:
		return map[string]float64{"deviation": 0, "balance": 0.5, "zeros": 1, "test": 0.2, "while": 0.4 + jitter, "natives": 0.9, "immigrants": 0.3 + jitter, "whole": 0.6}
	case c.Measure == "dropping":
		return map[string]float64{"deviation": 0, "balance": 0.5, "zeros": 0, "test": 0.8, "while": 0.4 + jitter, "natives": 0.1, "immigrants": 0.3 + jitter, "whole": 0.1}
	case c.Measure == "prediction" && c.Noise == 0 && praised == right:
		facts["test"] = 0
	case c.Measure == "prediction":
		facts["train"], facts["test"] = facts["train"]*(1+c.Noise*c.Noise), facts["test"]*(1+c.Noise*c.Noise)
	}
	return facts
}
