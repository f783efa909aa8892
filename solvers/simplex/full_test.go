package simplex

import (
	"math"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/homotopy"
)

// fully solves p on the tableau alone.
func fully(t *testing.T, w *workspace, p solvers.Problem) (sol solvers.Solution, done bool) {
	t.Helper()
	if err := w.load(p); err != nil {
		t.Fatal(err)
	}
	status, done, err := w.full(t.Context(), 100000)
	if err != nil || !done {
		return sol, false
	}
	if sol, err = w.finish(status, 1e-9); err != nil {
		t.Fatal(err)
	}
	return sol, true
}

// partially solves p on partial bases alone.
func partially(t *testing.T, w *workspace, p solvers.Problem) solvers.Solution {
	t.Helper()
	if err := w.load(p); err != nil {
		t.Fatal(err)
	}
	status, _, err := w.partial(t.Context(), 100000, true)
	if err != nil {
		t.Fatal(err)
	}
	sol, err := w.finish(status, 1e-9)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

// The full bases, the partial bases and the homotopy agree on thousands of draws of all kinds, ties among them.
func TestThreeWays(t *testing.T) {
	var w, v workspace
	var path homotopy.Solver
	answered, proved := 0, 0
	const trials = 6000
	for trial := range trials {
		g := stream(107, trial)
		m := 1 + g.IntN(12)
		n := m + 1 + g.IntN(16)
		entry := []law{gaussian, rademacher, integer}[trial%3]
		p := generic(g, m, n, entry)
		if trial%4 != 0 {
			p, _ = planted(g, m, n, 1+g.IntN(m), entry)
		}
		if support(p.B) == 0 {
			continue
		}
		sol, done := fully(t, &w, p)
		if !done {
			continue
		}
		answered++
		if sol.Status != solvers.Converged {
			continue
		}
		proved++
		optimal(t, p, sol)
		want := solvers.Norm(partially(t, &v, p).X, 1)
		if got := solvers.Norm(sol.X, 1); math.Abs(got-want) > 1e-12*want {
			t.Fatalf("trial %d, %d x %d: |x|_1 = %v, on partial bases %v", trial, m, n, got, want)
		}
		if other, err := solvers.Solve(t.Context(), &path, p); err == nil && other.Status == solvers.Converged {
			if got := solvers.Norm(other.X, 1); math.Abs(got-want) > 1e-9*want {
				t.Fatalf("trial %d, %d x %d: |x|_1 = %v, by homotopy %v", trial, m, n, want, got)
			}
		}
	}
	t.Logf("%d of %d answered, %d proved", answered, trials, proved)
	if answered < trials*8/10 || proved < answered*99/100 {
		t.Errorf("%d of %d answered, %d proved", answered, trials, proved)
	}
}

// Systems large enough to foresee their support: recovered ones, failing ones, at both sides of m = n/2.
func TestFullLarge(t *testing.T) {
	var w, v workspace
	foreseen := 0
	for trial := range 120 {
		g := stream(109, trial)
		n := 60 + g.IntN(80)
		m := 25 + g.IntN(n-30)
		entry := []law{gaussian, rademacher, integer}[trial%3]
		p := generic(g, m, n, entry)
		if trial%4 != 0 {
			p, _ = planted(g, m, n, 1+g.IntN(m), entry)
		}
		sol, done := fully(t, &w, p)
		if !done || sol.Status != solvers.Converged {
			t.Fatalf("trial %d, %d x %d: done %v, status %v", trial, m, n, done, sol.Status)
		}
		optimal(t, p, sol)
		if w.sparse {
			foreseen++
		}
		want := solvers.Norm(partially(t, &v, p).X, 1)
		if got := solvers.Norm(sol.X, 1); math.Abs(got-want) > 1e-12*want {
			t.Fatalf("trial %d, %d x %d: |x|_1 = %v, on partial bases %v", trial, m, n, got, want)
		}
		if got := support(sol.X); got > m {
			t.Fatalf("trial %d: %d non-zeros for %d equations", trial, got, m)
		}
	}
	if foreseen < 10 {
		t.Errorf("%d small supports", foreseen)
	}
}

// A tableau gone astray is made again, and the answer is that of the data.
func TestAstray(t *testing.T) {
	var s Solver
	for trial := range 40 {
		p := generic(stream(113, trial), 30, 80, gaussian)
		want := solve(t, &s, p)
		w := loaded(t, p)
		if ok, err := w.guess(t.Context()); !ok || err != nil {
			t.Fatal(ok, err)
		}
		g := stream(127, trial)
		for k := range w.tableau.t {
			w.tableau.t[k] *= 1 + 1e-3*g.NormFloat64()
		}
		w.limit, w.tabular = 10000, true
		w.sign()
		if status, err := w.walk(t.Context()); err != nil || status != solvers.Converged {
			t.Fatal(status, err)
		}
		if ok, err := w.renewed(t.Context()); !ok || err != nil {
			t.Fatal(ok, err)
		}
		if e := w.astray(); e > 1e-11 {
			t.Fatalf("trial %d: the new tableau is wrong by %v", trial, e)
		}
		w.sign()
		status, err := w.walk(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		w.primal()
		w.dual()
		if sol, err := w.finish(status, 1e-9); err != nil || sol.Status != solvers.Converged || !near(sol.X, want.X, 1e-11) {
			t.Fatalf("trial %d: status %v, error %v", trial, sol.Status, err)
		}
	}
}
