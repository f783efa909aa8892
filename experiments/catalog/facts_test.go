package catalog

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
)

// units are the words for what facts are measured in, each with what no value may be.
var units = map[string]func(v float64) bool{
	"count":   func(v float64) bool { return v < 0 || math.IsInf(v, 1) },
	"share":   func(v float64) bool { return v < 0 || v > 1+1e-12 },
	"flag":    func(v float64) bool { return v != 0 && v != 1 },
	"p-value": func(v float64) bool { return v < 0 || v > 1 },
	"ratio":   func(v float64) bool { return v < 0 },
	"label^2": func(v float64) bool { return math.IsInf(v, 0) },
	"label":   func(v float64) bool { return math.IsInf(v, 0) },
	"x":       func(v float64) bool { return v < 0 },
	"number":  func(float64) bool { return false },
}

func TestFactsSayWhatTheyAre(t *testing.T) {
	word := regexp.MustCompile(`^[a-z]+(_[a-z0-9]+)*$`)
	for _, m := range Measures() {
		names, meanings := map[string]bool{}, map[string]bool{}
		for _, f := range m.Facts {
			if !word.MatchString(f.Name) || names[f.Name] {
				t.Errorf("%s: %q is no name of a fact, or not the only one of its kind", m.Name, f.Name)
			}
			if f.Means == "" || strings.TrimSpace(f.Means) != f.Means || strings.HasSuffix(f.Means, ".") || meanings[f.Means] {
				t.Errorf("%s: %s means %q", m.Name, f.Name, f.Means)
			}
			if units[f.Unit] == nil {
				t.Errorf("%s: %s has the unit %q", m.Name, f.Name, f.Unit)
			}
			names[f.Name], meanings[f.Means] = true, true
		}
		if len(names) == 0 {
			t.Errorf("%s has no facts", m.Name)
		}
	}
}

// Every measure returns just the facts that it declares, in the unit that it declares, and each of them is there at times.
func TestMeasuresReturnWhatTheyDeclare(t *testing.T) {
	seen := make(map[string]bool) // measure/fact that had a value
	used := make(map[string]bool)
	for _, claim := range Claims() {
		_, data := smoke(t, claim.Name)
		for _, g := range data {
			if g.Cell.Measure == "" {
				continue
			}
			m := measureNamed(t, g.Cell.Measure)
			used[m.Name] = true
			for _, r := range g.Records {
				if r.Outcome == results.Solved {
					declared(t, m, g.Cell, r, seen)
				}
			}
		}
	}
	for _, m := range Measures() {
		if !used[m.Name] {
			t.Errorf("no claim uses the measure %s", m.Name)
		}
		for _, f := range m.Facts {
			if used[m.Name] && !seen[m.Name+"/"+f.Name] {
				t.Errorf("%s: %s is missing in every trial", m.Name, f.Name)
			}
		}
	}
}

func measureNamed(t *testing.T, name string) experiments.Measure {
	t.Helper()
	all := Measures()
	i := slices.IndexFunc(all, func(m experiments.Measure) bool { return m.Name == name })
	if i < 0 {
		t.Fatalf("no measure %s", name)
	}
	return all[i]
}

func declared(t *testing.T, m experiments.Measure, c experiments.Cell, r results.Record, seen map[string]bool) {
	t.Helper()
	if len(r.Facts) != len(m.Facts) {
		t.Fatalf("%s: %d facts, %d are declared", c, len(r.Facts), len(m.Facts))
	}
	for i, f := range m.Facts {
		v := float64(r.Facts[i].Value)
		switch {
		case r.Facts[i].Name != f.Name:
			t.Errorf("%s: fact %d is %s, declared is %s", c, i, r.Facts[i].Name, f.Name)
		case math.IsNaN(v):
		case units[f.Unit](v):
			t.Errorf("%s, trial %d: %s = %v is no %s", c, r.Trial, f.Name, v, f.Unit)
		default:
			seen[m.Name+"/"+f.Name] = true
		}
	}
}
