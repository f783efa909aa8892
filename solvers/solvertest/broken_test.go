package solvertest_test

import (
	"context"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/minnorm"
	"touchpoint/solvers/solvertest"
)

// with is a solver put together from two functions.
type with struct {
	solve   func(context.Context, solvers.Problem) (solvers.Solution, error)
	accepts func(solvers.Problem) bool
}

func (w with) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	return w.solve(ctx, p)
}

func (w with) Accepts(p solvers.Problem) error {
	if !w.accepts(p) {
		return solvers.Declinef("only p = 1")
	}
	return nil
}

// eager solves nothing and declines nothing.
type eager struct{}

func (eager) Solve(_ context.Context, p solvers.Problem) (solvers.Solution, error) {
	_, n := p.A.Dims()
	return solvers.Solution{X: make([]float64, n)}, nil
}

// deaf finds the right point and hears of no cancellation.
func deaf(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	return new(homotopy.Solver).Solve(context.WithoutCancel(ctx), p)
}

// hasty gives up where it is told to stop, and calls that a point.
func hasty(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	sol, err := new(homotopy.Solver).Solve(ctx, p)
	if ctx.Err() != nil {
		return eager{}.Solve(ctx, p)
	}
	return sol, err
}

// unproved returns a feasible point for any p, and nothing that would prove it the best.
func unproved(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	p.P = 2
	sol, err := new(minnorm.Solver).Solve(ctx, p)
	sol.Dual = nil
	return sol, err
}

// limited stops too early and says so.
func limited(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	sol, err := unproved(ctx, p)
	sol.Status = solvers.Limit
	return sol, err
}

const broken = "SOLVERTEST_BROKEN" // names the entry that TestEntry is to put to the laws

func entry(name string) solvers.Solver {
	pursuit := func(p solvers.Problem) bool { return p.P == 1 && p.Lambda == 0 }
	largest := func(p solvers.Problem) bool { return math.IsInf(p.P, 1) }
	return map[string]solvers.Solver{
		"eager": eager{}, "deaf": with{deaf, pursuit}, "hasty": with{hasty, pursuit},
		"unproved": with{unproved, largest}, "limited": with{limited, pursuit},
	}[name]
}

// TestEntry is run by TestLawsBite, in a process of its own since it is meant to fail.
func TestEntry(t *testing.T) {
	name := os.Getenv(broken)
	if name == "" {
		t.Skip("nothing to put to the laws")
	}
	solvertest.Run(t, []solvers.Entry{{Name: name, New: func() solvers.Solver { return entry(name) }}},
		func() *certify.Referee { return new(certify.Referee) })
}

// Solvers that break a law are told so, in words that help.
func TestLawsBite(t *testing.T) {
	for _, c := range []struct{ name, law, want string }{
		{"eager", "p=1,lambda=0/optimal", "the referee calls it not even feasible: relative residual 1"},
		{"eager", "p=1,lambda=0/optimal", "... and more"},
		{"eager", "p=1,lambda=0/optimal", "implement Accepts to decline this form"},
		{"deaf", "p=1,lambda=0/cancellable", "looks at the context 1 times"},
		{"deaf", "p=1,lambda=0/optimal", "of at least 20 characters"},
		{"hasty", "p=1,lambda=0/cancellable", "a context cancelled at look 3 of"},
		{"unproved", "p=[+]Inf,lambda=0/optimal", "the solver brings no dual vector, so the referee could not prove optimality"},
		{"limited", "p=1,lambda=0/hard_corner", "planted, far fewer non-zeros than rows, 0: limit, but the referee says feasible"},
	} {
		command := exec.Command(os.Args[0], "-test.run=^TestEntry$/^"+c.name+"$/"+c.law, "-test.parallel=1")
		command.Env = append(os.Environ(), broken+"="+c.name)
		out, err := command.CombinedOutput()
		if err == nil || !strings.Contains(string(out), c.want) {
			t.Errorf("%s: %v, want %q in\n%s", c.name, err, c.want, out)
		}
		if strings.Count(string(out), "relative residual") > 3 || strings.Count(string(out), "20 characters") > 1 {
			t.Errorf("%s: a flood of failures\n%s", c.name, out)
		}
	}
}
