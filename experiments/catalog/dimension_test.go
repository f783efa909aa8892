package catalog

import (
	"slices"
	"strings"
	"testing"

	"touchpoint/experiments"
)

// Along every way n grows from cell to cell, so that the first and the last are the smallest and the largest.
func TestDimensionGrows(t *testing.T) {
	for _, e := range efforts {
		plan := dimension().Plan(e)
		data, err := experiments.Gather(plan, new(memory).all)
		if err != nil {
			t.Fatal(err)
		}
		for _, way := range ways() {
			var ns []int
			for _, g := range way.from(data) {
				ns = append(ns, g.Cell.N)
			}
			if len(ns) < 2 || !slices.IsSorted(ns) || len(slices.Compact(slices.Clone(ns))) != len(ns) {
				t.Errorf("%v, %s: n is %v", e, way.name, ns)
			}
		}
	}
}

// The effect of growth is that from the smallest to the largest n, and says so: at ten equations n = 20 is drawn with the transitions, last of all.
func TestDimensionComparesTheEnds(t *testing.T) {
	_, data := smoke(t, "dimension")
	findings, err := dimension().Findings(data)
	if err != nil {
		t.Fatal(err)
	}
	fixed := ways()[0].from(data)
	i := slices.IndexFunc(findings, func(f experiments.Finding) bool { return strings.Contains(f.Hypothesis, "only the dimension grows") })
	first, last := fixed[0], fixed[len(fixed)-1]
	if got := findings[i].Effect; !strings.HasSuffix(got.Name, between(first, last)) || first.Cell.N >= last.Cell.N {
		t.Errorf("%v; want it from n = %d to %d", got, first.Cell.N, last.Cell.N)
	}
}
