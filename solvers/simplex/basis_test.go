package simplex

import (
	"errors"
	"math"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// wrong returns how far the inverse is from the pseudo-inverse of A_S, relative to its largest entry: A_S^+ A_S = 1, and its rows have nothing outside the span.
func (s *basis) wrong() float64 {
	worst := 0.0
	for i := range s.cols {
		for k, j := range s.cols {
			want := 0.0
			if i == k {
				want = 1
			}
			worst = max(worst, math.Abs(kernel.Dot(s.row(i), s.column(j))-want))
		}
		rest := append([]float64(nil), s.row(i)...)
		z := make([]float64, s.size())
		s.solve(z, rest)
		s.subtract(rest, z)
		worst = max(worst, kernel.NormInf(rest))
	}
	return worst / (1 + kernel.NormInf(s.inv))
}

func loaded(t *testing.T, p solvers.Problem) *workspace {
	t.Helper()
	w := new(workspace)
	if err := w.load(p); err != nil {
		t.Fatal(err)
	}
	return w
}

// Columns that join, take the place of another and are dropped leave the pseudo-inverse what it is.
func TestBasis(t *testing.T) {
	for trial := range 50 {
		g := stream(71, trial)
		m, n := 12, 30
		w := loaded(t, generic(g, m, n, gaussian))
		for step := range 60 {
			r, q := w.size(), g.IntN(n)
			alpha := w.alpha[:r]
			switch {
			case w.pos[q] >= 0:
				w.drop(w.pos[q])
			case w.split(alpha, w.v, w.beta[:r], q):
				w.join(q, alpha, w.v)
			default:
				best := 0
				for i, v := range alpha {
					if math.Abs(v) > math.Abs(alpha[best]) {
						best = i
					}
				}
				w.exchange(q, best, alpha)
			}
			for i, j := range w.cols {
				if w.pos[j] != i {
					t.Fatalf("trial %d step %d: column %d at %d, not %d", trial, step, j, w.pos[j], i)
				}
			}
			if e := w.wrong(); e > 1e-9 {
				t.Fatalf("trial %d step %d: the pseudo-inverse of %d columns is wrong by %v", trial, step, w.size(), e)
			}
		}
		if !w.refactor() || w.wrong() > 1e-12 {
			t.Fatalf("trial %d: the new inverse is wrong by %v", trial, w.wrong())
		}
	}
}

func TestRefactorKeepsTheInverseOfDependentColumns(t *testing.T) {
	w := loaded(t, generic(stream(73), 6, 12, gaussian))
	for q := range 3 {
		w.split(w.alpha[:q], w.v, w.beta[:q], q)
		w.join(q, w.alpha[:q], w.v)
	}
	before := append([]float64(nil), w.inv...)
	copy(w.column(1), w.column(0))
	if w.refactor() {
		t.Fatal("two equal columns have an inverse")
	}
	for k, v := range before {
		if w.inv[k] != v {
			t.Fatal("the inverse was written to")
		}
	}
}

// An inverse and a dual vector gone astray are noticed and computed afresh.
func TestDrift(t *testing.T) {
	var s Solver
	for trial := range 40 {
		p := generic(stream(79, trial), 16, 40, gaussian)
		want := solve(t, &s, p)
		w := loaded(t, p)
		w.limit = 10000
		if _, err := w.start(t.Context(), true); err != nil {
			t.Fatal(err)
		}
		g := stream(83, trial)
		for k := range w.inv {
			w.inv[k] *= 1 + 1e-4*g.NormFloat64()
		}
		status, err := w.run(t.Context(), 1e-6, 1e-8, 1e-10, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		sol, err := w.finish(status, 1e-9)
		if err != nil || sol.Status != solvers.Converged || !near(sol.X, want.X, 1e-11) {
			t.Fatalf("trial %d: status %v, error %v, x = %v, want %v", trial, sol.Status, err, sol.X, want.X)
		}
	}
}

func TestOverflow(t *testing.T) {
	a := solvers.NewColumns(1, 1, []float64{1e-200})
	_, err := solvers.Solve(t.Context(), &Solver{}, solvers.Problem{A: a, B: []float64{1e200}, P: 1})
	if !errors.Is(err, solvers.ErrSolver) {
		t.Fatalf("error %v for x = 1e400", err)
	}
	sol, err := solvers.Solve(t.Context(), &Solver{}, solvers.Problem{A: a, B: []float64{1e-320}, P: 1})
	if err != nil || sol.X[0] == 0 {
		t.Fatalf("x = %v, error %v for x = 1e-120", sol.X, err)
	}
	tiny := solvers.NewColumns(1, 1, []float64{1e-310}) // y = 1e310
	sol, err = solvers.Solve(t.Context(), &Solver{}, solvers.Problem{A: tiny, B: []float64{1e-310}, P: 1})
	if err != nil || sol.Status == solvers.Converged || sol.Dual != nil || math.Abs(sol.X[0]-1) > 1e-12 {
		t.Fatalf("%+v, error %v where y does not fit a double", sol, err)
	}
	sol, err = new(Solver).Solve(t.Context(), solvers.Problem{A: a, B: []float64{0}, P: 1})
	if err != nil || sol.Status != solvers.Converged || sol.X[0] != 0 {
		t.Fatalf("%+v, error %v for b = 0", sol, err)
	}
}
