package catalog

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/minnorm"
)

func shapesClaims() []experiments.Claim {
	return []experiments.Claim{smallness(), penalised(), infinite(), kingdom(), cactus()}
}

// Every trial of the smoke runs of these claims, and of those on p < 1, is solved and proved.
func TestShapesSolveAll(t *testing.T) {
	for _, name := range []string{"smallness", "penalised", "infinite", "kingdom", "cactus", "spikier", "difficulty", "literature"} {
		_, data := smoke(t, name)
		for _, g := range data {
			for _, r := range g.Records {
				if r.Outcome != results.Solved || !experiments.Decided(g.Cell, r) {
					t.Errorf("%s: %s, trial %d: %v or undecided: %s", name, g.Cell, r.Trial, r.Outcome, r.Reason)
				}
			}
		}
	}
}

// Of a study that was interrupted, with every other cell empty, tables and pictures can be shown.
func TestShapesShowInterruptedStudies(t *testing.T) {
	for _, claim := range shapesClaims() {
		for from := range 2 {
			some := slices.Clone(smokeOf(t, claim.Name))
			for i := from; i < len(some); i += 2 {
				some[i].Records = nil
			}
			tables(t, claim, some)
			shapesPictures(t, claim, some)
		}
	}
}

// shapesPictures checks that the pictures are sound, and draws none.
func shapesPictures(t *testing.T, claim experiments.Claim, data experiments.Data) {
	t.Helper()
	for i, picture := range claim.Pictures {
		if f, err := picture(data); err != nil || f.Validate() != nil {
			t.Errorf("%s, picture %d: %v, %v", claim.Name, i, err, f.Validate())
		}
	}
}

// shapesFinding returns the finding whose hypothesis holds these words.
func shapesFinding(t *testing.T, claim experiments.Claim, data experiments.Data, words string) experiments.Finding {
	t.Helper()
	findings, err := claim.Findings(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if strings.Contains(f.Hypothesis, words) {
			return f
		}
	}
	t.Fatalf("%s has no finding with %q", claim.Name, words)
	return experiments.Finding{}
}

// shapesDecides checks that a finding follows the facts: where in all trials they are as given it is decided so.
func shapesDecides(t *testing.T, claim experiments.Claim, words string, facts map[string]float64, want experiments.Decision) {
	t.Helper()
	data := doctored(smokeOf(t, claim.Name), func(r *results.Record) {
		r.Facts = slices.Clone(r.Facts)
		for i, f := range r.Facts {
			if v, ok := facts[f.Name]; ok {
				r.Facts[i].Value = results.Number(v)
			}
		}
	})
	if f := shapesFinding(t, claim, data, words); f.Decision != want {
		t.Errorf("%s, with %v: %v %q, want %v (%v)", claim.Name, facts, f.Decision, f.Hypothesis, want, f.Effect)
	}
}

func TestMediansAreShownHonestly(t *testing.T) {
	for _, c := range []struct {
		sample []float64
		want   results.Value
	}{
		{nil, results.Missing{}},
		{[]float64{1, 2, 4}, results.Float{Value: 2, Digits: 4}}, // too few for an interval
		{[]float64{1, 2, 3, 4, 5, 6}, results.Measured{Value: 3.5, Lo: 1, Hi: 6}},
		{slices.Repeat([]float64{1e-17}, 9), results.Float{Digits: 1}},
		{slices.Repeat([]float64{3}, 9), results.Float{Value: 3, Digits: 4}},
	} {
		if got := middle(c.sample); got != c.want {
			t.Errorf("%v: %v, want %v", c.sample, got, c.want)
		}
	}
}

func TestLeastSquaresIsStationary(t *testing.T) {
	a := solvers.NewColumns(4, 3, []float64{1, 2, -1, 0, 3, 1, 1, 2, 0, 1, 5, -2})
	b := []float64{1, -2, 3, 4}
	x, err := leastSquares(a, b, []int{0, 2})
	if err != nil || x[1] != 0 {
		t.Fatal(x, err)
	}
	r, g := make([]float64, 4), make([]float64, 3)
	a.Mul(r, x)
	for i := range r {
		r[i] -= b[i]
	}
	a.MulT(g, r)
	if math.Abs(g[0]) > 1e-12 || math.Abs(g[2]) > 1e-12 || math.Abs(g[1]) < 0.1 {
		t.Errorf("the gradient at %v is %v", x, g)
	}
	if want := solvers.Norm(r, 2) / solvers.Norm(b, 2); math.Abs(missedShare(a, b, x)-want) > 1e-15 {
		t.Errorf("missed %v of b, want %v", missedShare(a, b, x), want)
	}
	if _, err := leastSquares(solvers.NewColumns(2, 2, []float64{1, 1, 1, 1}), []float64{1, 2}, []int{0, 1}); err == nil {
		t.Error("a point on dependent columns")
	}
	if x, err := leastSquares(a, b, nil); err != nil || solvers.Norm(x, 1) != 0 {
		t.Error(x, err)
	}
}

func TestBasesAreCounted(t *testing.T) {
	for _, c := range [][3]int{{5, 0, 1}, {5, 5, 1}, {10, 5, 252}, {12, 6, 924}, {1000, 1, 1000}, {30, 15, 155117520}} {
		if got := bases(c[0], c[1]); got != float64(c[2]) {
			t.Errorf("C(%d, %d) = %v", c[0], c[1], got)
		}
	}
	if !(bases(100, 50) > 1e29) {
		t.Error(bases(100, 50))
	}
}

// bluff answers every question with the point of least Euclidean norm.
type bluff struct{ inner minnorm.Solver }

func (b *bluff) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	p.P = 2
	return b.inner.Solve(ctx, p)
}

// What is not proved optimal is not measured.
func TestShapesMeasureWhatIsProved(t *testing.T) {
	lab := laboratory()
	lab.Solvers = append(lab.Solvers, solvers.Entry{Name: "bluff", New: func() solvers.Solver { return new(bluff) }})
	s := gaussian(6, 3, []int{0}, []experiments.Real{1}, "bluff", 2)
	s.Measure = "push"
	var sink memory
	if err := lab.Run(t.Context(), experiments.Plan{s}, 0, &sink); err != nil {
		t.Fatal(err)
	}
	for r, err := range sink.all {
		if err != nil || r.Outcome != results.Failed || !strings.Contains(r.Reason, "not proved optimal for p = 1") {
			t.Errorf("%v: %s, %v", r.Outcome, r.Reason, err)
		}
	}
}
