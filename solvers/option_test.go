package solvers_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"touchpoint/solvers"
)

// tuned is a solver with one option of each kind, and one field that is none.
type tuned struct {
	Rounds  int            `json:"rounds,omitzero"`
	Epsilon float64        `json:"epsilon,omitzero"`
	Start   string         `json:"start,omitzero"`
	Eager   bool           `json:"eager,omitzero"`
	Inner   solvers.Solver `json:"inner"`
}

func (*tuned) Solve(context.Context, solvers.Problem) (solvers.Solution, error) {
	return solvers.Solution{}, nil
}

func tunedCatalog() []solvers.Entry {
	return []solvers.Entry{{Name: "plain", New: func() solvers.Solver { return new(tuned) }},
		{Name: "tuned", New: func() solvers.Solver { return &tuned{Rounds: 7, Inner: new(tuned)} }}}
}

func TestFindSetsOptionsAndKeepsTheOthers(t *testing.T) {
	e, err := solvers.Find(tunedCatalog(), "tuned:epsilon=1e-3:start=l1:eager=true")
	if err != nil {
		t.Fatal(err)
	}
	got := e.New().(*tuned)
	if got.Rounds != 7 || got.Epsilon != 1e-3 || got.Start != "l1" || !got.Eager || got.Inner == nil {
		t.Errorf("%+v", got)
	}
	if e.Name != "tuned:epsilon=1e-3:start=l1:eager=true" {
		t.Errorf("the entry is called %q", e.Name)
	}
	if e.New() == e.New() {
		t.Error("New returns the same solver twice")
	}
	if word, err := solvers.Find(tunedCatalog(), "tuned:start=7"); err != nil || word.New().(*tuned).Start != "7" {
		t.Errorf("a word of digits: %v", err)
	}
	if word, err := solvers.Find(tunedCatalog(), "tuned:start=null"); err != nil || word.New().(*tuned).Start != "null" {
		t.Errorf("the word null: %v", err)
	}
	if plain, err := solvers.Find(tunedCatalog(), "plain"); err != nil || plain.Name != "plain" {
		t.Errorf("plain: %v, %v", plain.Name, err)
	}
}

func TestFindRefuses(t *testing.T) {
	for spelling, want := range map[string]string{
		"tunned":                     `unknown solver "tunned"; known are plain, tuned`,
		"tuned:round=3":              `unknown option of tuned "round"; known are rounds, epsilon, start, eager`,
		"tuned:inner=x":              `unknown option of tuned "inner"`,
		"tuned:rounds":               "option rounds has no value",
		"tuned:rounds=":              "option rounds has no value",
		"tuned:rounds=1.5":           `option rounds does not take "1.5"`,
		"tuned:rounds=two":           `option rounds does not take "two"`,
		"tuned:eager=1":              `option eager does not take "1"`,
		"tuned:rounds=1:rounds=2":    "option rounds is given twice",
		"tuned:":                     `unknown option of tuned ""`,
		"tuned:epsilon=[1]":          `option epsilon does not take "[1]"`,
		"tuned:rounds=null":          `option rounds does not take "null"`,
		`tuned:rounds=1,"start":"a"`: `option rounds does not take`,
		"":                           `unknown solver ""`,
	} {
		_, err := solvers.Find(tunedCatalog(), spelling)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", spelling, err, want)
		}
		var unknown *solvers.UnknownError
		if strings.Contains(want, "unknown") != errors.As(err, &unknown) {
			t.Errorf("%s: %v is or is not an UnknownError", spelling, err)
		}
	}
}
