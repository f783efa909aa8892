package experiments

import (
	"errors"
	"fmt"
	"strings"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"

	"github.com/agnivade/levenshtein"
)

// Unknown is the error for a name that is not among the known ones; it offers the nearest.
func Unknown(what, name string, known []string) error {
	text := fmt.Sprintf("unknown %s %q; known are %s", what, name, strings.Join(known, ", "))
	if len(known) == 0 {
		return fmt.Errorf("unknown %s %q; there is none", what, name)
	}
	if near := Nearest(name, known); near != "" {
		text = fmt.Sprintf("unknown %s %q; did you mean %q? Known are %s", what, name, near, strings.Join(known, ", "))
	}
	return errors.New(text)
}

// Nearest returns the known name with the least edit distance to name, or "" where even that one would share less than half its letters.
func Nearest(name string, known []string) string {
	best, least := "", 0
	for _, k := range known {
		d := levenshtein.ComputeDistance(strings.ToLower(name), k)
		if best == "" || d < least {
			best, least = k, d
		}
	}
	if 2*least > max(len(name), len(best)) {
		return ""
	}
	return best
}

// withNearest adds the nearest name to an error about an unknown one.
func withNearest(err error) error {
	var law *ensemble.UnknownError
	if errors.As(err, &law) {
		return Unknown(law.What, law.Name, law.Known)
	}
	var solver *solvers.UnknownError
	if errors.As(err, &solver) {
		return Unknown(solver.What, solver.Name, solver.Known)
	}
	return err
}
