package results

import (
	"fmt"
	"slices"
)

// Outcome says how far a trial came. The zero value is Failed, so that a record nobody filled in is no success.
type Outcome int

const (
	Failed     Outcome = iota // the solver broke down: there is no point, and there should be one
	Declined                  // the solver does not take such a problem; the trial stands outside every rate
	Infeasible                // A x = b has no solution
	Solved                    // there is a point; Kind and its companions say what is proved about it
)

var outcomeNames = []string{Failed: "failed", Declined: "declined", Infeasible: "infeasible", Solved: "solved"}

func (o Outcome) named() bool { return o >= 0 && int(o) < len(outcomeNames) }

// String returns the outcome in lower case.
func (o Outcome) String() string { return nameOf(outcomeNames, int(o), "outcome") }

// MarshalText writes the name; an outcome without one is an error.
func (o Outcome) MarshalText() ([]byte, error) {
	if !o.named() {
		return nil, fmt.Errorf("results: %v has no name", o)
	}
	return []byte(o.String()), nil
}

// UnmarshalText reads a name.
func (o *Outcome) UnmarshalText(text []byte) error {
	i := slices.Index(outcomeNames, string(text))
	if i < 0 {
		return fmt.Errorf("results: unknown outcome %q; want one of %q", text, outcomeNames)
	}
	*o = Outcome(i)
	return nil
}

// The kinds of certificate, weakest first.
const (
	KindNone     = "none"     // nothing is proved
	KindFeasible = "feasible" // the point satisfies the constraints
	KindOptimal  = "optimal"  // and no other point has a smaller objective
)

// Mark is the verdict of one view over one record. The zero value is Undecided.
type Mark int

const (
	Undecided Mark = iota // neither a hit nor a miss was proved; never counted as a miss
	Outside               // the question does not arise, as for a declined problem
	Miss
	Hit
)

var markNames = []string{Undecided: "undecided", Outside: "outside", Miss: "miss", Hit: "hit"}

// String returns the mark in lower case.
func (m Mark) String() string { return nameOf(markNames, int(m), "mark") }

func nameOf(names []string, i int, what string) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("%s(%d)", what, i)
	}
	return names[i]
}
