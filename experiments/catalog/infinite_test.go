package catalog

import (
	"math"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
)

// On x_1 + 2 x_2 = 2 every ball touches where elementary geometry says: x_j in proportion to a_j^(1/(p-1)) for p > 1.
func TestInfiniteLineIsExact(t *testing.T) {
	want := map[float64][2]float64{0.5: {0, 1}, 1: {0, 1}, 1.5: {2. / 9, 8. / 9}, 2: {0.4, 0.8}, math.Inf(1): {2. / 3, 2. / 3}}
	seen := 0
	for _, g := range smokeOf(t, "infinite") {
		x, known := want[g.Cell.P]
		if g.Cell.Ensemble != infiniteLine || !known {
			continue
		}
		for _, r := range g.Records {
			seen++
			if math.Abs(float64(r.X[0])-x[0]) > 1e-9 || math.Abs(float64(r.X[1])-x[1]) > 1e-9 {
				t.Errorf("p = %v touches at %v, want %v", g.Cell.P, r.X, x)
			}
		}
	}
	if seen != len(want) {
		t.Errorf("%d touches", seen)
	}
}

func TestInfiniteOutlinesAreBalls(t *testing.T) {
	for _, b := range infiniteBalls[1:] {
		for _, q := range infiniteOutline(b.p, 0.4, 0.8) {
			if size := solvers.Norm([]float64{q.X, q.Y}, b.p) / solvers.Norm([]float64{0.4, 0.8}, b.p); math.Abs(size-1) > 1e-9 {
				t.Errorf("p = %v: (%v, %v) has %v of the radius", b.p, q.X, q.Y, size)
			}
		}
	}
}

func TestInfiniteRanks(t *testing.T) {
	for _, c := range []struct {
		m, n int
		data []float64
		want int
	}{
		{2, 3, []float64{1, 0, 0, 1, 1, 1}, 2},
		{2, 3, []float64{1, 2, 2, 4, 3, 6}, 1}, // the second equation says the same twice as loudly
		{3, 2, []float64{1, 1, 1, 1, 2, 3}, 2},
		{2, 2, []float64{0, 0, 0, 0}, 0},
	} {
		if got := infiniteRank(solvers.NewColumns(c.m, c.n, c.data)); got != c.want {
			t.Errorf("%v: rank %d, want %d", c.data, got, c.want)
		}
	}
}

// The ratios by hand: the points (1, 0), (1, 1), ... cost what their norms say.
func TestInfiniteRatios(t *testing.T) {
	points := [][]float64{{3, 0}, {3, 0}, {3, 0}, {2, 2}, {2, 2}, {2, 2}}
	ratios, worst := infiniteRatios(points)
	for i, want := range [][]float64{0: {1, 1, 1}, 3: {2, 8. / 3, 4. / 3}} {
		for j, v := range want {
			if math.Abs(ratios[i][j]-v) > 1e-12 {
				t.Errorf("point %d, measure %d: %v, want %v", i, j, ratios[i][j], v)
			}
		}
	}
	// For p = 1.5 and p = 2 the pick (2, 2) is not the least of the two: (3, 0) is, with 3 against 2 2^(2/3) = 3.175 for p = 1.5.
	if want := 2 * math.Pow(2, 2./3) / 3; math.Abs(worst-want) > 1e-12 {
		t.Errorf("the worst pick costs %v by its own measure, want %v", worst, want)
	}
	if got := infiniteGap([]float64{3, 0}, []float64{2, 2}); math.Abs(got-math.Sqrt(5)/math.Sqrt(8)) > 1e-12 {
		t.Errorf("the gap is %v", got)
	}
}

// The set is closed under lines, and a point that is no solution is told.
func TestInfiniteResiduals(t *testing.T) {
	a, b := solvers.NewColumns(1, 2, []float64{1, 2}), []float64{2}
	if r := infiniteResidual(a, b, []float64{2, 0}, []float64{0, 1}); r > 1e-15 {
		t.Errorf("a line of solutions misses by %v", r)
	}
	if r := infiniteResidual(a, b, []float64{2, 0}, []float64{0, 2}); r < 0.1 {
		t.Errorf("a line that leaves the set misses by %v only", r)
	}
}

// Of the same solutions a ball of smaller p never counts more, and with enough equations nothing is left to pick.
func TestInfinitePicksObeyTheTheorems(t *testing.T) {
	for _, g := range measuredBy(smokeOf(t, "infinite"), "picks", anyCell) {
		for _, r := range g.Records {
			c, fact := g.Cell, r.Facts.Get
			if zero, one := fact("nonzeros_zero"), fact("nonzeros_one"); zero > one || one > float64(min(c.M, c.N)) {
				t.Errorf("%s, trial %d: %v non-zeros for p = 0, %v for p = 1", c, r.Trial, zero, one)
			}
			if d := fact("distance_two"); c.K > 0 && !(d < 1) {
				t.Errorf("%s, trial %d: p = 2, a projection, is %v from the truth", c, r.Trial, d)
			}
			if single := infiniteSingle(c, r) == results.Hit; single != (c.M >= c.N) {
				t.Errorf("%s, trial %d: the picks lie %v apart", c, r.Trial, fact("apart_all"))
			}
			if c.Ensemble == "gaussian" && fact("dimension") != float64(max(0, c.N-c.M)) {
				t.Errorf("%s, trial %d: dimension %v", c, r.Trial, fact("dimension"))
			}
		}
	}
}

func TestInfiniteVerdictFollowsTheFacts(t *testing.T) {
	const many, near = "fill a set of dimension n - m", "two fifths as many non-zeros as there are equations, p = 1 picks a point nearer"
	shapesDecides(t, infinite(), many, map[string]float64{"dimension": 0}, experiments.Fails)
	shapesDecides(t, infinite(), near, map[string]float64{"distance_one": 0.1, "distance_two": 0.2}, experiments.Holds)
	shapesDecides(t, infinite(), near, map[string]float64{"distance_one": 0.2, "distance_two": 0.1}, experiments.Fails)
	const sparsest = "as sparse as any solution, more often than not, where the truth has three"
	shapesDecides(t, infinite(), sparsest, map[string]float64{"nonzeros_one": 3, "nonzeros_zero": 3}, experiments.Holds)
	shapesDecides(t, infinite(), sparsest, map[string]float64{"nonzeros_one": 4, "nonzeros_zero": 3}, experiments.Fails)
	shapesDecides(t, infinite(), "least by its own measure", map[string]float64{"worst": 1.01}, experiments.Fails)
}
