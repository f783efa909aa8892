package catalog

import (
	"strings"
	"testing"

	"touchpoint/results"
)

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		support map[int]int
		want    results.Value
	}{
		{nil, results.Missing{}},
		{map[int]int{5: 9}, results.Text("5")},
		{map[int]int{10: 1, 2: 9}, results.Text("2 or 10")},
		{map[int]int{10: 1, 2: 9, 3: 1}, results.Text("2 to 10")},
	} {
		if got := sizes(c.support); got != c.want {
			t.Errorf("%v: %v, want %v", c.support, got, c.want)
		}
	}
}

func TestResidueIsNamed(t *testing.T) {
	_, data := smoke(t, "tips")
	var table results.Table
	if err := residue(&table, data, "n", "m", "k", "p"); err != nil || len(table.Notes) != 1 || !strings.HasPrefix(table.Notes[0], "pooled over solver: enumerate, homotopy, ") {
		t.Errorf("%v, %q", err, table.Notes)
	}
}
