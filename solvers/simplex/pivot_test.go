package simplex

import (
	"context"
	"math"
	"testing"

	"touchpoint/solvers"
)

// degenerate brings w to the greedy vertex with no perturbation.
func (w *workspace) degenerate(t *testing.T, p solvers.Problem) {
	t.Helper()
	if err := w.load(p); err != nil {
		t.Fatal(err)
	}
	if _, err := w.start(context.Background(), true); err != nil {
		t.Fatal(err)
	}
	w.limit = 10000
	w.snap()
	w.duals()
}

// Without perturbation, on vertices full of zeros and ties, the exchanges end at the same objective: by the long step with
// Bland's rule in reserve, and by Bland's rule alone.
func TestWithoutPerturbation(t *testing.T) {
	var s Solver
	var w workspace
	for trial := range 400 {
		entry := []law{gaussian, rademacher, integer}[trial%3]
		p, _ := planted(stream(41, trial), 12, 24, 1+trial%6, entry)
		want := solvers.Norm(solve(t, &s, p).X, 1)
		for _, bland := range []bool{false, true} {
			w.degenerate(t, p)
			if bland {
				w.patience = -1
			}
			status, err := w.optimise(t.Context())
			if err != nil || status != solvers.Converged {
				t.Fatalf("trial %d, bland %v: status %v after %d iterations, error %v", trial, bland, status, w.iterations, err)
			}
			w.fit()
			sol, err := w.finish(status, 1e-9)
			if got := solvers.Norm(sol.X, 1); err != nil || math.Abs(got-want) > 1e-12*want {
				t.Fatalf("trial %d, bland %v: |x|_1 = %v, want %v, error %v", trial, bland, got, want, err)
			}
		}
	}
}

// Perturbations so large that the first optimum is one for another b: smaller ones, or none, mend the signs.
func TestRestoredSigns(t *testing.T) {
	var s Solver
	var w workspace
	for _, sizes := range [][]float64{{10, 1e-2, 1e-6}, {1, 1e-6}, {1e-1, 0, 0}} {
		first := 0
		for trial := range 100 {
			p, _ := planted(stream(43, trial), 16, 32, 1+trial%16, gaussian)
			if trial%2 == 0 {
				p = generic(stream(43, trial), 16, 32, gaussian)
			}
			want := solvers.Norm(solve(t, &s, p).X, 1)
			w.degenerate(t, p)
			if status, err := w.run(t.Context(), sizes[:1]...); err != nil {
				t.Fatal(err)
			} else if status == solvers.Converged {
				first++
			}
			w.degenerate(t, p)
			status, err := w.run(t.Context(), sizes...)
			if err != nil || status != solvers.Converged {
				t.Fatalf("sizes %v, trial %d: status %v, error %v", sizes, trial, status, err)
			}
			sol, err := w.finish(status, 1e-9)
			if got := solvers.Norm(sol.X, 1); err != nil || sol.Status != solvers.Converged || math.Abs(got-want) > 1e-12*want {
				t.Fatalf("sizes %v, trial %d: |x|_1 = %v, want %v, status %v, error %v", sizes, trial, got, want, sol.Status, err)
			}
		}
		if first == 100 {
			t.Errorf("sizes %v: no trial had a sign to mend", sizes)
		}
	}
}
