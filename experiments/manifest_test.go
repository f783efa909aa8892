package experiments_test

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
)

func tunedEntry(name string, tol float64) solvers.Entry {
	return solvers.Entry{Name: name, New: func() solvers.Solver { return &configured{Tol: tol} }}
}

type configured struct {
	Tol  float64
	work []float64
}

func (c *configured) Solve(context.Context, solvers.Problem) (solvers.Solution, error) {
	c.work = append(c.work, c.Tol)
	return solvers.Solution{}, nil
}

func manifestOf(t *testing.T, p experiments.Plan, entries ...solvers.Entry) results.Manifest {
	t.Helper()
	m, err := p.Manifest(experiments.Lab{Solvers: entries})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A change here makes every stored run the answer to another question: it must be meant.
func TestManifestIsStable(t *testing.T) {
	p := plan(func(s *experiments.Sweep) {
		s.P, s.Lambda, s.Solver = []experiments.Real{0.5, 1, experiments.Real(math.Inf(1))}, []experiments.Real{0, 1e-3}, []string{"one", "two"}
		s.Seed = math.MaxUint64
	})
	m := manifestOf(t, p, tunedEntry("one", 1e-9), tunedEntry("two", 0), tunedEntry("unused", 1))
	const sweep = `[{"n":[6],"m":[3],"k":[0,1],"p":[0.5,1,"inf"],"lambda":[0,0.001],"noise":[0],` +
		`"ensemble":["gaussian"],"amplitudes":["gaussian"],"solver":["one","two"],"trials":10,"seed":18446744073709551615}]`
	if string(m.Sweep) != sweep {
		t.Errorf("got  %s\nwant %s", m.Sweep, sweep)
	}
	if m.Seed != math.MaxUint64 {
		t.Errorf("seed %d", m.Seed)
	}
	configurations, err := json.Marshal(m.Solvers)
	if want := `{"one":{"Tol":1e-9},"two":{"Tol":0}}`; err != nil || string(configurations) != want {
		t.Errorf("got  %s, %v\nwant %s", configurations, err, want)
	}
}

func TestManifestNoticesWhatMatters(t *testing.T) {
	entries := []solvers.Entry{tunedEntry("homotopy", 1e-9), tunedEntry("simplex", 0)}
	want := manifestOf(t, plan(), entries...)
	answers := func(m results.Manifest) bool {
		// Answers compares a stored manifest, which a directory has sealed, with a question.
		dir := t.TempDir()
		store, err := results.Open(dir, want)
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		same, err := store.Manifest().Answers(m)
		if err != nil {
			t.Fatal(err)
		}
		return same
	}
	if !answers(manifestOf(t, plan(), entries...)) {
		t.Error("the same plan is another question")
	}
	if !answers(manifestOf(t, plan(), entries[0], tunedEntry("simplex", 5))) {
		t.Error("a solver that takes no part matters")
	}
	for name, change := range map[string]func(*experiments.Sweep){
		"n":          func(s *experiments.Sweep) { s.N = []int{7} },
		"m":          func(s *experiments.Sweep) { s.M = []int{4} },
		"k":          func(s *experiments.Sweep) { s.K = []int{0, 2} },
		"order of k": func(s *experiments.Sweep) { s.K = []int{1, 0} },
		"p":          func(s *experiments.Sweep) { s.P[0] = 0.5 },
		"lambda":     func(s *experiments.Sweep) { s.Lambda[0] = 0.5 },
		"noise":      func(s *experiments.Sweep) { s.Noise[0] = 0.5 },
		"ensemble":   func(s *experiments.Sweep) { s.Ensemble[0] = "unit" },
		"amplitudes": func(s *experiments.Sweep) { s.Amplitudes[0] = "uniform" },
		"solver":     func(s *experiments.Sweep) { s.Solver[0] = "simplex" },
		"trials":     func(s *experiments.Sweep) { s.Trials++ },
		"seed":       func(s *experiments.Sweep) { s.Seed++ },
	} {
		if answers(manifestOf(t, plan(change), entries...)) {
			t.Errorf("another %s is the same question", name)
		}
	}
	if answers(manifestOf(t, plan(), tunedEntry("homotopy", 1e-8), entries[1])) {
		t.Error("another option of the solver is the same question")
	}
	two := append(plan(), plan(func(s *experiments.Sweep) { s.N, s.Seed = []int{9}, 8 })...)
	if answers(manifestOf(t, two, entries...)) {
		t.Error("one more sweep is the same question")
	}
}

// What the named facts of a record mean stands in the manifest, and is part of the question.
func TestManifestNamesTheFacts(t *testing.T) {
	l := lab(1)
	l.Measures = []experiments.Measure{norms()}
	p := plan(measuring)
	m, err := p.Manifest(l)
	const want = `{"about":"norms of b and of the touch point","facts":[{"name":"b","means":"|b|_2","unit":"b"},` +
		`{"name":"x","means":"|x|_1","unit":"x"},{"name":"luck","means":"uniform","unit":"number"}]}`
	if err != nil || len(m.Measures) != 1 || string(m.Measures["norms"]) != want {
		t.Errorf("got  %s, %v\nwant %s", m.Measures["norms"], err, want)
	}
	store, err := results.Open(t.TempDir(), m)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if same, err := store.Manifest().Answers(m); err != nil || !same {
		t.Errorf("the same facts are another question (%v)", err)
	}
	l.Measures[0].Facts[0].Means = "|b|_1"
	other, err := p.Manifest(l)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := store.Manifest().Answers(other); err != nil || same {
		t.Errorf("another meaning is the same question (%v)", err)
	}
	if m, err := plan().Manifest(l); err != nil || len(m.Measures) != 0 {
		t.Errorf("a plan without a measure: %v, %v", m.Measures, err)
	}
	if _, err := plan(measuring).Manifest(lab(1)); err == nil || !strings.Contains(err.Error(), `unknown measure "norms"`) {
		t.Errorf("%v", err)
	}
}

func TestManifestOfAnUnknownSolver(t *testing.T) {
	_, err := plan().Manifest(experiments.Lab{})
	if err == nil || err.Error() != `unknown solver "homotopy"; there is none` {
		t.Errorf("%v", err)
	}
}

func TestManifestOfWhatJSONCannotHold(t *testing.T) {
	for name, f := range map[string]func() (results.Manifest, error){
		"p": func() (results.Manifest, error) {
			return plan(func(s *experiments.Sweep) { s.P[0] = experiments.Real(math.NaN()) }).Manifest(experiments.Lab{Solvers: known})
		},
		"option": func() (results.Manifest, error) {
			return plan().Manifest(experiments.Lab{Solvers: []solvers.Entry{tunedEntry("homotopy", math.NaN())}})
		},
	} {
		if _, err := f(); err == nil || !strings.HasPrefix(err.Error(), "experiments: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
