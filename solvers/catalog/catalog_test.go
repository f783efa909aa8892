package catalog_test

import (
	"regexp"
	"testing"

	"touchpoint/solvers/catalog"
	"touchpoint/solvers/solvertest"
)

// Every solver of the catalog obeys the laws.
func TestLaws(t *testing.T) { solvertest.Run(t, catalog.Entries(), catalog.Referee) }

func TestEntriesAreDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range catalog.Entries() {
		if !regexp.MustCompile(`^[a-z]+$`).MatchString(e.Name) || seen[e.Name] {
			t.Errorf("name %q is not one lower-case word of its own", e.Name)
		}
		seen[e.Name] = true
		if len(e.About) < 20 || !regexp.MustCompile(`\(\d{4}\)`).MatchString(e.Reference) {
			t.Errorf("%s: About %q, Reference %q", e.Name, e.About, e.Reference)
		}
		if a, b := e.New(), e.New(); a == b {
			t.Errorf("%s: New returns the same solver twice", e.Name)
		}
	}
}
