package experiments_test

import (
	"math"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
)

func TestCellKey(t *testing.T) {
	base := experiments.Cell{N: 64, M: 32, K: 4, P: 0.5, Ensemble: "gaussian", Amplitudes: "gaussian", Solver: "homotopy"}
	with := func(f func(*experiments.Cell)) experiments.Cell { c := base; f(&c); return c }
	const tail = "/ensemble=gaussian/amplitudes=gaussian/solver=homotopy"
	for _, c := range []struct {
		cell experiments.Cell
		want string
	}{
		{base, "n=64/m=32/k=4/p=0.5" + tail},
		{with(func(c *experiments.Cell) { c.P = 1 }), "n=64/m=32/k=4/p=1" + tail},
		{with(func(c *experiments.Cell) { c.P = 0 }), "n=64/m=32/k=4/p=0" + tail},
		{with(func(c *experiments.Cell) { c.P = math.Inf(1) }), "n=64/m=32/k=4/p=inf" + tail},
		{with(func(c *experiments.Cell) { c.P = 0.30000000000000004 }), "n=64/m=32/k=4/p=0.30000000000000004" + tail},
		{with(func(c *experiments.Cell) { c.K = 0 }), "n=64/m=32/k=0/p=0.5" + tail},
		{with(func(c *experiments.Cell) { c.Lambda = 0.001 }), "n=64/m=32/k=4/p=0.5/lambda=0.001" + tail},
		{with(func(c *experiments.Cell) { c.Noise = 1e-7 }), "n=64/m=32/k=4/p=0.5/noise=1e-07" + tail},
		{with(func(c *experiments.Cell) { c.Lambda, c.Noise = 1, 2 }), "n=64/m=32/k=4/p=0.5/lambda=1/noise=2" + tail},
		{with(func(c *experiments.Cell) { c.Lambda, c.Noise = math.Copysign(0, -1), math.Copysign(0, -1) }), "n=64/m=32/k=4/p=0.5" + tail},
		{with(func(c *experiments.Cell) { c.Ensemble = "equation:10:-1:5" }), "n=64/m=32/k=4/p=0.5/ensemble=equation:10:-1:5/amplitudes=gaussian/solver=homotopy"},
		{with(func(c *experiments.Cell) { c.Ensemble = "integer:127" }), "n=64/m=32/k=4/p=0.5/ensemble=integer:127/amplitudes=gaussian/solver=homotopy"},
	} {
		if got := c.cell.Key(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
		key, err := results.ParseKey(c.cell.Key())
		if err != nil || key.String() != c.want {
			t.Errorf("%s is read as %q, %v", c.want, key, err)
		}
		if got := c.cell.String(); got != strings.ReplaceAll(c.want, "/", " ") {
			t.Errorf("for people: %s", got)
		}
	}
}

// Two cells that differ in anything have different keys, or their records would be mixed.
func TestCellKeyTellsCellsApart(t *testing.T) {
	seen := make(map[string]experiments.Cell)
	p := plan(func(s *experiments.Sweep) {
		s.N, s.M, s.K, s.P = []int{12, 1}, []int{3, 23}, []int{0, 1}, []experiments.Real{0.5, 1}
		s.Lambda, s.Noise = []experiments.Real{0, 0.1}, []experiments.Real{0, 0.1}
		s.Ensemble, s.Amplitudes, s.Solver = []string{"gaussian", "unit"}, []string{"gaussian", "uniform"}, []string{"homotopy", "simplex"}
	})
	for _, c := range p.Cells() {
		if other, doubled := seen[c.Key()]; doubled {
			t.Errorf("%+v and %+v are both %s", c, other, c.Key())
		}
		seen[c.Key()] = c
	}
	if len(seen) != 512 {
		t.Errorf("%d cells, want 2^9", len(seen))
	}
}

func TestCellsStandInCanonicalOrder(t *testing.T) {
	p := plan(func(s *experiments.Sweep) {
		s.N, s.P, s.Solver = []int{6, 5}, []experiments.Real{1, 0.5}, []string{"simplex", "homotopy"}
	})
	var got []string
	for _, c := range append(p, plan()...).Cells() {
		key := strings.ReplaceAll(c.Key(), "/ensemble=gaussian/amplitudes=gaussian", "")
		got = append(got, key)
	}
	want := strings.Fields(`
		n=6/m=3/k=0/p=1/solver=simplex    n=6/m=3/k=0/p=1/solver=homotopy
		n=6/m=3/k=0/p=0.5/solver=simplex  n=6/m=3/k=0/p=0.5/solver=homotopy
		n=6/m=3/k=1/p=1/solver=simplex    n=6/m=3/k=1/p=1/solver=homotopy
		n=6/m=3/k=1/p=0.5/solver=simplex  n=6/m=3/k=1/p=0.5/solver=homotopy
		n=5/m=3/k=0/p=1/solver=simplex    n=5/m=3/k=0/p=1/solver=homotopy
		n=5/m=3/k=0/p=0.5/solver=simplex  n=5/m=3/k=0/p=0.5/solver=homotopy
		n=5/m=3/k=1/p=1/solver=simplex    n=5/m=3/k=1/p=1/solver=homotopy
		n=5/m=3/k=1/p=0.5/solver=simplex  n=5/m=3/k=1/p=0.5/solver=homotopy
		n=6/m=3/k=0/p=1/solver=homotopy   n=6/m=3/k=1/p=1/solver=homotopy`)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if n := p.Trials(); n != 160 {
		t.Errorf("%d trials in 16 cells of 10", n)
	}
}
