package bench

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"touchpoint/results/render"
)

// milestone writes results of three benchmarks: one whose time is factor times that of the reference, one that never changes, and both within noise.
func milestone(commit string, factor, recovered, gap float64, rng *rand.Rand) Milestone {
	var old, new strings.Builder
	for range 8 {
		drift := 1 + rng.Float64() // the machine, which both see
		for _, b := range []struct {
			name   string
			factor float64
		}{{"A", factor}, {"B", 1}} {
			noise := func() float64 { return drift * (1 + 0.02*rng.NormFloat64()) }
			fmt.Fprintf(&old, "Benchmark%s 1 %v ns/op 1 recovered 0 gap-ppb\n", b.name, 1000*noise())
			fmt.Fprintf(&new, "Benchmark%s 1 %v ns/op %v recovered %v gap-ppb\n", b.name, 1000*b.factor*noise(), recovered, gap)
		}
	}
	return Milestone{commit, strings.NewReader(old.String()), strings.NewReader(new.String())}
}

// TestTrace: a commit that makes one benchmark 10% slower is found under a drift of the machine by a factor of two, and so is one that loses points; rounding
// is no change.
func TestTrace(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	var milestones []Milestone
	for i := range 8 {
		factor, recovered := 1.0, 1.0
		if i >= 5 {
			factor = 1.1
		}
		if i >= 6 {
			recovered = 0.5
		}
		milestones = append(milestones, milestone(fmt.Sprintf("%040d", i), factor, recovered, float64(i)/10, rng))
	}
	h, err := Trace(milestones, 0.05)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, s := range append(h.Speed, h.Quality...) {
		for _, c := range s.Changes {
			found = append(found, fmt.Sprintf("%s %s at %d: %.1f to %.1f", s.Name, s.Unit, c.At, c.Before, c.After))
		}
	}
	want := "A sec/op at 5: 1.0 to 1.1; A recovered at 6: 1.0 to 0.5; B recovered at 6: 1.0 to 0.5"
	if got := strings.Join(found, "; "); got != want {
		t.Errorf("found %s, want %s", got, want)
	}
	for _, table := range h.Tables() {
		if err := render.Text(io.Discard, table); err != nil {
			t.Error(err)
		}
	}
	var first, again bytes.Buffer
	if err := errors.Join(render.Figure(&first, "svg", h.Figure()), render.Figure(&again, "svg", h.Figure())); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) || len(h.Figure().Panels) != 3 {
		t.Errorf("%v: the figure differs, or has %d panels, want 3", err, len(h.Figure().Panels))
	}
}

// TestTraceLevel: over histories without a change, one in twenty has a false mark.
func TestTraceLevel(t *testing.T) {
	const histories = 60
	rng, wrong := rand.New(rand.NewPCG(2, 2)), 0
	for range histories {
		var milestones []Milestone
		for i := range 6 {
			milestones = append(milestones, milestone(fmt.Sprint(i), 1, 1, 0, rng))
		}
		h, err := Trace(milestones, 0.05)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range h.Speed {
			if len(s.Changes) > 0 {
				wrong++
				break
			}
		}
	}
	if wrong > 9 { // 3 are expected
		t.Errorf("%d of %d histories without a change have one marked", wrong, histories)
	}
}

// TestTraceGaps: a commit may lack a benchmark; results that are none are an error.
func TestTraceGaps(t *testing.T) {
	text := func(s string) io.Reader { return strings.NewReader(s) }
	h, err := Trace([]Milestone{
		{"a", text("BenchmarkA 1 5 ns/op\n"), text("BenchmarkA 1 5 ns/op 3 nnz\n")},
		{"b", text("BenchmarkB 1 5 ns/op\n"), text("BenchmarkB 1 5 ns/op\n")},
		{"c", text("BenchmarkA 1 5 ns/op\n"), text("BenchmarkA 1 5 ns/op 4 nnz\n")},
	}, 0.05)
	if err != nil || len(h.Speed) != 2 || len(h.Quality) != 1 || len(h.Quality[0].Changes) != 1 || h.Quality[0].Changes[0].At != 2 {
		t.Errorf("%v: %+v", err, h)
	}
	for _, table := range h.Tables() {
		if err := render.Text(io.Discard, table); err != nil {
			t.Error(err)
		}
	}
	if err := render.Figure(io.Discard, "svg", h.Figure()); err != nil {
		t.Error(err)
	}
	if _, err := Trace([]Milestone{{"a", text("x"), text("")}}, 0.05); !errors.Is(err, ErrInput) {
		t.Errorf("no results: %v", err)
	}
}
