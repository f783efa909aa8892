// Package solvertest holds the laws every solver must obey. A solver of one's own is tested by a single call:
//
//	func TestLaws(t *testing.T) {
//		solvertest.Run(t, []solvers.Entry{{Name: "mine", New: func() solvers.Solver { return new(mine.Solver) }}}, func() *certify.Referee { return new(certify.Referee) })
//	}
//
// A law has a scope: it is put to a solver on the problems the solver accepts, and where for p >= 1 another point is as good, as in a tie,
// objectives are compared and not points. For p < 1 a practical method may end in another local minimum: there answers are
// compared only where they are proved to be the one global minimum.
package solvertest

import (
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

	failures int
}

// enough is the number of failures of a law that are told; more would only be more of the same.
const enough = 3

// errorf reports a failure, and ends the law where there were enough.
func (s *subject) errorf(t *testing.T, format string, args ...any) {
	t.Helper()
	if s.failures++; s.failures > enough {
		t.Fatal("... and more")
	}
	t.Errorf(format, args...)
}

// law is a property of a solver on a form it accepts.
type law struct {
	name  string
	holds func(*testing.T, *subject)
}

// Run puts all laws to all entries. The referee, like the solver, is made afresh for each law; its Global, where it has one, serves as the oracle for p < 1.
func Run(t *testing.T, entries []solvers.Entry, referee func() *certify.Referee) {
	laws := []law{
		{"optimal", optimal}, {"hard corner", hardCorner}, {"one row", oneRow}, {"built backward", builtBackward},
		{"homogeneous", homogeneous}, {"permuted and flipped", permuted}, {"rows mixed", rowsMixed},
		{"input kept", inputKept}, {"deterministic", deterministic}, {"cancellable", cancellable},
	}
	for _, e := range entries {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			for _, f := range accepted(t, e) {
				for _, l := range laws {
					t.Run(f.String()+"/"+l.name, func(t *testing.T) {
						s := &subject{entry: e, form: f, solver: e.New(), referee: referee()}
						defer s.hint(t)
						l.holds(t, s)
					})
				}
			}
		})
	}
}

// hint says what to do about a form that a solver was never meant for.
func (s *subject) hint(t *testing.T) {
	t.Helper()
	if _, chooses := s.solver.(solvers.Chooser); t.Failed() && !chooses {
		t.Logf("%s has no method Accepts and so is put to every form of problem; if it is not meant for %v, implement Accepts to decline this form", s.entry.Name, s.form)
	}
}

// reason is the least length of a reason for declining.
const reason = 20

// accepted returns the forms that the solver accepts on a small system, and checks that it declines the others with a reason, at
// the door and when asked. The first complaint is enough: the others would say the same.
func accepted(t *testing.T, e solvers.Entry) (all []form) {
	chooser, ok := e.New().(solvers.Chooser)
	if !ok {
		return forms()
	}
	for _, f := range forms() {
		p := f.problem(gaussian(rand.New(rand.NewPCG(1, 1)), 3, 6), []float64{1, 2, 3})
		err := chooser.Accepts(p)
		if err == nil {
			all = append(all, f)
			continue
		}
		_, door := solvers.Solve(t.Context(), e.New(), p)
		switch {
		case t.Failed():
		case !errors.Is(err, solvers.ErrDeclined) || !errors.Is(door, solvers.ErrDeclined):
			t.Errorf("%v: declines with %q, at the door with %q; both should wrap ErrDeclined", f, err, door)
		case len(err.Error()) < len(solvers.ErrDeclined.Error())+reason:
			t.Errorf("%v: declines with %q; say in a sentence of at least %d characters what the solver needs and what it got", f, err, reason)
		}
	}
	if len(all) == 0 {
		t.Error("accepts no form of problem")
	}
	return all
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
		s.errorf(t, "%s: %v, but %s", what, sol.Status, doubt(sol, c))
	case p.P < 1 && (c.Kind == certify.None || !c.Basic):
		s.errorf(t, "%s: %v, but the referee says %v, basic %v: residual %.3g", what, sol.Status, c.Kind, c.Basic, c.Residual)
	case c.Gap < -1e-9:
		s.errorf(t, "%s: objective is below the proved minimum by %.3g", what, -c.Gap)
	}
	return sol, c
}

// doubt says in words why the referee did not call a point optimal.
func doubt(sol solvers.Solution, c certify.Certificate) string {
	switch {
	case c.Kind == certify.None:
		return fmt.Sprintf("the referee calls it not even feasible: relative residual %.3g", c.Residual)
	case math.IsNaN(c.Gap) && sol.Dual == nil:
		return "the solver brings no dual vector, so the referee could not prove optimality"
	case math.IsNaN(c.Gap):
		return "the referee could not prove optimality from the dual vector that the solver brings"
	}
	return fmt.Sprintf("the referee says %v: residual %.3g, gap %.3g", c.Kind, c.Residual, c.Gap)
}

// agree compares two answers to p: the points where both touches are proved unique, which for p < 1 says that both are the global minimum,
// and for p >= 1 the objectives in any case.
func (s *subject) agree(t *testing.T, what string, p solvers.Problem, x, y []float64, unique bool) {
	t.Helper()
	if f, g := p.Objective(x), p.Objective(y); p.P >= 1 && !(math.Abs(f-g) <= 1e-8*max(f, g)) {
		s.errorf(t, "%s: objective %v, want %v", what, g, f)
		return
	}
	size := solvers.Norm(x, math.Inf(1))
	for j := range x {
		if unique && !(math.Abs(x[j]-y[j]) <= s.slack()*size) {
			s.errorf(t, "%s: x[%d] = %v, want %v", what, j, y[j], x[j])
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
