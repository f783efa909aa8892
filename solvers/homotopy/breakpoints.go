package homotopy

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Breakpoint is a point of the path at which the support changes, or at which the path ends.
type Breakpoint struct {
	Lambda float64
	X      []float64 // n, the caller's own
}

// Path yields the breakpoints from lambda_max downwards, and last the end of the path: the lambda of p, or 0. It is a door of its own and
// checks the problem; b = 0 has the path that is x = 0 throughout, and its end alone is yielded. An error comes last and wraps one of
// those of [solvers.Solve].
//
// Along the path the scale of a row is its weight, so that rows are not brought to a common scale as [solvers.Solve] does.
// Where they differ so widely that rounding leaves an equation of A x = b unmet at the end, that is an error wrapping
// [solvers.ErrSolver].
//
// A walk has its own workspace: the solver may be used for other problems while it is under way.
func (s *Solver) Path(ctx context.Context, p solvers.Problem) iter.Seq2[Breakpoint, error] {
	return func(yield func(Breakpoint, error) bool) {
		if err := s.admit(ctx, p); err != nil {
			yield(Breakpoint{}, err)
			return
		}
		if kernel.NormInf(p.B) == 0 {
			_, n := p.A.Dims()
			yield(Breakpoint{p.Lambda, make([]float64, n)}, nil)
			return
		}
		end, err := s.walk(ctx, p, func(b Breakpoint) bool { return yield(b, nil) })
		if err != nil || end.X != nil {
			yield(end, err)
		}
	}
}

// admit asks what the door of [solvers.Solve] would.
func (s *Solver) admit(ctx context.Context, p solvers.Problem) error {
	if err := p.Validate(); err != nil {
		return err
	}
	if err := s.Accepts(p); err != nil {
		return err
	}
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("homotopy: %w", err)
	}
	return nil
}

// walk calls yield with every breakpoint above the end, and returns the end; none when yield asks to stop.
func (s *Solver) walk(ctx context.Context, p solvers.Problem, yield func(Breakpoint) bool) (Breakpoint, error) {
	m, n := p.A.Dims()
	w := &path{most: s.limit(m, n)}
	w.start(p)
	w.watchAll()
	last := math.Inf(1)
	for w.next() {
		if here := w.event.lambda; here < last*(1-rounding) { // ties are one breakpoint
			if !yield(Breakpoint{here * w.scale, w.point(here)}) {
				return Breakpoint{}, nil
			}
			last = here
		}
		if err := s.step(ctx, w); err != nil {
			return Breakpoint{}, tooLong(err, w.steps)
		}
	}
	sol, err := w.finish()
	if err == nil {
		err = met(p, sol.X)
	}
	if err != nil {
		return Breakpoint{}, err
	}
	return Breakpoint{p.Lambda, sol.X}, nil
}

// tooLong makes an error for the caller of a limit that came first.
func tooLong(err error, steps int) error {
	if errors.Is(err, errLimit) {
		return fmt.Errorf("homotopy: %w: no end of the path within %d steps", solvers.ErrSolver, steps)
	}
	return err
}

// met checks that x satisfies every equation of A x = b in its own units: to a relative 1e-9 of its terms, or the last digits of the largest
// that the row could have. The penalised form asks for no such thing.
func met(p solvers.Problem, x []float64) error {
	if p.Lambda > 0 {
		return nil
	}
	size := kernel.NormInf(x)
	for i, b := range p.B {
		residual, terms, largest := b, math.Abs(b), 0.0
		for j, v := range x {
			a := p.A.At(i, j)
			residual -= a * v
			terms += math.Abs(a * v)
			largest = max(largest, math.Abs(a))
		}
		if !(math.Abs(residual) <= max(slack*terms, rounding*largest*size)) {
			return fmt.Errorf("homotopy: %w: the path ends with a residual of %.3g in equation %d, whose terms add up to %.3g: scale the rows alike",
				solvers.ErrSolver, residual, i, terms)
		}
	}
	return nil
}
