package catalog

import (
	"math"
	"slices"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// The plane is regular: at every m the same shares, no cell outside 1 <= k <= m, and the three methods on the same cells.
func TestPhasePlaneIsRegular(t *testing.T) {
	for _, e := range efforts {
		cells := phasePlan(e).Cells()
		var planes [3][][2]int
		for i, l := range layers() {
			for _, c := range cells {
				if l.of(c) {
					planes[i] = append(planes[i], [2]int{c.M, c.K})
				}
			}
		}
		if !slices.Equal(planes[0], planes[1]) || !slices.Equal(planes[0], planes[2]) || 3*len(planes[0]) != len(cells) {
			t.Errorf("%v: the methods meet different cells", e)
		}
		for _, c := range cells {
			if c.K < 1 || c.K > c.M || c.M >= c.N {
				t.Errorf("%v: %s", e, c)
			}
		}
	}
}

// Where there are more rows than values of k, a note says which rows of which column show the same cell.
func TestPhaseMapsNoteRepeatedCells(t *testing.T) {
	p := plane{n: 100, ms: []int{2, 15, 40}}
	table := p.table("map", "Map", "", func(m, k int) float64 { return 0 })
	want := "m=2: from the lowest row upwards k = 1 1 2; rows with the same k show the same cell"
	if len(table.Notes) != 1 || table.Notes[0] != want {
		t.Errorf("%q, want %q", table.Notes, want)
	}
}

// The map of the exact law shows the law, row and column in their places.
func TestPhaseMapsShowTheirCells(t *testing.T) {
	_, data := smoke(t, "phase")
	exact, err := phaseExact(data)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := phaseMap(layers()[0])(data)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range exact.Rows { // k/m falls from above, m grows to the right: n = 20
		for j, m := range []int{3, 10, 17} {
			k := share(m, len(exact.Rows)-1-i, 3)
			law, err := theory.Success(20, m, k)
			if err != nil {
				t.Fatal(err)
			}
			if got := row[j+1].(results.Percent).Fraction; got != law {
				t.Errorf("row %d, m = %d: %v, want P(20, %d, %d) = %v", i, m, got, m, k, law)
			}
			g := data.Where(func(c experiments.Cell) bool { return c.M == m && c.K == k && c.P == 1 && c.Lambda == 0 })
			if got, want := seen.Rows[i][j+1].(results.Percent).Fraction, g[0].Tally(experiments.Success).Rate.Value(); got != want {
				t.Errorf("row %d, m = %d: measured %v, want %v", i, m, got, want)
			}
		}
	}
	if got := exact.Columns[3].Label(); got != "m=17" {
		t.Errorf("last column %s", got)
	}
}

// The Lasso is judged by its own bound and, like everybody else, only where its touch was decided.
func TestWithin(t *testing.T) {
	c := experiments.Cell{N: 9, M: 5, K: 1, P: 1, Lambda: 1e-3}
	for _, test := range []struct {
		outcome results.Outcome
		unique  bool
		err     float64
		want    results.Mark
	}{
		{results.Solved, true, 0.01, results.Hit},
		{results.Solved, true, 0.0101, results.Miss},
		{results.Solved, true, math.NaN(), results.Miss},
		{results.Solved, false, 0.001, results.Undecided},
		{results.Solved, false, 0.5, results.Undecided},
		{results.Failed, true, 0, results.Outside},
		{results.Declined, true, 0, results.Outside},
	} {
		r := results.Record{Outcome: test.outcome, Unique: test.unique, Error: results.Number(test.err)}
		if got := within(biased)(c, r); got != test.want {
			t.Errorf("%+v: %v", test, got)
		}
	}
}
