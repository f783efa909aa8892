package catalog

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/minnorm"
)

// smallnessDraw returns the set of solutions of a drawn system, b multiplied by a factor.
func smallnessDraw(t *testing.T, n, m, k, trial int, factor float64) smallnessSet {
	t.Helper()
	var sampler ensemble.Sampler
	s, err := sampler.Draw(ensemble.Draw{N: n, M: m, K: k, Ensemble: "gaussian", Amplitudes: "gaussian", Seed: 5, Trial: trial})
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.B {
		s.B[i] *= factor
	}
	for j := range s.Truth {
		s.Truth[j] *= factor
	}
	one, err := solvers.Solve(t.Context(), new(homotopy.Solver), solvers.Problem{A: s.A, B: s.B, P: 1})
	if err != nil {
		t.Fatal(err)
	}
	two, err := solvers.Solve(t.Context(), new(minnorm.Solver), solvers.Problem{A: s.A, B: s.B, P: 2})
	if err != nil {
		t.Fatal(err)
	}
	return smallnessSet{a: s.A, b: s.B, truth: s.Truth, touch: one.X, round: two.X, kernel: smallnessKernel(s.A)}
}

// The least norm of all basic solutions is the touch radius, there are as many as the closed form says, and every one solves the system.
func TestSmallnessBasicSolutions(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for trial, k := range []int{0, 1, 3, 4} {
		set := smallnessDraw(t, 9, 5, k, trial, 1)
		found := set.basics(rng)
		least := math.Inf(1)
		for _, p := range found.others {
			least = min(least, p.norm)
		}
		if k > 0 {
			least = min(least, solvers.Norm(set.truth, 1))
		}
		if radius := solvers.Norm(set.touch, 1); math.Abs(least/radius-1) > 1e-9 {
			t.Errorf("k = %d: the least norm is %v, the ball touches at %v", k, least, radius)
		}
		shape := k
		if k == 0 {
			shape = 5
		}
		want, err := theory.LocalMinima(9, 5, shape)
		if err != nil || want.Int64() != int64(found.distinct) || !found.all {
			t.Errorf("k = %d: %d basic solutions, want %v", k, found.distinct, want)
		}
		x, err := set.basic(rng)
		if err != nil || missedShare(set.a, set.b, x) > 1e-9 || nonZeros(x) > 5 {
			t.Errorf("k = %d: %v misses %v of b", k, x, missedShare(set.a, set.b, x))
		}
	}
	if found := smallnessDraw(t, 40, 20, 0, 0, 1).basics(rng); found.all || len(found.others) != smallnessDrawn {
		t.Errorf("%d basic solutions of a large system", len(found.others))
	}
}

func TestSmallnessElimination(t *testing.T) {
	a := solvers.NewColumns(3, 4, []float64{0, 2, 1, 1, 1, 1, 4, -1, 2, 0, 4, 2})
	square := newSmallnessElimination(3)
	z, ok := square.solve(a, []float64{9, 4, 9}, []int{0, 1, 2})
	if !ok {
		t.Fatal("independent columns are called dependent")
	}
	if r := missedShare(a, []float64{9, 4, 9}, smallnessPoint(4, []int{0, 1, 2}, z)); r > 1e-14 {
		t.Errorf("%v misses %v of b", z, r)
	}
	if z, ok := square.solve(a, []float64{1, 2, 3}, []int{0, 3, 2}); ok {
		t.Errorf("dependent columns give %v", z)
	}
}

// Rays climb to the norms that they are sent to, along solutions, and directions are uniform in the kernel.
func TestSmallnessRays(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	set := smallnessDraw(t, 12, 6, 2, 0, 1)
	var product mat.Dense
	product.Mul(set.a, set.kernel)
	if mat.Norm(&product, 2) > 1e-12 {
		t.Errorf("A times its kernel is %v", mat.Formatted(&product))
	}
	for _, over := range []float64{1.01, 2, 30} {
		x := set.climb(set.direction(rng), over)
		if got := solvers.Norm(x, 1) / solvers.Norm(set.touch, 1); math.Abs(got/over-1) > 1e-9 || missedShare(set.a, set.b, x) > 1e-9 {
			t.Errorf("at %v times the least, want %v; misses %v of b", got, over, missedShare(set.a, set.b, x))
		}
	}
	if x := set.stray(rng); missedShare(set.a, set.b, x) > 1e-9 {
		t.Errorf("a stray point misses %v of b", missedShare(set.a, set.b, x))
	}
}

func TestSmallnessConcordance(t *testing.T) {
	for _, c := range []struct {
		points []smallnessSeen
		want   float64
	}{
		{[]smallnessSeen{{1, 1}, {2, 2}, {3, 3}}, 1},
		{[]smallnessSeen{{1, 3}, {2, 2}, {3, 1}}, 0},
		{[]smallnessSeen{{1, 1}, {2, 3}, {3, 2}}, 2. / 3},
		{[]smallnessSeen{{1, 1}, {1, 9}, {2, 3}}, 0.5}, // equal norms are no pair
	} {
		if got := smallnessConcordance(c.points); math.Abs(got-c.want) > 1e-15 {
			t.Errorf("%v: %v, want %v", c.points, got, c.want)
		}
	}
	if !math.IsNaN(smallnessConcordance(nil)) {
		t.Error("concordance of nothing")
	}
}

// Other units change the norm of everything and the sparsity of nothing: no share of pairs moves.
func TestSmallnessKnowsNoUnits(t *testing.T) {
	for _, factor := range []float64{1024, 1. / 4096} {
		one, other := smallnessDraw(t, 10, 5, 2, 3, 1), smallnessDraw(t, 10, 5, 2, 3, factor)
		if r := solvers.Norm(other.touch, 1) / solvers.Norm(one.touch, 1); math.Abs(r/factor-1) > 1e-12 || nonZeros(one.touch) != nonZeros(other.touch) {
			t.Errorf("in units of %v the touch radius is %v times as large", factor, r)
		}
		a, b := one.basics(nil), other.basics(nil)
		if math.Abs(smallnessConcordance(a.others)-smallnessConcordance(b.others)) > 1e-12 || a.below(solvers.Norm(one.round, 1)) != b.below(solvers.Norm(other.round, 1)) {
			t.Errorf("in units of %v pairs change their order", factor)
		}
		_, first := one.rays(rand.New(rand.NewPCG(1, 1)))
		_, second := other.rays(rand.New(rand.NewPCG(1, 1)))
		for i := range first {
			if math.Abs(first[i]/second[i]-1) > 1e-9 {
				t.Errorf("in units of %v the spread is %v instead of %v", factor, second[i], first[i])
			}
		}
	}
}

// The planted point has the least norm of all basic solutions if and only if the ball touches there.
func TestSmallnessLeastIsWhereTheBallTouches(t *testing.T) {
	touched := 0
	for _, g := range measuredBy(smokeOf(t, "smallness"), "smallness", func(c experiments.Cell) bool { return c.K > 0 && c.M <= 6 }) {
		for _, r := range g.Records {
			there := r.Facts.Get("touch_nonzeros") == float64(g.Cell.K)
			touched += int(oneIf(there))
			if least := smallnessLeast(g.Cell, r) == results.Hit; least != there {
				t.Errorf("%s, trial %d: least %v, touched %v", g.Cell, r.Trial, least, there)
			}
		}
	}
	if touched == 0 {
		t.Error("no planted point was touched")
	}
}

// Two records by hand: in the same units the smaller norm is the sparser, in others it is not.
func TestSmallnessComparesUnits(t *testing.T) {
	record := func(norm, nonzeros, unit float64) []results.Record {
		return []results.Record{{Outcome: results.Solved, Facts: results.Facts{{Name: "touch", Value: results.Number(norm)},
			{Name: "touch_nonzeros", Value: results.Number(nonzeros)}, {Name: "unit", Value: results.Number(unit)}}}}
	}
	sparse, dense := record(1, 1, 0.9), record(3, 3, 0.1)
	for decades, want := range map[float64]results.Rate{0: {Hits: 1}, 0.5: {Hits: 1}, 4: {Misses: 1}} {
		if got := smallnessCompare(sparse, dense, "touch_nonzeros", decades); got != want {
			t.Errorf("%v decades: %+v", decades, got)
		}
	}
	if got := smallnessCompare(sparse, sparse, "touch_nonzeros", 0); got != (results.Rate{}) {
		t.Errorf("equally sparse: %+v", got)
	}
}

// Systems with one planted non-zero meet those with three, systems with two those with four.
func TestSmallnessPairsTheRightSystems(t *testing.T) {
	var data experiments.Data
	for i, norm := range []float64{2, 1, 3, 4} {
		k := i + 1
		data = append(data, experiments.Group{Cell: experiments.Cell{N: 10, M: 5, K: k, Measure: "smallness"}, Records: []results.Record{{Outcome: results.Solved,
			Facts: results.Facts{{Name: "touch", Value: results.Number(norm)}, {Name: "touch_nonzeros", Value: results.Number(k)}, {Name: "unit"}}}}})
	}
	if got, want := smallnessBetween(data, 0), (results.Rate{Hits: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestSmallnessVerdictFollowsTheFacts(t *testing.T) {
	const way, dense = "on the way out from the touch point", "than the dense one of least squares"
	shapesDecides(t, smallness(), way, map[string]float64{"rays": 0.9}, experiments.Holds)
	shapesDecides(t, smallness(), way, map[string]float64{"rays": 0.5}, experiments.Fails)
	shapesDecides(t, smallness(), dense, map[string]float64{"sparse": 0.9}, experiments.Holds)
	shapesDecides(t, smallness(), dense, map[string]float64{"sparse": 0.1}, experiments.Fails)
	shapesDecides(t, smallness(), "the least norm as often as the exact law says", map[string]float64{"count": 1}, experiments.Fails)
}
