// Package solvertest holds the laws every solver must obey. A solver of one's own is tested by a single call:
//
//	func TestLaws(t *testing.T) {
//		solvertest.Run(t, []solvers.Entry{{Name: "mine", New: func() solvers.Solver { return new(mine.Solver) }}}, func() *certify.Referee { return new(certify.Referee) })
//	}
//
// A law has a scope: it is put to a solver on the problems the solver accepts, and where an answer may legitimately be another one,
// as in a tie, objectives are compared and not points.
package solvertest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
)

// form is one kind of problem: the exponent, and the penalty as a fraction of lambda_max.
type form struct{ p, fraction float64 }

func (f form) String() string { return fmt.Sprintf("p=%v,lambda=%v", f.p, f.fraction) }

func forms() (all []form) {
	for _, p := range []float64{0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, math.Inf(1)} {
		all = append(all, form{p, 0})
		if !math.IsInf(p, 1) {
			all = append(all, form{p, 0.1})
		}
	}
	return all
}

// problem puts a system into the form.
func (f form) problem(a *solvers.Columns, b []float64) solvers.Problem {
	p := solvers.Problem{A: a, B: b, P: f.p}
	if f.fraction > 0 {
		_, n := a.Dims()
		product := make([]float64, n)
		a.MulT(product, b)
		p.Lambda = f.fraction * solvers.Norm(product, math.Inf(1))
	}
	return p
}

// subject is one solver on one form of problem, with the referee that judges it.
type subject struct {
	entry   solvers.Entry
	form    form
	solver  solvers.Solver
	referee *certify.Referee
}

// law is a property of a solver on a form it accepts.
type law struct {
	name  string
	holds func(*testing.T, *subject)
}

// Run puts all laws to all entries. The referee is made once for each solver and form; its Global, where it has one, serves as the oracle for p < 1.
func Run(t *testing.T, entries []solvers.Entry, referee func() *certify.Referee) {
	laws := []law{
		{"optimal", optimal}, {"hard corner", hardCorner}, {"one row", oneRow}, {"built backward", builtBackward},
		{"homogeneous", homogeneous}, {"permuted and flipped", permuted}, {"rows mixed", rowsMixed},
		{"input kept", inputKept}, {"deterministic", deterministic}, {"cancellable", cancellable},
	}
	for _, e := range entries {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			accepted := 0
			for _, f := range forms() {
				if !declines(t, e, f) {
					accepted++
					for _, l := range laws {
						t.Run(f.String()+"/"+l.name, func(t *testing.T) {
							l.holds(t, &subject{entry: e, form: f, solver: e.New(), referee: referee()})
						})
					}
				}
			}
			if accepted == 0 {
				t.Error("accepts no form of problem")
			}
		})
	}
}

// declines reports whether the solver declines the form on a small system, and checks that it does so with a reason, at the
// door and when asked.
func declines(t *testing.T, e solvers.Entry, f form) bool {
	s := e.New()
	p := f.problem(gaussian(rand.New(rand.NewPCG(1, 1)), 3, 6), []float64{1, 2, 3})
	err := solvers.Accepts(s, p)
	if err == nil {
		return false
	}
	_, door := solvers.Solve(t.Context(), s, p)
	if !errors.Is(err, solvers.ErrDeclined) || !errors.Is(door, solvers.ErrDeclined) {
		t.Errorf("%v: declines with %v, at the door with %v; both should wrap ErrDeclined", f, err, door)
	}
	if len(err.Error()) < len(solvers.ErrDeclined.Error())+20 {
		t.Errorf("%v: declines without a reason: %v", f, err)
	}
	return true
}

// solve has the problem solved and judged, and fails the test where it cannot be, or where the answer is not what the form promises:
// optimal for p >= 1, and for p < 1 a basic point that is not better than the best.
func (s *subject) solve(t *testing.T, what string, p solvers.Problem) (solvers.Solution, certify.Certificate) {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), s.solver, p)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	c := s.referee.Certify(t.Context(), p, sol)
	switch {
	case p.P >= 1 && c.Kind != certify.Optimal:
		t.Errorf("%s: %v, but the referee says %v: residual %.3g, gap %.3g", what, sol.Status, c.Kind, c.Residual, c.Gap)
	case p.P < 1 && (c.Kind == certify.None || !c.Basic):
		t.Errorf("%s: %v, but the referee says %v, basic %v: residual %.3g", what, sol.Status, c.Kind, c.Basic, c.Residual)
	case c.Gap < -1e-9:
		t.Errorf("%s: objective is below the proved minimum by %.3g", what, -c.Gap)
	}
	return sol, c
}

// agree compares two answers: the points where both touches are proved unique, or for p < 1 where both are proved optimal; otherwise the objectives,
// for p >= 1 where they are determined.
func (s *subject) agree(t *testing.T, what string, x, y []float64, unique bool) {
	t.Helper()
	if s.form.p < 1 && !unique {
		return // a practical method may end in another local minimum
	}
	size := solvers.Norm(x, math.Inf(1))
	for j := range x {
		if unique && math.Abs(x[j]-y[j]) > s.slack()*size {
			t.Errorf("%s: x[%d] = %v, want %v", what, j, y[j], x[j])
			return
		}
	}
}

// slack is the relative difference of points that counts as none: a duality gap of 1e-10 leaves penalised points uncertain by its root.
func (s *subject) slack() float64 {
	if s.form.fraction > 0 {
		return 1e-4
	}
	return 1e-6
}

// counting is a context that is cancelled at its calls-th look.
type counting struct {
	context.Context
	calls int
	done  chan struct{}
}

func (c *counting) look() bool {
	if c.calls--; c.calls == 0 {
		close(c.done)
	}
	return c.calls <= 0
}

func (c *counting) Err() error {
	if c.look() {
		return context.Canceled
	}
	return nil
}

func (c *counting) Done() <-chan struct{} { return c.done }
