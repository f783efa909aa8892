package catalog

import (
	"math"
	"slices"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/learn"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/enumerate"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/minnorm"
)

// robotTrial is a trial of a cell, for what needs no bench.
func robotTrial(c experiments.Cell, number int) *experiments.Trial {
	c.Ensemble, c.Amplitudes = "gaussian", "gaussian"
	return &experiments.Trial{Cell: c, Seed: 7, Number: number}
}

func TestRobotPlansAreSound(t *testing.T) {
	s := gaussian(21, 10, []int{2}, []experiments.Real{1}, "least", 1)
	s.Measure = "robot"
	refused(t, s, map[string]func(*experiments.Sweep){
		"an unknown learner":         func(s *experiments.Sweep) { s.Solver = []string{"hammer"} },
		"an oracle":                  func(s *experiments.Sweep) { s.Solver = []string{"lasso:penalty=oracle"} },
		"too few components":         func(s *experiments.Sweep) { s.N = []int{3} },
		"more than all memory gone":  func(s *experiments.Sweep) { s.Lambda = []experiments.Real{1.5} },
		"characters in another form": func(s *experiments.Sweep) { s.Measure = "characters" },
		"a hammer without memory":    func(s *experiments.Sweep) { s.Measure = "hammer" },
	})
}

// The verdict follows the data: what holds is turned round by data that say the opposite.
func TestRobotVerdictFollowsTheData(t *testing.T) {
	data := smokeOf(t, "robot")
	decide := func(data experiments.Data, hypothesis string) experiments.Decision {
		findings, err := robotFindings(data)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(findings, func(f experiments.Finding) bool { return f.Hypothesis == hypothesis })
		if i < 0 {
			t.Fatalf("no finding %q", hypothesis)
		}
		return findings[i].Decision
	}
	set := func(name string, value float64) func(*results.Record) {
		return func(r *results.Record) {
			r.Facts = slices.Clone(r.Facts)
			for i := range r.Facts {
				if r.Facts[i].Name == name {
					r.Facts[i].Value = results.Number(value)
				}
			}
		}
	}
	pattern := "taught the ten characters, the ball of p = 1 keeps the common part and nothing else of the five characters that have it"
	alone := "without regularisation, as the exact fit of least L2 norm, the robot takes a new character with the common part for the second category"
	for _, c := range []struct {
		hypothesis, fact string
		value            float64
		before, after    experiments.Decision
	}{
		{pattern, "own", 0.1, experiments.Holds, experiments.Fails},
		{alone, "unseen", -0.9, experiments.Fails, experiments.Holds},
		{"with one or more memory slots missing every exact fit of the five characters discovers the common part, whatever the ball, for no other fit is left", "shared", 0.8, experiments.Holds, experiments.Fails},
		{"L1 tells new characters of eight components beside the shared one right, more often than not", "with", 0.2, experiments.Holds, experiments.Fails},
		{"from any start a method for p = 1/2 discovers the common part of the ten characters", "deviation", 1, experiments.Holds, experiments.Fails},
	} {
		if d := decide(data, c.hypothesis); d != c.before {
			t.Errorf("%q: %v, want %v", c.hypothesis, d, c.before)
		}
		if d := decide(doctored(data, set(c.fact, c.value)), c.hypothesis); d != c.after {
			t.Errorf("%q with %s = %v: %v, want %v", c.hypothesis, c.fact, c.value, d, c.after)
		}
	}
	before, err := robot().Verdict(data)
	if err != nil || before.Answer != experiments.Limited {
		t.Errorf("%v, %v: %s", err, before.Answer, before.Reason)
	}
	after, err := robot().Verdict(doctored(data, set("deviation", 1e-8)))
	if err != nil || after.Answer != experiments.Undecided {
		t.Errorf("weights 1e-8 off their closed form: %v, %v", err, after.Answer)
	}
}

// The numbers of the article's robot, by hand.
func TestRobotOfTheArticle(t *testing.T) {
	data := smokeOf(t, "robot")
	for _, c := range []struct {
		coding int
		p      float64
		solver string
		sure   float64
	}{
		{0, 2, "minnorm", 5. / 6}, {0, 1, "homotopy", 1}, {0, 1, "simplex", 1}, {0, 0.5, "enumerate", 1}, {0, math.Inf(1), "cube", 0.5},
		{0, 2, "dropout:keep=0.5", 1. / 3}, {0, 2, "dropout:keep=0.9", 9. / 19},
		{1, 2, "minnorm", 11. / 12}, {1, 2, "dropout:keep=0.5", 2. / 3},
		{2, 2, "minnorm", 6. / 7}, {2, 1, "homotopy", 1}, {2, 2, "dropout:keep=0.5", 0.6},
	} {
		coding := robotCodings[c.coding]
		if got := robotSure(coding, coding.of(data), c.p, c.solver); math.Abs(got-c.sure) > 1e-12 {
			t.Errorf("%s, p = %v by %s: sure to %.15g, want %.15g", coding.name, c.p, c.solver, got, c.sure)
		}
	}
	if worst, rate := robotClosed(data.Where(func(c experiments.Cell) bool { return c.Measure == "characters" || c.Measure == "hammer" })); worst > 1e-12 || rate.Trials() < 90 {
		t.Errorf("%d ways to learn the characters, off by up to %g", rate.Trials(), worst)
	}
}

// Ten characters with the labels 1 and 0 teach what five do; with a free intercept the labels 1 and 0 teach half of what 1 and -1 do.
func TestRobotCodingsAgree(t *testing.T) {
	for name, solve := range map[string]struct {
		s solvers.Solver
		p float64
	}{"minnorm": {new(minnorm.Solver), 2}, "homotopy": {new(homotopy.Solver), 1}, "enumerate": {new(enumerate.Solver), 0.5}} {
		fit := func(coding robotCoding, free bool, low float64) []float64 {
			r, err := robotShape(experiments.Cell{N: coding.n, M: coding.m, K: coding.k})
			if err != nil {
				t.Fatal(err)
			}
			a, labels := r.system()
			for i, v := range labels {
				if v < 0 {
					labels[i] = low
				}
			}
			if free {
				a, _ = r.equations()
				labels = contrasts(labels)
			}
			sol, err := solvers.Solve(t.Context(), solve.s, solvers.Problem{A: a, B: labels, P: solve.p})
			if err != nil {
				t.Fatal(err)
			}
			return sol.X
		}
		five, ten := fit(robotCodings[0], false, 0), fit(robotCodings[1], false, 0)
		for j, v := range ten {
			want := 0.0
			if j < len(five) {
				want = five[j]
			}
			if math.Abs(v-want) > 1e-12 {
				t.Errorf("%s: x[%d] = %v of ten characters, %v of five", name, j, v, want)
			}
		}
		zero, minus := fit(robotCodings[2], true, 0), fit(robotCodings[2], true, -1)
		for j := range zero {
			if math.Abs(2*zero[j]-minus[j]) > 1e-12 {
				t.Errorf("%s, intercept: x[%d] = %v and %v", name, j, zero[j], minus[j])
			}
		}
	}
}

// Contrasts keep squared distances from the mean, and forget the mean.
func TestContrasts(t *testing.T) {
	v := []float64{3, -1, 4, 1, -5, 9}
	mean, spread, kept := robotAverage(v), 0.0, 0.0
	for _, x := range v {
		spread += (x - mean) * (x - mean)
	}
	for _, x := range contrasts(v) {
		kept += x * x
	}
	if math.Abs(kept-spread) > 1e-12 {
		t.Errorf("%v is kept of %v", kept, spread)
	}
	for _, x := range contrasts([]float64{2, 2, 2, 2}) {
		if x != 0 {
			t.Errorf("a constant leaves %v", x)
		}
	}
}

// robotDistinct is a lesson of characters with nothing in common but the shared component: c of both kinds, each with k components of its own.
func robotDistinct(c, k int) robotLesson {
	n := 1 + c*k + c*(k+1)
	l := robotLesson{components: n, a: solvers.NewColumns(2*c, n+2*c, nil), labels: make([]float64, 2*c), first: make([]bool, 2*c), slot: make([]int, 2*c)}
	next := 1
	for i := range 2 * c {
		others := k + 1
		if i < c {
			l.labels[i], l.first[i], l.a.Col(0)[i], others = 1, true, 1, k
		}
		for range others {
			l.a.Col(next)[i] = 1
			next++
		}
		l.slot[i] = n + i
		l.a.Col(n + i)[i] = 1
	}
	l.with, l.without = solvers.NewColumns(1, n, nil), solvers.NewColumns(1, n, nil)
	l.with.Col(0)[0] = 1
	return l
}

func TestRobotLessonsHaveTheirClosedForm(t *testing.T) {
	for _, c := range []int{2, 5} {
		for _, k := range []int{1, 2, 8} {
			for _, name := range robotPlain[:3] {
				trial := robotTrial(experiments.Cell{N: 21, M: 2 * c, K: k, Solver: name}, 0)
				l := robotDistinct(c, k)
				x, err := robotTaught(t.Context(), trial, learn.Sample{A: l.a, B: l.labels})
				if err != nil {
					t.Fatal(err)
				}
				if want := robotScore(name, c, k+1); math.Abs(x[0]-want) > 1e-9 {
					t.Errorf("%s, c = %d, k = %d: %v, want %v", name, c, k, x[0], want)
				}
				x, err = robotTaught(t.Context(), trial, l.less(0))
				if err != nil {
					t.Fatal(err)
				}
				if want := robotScore(name, c-1, k+1); math.Abs(x[0]-want) > 1e-9 {
					t.Errorf("%s, c = %d, k = %d, one left out: %v, want %v", name, c, k, x[0], want)
				}
			}
		}
	}
}

// With right labels the least L1 norm of an exact fit is 1, that of the shared component, and it is alone unless another component occurs in the same
// characters. Few components make that frequent.
func TestRobotOfLeastL1Norm(t *testing.T) {
	twins, solver := 0, new(homotopy.Solver)
	for number := range 300 {
		l := robotDraw(robotTrial(experiments.Cell{N: 5, M: 4, K: 1, Lambda: 1}, number))
		sol, err := solvers.Solve(t.Context(), solver, solvers.Problem{A: l.a, B: l.labels, P: 1})
		if err != nil {
			t.Fatal(err)
		}
		if norm := solvers.Norm(sol.X, 1); math.Abs(norm-1) > 1e-9 {
			t.Fatalf("trial %d: |x|_1 = %v", number, norm)
		}
		twin := false
		for j := 1; j < l.components; j++ {
			twin = twin || slices.Equal(l.a.Col(j), l.a.Col(0))
		}
		switch {
		case twin:
			twins++
		case robotSize(sol.X) != 1 || math.Abs(sol.X[0]-1) > 1e-9:
			t.Errorf("trial %d: x = %v", number, sol.X)
		}
	}
	if twins == 0 {
		t.Error("no component was ever in the same characters as the shared one")
	}
}

func TestRobotLessonsAreDrawnAsAnnounced(t *testing.T) {
	plain := experiments.Cell{N: 21, M: 10, K: 2}
	wrong := 0
	for number := range 200 {
		l := robotDraw(robotTrial(plain, number))
		other := plain
		other.Noise, other.Lambda, other.Solver = 0.1, 0.4, "lasso"
		o := robotDraw(robotTrial(other, number))
		for j := range plain.N {
			if !slices.Equal(l.a.Col(j), o.a.Col(j)) || !slices.Equal(l.with.Col(j), o.with.Col(j)) {
				t.Fatalf("trial %d: noise, memory or learner change component %d", number, j)
			}
		}
		if _, n := o.a.Dims(); n != plain.N+6 {
			t.Fatalf("trial %d: %d columns with 4 of 10 slots missing", number, n)
		}
		for i := range plain.M {
			own, slots := 0.0, 0.0
			_, n := l.a.Dims()
			for j := range n {
				if j < plain.N {
					own += l.a.At(i, j)
				} else {
					slots += l.a.At(i, j)
				}
			}
			if own != 3 || slots != 1 || (l.a.At(i, 0) == 1) != (i < 5) || (l.labels[i] == 1) != (i < 5) {
				t.Fatalf("trial %d: character %d has %v components, %v slots, label %v", number, i, own, slots, l.labels[i])
			}
			if l.labels[i] != o.labels[i] {
				wrong++
			}
		}
	}
	if wrong < 150 || wrong > 250 {
		t.Errorf("%d of 2000 labels are wrong, a tenth was asked for", wrong)
	}
}

func TestRobotScores(t *testing.T) {
	if r := robotRight([]float64{0.6, 0.5, 0.4, 2}, true); r != 0.625 {
		t.Errorf("%v are told right", r)
	}
	if r := robotRight([]float64{0.6, 0.5, 0.4, 2}, false); r != 0.375 {
		t.Errorf("%v are told right", r)
	}
	if o := robotOrder([]float64{3, 1}, []float64{0, 1, 2}); o != (3+1.5)/6 {
		t.Errorf("order %v", o)
	}
}
