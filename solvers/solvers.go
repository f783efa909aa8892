// Package solvers is the contract between a problem and whoever solves it.
//
// A [Problem] asks where the smallest Lp ball around the origin touches the solutions of a linear system,
//
//	Lambda = 0:  minimise |x|_p                       subject to A x = b
//	Lambda > 0:  minimise 1/2 |A x - b|_2^2 + Lambda |x|_p^p
//
// with A of shape m x n, b of length m and x of length n. A [Solver] returns a [Solution]; [Solve] is the only door to it and
// checks what goes in and what comes out. Three channels are never mixed: an error says that there is no point to speak of,
// a [Status] says why the method stopped at the point it returns, and a certificate (package certify) says what somebody else
// proved about that point.
package solvers

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"touchpoint/solvers/internal/balance"
	"touchpoint/solvers/internal/kernel"
)

// Problem is the system and the ball: minimise |x|_P subject to A x = B where Lambda is zero, and
// 1/2 |A x - B|_2^2 + Lambda |x|_P^P where it is positive. P = 0 counts non-zeros, P = +Inf takes the largest magnitude
// (equality form only).
type Problem struct {
	A      *Columns  // m x n
	B      []float64 // m
	P      float64   // exponent of the ball, 0 <= P <= +Inf
	Lambda float64   // penalty weight, in the units of |A|·|B|; 0 means equality
}

// Solver finds a point for a problem. Its exported fields are its options and its zero value is ready to use. A solver may
// own a workspace that it uses again in the next call, so that one value serves one goroutine at a time. It neither changes nor
// keeps the slices of the problem, and the slices of the solution it returns are the caller's.
type Solver interface {
	Solve(ctx context.Context, p Problem) (Solution, error)
}

// Chooser is a solver that does not solve every problem. Accepts returns nil, or an error wrapping [ErrDeclined] that says in
// a full sentence what it needs.
type Chooser interface {
	Accepts(p Problem) error
}

// Solution is the point a solver stopped at.
type Solution struct {
	X []float64 // n

	// Dual is a dual vector y of length m where the method has one, nil otherwise; it makes the referee's work lighter. For Lambda = 0 it is
	// scaled for max bᵀy subject to |Aᵀy|_q <= 1, 1/p + 1/q = 1; for Lambda > 0 and p >= 1 it is (b - A x)/Lambda.
	Dual       []float64
	Status     Status
	Iterations int
}

// Status says why a method stopped at the point it returns. The zero value is Unknown.
type Status int

const (
	Unknown   Status = iota // the method does not say
	Converged               // its own stopping rule was met
	Limit                   // the iteration limit came first
	Stalled                 // rounding left nothing to improve before the stopping rule was met
)

var statusNames = [...]string{Unknown: "unknown", Converged: "converged", Limit: "limit", Stalled: "stalled"}

// String returns the status in lower case.
func (s Status) String() string {
	if s < 0 || int(s) >= len(statusNames) {
		return fmt.Sprintf("status(%d)", int(s))
	}
	return statusNames[s]
}

// The errors a caller may want to tell apart with [errors.Is].
var (
	ErrProblem    = errors.New("bad problem")       // shapes, NaN or Inf, p or lambda out of range
	ErrDeclined   = errors.New("declined")          // this solver does not solve such a problem
	ErrInfeasible = errors.New("no solution")       // A x = b has none
	ErrSolver     = errors.New("solver broke down") // the method failed, or returned a malformed solution
)

// Entry is a line of a catalog of solvers.
type Entry struct {
	Name      string        // one lower-case word, as on the command line
	About     string        // what it solves and how, in a sentence
	Reference string        // author, year, title
	New       func() Solver // a fresh solver with its own workspace: one per goroutine
}

// Validate reports the first thing that is wrong with the problem itself, whoever is to solve it. The error wraps [ErrProblem].
func (p Problem) Validate() error {
	_, err := p.validate()
	return err
}

// validate does, and returns the bound for the magnitudes of A that it finds on the way.
func (p Problem) validate() (bound float64, err error) {
	bad := func(format string, args ...any) (float64, error) {
		return 0, fmt.Errorf("solvers: %w: %s", ErrProblem, fmt.Sprintf(format, args...))
	}
	if p.A == nil {
		return bad("A is nil")
	}
	m, n := p.A.Dims()
	switch {
	case m == 0 || n == 0:
		return bad("A is %d x %d; it needs at least one row and one column", m, n)
	case len(p.B) != m:
		return bad("b has %d entries; A is %d x %d, so it needs %d", len(p.B), m, n, m)
	case math.IsNaN(p.P) || p.P < 0:
		return bad("p = %v; it must be 0 <= p <= +Inf", p.P)
	case math.IsNaN(p.Lambda) || math.IsInf(p.Lambda, 0) || p.Lambda < 0:
		return bad("lambda = %v; it must be finite and not negative", p.Lambda)
	case p.Lambda > 0 && math.IsInf(p.P, 1):
		return bad("lambda = %v with p = +Inf; the penalised form needs a finite p", p.Lambda)
	}
	bound = balance.Bound(p.A.Data())
	if !finite(bound) {
		k := slices.IndexFunc(p.A.Data(), func(v float64) bool { return !finite(v) })
		return bad("A[%d,%d] = %v; entries must be finite", k%m, k/m, p.A.Data()[k])
	}
	for i, v := range p.B {
		if !finite(v) {
			return bad("b[%d] = %v; entries must be finite", i, v)
		}
	}
	return bound, nil
}

// finite says whether v is a number: v - v is 0, or NaN for ±Inf and NaN.
func finite(v float64) bool { return v-v == 0 }

// Solve is the only door to a solver: it validates the problem, asks whether the solver accepts it, answers b = 0 with x = 0,
// brings the rows of an equality problem to a common scale where they differ widely, and checks the shape of what comes back.
// Errors wrap [ErrProblem], [ErrDeclined], [ErrInfeasible], [ErrSolver], or the context's own error; any other that a solver returns is
// wrapped in [ErrSolver].
func Solve(ctx context.Context, s Solver, p Problem) (Solution, error) {
	bound, err := p.validate()
	if err != nil {
		return Solution{}, err
	}
	if err := Accepts(s, p); err != nil {
		return Solution{}, err
	}
	if err := context.Cause(ctx); err != nil {
		return Solution{}, fmt.Errorf("solvers: %w", err)
	}
	m, n := p.A.Dims()
	if isZero(p.B) {
		return Solution{X: make([]float64, n), Dual: make([]float64, m), Status: Converged}, nil
	}
	sol, err := balanced(ctx, s, p, bound)
	if err == nil {
		err = sol.check(m, n)
	}
	if err != nil {
		return Solution{}, named(ctx, err)
	}
	return sol, nil
}

// named wraps an error of a solver in [ErrSolver], unless it is one of those a caller can tell apart already.
func named(ctx context.Context, err error) error {
	for _, known := range []error{ErrProblem, ErrDeclined, ErrInfeasible, ErrSolver, ctx.Err(), context.Cause(ctx)} {
		if known != nil && errors.Is(err, known) {
			return err
		}
	}
	return fmt.Errorf("solvers: %w: %w", ErrSolver, err)
}

// balanced has an equality problem solved with its rows at a common scale, so that a small equation counts like a large one. The penalised form
// has no such freedom: there the scale of a row is its weight.
func balanced(ctx context.Context, s Solver, p Problem, bound float64) (Solution, error) {
	m, n := p.A.Dims()
	if p.Lambda > 0 {
		return s.Solve(ctx, p)
	}
	factors := balance.Rows(bound, m, p.A.Data(), p.B)
	if factors == nil {
		return s.Solve(ctx, p)
	}
	p.A, p.B = NewColumns(m, n, balance.Scale(factors, p.A.Data())), balance.Scale(factors, p.B)
	sol, err := s.Solve(ctx, p)
	if err == nil && len(sol.Dual) == m {
		sol.Dual = rescaled(sol.Dual, factors)
	}
	return sol, err
}

// rescaled brings a dual vector of the balanced problem to the rows as they were: nil where it leaves the range of float64.
func rescaled(y, factors []float64) []float64 {
	for i, f := range factors {
		v := y[i] * f
		if math.IsInf(v, 0) && !math.IsInf(y[i], 0) {
			return nil
		}
		y[i] = v
	}
	return y
}

// Accepts asks a solver whether it takes the problem; a solver that is no [Chooser] takes every valid problem. The error wraps
// [ErrDeclined], even if the solver's own does not.
func Accepts(s Solver, p Problem) error {
	c, ok := s.(Chooser)
	if !ok {
		return nil
	}
	err := c.Accepts(p)
	if err != nil && !errors.Is(err, ErrDeclined) {
		err = fmt.Errorf("%w: %w", ErrDeclined, err)
	}
	return err
}

// Declinef returns an error that wraps [ErrDeclined] and says why.
func Declinef(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDeclined, fmt.Sprintf(format, args...))
}

func (s Solution) check(m, n int) error {
	if len(s.X) != n {
		return fmt.Errorf("solvers: %w: x has %d entries, want %d", ErrSolver, len(s.X), n)
	}
	if s.Dual != nil && len(s.Dual) != m {
		return fmt.Errorf("solvers: %w: the dual has %d entries, want %d", ErrSolver, len(s.Dual), m)
	}
	for j, v := range s.X {
		if !finite(v) {
			return fmt.Errorf("solvers: %w: x[%d] = %v", ErrSolver, j, v)
		}
	}
	for i, v := range s.Dual {
		if !finite(v) {
			return fmt.Errorf("solvers: %w: dual[%d] = %v", ErrSolver, i, v)
		}
	}
	return nil
}

func isZero(b []float64) bool {
	for _, v := range b {
		if v != 0 {
			return false
		}
	}
	return true
}

// Objective returns what the problem minimises at x: |x|_p for Lambda = 0 and p >= 1, |x|_p^p for Lambda = 0 and p < 1 (a count for p = 0),
// and the whole penalised value for Lambda > 0.
func (p Problem) Objective(x []float64) float64 {
	if p.Lambda == 0 {
		if p.P >= 1 {
			return Norm(x, p.P)
		}
		return powerSum(x, p.P)
	}
	m, _ := p.A.Dims()
	r := make([]float64, m)
	p.A.Mul(r, x)
	square := 0.0
	for i, v := range r {
		square += (v - p.B[i]) * (v - p.B[i])
	}
	return square/2 + p.Lambda*powerSum(x, p.P)
}

// Norm returns |x|_p for p >= 1 (p = +Inf included), scaled so that nothing overflows in between; for p < 1 it returns the
// quasi-norm (sum |x_j|^p)^(1/p), and the number of non-zeros for p = 0.
func Norm(x []float64, p float64) float64 {
	switch p {
	case 0, 1:
		return powerSum(x, p)
	case 2:
		return kernel.Norm2(x)
	}
	largest := kernel.NormInf(x)
	if largest == 0 || math.IsInf(p, 1) || math.IsInf(largest, 0) || math.IsNaN(largest) {
		return largest
	}
	sum := 0.0
	for _, v := range x {
		sum += math.Pow(math.Abs(v)/largest, p)
	}
	return largest * math.Pow(sum, 1/p)
}

// powerSum returns sum |x_j|^p, and the number of non-zeros for p = 0.
func powerSum(x []float64, p float64) float64 {
	sum := 0.0
	for _, v := range x {
		switch {
		case v == 0:
		case p == 0:
			sum++
		case p == 1:
			sum += math.Abs(v)
		default:
			sum += math.Pow(math.Abs(v), p)
		}
	}
	return sum
}
