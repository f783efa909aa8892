package experiments_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"touchpoint/experiments"
	"touchpoint/results"
)

// adaptively runs a rule on a store from where it stands, and returns what is on disk afterwards.
func adaptively(t *testing.T, ctx context.Context, l experiments.Lab, rule experiments.Adaptive, p experiments.Plan, dir string) ([]byte, error) {
	t.Helper()
	m, err := rule.Manifest(p, l)
	if err != nil {
		t.Fatal(err)
	}
	store, err := results.Open(dir, m)
	if err != nil {
		t.Fatal(err)
	}
	_, failure := rule.Run(p, store.Records(), store, func(round experiments.Plan, start int, sink experiments.Sink) error {
		return l.Run(ctx, round, start, sink)
	})
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return recordsOf(t, dir), failure
}

func crossing() experiments.Plan {
	return plan(func(s *experiments.Sweep) { s.N, s.M, s.K, s.Trials = []int{10}, []int{5}, []int{1, 3, 4}, 300 })
}

var coarse = experiments.Adaptive{Width: 0.2, Batch: 15}

// By one worker or eight, at once or in pieces: the records of an adaptive sweep are the same bytes.
func TestAdaptiveRecordsDoNotDependOnTheRun(t *testing.T) {
	want, err := adaptively(t, t.Context(), lab(1), coarse, crossing(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	got, err := adaptively(t, t.Context(), lab(8), coarse, crossing(), t.TempDir())
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("8 workers: other records, %v", err)
	}
	dir, cause, stops := t.TempDir(), errors.New("the user pressed Ctrl-C"), 0
	for workers := 1; ; workers = workers%8 + 1 {
		ctx, cancel := context.WithCancelCause(t.Context())
		l := lab(workers)
		var calls atomic.Int64
		l.Observe = func(int) {
			if calls.Add(1) == 12 {
				cancel(cause)
				time.Sleep(10 * time.Millisecond)
			}
		}
		got, err = adaptively(t, ctx, l, coarse, crossing(), dir)
		cancel(nil)
		if err == nil {
			break
		}
		if stops++; !errors.Is(err, cause) || !bytes.HasPrefix(want, got) || stops > 100 {
			t.Fatalf("stop %d: %v, %d bytes that are no beginning of the whole", stops, err, len(got))
		}
	}
	if !bytes.Equal(got, want) || stops < 3 {
		t.Errorf("%d stops, %d bytes, want %d", stops, len(got), len(want))
	}
}

// The trials of an adaptive sweep are those that a fixed sweep of as many draws.
func TestAdaptiveTrialsAreThoseOfAnySweep(t *testing.T) {
	text, err := adaptively(t, t.Context(), lab(2), coarse, crossing(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := stored(t, t.Context(), lab(2), crossing(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for line := range bytes.Lines(text) {
		if lines++; !bytes.Contains(fixed, line) {
			t.Fatalf("no trial of the fixed sweep: %s", line)
		}
	}
	if total := bytes.Count(fixed, []byte("\n")); lines == 0 || lines >= total {
		t.Errorf("%d trials, %d in the fixed sweep: nothing was saved", lines, total)
	}
}

// Another width is another question, and so is none.
func TestAdaptiveManifest(t *testing.T) {
	plain, err := crossing().Manifest(lab(1))
	if err != nil {
		t.Fatal(err)
	}
	questions := []results.Manifest{plain}
	for _, rule := range []experiments.Adaptive{{Width: 0.2}, {Width: 0.1}, {Width: 0.2, Batch: 50}} {
		m, err := rule.Manifest(crossing(), lab(1))
		if err != nil {
			t.Fatal(err)
		}
		questions = append(questions, m)
	}
	for i, a := range questions {
		for _, b := range questions[:i] {
			if bytes.Equal(a.Sweep, b.Sweep) {
				t.Errorf("two rules, one description: %s", a.Sweep)
			}
		}
	}
	if text := string(questions[1].Sweep); !strings.Contains(text, `"n":[10]`) || !strings.Contains(text, `"until-width":0.2}`) {
		t.Error(text)
	}
}
