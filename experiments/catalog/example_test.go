package catalog

import (
	"bytes"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/results/render"
)

// The article's two cases and its pair of vectors, whoever solves them.
func TestExampleIsExact(t *testing.T) {
	_, data := smoke(t, "example")
	seen := make(map[string]int)
	for _, g := range data {
		for _, r := range g.Records {
			seen[g.Cell.Ensemble]++
			if r.Outcome != results.Solved || r.Kind != results.KindOptimal {
				t.Errorf("%s: %v, %s", g.Cell, r.Outcome, r.Kind)
			}
			if g.Cell.P == 1 {
				atOne(t, g.Cell, r)
			}
			if g.Cell.P == 0.5 && (r.Support != 1 || r.Dim > 0 || r.Tied) {
				t.Errorf("%s: %d non-zeros, d_T = %d: for p < 1 no edge is touched", g.Cell, r.Support, r.Dim)
			}
			if g.Cell.P == 2 && (r.Support != 2 || !r.Unique) {
				t.Errorf("%s: %d non-zeros", g.Cell, r.Support)
			}
		}
	}
	if len(seen) != 3 || seen[throughTip] < 5 || seen[throughEdge] < 5 || seen[bothVectors] < 5 {
		t.Errorf("%v", seen)
	}
}

func atOne(t *testing.T, c experiments.Cell, r results.Record) {
	t.Helper()
	switch c.Ensemble {
	case throughTip:
		if r.X[0] != 0.5 || r.X[1] != 0 || r.Objective != 0.5 || !r.Unique || r.Tied || r.Support != 1 || r.Face != 0 || r.Dim != 0 {
			t.Errorf("(10, 5) by %s: %+v, want the unique touch (0.5, 0) at c = 0.5", c.Solver, r)
		}
	case throughEdge:
		if r.Objective != 1000 || r.X[0]+r.X[1] != 1000 || r.Unique || !r.Tied || !r.Exact || r.Face != 1 || r.Dim != 1 {
			t.Errorf("(1, 1000) by %s: %+v, want a proved touch along an edge, d_T = 1, at c = 1000", c.Solver, r)
		}
	case bothVectors:
		if r.X[0] != 0 || float64(r.X[1]) != 1000./9999 || float64(r.Objective) != 1000./9999 || !r.Unique {
			t.Errorf("the pair, by %s: %+v, want the unique touch (0, 1000/9999)", c.Solver, r)
		}
	}
}

const pairTable = `The two vectors that confused the author, and the touch point of a line through both
[0.1, 0.1] has the smaller norm and is not sparse; [1000, 0] is sparse and has a large norm. Both
solve x_1 + 9999 x_2 = 1000. The smallest L1 norm among its solutions belongs to neither, and is
sparse.

 x              L1 norm  non-zeros  solves the equation
--------------------------------------------------------
 (0.1, 0.1)    0.200000          2  yes
 (1000, 0)      1000.00          1  yes
 (0, 0.10001)  0.100010          1  yes
`

func TestExamplePairIsTold(t *testing.T) {
	_, data := smoke(t, "example")
	table, err := examplePair(data)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := render.Text(&out, table); err != nil || out.String() != pairTable {
		t.Errorf("%v, got\n%s", err, out.String())
	}
}

func TestExampleTellsTheTwoCases(t *testing.T) {
	_, data := smoke(t, "example")
	table, err := exampleTouches(data)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := render.Text(&out, table); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	for _, want := range []string{
		"10 x_1 + x_2 = 5 1 homotopy (0.5, 0) 0.500000 one point, a tip 0",
		"x_1 + x_2 = 1000 1 homotopy (1000, 0) 1000.00 along an edge 1",
		"x_1 + x_2 = 1000 0.5 enumerate (1000, 0) 31.6228 a minimum, not the only one -",
		"x_1 + x_2 = 1000 2 minnorm (500, 500) 707.107 one point, 2 non-zeros 0",
	} {
		found := false
		for _, line := range lines {
			found = found || strings.Join(strings.Fields(line), " ") == want
		}
		if !found {
			t.Errorf("no line %q in\n%s", want, out.String())
		}
	}
}
