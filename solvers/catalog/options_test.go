package catalog

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"touchpoint/solvers"
)

// taken returns a small problem that a solver with its own options takes.
func taken(t *testing.T, e solvers.Entry) solvers.Problem {
	a := solvers.NewColumns(2, 3, []float64{1, 0, 0, 1, 1, 2})
	for _, lambda := range []float64{0, 1} {
		for _, power := range []float64{0, .5, 1, 1.5, 2, math.Inf(1)} {
			p := solvers.Problem{A: a, B: []float64{1, 3}, P: power, Lambda: lambda}
			if p.Validate() == nil && solvers.Accepts(e.New(), p) == nil {
				return p
			}
		}
	}
	t.Fatalf("%s takes none of the problems", e.Name)
	return solvers.Problem{}
}

// No solver takes a negative number for an option: it declines with a sentence about it. (Seeds are not signed.)
func TestNegativeOptionsAreDeclined(t *testing.T) {
	for _, e := range Entries() {
		p := taken(t, e)
		for _, option := range solvers.Options(e.New()) {
			spelling := fmt.Sprintf("%s:%s=-1", e.Name, option)
			negative, err := solvers.Find(Entries(), spelling)
			if err != nil {
				continue // a switch or a seed
			}
			err = solvers.Accepts(negative.New(), p)
			word := fmt.Sprintf("%q", "-1") // in place of the name, where the option is a word
			if !errors.Is(err, solvers.ErrDeclined) || !strings.Contains(err.Error(), strings.TrimSuffix(option, "_min")) && !strings.Contains(err.Error(), word) {
				t.Errorf("%s: %v", spelling, err)
			}
		}
	}
}

// Options that are left out, or are zero, are the defaults, which no solver declines.
func TestZeroOptionsAreTaken(t *testing.T) {
	for _, e := range Entries() {
		p := taken(t, e)
		for _, option := range solvers.Options(e.New()) {
			zero, err := solvers.Find(Entries(), fmt.Sprintf("%s:%s=0", e.Name, option))
			if err != nil || option == "start" {
				continue // a switch or a word
			}
			if err := solvers.Accepts(zero.New(), p); err != nil {
				t.Errorf("%s: %v", zero.Name, err)
			}
		}
	}
}

// Factors and tolerances that would never end a method are declined, too.
func TestOptionsOutOfRangeAreDeclined(t *testing.T) {
	for _, spelling := range []string{
		"reweighted:shrink=1", "reweighted:shrink=2", "irls:shrink=1", "thresholding:shrink=1.5", "irls:epsilon=1e-3:epsilon_min=1e-2",
		"thresholding:threshold=0.1:threshold_min=0.2", "irls:start=nowhere", "thresholding:start=nowhere",
	} {
		e, err := solvers.Find(Entries(), spelling)
		if err != nil {
			t.Fatal(err)
		}
		plain, _ := solvers.Find(Entries(), strings.SplitN(spelling, ":", 2)[0])
		if err := solvers.Accepts(e.New(), taken(t, plain)); !errors.Is(err, solvers.ErrDeclined) {
			t.Errorf("%s: %v", spelling, err)
		}
	}
	if e, err := solvers.Find(Entries(), "reweighted:rounds=4:epsilon=1e-3"); err != nil || solvers.Accepts(e.New(), taken(t, e)) != nil {
		t.Errorf("reweighted with an epsilon below the last one: %v", err)
	}
}
