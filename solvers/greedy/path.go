package greedy

import (
	"context"
	"fmt"
	"iter"
	"math"
	"slices"

	"touchpoint/solvers"
)

// Step is a point of the path of OMP: the least-squares point on the columns chosen so far.
type Step struct {
	Support  []int     // the columns, in the order in which they joined
	X        []float64 // n
	Residual float64   // |b - A x|_2
}

// Path yields the point after every column, from the first on: forward selection. It ends with the step that meets A x = b, at Sparsity columns,
// or where every other column depends on those chosen; b = 0 has no step. Unlike the answer of [OMP.Solve], a step keeps coefficients of
// rounding size. It is a door of its own and checks the problem; an error comes last and wraps one of those of [solvers.Solve].
// That A x = b has no solution is none.
//
// Along the path the scale of a row is its weight, so that rows are not brought to a common scale as [solvers.Solve] does. The slices of a step
// are the caller's own. A walk has its own workspace: the solver may be used for other problems while it is under way.
func (s *OMP) Path(ctx context.Context, p solvers.Problem) iter.Seq2[Step, error] {
	return func(yield func(Step, error) bool) {
		err := p.Validate()
		if err == nil {
			err = s.Accepts(p)
		}
		if err == nil {
			err = s.walk(ctx, p, yield)
		}
		if err != nil {
			yield(Step{}, err)
		}
	}
}

func (s *OMP) walk(ctx context.Context, p solvers.Problem, yield func(Step, error) bool) error {
	var (
		system system
		g      growth
	)
	system.load(p)
	g.start(&system)
	for !g.meets() && (s.Sparsity == 0 || g.steps < s.Sparsity) {
		if ctx.Err() != nil {
			return fmt.Errorf("greedy: omp: after %d columns: %w", g.steps, context.Cause(ctx))
		}
		if !g.step() {
			return nil
		}
		step := Step{slices.Clone(g.factor.Set()), system.point(g.z), math.Ldexp(g.norm, system.exp)}
		if err := finite(step.X); err != nil {
			return err
		}
		if !yield(step, nil) {
			return nil
		}
	}
	return nil
}
