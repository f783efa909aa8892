package solvers_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"touchpoint/solvers"

	"gonum.org/v1/gonum/mat"
)

// scripted is a solver that returns what it is told to.
type scripted struct {
	sol    solvers.Solution
	err    error
	before func() // called first
	calls  int
}

func (s *scripted) Solve(context.Context, solvers.Problem) (solvers.Solution, error) {
	s.calls++
	if s.before != nil {
		s.before()
	}
	return s.sol, s.err
}

// picky declines everything.
type picky struct{ scripted }

func (*picky) Accepts(p solvers.Problem) error {
	return solvers.Declinef("picky: p = %v is not to its taste", p.P)
}

func problem() solvers.Problem {
	return solvers.Problem{A: solvers.From(mat.NewDense(1, 2, []float64{10, 1})), B: []float64{5}, P: 1}
}

func TestValidate(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for want, spoil := range map[string]func(*solvers.Problem){
		"A is nil":             func(p *solvers.Problem) { p.A = nil },
		"A is 0 x 2":           func(p *solvers.Problem) { p.A = solvers.NewColumns(0, 2, nil) },
		"A is 1 x 0":           func(p *solvers.Problem) { p.A = solvers.NewColumns(1, 0, nil) },
		"b has 2 entries":      func(p *solvers.Problem) { p.B = []float64{1, 2} },
		"p = NaN":              func(p *solvers.Problem) { p.P = nan },
		"p = -0.5":             func(p *solvers.Problem) { p.P = -.5 },
		"lambda = -1":          func(p *solvers.Problem) { p.Lambda = -1 },
		"lambda = NaN":         func(p *solvers.Problem) { p.Lambda = nan },
		"lambda = +Inf":        func(p *solvers.Problem) { p.Lambda = inf },
		"lambda = 1 with p":    func(p *solvers.Problem) { p.Lambda, p.P = 1, inf },
		"A[0,1] = NaN":         func(p *solvers.Problem) { p.A.Col(1)[0] = nan },
		"A[0,0] = -Inf":        func(p *solvers.Problem) { p.A.Col(0)[0] = -inf },
		"b[0] = +Inf; entries": func(p *solvers.Problem) { p.B[0] = inf },
	} {
		p := problem()
		spoil(&p)
		s := &scripted{}
		_, err := solvers.Solve(t.Context(), s, p)
		if !errors.Is(err, solvers.ErrProblem) || !strings.Contains(err.Error(), want) || s.calls > 0 {
			t.Errorf("%v after %d calls, want %q before any", err, s.calls, want)
		}
	}
}

func TestSolveChecksWhatComesBack(t *testing.T) {
	for want, sol := range map[string]solvers.Solution{
		"x has 1 entries":        {X: []float64{1}},
		"the dual has 2 entries": {X: []float64{.5, 0}, Dual: []float64{1, 2}},
		"dual[0] = -Inf":         {X: []float64{.5, 0}, Dual: []float64{math.Inf(-1)}},
		"x[1] = NaN":             {X: []float64{.5, math.NaN()}},
		"x[0] = +Inf":            {X: []float64{math.Inf(1), 0}},
	} {
		if _, err := solvers.Solve(t.Context(), &scripted{sol: sol}, problem()); !errors.Is(err, solvers.ErrSolver) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if sol, err := solvers.Solve(t.Context(), &scripted{sol: solvers.Solution{X: []float64{.5, 0}}}, problem()); err != nil || sol.X[0] != .5 {
		t.Errorf("%v, %v", sol, err)
	}
}

// Every error wraps one of the contract's; the solver's own stays inside.
func TestErrorsAreNamed(t *testing.T) {
	own := errors.New("own")
	if _, err := solvers.Solve(t.Context(), &scripted{err: own}, problem()); !errors.Is(err, own) || !errors.Is(err, solvers.ErrSolver) {
		t.Errorf("%v, want the solver's own error in ErrSolver", err)
	}
	for _, known := range []error{solvers.ErrProblem, solvers.ErrDeclined, solvers.ErrInfeasible, solvers.ErrSolver} {
		err := fmt.Errorf("scripted: %w", known)
		if _, got := solvers.Solve(t.Context(), &scripted{err: err}, problem()); got != err {
			t.Errorf("%v came back as %v", err, got)
		}
	}
	why := errors.New("enough")
	for _, c := range []struct{ cause, returned error }{{nil, context.Canceled}, {why, context.Canceled}, {why, why}} {
		ctx, cancel := context.WithCancelCause(t.Context())
		s := &scripted{err: c.returned, before: func() { cancel(c.cause) }}
		if _, err := solvers.Solve(ctx, s, problem()); err != c.returned {
			t.Errorf("cancelled for %v: %v, want %v as it was", c.cause, err, c.returned)
		}
	}
	if _, err := solvers.Solve(t.Context(), &scripted{err: context.Canceled}, problem()); !errors.Is(err, solvers.ErrSolver) {
		t.Errorf("%v, want ErrSolver: nobody cancelled", err)
	}
	if _, err := solvers.Solve(t.Context(), &gruff{}, problem()); !errors.Is(err, solvers.ErrDeclined) {
		t.Errorf("%v, want ErrDeclined", err)
	}
}

// gruff declines everything without the contract's word for it.
type gruff struct{ scripted }

func (*gruff) Accepts(solvers.Problem) error { return errors.New("no") }

func TestDoorIsShut(t *testing.T) {
	if _, err := solvers.Solve(t.Context(), &picky{}, problem()); !errors.Is(err, solvers.ErrDeclined) || !strings.Contains(err.Error(), "p = 1 is not") {
		t.Errorf("%v, want a declined problem", err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("enough")
	cancel(why)
	s := &scripted{}
	if _, err := solvers.Solve(ctx, s, problem()); !errors.Is(err, why) || s.calls > 0 {
		t.Errorf("%v after %d calls, want the cause of the cancellation", err, s.calls)
	}
}

// recorder keeps the problem it was given and answers with a dual of ones.
type recorder struct{ p solvers.Problem }

func (r *recorder) Solve(_ context.Context, p solvers.Problem) (solvers.Solution, error) {
	r.p = p
	m, n := p.A.Dims()
	y := make([]float64, m)
	for i := range y {
		y[i] = 1
	}
	return solvers.Solution{X: make([]float64, n), Dual: y}, nil
}

// Rows of widely different scale reach a solver at a common one, with the dual brought back; the penalised form stays as it is.
func TestRowsAreBalanced(t *testing.T) {
	p := solvers.Problem{A: solvers.From(mat.NewDense(2, 2, []float64{1e12, 0, 0, 1})), B: []float64{1e12, -2}, P: 1}
	var r recorder
	sol, err := solvers.Solve(t.Context(), &r, p)
	if err != nil || !(r.p.A.At(0, 0) < 1 && r.p.A.At(0, 0) >= .5) || r.p.B[0]/r.p.A.At(0, 0) != 1 || r.p.B[1]/r.p.A.At(1, 1) != -2 {
		t.Fatalf("the solver saw A = %v, b = %v; %v", r.p.A.Data(), r.p.B, err)
	}
	for i := range 2 { // A'y must not depend on the units of a row
		if got, want := sol.Dual[i]*p.A.At(i, i), r.p.A.At(i, i); got != want {
			t.Errorf("row %d: a'y = %v, want %v", i, got, want)
		}
	}
	p.Lambda = 1
	if _, err := solvers.Solve(t.Context(), &r, p); err != nil || r.p.A != p.A {
		t.Errorf("the penalised form was scaled; %v", err)
	}
}

// A dual vector that cannot be written for the rows as they were is left out; the point stands.
func TestDualOfSubnormalRow(t *testing.T) {
	p := solvers.Problem{A: solvers.From(mat.NewDense(2, 2, []float64{1, 1, 1e-310, -1e-310})), B: []float64{1, 1e-310}, P: 1}
	s := &scripted{sol: solvers.Solution{X: []float64{1, 0}, Dual: []float64{1, 1000}}}
	if sol, err := solvers.Solve(t.Context(), s, p); err != nil || sol.Dual != nil || sol.X[0] != 1 {
		t.Errorf("%+v, %v", sol, err)
	}
	s.sol.Dual = []float64{math.Inf(1), 0}
	if _, err := solvers.Solve(t.Context(), s, p); !errors.Is(err, solvers.ErrSolver) {
		t.Errorf("a dual of the solver's that is infinite: %v", err)
	}
}

func TestZeroRightHandSide(t *testing.T) {
	p := problem()
	p.B[0] = 0
	s := &scripted{}
	sol, err := solvers.Solve(t.Context(), s, p)
	if err != nil || solvers.Norm(sol.X, 1) != 0 || len(sol.X) != 2 || sol.Status != solvers.Converged || s.calls > 0 {
		t.Errorf("%+v, %v after %d calls; want x = 0 without a call", sol, err, s.calls)
	}
}

func TestNorm(t *testing.T) {
	x := []float64{3, 0, -4}
	for p, want := range map[float64]float64{0: 2, .5: 7 + 2*math.Sqrt(12), 1: 7, 2: 5, 3: math.Cbrt(91), math.Inf(1): 4} {
		if got := solvers.Norm(x, p); math.Abs(got/want-1) > 1e-15 {
			t.Errorf("|x|_%v = %v, want %v", p, got, want)
		}
	}
	for _, c := range []float64{1e-200, 1e200} {
		big := []float64{3 * c, -4 * c}
		for p, want := range map[float64]float64{.5: 7 + 2*math.Sqrt(12), 2: 5, 3: math.Cbrt(91)} {
			if got := solvers.Norm(big, p); math.Abs(got/(want*c)-1) > 1e-14 {
				t.Errorf("|%v|_%v = %v, want %v", big, p, got, want*c)
			}
		}
	}
	if got := solvers.Norm([]float64{0, 0}, 2); got != 0 {
		t.Errorf("|0|_2 = %v", got)
	}
}

func TestObjective(t *testing.T) {
	p := problem()
	for _, c := range []struct{ p, lambda, want float64 }{
		{1, 0, 3}, {2, 0, math.Sqrt(5)}, {.5, 0, 1 + math.Sqrt2}, {0, 0, 2},
		{1, 2, 24.5 + 6}, {2, 2, 24.5 + 10}, {.5, 2, 24.5 + 2*(1+math.Sqrt2)},
	} {
		p.P, p.Lambda = c.p, c.lambda
		if got := p.Objective([]float64{1, 2}); math.Abs(got/c.want-1) > 1e-15 { // A x - b = 7
			t.Errorf("p = %v, lambda = %v: %v, want %v", c.p, c.lambda, got, c.want)
		}
	}
}

func TestColumnsAreAMatrix(t *testing.T) {
	dense := mat.NewDense(2, 3, []float64{1, 2, 3, 4, 5, 6})
	c := solvers.From(dense)
	if !mat.Equal(c, dense) || !mat.Equal(c.T(), dense.T()) {
		t.Errorf("From(%v) = %v", dense, c.Data())
	}
	ax, ay := make([]float64, 2), make([]float64, 3)
	c.Mul(ax, []float64{1, 0, -1})
	c.MulT(ay, []float64{1, 1})
	if ax[0] != -2 || ax[1] != -2 || ay[0] != 5 || ay[1] != 7 || ay[2] != 9 {
		t.Errorf("products %v, %v", ax, ay)
	}
	col := c.Col(1)
	if cap(col) != 2 {
		t.Errorf("appending to a column would write into the next: capacity %d", cap(col))
	}
}

func TestStatusNames(t *testing.T) {
	for s, want := range map[solvers.Status]string{solvers.Unknown: "unknown", solvers.Converged: "converged", solvers.Limit: "limit", solvers.Stalled: "stalled", 9: "status(9)"} {
		if s.String() != want {
			t.Errorf("%d is called %q, want %q", int(s), s, want)
		}
	}
}
