package experiments_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
)

// mixed is a plan in which trials differ much in what they take, so that they finish out of turn: several sizes, exponents, laws and outcomes.
func mixed() experiments.Plan {
	p := plan(func(s *experiments.Sweep) {
		s.N, s.M, s.K, s.Solver, s.Trials = []int{4, 24}, []int{3}, []int{0, 1}, []string{"homotopy", "simplex"}, 20
		s.Ensemble, s.Noise = []string{"gaussian", "integer:1"}, []experiments.Real{0, 0.1}
	})
	p = append(p, plan(func(s *experiments.Sweep) {
		s.N, s.M, s.P, s.Solver = []int{8}, []int{4}, []experiments.Real{0.5, 2}, []string{"enumerate", "reweighted", "minnorm"}
	})...)
	return append(p, plan(func(s *experiments.Sweep) {
		s.N, s.Lambda, s.Solver = []int{9}, []experiments.Real{0.1}, []string{"lasso"}
	})...)
}

func openStore(t *testing.T, dir string, p experiments.Plan) *results.Store {
	t.Helper()
	m, err := p.Manifest(lab(1))
	if err != nil {
		t.Fatal(err)
	}
	store, err := results.Open(dir, m)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func recordsOf(t *testing.T, dir string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "records.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// stored carries out the plan from where the store stands, and returns what is on disk afterwards.
func stored(t *testing.T, ctx context.Context, l experiments.Lab, p experiments.Plan, dir string) ([]byte, error) {
	t.Helper()
	store := openStore(t, dir, p)
	failure := l.Run(ctx, p, store.Len(), store)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return recordsOf(t, dir), failure
}

func TestRecordsDoNotDependOnTheWorkers(t *testing.T) {
	var want []byte
	for _, workers := range []int{1, 2, 8, 0} {
		got, err := stored(t, t.Context(), lab(workers), mixed(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		if lines := bytes.Count(got, []byte("\n")); lines != mixed().Trials() {
			t.Errorf("%d workers: %d records of %d", workers, lines, mixed().Trials())
		}
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%d workers write other records than one", workers)
		}
	}
	for _, outcome := range []string{"solved", "declined", "infeasible"} {
		if !bytes.Contains(want, []byte(`"outcome":"`+outcome+`"`)) {
			t.Errorf("no trial was %s: the test has lost its point", outcome)
		}
	}
}

// Interrupted again and again, each time by another number of workers, a run ends in the same bytes, and at every stop all of its records are whole.
func TestInterruptionsLeaveNoTrace(t *testing.T) {
	p := mixed()
	want, err := stored(t, t.Context(), lab(1), p, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cause := errors.New("the user pressed Ctrl-C")
	stops := 0
	for _, workers := range []int{1, 2, 8, 1, 2, 8, 3} {
		ctx, cancel := context.WithCancelCause(t.Context())
		l := lab(workers)
		var calls atomic.Int64
		l.Observe = func(int) {
			if calls.Add(1) >= 25 {
				cancel(cause)
				time.Sleep(20 * time.Millisecond) // the cancellation arrives by a goroutine of its own; do not outrun it
			}
		}
		got, err := stored(t, ctx, l, p, dir)
		cancel(nil)
		if err == nil {
			break
		}
		stops++
		held := bytes.Count(got, []byte("\n"))
		if text := fmt.Sprintf("experiments: stopped after %d of %d trials: the user pressed Ctrl-C", held, p.Trials()); !errors.Is(err, cause) || err.Error() != text {
			t.Errorf("error  %v\nwant   %s", err, text)
		}
		if !bytes.HasPrefix(want, got) || !bytes.HasSuffix(got, []byte("\n")) {
			t.Fatalf("%d workers, stop %d: %d bytes on disk are no whole beginning of the uninterrupted run", workers, stops, len(got))
		}
	}
	if stops < 3 {
		t.Errorf("%d interruptions: the test has lost its point", stops)
	}
	got, err := stored(t, t.Context(), lab(2), p, dir)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("resumed to other records than an uninterrupted run: %v", err)
	}
	again, err := stored(t, t.Context(), lab(2), p, dir)
	if err != nil || !bytes.Equal(again, want) {
		t.Errorf("running a finished plan changed something: %v", err)
	}
}

func TestRunThatIsCancelledBeforeItBegins(t *testing.T) {
	for range 50 {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var sink memory
		err := lab(2).Run(ctx, plan(), 0, &sink)
		if !errors.Is(err, context.Canceled) || sink.len() != 0 {
			t.Fatalf("%v after %d trials", err, sink.len())
		}
	}
}

// The end of the last trial and the cancellation may meet; a plan that is done is done.
func TestCancellationAfterTheLastTrialIsNoError(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	l, p := lab(1), plan()
	l.Observe = func(done int) {
		if done == p.Trials() {
			cancel()
		}
	}
	var sink memory
	if err := l.Run(ctx, p, 0, &sink); err != nil || sink.len() != p.Trials() {
		t.Errorf("%v after %d trials", err, sink.len())
	}
}

// A trial in hand is finished, not broken off: the solver's context outlives the run's.
func TestTrialInHandIsFinished(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var entry solvers.Entry
	entry.Name = "patient"
	entry.New = func() solvers.Solver { return patient{cancel} }
	var sink memory
	err := (experiments.Lab{Solvers: []solvers.Entry{entry}, Workers: 1}).Run(ctx, oneRow("patient", 1000), 0, &sink)
	if !errors.Is(err, context.Canceled) || sink.len() == 0 {
		t.Fatalf("%v after %d trials", err, sink.len())
	}
	for seq, r := range sink.records {
		if r.Outcome != results.Solved {
			t.Errorf("trial %d: %v, %s", seq, r.Outcome, r.Reason)
		}
	}
}

// patient cancels the run in the midst of a trial and then minds its own context.
type patient struct{ cancel func() }

func (s patient) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	s.cancel()
	time.Sleep(time.Millisecond)
	if ctx.Err() != nil {
		return solvers.Solution{}, ctx.Err()
	}
	return line(p)
}

func TestRunBeyondTheEndDoesNothing(t *testing.T) {
	var sink memory
	if err := lab(2).Run(t.Context(), plan(), plan().Trials(), &sink); err != nil || sink.len() != 0 {
		t.Errorf("%v, %d records", err, sink.len())
	}
}

// All solvers and all exponents meet the same system, and a new value on an axis disturbs no other record.
func TestTrialsArePaired(t *testing.T) {
	narrow := run(t, lab(2), plan())
	wide := run(t, lab(2), plan(func(s *experiments.Sweep) {
		s.N, s.K, s.P, s.Solver = []int{5, 6}, []int{0, 1, 2}, []experiments.Real{0.5, 1}, []string{"enumerate", "homotopy"}
	}))
	for _, g := range narrow {
		same := wide.Where(func(c experiments.Cell) bool { return c == g.Cell })
		if len(same) != 1 || fmt.Sprint(same[0].Records) != fmt.Sprint(g.Records) {
			t.Errorf("%s has other records in a wider sweep", g.Cell)
		}
	}
	for i, g := range wide {
		if g.Cell.Solver != "enumerate" || g.Cell.P != 1 {
			continue
		}
		for trial, r := range g.Records {
			if other := wide[i+1].Records[trial]; abs(float64(r.Objective-other.Objective)) > 1e-9*float64(r.Objective) {
				t.Errorf("%s, trial %d: objectives %v and %v: another system?", g.Cell, trial, r.Objective, other.Objective)
			}
		}
	}
}
