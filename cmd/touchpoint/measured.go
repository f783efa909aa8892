package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
)

// measured says of which cells every trial was declined, once for each reason. That nothing at all was measured is an error: every trial was declined,
// or failed.
func measured(stderr io.Writer, cells []experiments.Summary) error {
	type refusal struct{ solver, reason string }
	var order []refusal
	count := make(map[refusal]int)
	failed, answered := false, false
	for _, s := range cells {
		declined, broken := s.Tally.Outcomes[results.Declined], s.Tally.Outcomes[results.Failed]-s.Astray
		failed, answered = failed || broken > 0, answered || declined+broken < s.Tally.Trials
		if declined == 0 || declined < s.Tally.Trials {
			continue
		}
		r := refusal{s.Cell.Solver, reason(s, results.Declined)}
		if count[r]++; count[r] == 1 {
			order = append(order, r)
		}
	}
	for _, r := range order {
		where := ""
		if count[r] < len(cells) {
			where = fmt.Sprintf(" of %d of the %d cells", count[r], len(cells))
		}
		fmt.Fprintf(stderr, "touchpoint: %s declined every trial%s: %s\n", r.solver, where, r.reason)
	}
	switch {
	case answered:
		return nil
	case failed:
		return errors.New("nothing was measured: no trial gave a point")
	}
	return fmt.Errorf("nothing was measured: every trial was %w", solvers.ErrDeclined)
}

// reason is why the first trial with this outcome ended so, less the names that are said already.
func reason(s experiments.Summary, outcome results.Outcome) string {
	return strings.TrimPrefix(strings.TrimPrefix(s.Reason(outcome), outcome.String()+": "), s.Cell.Solver+": ")
}
