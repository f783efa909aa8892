// Package homotopy follows the whole piecewise-linear path of Lasso solutions,
//
//	x(lambda) = argmin 1/2 |A x - b|_2^2 + lambda |x|_1,
//
// from lambda_max = |A'b|_inf, where x = 0, down to the lambda that is asked for, or to lambda -> 0, where the path ends
// in a basis pursuit point: min |x|_1 subject to A x = b.
//
// Between two breakpoints the support S and its signs s are fixed and x_S(lambda) = u - lambda q, with A_S'A_S u = A_S'b and
// A_S'A_S q = s. Each breakpoint is found from u, q and the data alone, so that rounding does not pile up along the path. In large problems a working set
// is watched, by the products of its columns with each other, and a pass over A is spent on a stage of the path, not on a step.
//
// Reference: Osborne, Presnell and Turlach (2000), A new approach to variable selection in least squares problems; Efron, Hastie, Johnstone and
// Tibshirani (2004), Least angle regression; ties by the least-index rule of Murty (1974), Note on a Bard-type scheme for solving
// the complementarity problem.
package homotopy

import (
	"context"
	"errors"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Solver follows the path. The zero value is ready to use; one value serves one goroutine at a time.
type Solver struct {
	// MaxSteps bounds the changes of the support. 0 means 20 (m + n) + 1000.
	MaxSteps int `json:"max_steps,omitzero"`

	// Whole is the number of entries of A up to which every step looks at all columns. In larger problems it looks at a working set, and
	// a pass over A at the end of a stage of steps makes sure that no other column would have been needed. 0 means 16,384.
	Whole int `json:"whole,omitzero"`

	path path
}

// Accepts takes p = 1, in equality and in penalised form. It declines options that are negative.
func (s *Solver) Accepts(p solvers.Problem) error {
	switch {
	case p.P != 1:
		return solvers.Declinef("homotopy: p = %v; the path is piecewise linear for p = 1 only", p.P)
	case s.MaxSteps < 0:
		return solvers.Declinef("homotopy: max_steps = %d; it must be positive, or 0 for the default", s.MaxSteps)
	case s.Whole < 0:
		return solvers.Declinef("homotopy: whole = %d; it must be positive, or 0 for the default", s.Whole)
	}
	return nil
}

// Solve returns the end of the path. Status is Converged when the optimality conditions hold there to rounding, Stalled
// when rounding spoilt them, Limit when MaxSteps came first. Iterations counts changes of the support.
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	m, n := p.A.Dims()
	return s.Within(ctx, p, s.limit(m, n))
}

// Within is Solve with a limit of its own on the changes of the support, for a caller who has another method at hand. It is no door: the problem is
// one that the door of [solvers.Solve] has let in.
func (s *Solver) Within(ctx context.Context, p solvers.Problem, steps int) (solvers.Solution, error) {
	w := &s.path
	w.most = steps
	w.start(p)
	w.begin(s.Whole)
	switch err := s.advance(ctx, w); {
	case errors.Is(err, errLimit):
		return w.solution(solvers.Limit), nil
	case err != nil:
		return solvers.Solution{}, err
	}
	return w.finish()
}

// errLimit says that MaxSteps came first.
var errLimit = errors.New("the limit of steps")

// step carries out the event at hand.
func (s *Solver) step(ctx context.Context, w *path) error {
	if w.steps%16 == 0 && ctx.Err() != nil {
		return fmt.Errorf("homotopy: %w", context.Cause(ctx))
	}
	w.change()
	if w.steps >= w.most {
		return errLimit
	}
	return nil
}

func (s *Solver) limit(m, n int) int {
	if s.MaxSteps > 0 {
		return s.MaxSteps
	}
	return 20*(m+n) + 1000
}

// scale is a power of two near the largest entry of b: dividing by it changes no digit.
func scale(b []float64) float64 {
	_, e := math.Frexp(kernel.NormInf(b))
	return math.Ldexp(1, min(e, 1023)) // 2^1024 is infinite
}
