package catalog

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"touchpoint/experiments"
	"touchpoint/experiments/learn"
	"touchpoint/results"
	"touchpoint/solvers"
)

func TestUsefulPlansAreSound(t *testing.T) {
	s := gaussian(10, 5, []int{2}, []experiments.Real{1}, "lasso", 1)
	s.Measure = "useful"
	refused(t, s, map[string]func(*experiments.Sweep){
		"an unknown learner": func(s *experiments.Sweep) { s.Solver = []string{"usefulness"} },
		"nothing planted":    func(s *experiments.Sweep) { s.K = []int{0} },
		"other features":     func(s *experiments.Sweep) { s.Ensemble = []string{"ar1:0.5"} },
	})
}

// With every component useful everywhere nothing fails, with none nothing holds.
func TestUsefulVerdictFollowsTheData(t *testing.T) {
	data := smokeOf(t, "useful")
	decided := func(share float64) (holds, fails []string) {
		changed := doctored(data, func(r *results.Record) {
			r.Facts = slices.Clone(r.Facts)
			for i, f := range r.Facts {
				switch f.Name {
				case "share", "share_anew", "train":
					r.Facts[i].Value = results.Number(share)
				case "worth":
					r.Facts[i].Value = 0
				case "size":
					r.Facts[i].Value = 7
				}
			}
		})
		findings, err := usefulFindings(changed)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			switch {
			case f.Check:
			case f.Decision == experiments.Holds:
				holds = append(holds, f.Hypothesis)
			case f.Decision == experiments.Fails:
				fails = append(fails, f.Hypothesis)
			}
		}
		return holds, fails
	}
	if holds, fails := decided(1); len(holds) < 8 || len(fails) > 0 {
		t.Errorf("all useful; these hold: %q, and yet these fail: %q", holds, fails)
	}
	holds, fails := decided(0)
	if len(holds) > 0 || len(fails) < 8 {
		t.Errorf("none useful, and yet these hold: %q; these fail: %q", holds, fails)
	}
}

// usefulGaussian is a sample with its truth.
func usefulGaussian(rng *rand.Rand, m, n int) (learn.Sample, []float64) {
	a, b, truth := solvers.NewColumns(m, n, nil), make([]float64, m), make([]float64, n)
	for i := range a.Data() {
		a.Data()[i] = rng.NormFloat64()
	}
	for j := range truth {
		truth[j] = rng.NormFloat64()
	}
	a.Mul(b, truth)
	for i := range b {
		b[i] += rng.NormFloat64()
	}
	return learn.Sample{A: a, B: b}, truth
}

// usefulTwin is the fit of least |A x - b|_2, and of least |x|_2 among those, on some columns, by a singular value decomposition.
func usefulTwin(t *testing.T, s learn.Sample, support []int) []float64 {
	t.Helper()
	m, n := s.A.Dims()
	x := make([]float64, n)
	if len(support) == 0 {
		return x
	}
	a := mat.NewDense(m, len(support), nil)
	for i, j := range support {
		a.SetCol(i, s.A.Col(j))
	}
	var svd mat.SVD
	if !svd.Factorize(a, mat.SVDThin) {
		t.Fatal("no singular value decomposition")
	}
	var part mat.VecDense
	svd.SolveVecTo(&part, mat.NewVecDense(m, s.B), min(m, len(support)))
	for i, j := range support {
		x[j] = part.AtVec(i)
	}
	return x
}

func usefulResidual(s learn.Sample, x []float64) (sum float64) {
	for i, v := range learn.Predict(s.A, x) {
		sum += (s.B[i] - v) * (s.B[i] - v)
	}
	return sum
}

// Every number of components, from one to more than equations, against a fit from scratch for each loss.
func TestUsefulAblationsAreThoseOfFitsFromScratch(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-7*(1+math.Abs(a)+math.Abs(b)) }
	for size := 1; size <= 10; size++ {
		s, truth := usefulGaussian(rng, 6, 10)
		support := rng.Perm(10)[:size]
		slices.Sort(support)
		fit, err := newUsefulRefit(s, support)
		if err != nil {
			t.Fatal(err)
		}
		whole := usefulTwin(t, s, support)
		if d := usefulRisk(fit.full(10), whole); d > 1e-14*(1+usefulRisk(whole, make([]float64, 10))) {
			t.Errorf("%d components: the fit is off by %g", size, d)
		}
		anew := fit.ablations(truth)
		for i, j := range support {
			less := usefulTwin(t, s, slices.Delete(slices.Clone(support), i, i+1))
			test, train := usefulRisk(less, truth)-usefulRisk(whole, truth), usefulResidual(s, less)-usefulResidual(s, whole)
			if !near(anew[i].test, test) || !near(anew[i].train, train) {
				t.Errorf("%d components, without %d: %+v, from scratch %v and %v", size, j, anew[i], test, train)
			}
		}
		for i, a := range usefulDropped(s, truth, whole, support) {
			less := slices.Clone(whole)
			less[support[i]] = 0
			if !near(a.test, usefulRisk(less, truth)-usefulRisk(whole, truth)) || !near(a.train, usefulResidual(s, less)-usefulResidual(s, whole)) {
				t.Errorf("%d components, %d dropped: %+v", size, support[i], a)
			}
		}
	}
}

// Shares do not depend on the unit of the labels, and worth goes with its square. Nothing kept is nothing lost.
func TestUsefulFactsScale(t *testing.T) {
	s, truth := usefulGaussian(rand.New(rand.NewPCG(3, 4)), 8, 12)
	x := usefulTwin(t, s, []int{0, 3, 4, 9})
	one, err := usefulFacts(s, truth, x)
	if err != nil {
		t.Fatal(err)
	}
	larger := func(v []float64) (out []float64) {
		for _, e := range v {
			out = append(out, 3*e)
		}
		return out
	}
	three, err := usefulFacts(learn.Sample{A: s.A, B: larger(s.B)}, larger(truth), larger(x))
	if err != nil {
		t.Fatal(err)
	}
	for i, fact := range measureUseful().Facts {
		factor := 1.0
		if fact.Unit == "label^2" {
			factor = 9
		}
		if math.Abs(three[i]-factor*one[i]) > 1e-9*math.Abs(three[i]) {
			t.Errorf("%s: %v, and %v in labels of three times the size", fact.Name, one[i], three[i])
		}
	}
	none, err := usefulFacts(s, truth, make([]float64, 12))
	if err != nil || none[0] != 0 || none[2] != usefulRisk(truth, make([]float64, 12)) || !math.IsNaN(none[3]) || !math.IsNaN(none[7]) {
		t.Errorf("%v, %v", err, none)
	}
}

// Without noise every component of the L1 touch is useful if and only if the touch is the planted point, and planted components alone are ever useful.
func TestUsefulWithoutNoise(t *testing.T) {
	s := gaussian(20, 10, []int{4}, []experiments.Real{1}, "sparse", 100)
	s.Measure = "useful"
	found := 0
	for _, g := range solved(t, experiments.Plan{s}) {
		for _, r := range g.Records {
			recovered := r.Facts.Get("error") < 1e-12
			if recovered {
				found++
			}
			if (usefulEach(g.Cell, r) == results.Hit) != recovered {
				t.Errorf("trial %d: |x - x0|^2 = %g, useful share %v", r.Trial, r.Facts.Get("error"), r.Facts.Get("share"))
			}
			if useful := r.Facts.Get("share") * r.Facts.Get("size"); useful > r.Facts.Get("found")+1e-9 {
				t.Errorf("trial %d: %v useful, %v planted", r.Trial, useful, r.Facts.Get("found"))
			}
		}
	}
	if found < 40 || found > 78 { // 58.7 are expected, five standard deviations are 25
		t.Errorf("%d of 100 planted points are found", found)
	}
}

// Least squares on the planted support against Student's law.
func TestUsefulLaw(t *testing.T) {
	s := gaussian(20, 8, []int{3}, []experiments.Real{1}, "subset", 1000)
	s.Noise, s.Amplitudes, s.Measure = []experiments.Real{1}, []string{"twolevel"}, "useful"
	for _, g := range solved(t, experiments.Plan{s}) {
		e := mean(values(g, factOf("share")), experiments.Level)
		if exact := usefulLaw(g.Cell); !(math.Abs(e.Value-exact) < 4*e.StdErr) || exact < 0.4 || exact > 0.8 {
			t.Errorf("a share %v +- %v is useful, by law %v", e.Value, e.StdErr, exact)
		}
	}
}
