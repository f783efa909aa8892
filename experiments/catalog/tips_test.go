package catalog

import (
	"math"
	"slices"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// For p <= 1 a generic touch has m non-zeros, a planted one k or m, and for p = 2 there are n, without exception. For p between, entries are
// powers of the dual's scores, z^2 for p = 1.5, and one in some ten thousand counts as zero.
func TestTipsHaveTheExactSupport(t *testing.T) {
	_, data := smoke(t, "tips")
	for _, g := range data {
		for _, r := range g.Records {
			c, want := g.Cell, []int{g.Cell.M}
			switch {
			case r.Outcome != results.Solved:
				continue
			case graded(c):
				continue
			case c.P > 1 && c.P < 2:
				want = []int{c.N, c.N - 1, c.N - 2}
			case c.P > 1:
				want = []int{c.N}
			case c.K > 0:
				want = []int{c.K, c.M}
			}
			if !slices.Contains(want, r.Support) {
				t.Errorf("%s, trial %d: %d non-zeros, want %v", c, r.Trial, r.Support, want)
			}
		}
	}
}

// On the same systems a smaller p never loses where the global minimum is known, up to chance that the fixed seed excludes.
func TestSmallerExponentsRecoverMore(t *testing.T) {
	_, data := smoke(t, "tips")
	hits := make(map[float64]int)
	for _, g := range data {
		if g.Cell.K > 0 && (g.Cell.Solver == "enumerate" || g.Cell.P == 1 && small(g.Cell.N, g.Cell.M)) {
			hits[g.Cell.P] += g.Tally(experiments.Success).Rate.Hits
		}
	}
	if !(hits[0.25] > hits[0.5] && hits[0.5] > hits[0.75] && hits[0.75] > hits[1] && hits[1] > 0) {
		t.Errorf("hits by p: %v", hits)
	}
}

// What is called exact in the tables of tips is the theorem, cell by cell.
func TestTipsQuoteTheTheorems(t *testing.T) {
	claim, data := smoke(t, "tips")
	list := tables(t, claim, data)
	for _, row := range list[0].Rows { // n, m, p, solver, non-zeros, exact non-zeros, at a tip, exact
		n, m, p := int(row[0].(results.Int)), int(row[1].(results.Int)), row[2].(results.Float).Value
		support, tip := m, 0.0
		if p > 1 {
			support = n
		} else if m == 1 {
			tip = 1
		}
		if row[5] != results.Int(support) || row[7].(results.Float).Value != tip {
			t.Errorf("n = %d, m = %d, p = %v: exact %v non-zeros, at a tip with %v", n, m, p, row[5], row[7])
		}
	}
	for _, row := range list[1].Rows { // n, m, k, p, solver, non-zeros, planted point, exact, agreement
		n, m, k, p := int(row[0].(results.Int)), int(row[1].(results.Int)), int(row[2].(results.Int)), row[3].(results.Float).Value
		exact := row[7].(results.Float).Value
		law, err := theory.Success(n, m, k)
		if err != nil {
			t.Fatal(err)
		}
		if p < 1 && !math.IsNaN(exact) || p == 1 && exact != law || p > 1 && exact != 0 {
			t.Errorf("n = %d, m = %d, k = %d, p = %v: exact %v", n, m, k, p, exact)
		}
	}
	if rows := len(list[0].Rows) + len(list[1].Rows) + len(list[2].Rows); rows != len(data) {
		t.Errorf("%d rows for %d cells", rows, len(data))
	}
}
