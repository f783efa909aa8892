package experiments_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"touchpoint/experiments"
)

func from(first, trials int) func(*experiments.Sweep) {
	return func(s *experiments.Sweep) { s.First, s.Trials = first, trials }
}

// A sweep that begins where another ended draws the trials that the other would have drawn next.
func TestFirst(t *testing.T) {
	whole := run(t, lab(2), plan(from(0, 25)))
	begin := run(t, lab(1), plan(from(0, 10)))
	rest := run(t, lab(2), plan(from(10, 15)))
	for i, g := range whole {
		if joined := append(begin[i].Records, rest[i].Records...); fmt.Sprint(joined) != fmt.Sprint(g.Records) {
			t.Errorf("%s: 10 trials and the 15 from trial 10 on are not the 25", g.Cell)
		}
		if r := rest[i].Records; len(r) != 15 || r[0].Trial != 10 || r[14].Trial != 24 {
			t.Errorf("%s: trials %d to %d", g.Cell, r[0].Trial, r[len(r)-1].Trial)
		}
	}
}

// The first trial belongs to the question, and where it is 0, as it always was, to no description of it.
func TestFirstInTheManifest(t *testing.T) {
	for first, want := range map[int]bool{0: false, 10: true} {
		text, err := json.Marshal(plan(from(first, 5)))
		if err != nil || strings.Contains(string(text), `"first":10`) != want || strings.Contains(string(text), `"first":0`) {
			t.Errorf("first = %d: %s, %v", first, text, err)
		}
	}
	for _, first := range []int{-1, 2_000_000_000_000} {
		err := plan(from(first, 5)).Validate(experiments.Lab{Solvers: known})
		if got := strings.Join(sentences(t, err), "; "); !strings.Contains(got, "the number of the first trial must be from 0 to 1000000000000") {
			t.Errorf("first = %d: %q", first, got)
		}
	}
	if err := plan(from(1000, 5)).Validate(experiments.Lab{Solvers: known}); err != nil {
		t.Error(err)
	}
}
