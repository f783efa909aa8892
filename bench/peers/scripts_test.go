package peers

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// interpreter starts the worker of a script, or skips the test where it has no library to offer.
func interpreter(t *testing.T, script string, commands ...string) *worker {
	t.Helper()
	dir := t.TempDir()
	if err := unpack(dir); err != nil {
		t.Fatal(err)
	}
	for _, command := range commands {
		path, err := exec.LookPath(command)
		if err != nil {
			continue
		}
		w := started(t, &worker{name: command, command: []string{path, filepath.Join(dir, script)}, env: os.Environ(), grace: time.Minute})
		if len(w.methods) > 0 {
			return w
		}
	}
	t.Skipf("%s: no interpreter with a library to offer", script)
	return nil
}

// Whatever peers are here answer a small problem of each task, and convince the referee or are told why not.
func TestPeersThatAreHere(t *testing.T) {
	for script, commands := range map[string][]string{"worker.py": {"/usr/bin/python3", "python3"}, "worker.R": {"Rscript"}} {
		t.Run(script, func(t *testing.T) {
			w := interpreter(t, script, commands...)
			b := smallBout(t, w)
			for task, shares := range map[Task][]float64{BP: nil, Lasso: {0.1}, Path: {1, 0.3, 0.1}} {
				r := smallRow(task, shares...)
				r.unique = false
				if task != BP {
					r.noise = noisy
				}
				p, err := draw(b.dir, r.m, r.n, r.k, r.noise, 0)
				if err != nil {
					t.Fatal(err)
				}
				j, err := newJudge(t.Context(), b.Entries, r, p)
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range w.methods {
					e := &entrant{Method: m, worker: w}
					if m.Task != task || m.Context {
						continue
					}
					if err := enter(t.Context(), b.settings, j, e, math.Inf(1)); err != nil {
						t.Fatal(err)
					}
					if !e.ran() || e.accuracy.Gap > 1e-6 {
						t.Errorf("%s, %s: %s, gap %v", task, m.Name, e.failure, e.accuracy.Gap)
					}
				}
			}
		})
	}
}

// The problem set of the phase study has 2000 trials, and b = A x0.
func TestPhaseSet(t *testing.T) {
	w := interpreter(t, "worker.py", "/usr/bin/python3", "python3")
	b := smallBout(t, w)
	b.machine.env = os.Environ()
	set, err := b.phaseSet(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(set) != 2000 || !strings.Contains(set[0], "phase-10.f64\t10\t1\t0") {
		t.Fatalf("%d trials, the first %q", len(set), set[0])
	}
	for _, i := range []int{0, 999, 1999} {
		p, err := b.phaseProblem(set, i)
		if err != nil {
			t.Fatal(err)
		}
		product := make([]float64, len(p.B))
		p.A.Mul(product, p.truth)
		for k, v := range product {
			if d := v - p.B[k]; d > 1e-12 || d < -1e-12 {
				t.Errorf("trial %d: row %d misses b by %v", i, k, d)
			}
		}
	}
}
