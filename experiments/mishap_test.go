package experiments_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync/atomic"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
	"touchpoint/solvers/certify"
)

// picky declines in a sentence.
type picky struct{ solver }

func (picky) Accepts(solvers.Problem) error { return solvers.Declinef("picky wants a square system") }

// shaky panics when it is asked.
type shaky struct{ solver }

func (shaky) Accepts(solvers.Problem) error { panic("shaky") }

// Whatever a solver does, each trial ends in the right column with a reason, and the sweep goes on: the last column is an honest solver on the
// same systems.
func TestMishapsAreCounted(t *testing.T) {
	changed := func(f func(*solvers.Solution)) solver {
		return func(p solvers.Problem) (solvers.Solution, error) {
			sol, err := line(p)
			f(&sol)
			return sol, err
		}
	}
	fails := func(err error) solver {
		return func(solvers.Problem) (solvers.Solution, error) { return solvers.Solution{}, err }
	}
	for _, c := range []struct {
		name    string
		entry   solvers.Entry
		outcome results.Outcome
		reason  string
	}{
		{"panic", fake("", func(solvers.Problem) (solvers.Solution, error) { panic("boom") }), results.Failed, "panic: boom"},
		{"index", fake("", func(p solvers.Problem) (solvers.Solution, error) { _ = p.B[len(p.B)]; return line(p) }), results.Failed, "panic: runtime error: index out of range"},
		{"panic on construction", solvers.Entry{New: func() solvers.Solver { panic("no licence") }}, results.Failed, "panic: no licence"},
		{"panic on acceptance", solvers.Entry{New: func() solvers.Solver { return shaky{line} }}, results.Failed, "panic: shaky"},
		{"decline", solvers.Entry{New: func() solvers.Solver { return picky{line} }}, results.Declined, "picky wants a square system"},
		{"decline late", fake("", fails(solvers.Declinef("too large after all"))), results.Declined, "too large after all"},
		{"error", fake("", fails(errBoom)), results.Failed, "boom"},
		{"bad problem", fake("", fails(fmt.Errorf("%w: A is ugly", solvers.ErrProblem))), results.Failed, "A is ugly"},
		{"its own deadline", fake("", fails(context.DeadlineExceeded)), results.Failed, "deadline exceeded"},
		{"no point", fake("", changed(func(s *solvers.Solution) { s.X = nil })), results.Failed, "x has 0 entries, want 2"},
		{"long point", fake("", changed(func(s *solvers.Solution) { s.X = append(s.X, 0) })), results.Failed, "x has 3 entries, want 2"},
		{"long dual", fake("", changed(func(s *solvers.Solution) { s.Dual = []float64{1, 1} })), results.Failed, "the dual has 2 entries, want 1"},
		{"NaN", fake("", changed(func(s *solvers.Solution) { s.X[1] = math.NaN() })), results.Failed, "x[1] = NaN"},
		{"Inf", fake("", changed(func(s *solvers.Solution) { s.X[0] = math.Inf(-1) })), results.Failed, "x[0] = -Inf"},
		{"off the line", fake("", changed(func(s *solvers.Solution) { s.X[0], s.X[1] = 1.5*s.X[0], 1.5*s.X[1] })), results.Failed, "A x = b is missed by 0.5 of |b|"},
		{"zero", fake("", changed(func(s *solvers.Solution) { clear(s.X) })), results.Failed, "A x = b is missed by 1 of |b|"},
		{"not optimal", fake("", wasteful), results.Failed, "not proved optimal: relative gap"},
		{"no solution", fake("", fails(solvers.ErrInfeasible)), results.Failed, "the solver found no solution, but there is one: no solution"},
		{"NaN dual", fake("", changed(func(s *solvers.Solution) { s.Dual = []float64{math.NaN()} })), results.Failed, "dual[0] = NaN"},
		{"worthless dual", fake("", changed(func(s *solvers.Solution) { s.Dual = []float64{1e9} })), results.Solved, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.entry.Name = "suspect"
			l := experiments.Lab{Solvers: []solvers.Entry{c.entry, fake("honest", line)}, Workers: 2}
			p := oneRow("suspect", 12)
			p[0].Solver = append(p[0].Solver, "honest")
			data := run(t, l, p)
			for trial, r := range data[0].Records {
				if r.Outcome != c.outcome || !strings.Contains(r.Reason, c.reason) || (r.Reason == "") != (c.outcome == results.Solved) {
					t.Errorf("trial %d: %v, %q; want %v, %q", trial, r.Outcome, r.Reason, c.outcome, c.reason)
				}
				if r.Trial != trial || r.Cell != data[0].Cell.Key() {
					t.Errorf("record %d is of trial %d of %s", trial, r.Trial, r.Cell)
				}
			}
			for trial, r := range data[1].Records {
				if r.Outcome != results.Solved || r.Kind != results.KindOptimal || !r.Unique {
					t.Errorf("the honest solver, trial %d: %v, %s, %s", trial, r.Outcome, r.Kind, r.Reason)
				}
			}
		})
	}
}

// wasteful returns a point on the line that puts everything on the smaller coefficient.
func wasteful(p solvers.Problem) (solvers.Solution, error) {
	small := 0
	if abs(p.A.At(0, 1)) < abs(p.A.At(0, 0)) {
		small = 1
	}
	x := make([]float64, 2)
	x[small] = p.B[0] / p.A.At(0, small)
	return solvers.Solution{X: x, Status: solvers.Converged}, nil
}

// The facts about a point that is no answer are kept, so that one can see how far off it was.
func TestFailedPointKeepsItsFacts(t *testing.T) {
	for _, r := range run(t, experiments.Lab{Solvers: []solvers.Entry{fake("wasteful", wasteful)}}, oneRow("wasteful", 12))[0].Records {
		if r.Outcome != results.Failed || r.Kind != results.KindFeasible || r.Support != 1 || !(r.Residual <= 1e-9) || !(r.Gap > 1e-9) || r.Status != "converged" || len(r.X) != 2 {
			t.Errorf("trial %d: %+v", r.Trial, r)
		}
		if r.Unique || r.Tied || r.Dim != -1 {
			t.Errorf("trial %d: something is proved about a point that is not optimal: %+v", r.Trial, r)
		}
	}
}

// That a system has no solution is believed of nobody but the referee, and then it is no failure.
func TestInfeasibleSystemIsNoFailure(t *testing.T) {
	none := fake("none", func(solvers.Problem) (solvers.Solution, error) { return solvers.Solution{}, solvers.ErrInfeasible })
	p := oneRow("none", 1)
	p[0].Ensemble = []string{"equation:0:0:5", "equation:1:0:5"}
	data := run(t, experiments.Lab{Solvers: []solvers.Entry{none}}, p)
	if r := data[0].Records[0]; r.Outcome != results.Infeasible || r.Reason != "no solution" {
		t.Errorf("0 x_1 + 0 x_2 = 5: %v, %q", r.Outcome, r.Reason)
	}
	if r := data[1].Records[0]; r.Outcome != results.Failed {
		t.Errorf("x_1 = 5: %v, %q", r.Outcome, r.Reason)
	}
}

// fragile panics at every other system and answers nonsense once it has: its workspace is in an unknown state.
type fragile struct {
	calls  *atomic.Int64
	broken bool
}

func (f *fragile) Solve(_ context.Context, p solvers.Problem) (solvers.Solution, error) {
	if f.broken {
		return solvers.Solution{}, errors.New("used again after a panic")
	}
	if f.calls.Add(1)%2 == 0 {
		f.broken = true
		panic("every other")
	}
	return line(p)
}

func TestSolverThatPanickedIsReplaced(t *testing.T) {
	for _, workers := range []int{1, 4} {
		var calls, made atomic.Int64
		entry := solvers.Entry{Name: "fragile", New: func() solvers.Solver { made.Add(1); return &fragile{calls: &calls} }}
		data := run(t, experiments.Lab{Solvers: []solvers.Entry{entry}, Workers: workers}, oneRow("fragile", 100))
		solved := 0
		for _, r := range data[0].Records {
			switch {
			case r.Outcome == results.Solved:
				solved++
			case r.Outcome != results.Failed || !strings.Contains(r.Reason, "panic: every other"):
				t.Errorf("%d workers, trial %d: %v, %s", workers, r.Trial, r.Outcome, r.Reason)
			}
		}
		if solved != 50 {
			t.Errorf("%d workers: %d of 100 trials solved, want every other", workers, solved)
		}
		if n := int(made.Load()); n < 50 || n > 50+workers {
			t.Errorf("%d workers: %d solvers were made for 50 panics", workers, n)
		}
	}
}

// A panic in the referee, or in whoever supplies it, costs its trial and no more.
func TestRefereeThatPanics(t *testing.T) {
	calls := 0
	l := experiments.Lab{Solvers: catalog.Entries(), Workers: 1, Referee: func() *certify.Referee {
		return &certify.Referee{Global: func(context.Context, solvers.Problem) (certify.Minimum, error) {
			if calls++; calls%2 == 0 {
				panic("every other")
			}
			return certify.Minimum{}, errors.New("too large")
		}}
	}}
	data := run(t, l, plan(func(s *experiments.Sweep) {
		s.K, s.P, s.Solver = []int{1}, []experiments.Real{0.5}, []string{"enumerate"}
	}))
	failed := 0
	for _, r := range data[0].Records {
		if r.Outcome == results.Failed {
			failed++
			if !strings.Contains(r.Reason, "panic outside the solver: every other") {
				t.Errorf("trial %d: %s", r.Trial, r.Reason)
			}
		}
	}
	if failed != 5 {
		t.Errorf("%d of 10 trials failed, want every other", failed)
	}
}

// One solver a worker: it owns its workspace.
func TestWorkersShareNoSolver(t *testing.T) {
	var made atomic.Int64
	entry := solvers.Entry{Name: "own", New: func() solvers.Solver { made.Add(1); return new(counting) }}
	run(t, experiments.Lab{Solvers: []solvers.Entry{entry}, Workers: 4}, oneRow("own", 300))
	if n := made.Load(); n < 1 || n > 4 {
		t.Errorf("%d solvers for 4 workers", n)
	}
}

// counting would be caught by the race detector if two goroutines used it.
type counting struct{ calls int }

func (c *counting) Solve(_ context.Context, p solvers.Problem) (solvers.Solution, error) {
	c.calls++
	return line(p)
}
