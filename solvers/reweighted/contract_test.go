package reweighted_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/local/localtest"
	"touchpoint/solvers/lasso"
	"touchpoint/solvers/reweighted"
)

// altered is the exact inner solver with something done to its answers.
type altered struct {
	bases
	after func(solve int, p solvers.Problem, sol solvers.Solution) (solvers.Solution, error)
}

func (s *altered) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	sol, err := s.bases.Solve(ctx, p)
	if err != nil {
		return sol, err
	}
	return s.after(s.solves, p, sol)
}

func TestDeclines(t *testing.T) {
	p, _ := draw(rand.New(rand.NewPCG(1, 1)), 3, 6, 0)
	for _, c := range []struct {
		inner     solvers.Solver
		p, lambda float64
		says      string
	}{
		{nil, .5, 0, "no inner solver"},
		{new(bases), 1, 0, "p = 1"},
		{new(bases), 2, 0, "p = 2"},
		{new(lasso.Solver), 0, 1, "slope"},
		{new(bases), .5, 1, "bases: lambda = 1"},
		{new(lasso.Solver), .5, 0, "lasso: lambda = 0"},
	} {
		p.P, p.Lambda = c.p, c.lambda
		_, err := (&reweighted.Solver{Inner: c.inner}).Solve(t.Context(), p)
		if !errors.Is(err, solvers.ErrDeclined) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("p = %v, lambda = %v: error %v", c.p, c.lambda, err)
		}
	}
}

// An inner solver that shares the weight of twin columns, and leaves crumbs, is cleaned up after: the point is basic all the same.
func TestNonBasicInner(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 14))
	for _, power := range exponents {
		p, _ := draw(rng, 4, 10, 0)
		for j := range 5 {
			copy(p.A.Col(j+5), localtest.Scaled(p.A.Col(j), -1))
		}
		p.P = power
		inner := &altered{after: func(_ int, p solvers.Problem, sol solvers.Solution) (solvers.Solution, error) {
			for j := range 5 { // both of one sign: the L1 norm grows, which an exact solver would not do, but tidying must cope
				scale := solvers.Norm(p.A.Col(j+5), 2) / solvers.Norm(p.A.Col(j), 2)
				sol.X[j] += .25 * scale
				sol.X[j+5] += .25
			}
			return sol, nil
		}}
		sol := mustSolve(t, inner, p)
		checkPoint(t, p, sol.X, sol.X, 0)
		if s := support(sol.X); len(s) > 4 {
			t.Errorf("p = %v: %d non-zeros", power, len(s))
		}
	}
}

func TestInnerTrouble(t *testing.T) {
	p, _ := draw(rand.New(rand.NewPCG(6, 6)), 4, 9, 0)
	p.P = .5
	broken := errors.New("lost")
	for _, c := range []struct {
		name       string
		from       int
		status     solvers.Status
		err        error
		want       solvers.Status
		iterations int
	}{
		{"fails at once", 1, 0, broken, 0, 0},
		{"fails later", 3, 0, broken, solvers.Stalled, 3},
		{"stops at its limit", 1, solvers.Limit, nil, solvers.Limit, 9},
		{"stalls", 1, solvers.Stalled, nil, solvers.Stalled, 9},
		{"does not say", 1, solvers.Unknown, nil, solvers.Converged, 9},
	} {
		inner := &altered{after: func(solve int, _ solvers.Problem, sol solvers.Solution) (solvers.Solution, error) {
			if sol.Status = c.status; solve < c.from {
				return sol, nil
			}
			return sol, c.err
		}}
		sol, err := (&reweighted.Solver{Inner: inner}).Solve(t.Context(), p)
		if c.want == 0 {
			if !errors.Is(err, broken) {
				t.Errorf("%s: error %v", c.name, err)
			}
			continue
		}
		if err != nil || sol.Status != c.want || sol.Iterations != c.iterations {
			t.Errorf("%s: status %v after %d inner solves, error %v", c.name, sol.Status, sol.Iterations, err)
		}
		checkPoint(t, p, sol.X, sol.X, 0)
	}
}

// The second inner problem has the columns of A times (|x_j| + eps)^(1-p), in units of |x|_inf, for the first point x.
func TestWeights(t *testing.T) {
	for _, power := range exponents {
		p, _ := draw(rand.New(rand.NewPCG(6, 5)), 4, 9, 0)
		p.P = power
		var x []float64
		inner := &altered{after: func(solve int, q solvers.Problem, sol solvers.Solution) (solvers.Solution, error) {
			switch solve {
			case 1:
				x = sol.X
				if !slices.Equal(q.A.Data(), p.A.Data()) {
					t.Error("the first problem is not the plain one")
				}
			case 2:
				for j, v := range x {
					weight := math.Pow(math.Abs(v)/solvers.Norm(x, math.Inf(1))+.25, power-1)
					if d := localtest.Apart(localtest.Scaled(q.A.Col(j), weight), p.A.Col(j)); d > 1e-12 {
						t.Errorf("p = %v: column %d is off by %v", power, j, d)
					}
				}
			}
			return sol, nil
		}}
		if _, err := (&reweighted.Solver{Inner: inner, Epsilon0: .25}).Solve(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
}

// A later point that does not solve the system is not taken for a better one.
func TestInfeasibleInner(t *testing.T) {
	p, _ := draw(rand.New(rand.NewPCG(6, 4)), 4, 9, 0)
	p.P = .5
	inner := &altered{after: func(solve int, _ solvers.Problem, sol solvers.Solution) (solvers.Solution, error) {
		if solve > 1 {
			clear(sol.X)
		}
		return sol, nil
	}}
	sol := mustSolve(t, inner, p)
	checkPoint(t, p, sol.X, sol.X, 0)
}

// An entry far below the others is no rounding where the system needs it.
func TestSmallEntry(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(2, 3, []float64{1, 0, 0, 1, .5, .25}), B: []float64{1, 1e-10}, P: .5}
	if x := mustSolve(t, new(bases), p).X; localtest.Apart(x, []float64{1, 0, 0}) > 1e-9 || math.Abs(x[1]-1e-10) > 1e-22 {
		t.Errorf("x = %v", x)
	}
}

// A wrong shape, or a point that is not finite, does not get through.
func TestInnerMalformed(t *testing.T) {
	p, _ := draw(rand.New(rand.NewPCG(6, 7)), 4, 9, 0)
	inner := &altered{after: func(_ int, _ solvers.Problem, sol solvers.Solution) (solvers.Solution, error) {
		sol.X = sol.X[1:]
		return sol, nil
	}}
	if _, err := (&reweighted.Solver{Inner: inner}).Solve(t.Context(), p); !errors.Is(err, solvers.ErrSolver) {
		t.Errorf("error %v", err)
	}
}

func TestCancelled(t *testing.T) {
	p, _ := draw(rand.New(rand.NewPCG(6, 8)), 4, 9, 0)
	for _, last := range []int{1, 3} {
		ctx, cancel := context.WithCancel(t.Context())
		inner := &altered{after: func(solve int, _ solvers.Problem, sol solvers.Solution) (solvers.Solution, error) {
			if solve == last {
				cancel()
			}
			return sol, nil
		}}
		if _, err := (&reweighted.Solver{Inner: inner}).Solve(ctx, p); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled in inner solve %d: error %v", last, err)
		}
		if inner.solves != last {
			t.Errorf("cancelled in inner solve %d, but there were %d", last, inner.solves)
		}
	}
}

func TestRounds(t *testing.T) {
	p, _ := draw(rand.New(rand.NewPCG(6, 9)), 4, 9, 0)
	inner := new(bases)
	sol, err := (&reweighted.Solver{Inner: inner, Rounds: 2}).Solve(t.Context(), p)
	if err != nil || sol.Status != solvers.Limit || sol.Iterations != 3 || inner.solves != 3 {
		t.Errorf("status %v after %d inner solves of %d, error %v", sol.Status, sol.Iterations, inner.solves, err)
	}
}

// A used workspace leaves no trace, and the problem is not written to.
func TestWorkspace(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	used := reweighted.Solver{Inner: new(vanishing)}
	for _, shape := range [][3]int{{5, 12, 2}, {8, 9, 0}, {2, 30, 0}, {5, 12, 0}} {
		p, _ := draw(rng, shape[0], shape[1], shape[2])
		p.P = .5
		a, b := slices.Clone(p.A.Data()), slices.Clone(p.B)
		sol, err := used.Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if fresh := mustSolve(t, new(vanishing), p); !slices.Equal(sol.X, fresh.X) {
			t.Errorf("%v: a used solver answers differently from a fresh one", shape)
		}
		if !slices.Equal(a, p.A.Data()) || !slices.Equal(b, p.B) {
			t.Errorf("%v: the problem was written to", shape)
		}
	}
}

// The configuration of a solver is its JSON, the inner one's included.
func TestJSON(t *testing.T) {
	text, err := json.Marshal(&reweighted.Solver{Inner: &lasso.Solver{Tolerance: 1e-8}, Shrink: .25})
	if want := `{"inner":{"tolerance":1e-8},"shrink":0.25}`; err != nil || !jsonEqual(string(text), want) {
		t.Errorf("%s, error %v, want %s", text, err, want)
	}
}

func jsonEqual(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && fmt.Sprint(x) == fmt.Sprint(y)
}
