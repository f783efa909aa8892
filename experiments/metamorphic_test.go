package experiments_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/touch"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/ensemble"
)

// amplitudes runs one solver on the same matrices, supports and signs with every amplitude law, and returns the successes by law and trial.
func amplitudes(t *testing.T, solver string, p float64, trials int) map[string][]results.Mark {
	t.Helper()
	data := run(t, lab(2), plan(func(s *experiments.Sweep) {
		s.N, s.M, s.K, s.Trials, s.P = []int{10}, []int{5}, []int{1, 2, 3, 4}, trials, []experiments.Real{experiments.Real(p)}
		s.Amplitudes, s.Solver = ensemble.Amplitudes(), []string{solver}
	}))
	marks := make(map[string][]results.Mark)
	for _, g := range data {
		for _, r := range g.Records {
			marks[g.Cell.Amplitudes] = append(marks[g.Cell.Amplitudes], experiments.Success(g.Cell, r))
		}
	}
	return marks
}

// differing counts the trials on which two laws do not agree.
func differing(marks map[string][]results.Mark) (count int) {
	for _, law := range ensemble.Amplitudes() {
		for i, m := range marks[law] {
			if m != marks["gaussian"][i] {
				count++
			}
		}
	}
	return count
}

// Whether basis pursuit succeeds is a matter of the matrix, the support and the signs: not of a single magnitude.
func TestAmplitudesDoNotMatterAtOne(t *testing.T) {
	for _, solver := range []string{"homotopy", "simplex"} {
		marks := amplitudes(t, solver, 1, 150)
		if n := differing(marks); n > 0 {
			t.Errorf("%s: %d of %d successes change with the amplitudes", solver, n, 3*len(marks["gaussian"]))
		}
	}
}

// For p < 1 it is, so that the test above can fail.
func TestAmplitudesMatterBelowOne(t *testing.T) {
	if n := differing(amplitudes(t, "enumerate", 0.5, 60)); n == 0 {
		t.Error("no success at p = 1/2 changes with the amplitudes")
	}
}

// {A x = b} and {G A x = G b} are the same set for every invertible G, so that every ball touches both at the same place. G is
// a product of integer row operations, which makes G A and G b exact.
func TestRowOperationsDoNotMoveTheTouch(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	var sampler ensemble.Sampler
	referee := catalog.Referee()
	for _, entry := range catalog.Entries() {
		for trial := range 40 {
			system, err := sampler.Draw(ensemble.Draw{N: 10, M: 5, K: trial % 5, Ensemble: "gaussian", Amplitudes: "gaussian", Trial: trial})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range []float64{0, 0.5, 1, 1.5, 2, math.Inf(1)} {
				problem := solvers.Problem{A: system.A, B: system.B, P: p}
				solver := entry.New()
				if solvers.Accepts(solver, problem) != nil || !global(entry.Name) {
					continue
				}
				before := answer(t, solver, referee, problem)
				after := answer(t, solver, referee, mingled(problem, rng))
				if before.Support != after.Support || before.Unique != after.Unique || before.Face != after.Face || before.Dim != after.Dim {
					t.Errorf("%s, p = %v, trial %d: the touch %+v became %+v", entry.Name, p, trial, before, after)
				}
			}
		}
	}
}

// global tells the solvers whose answer is determined by the problem from local methods, whose path depends on the rows.
func global(solver string) bool {
	switch solver {
	case "homotopy", "simplex", "minnorm", "pnorm", "enumerate", "cube":
		return true
	}
	return false
}

func answer(t *testing.T, s solvers.Solver, referee *certify.Referee, p solvers.Problem) touch.Touch {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), s, p)
	if err != nil {
		t.Fatal(err)
	}
	return touch.Of(sol.X, referee.Certify(t.Context(), p, sol))
}

// mingled returns the problem with whole multiples of rows added to other rows.
func mingled(p solvers.Problem, rng *rand.Rand) solvers.Problem {
	m, n := p.A.Dims()
	a, b := solvers.From(p.A), slices.Clone(p.B)
	for range 2 * m {
		from, to := rng.IntN(m), rng.IntN(m)
		if from == to {
			continue
		}
		factor := float64(rng.IntN(5) - 2)
		for j := range n {
			a.Col(j)[to] += factor * a.Col(j)[from]
		}
		b[to] += factor * b[from]
	}
	return solvers.Problem{A: a, B: b, P: p.P}
}
