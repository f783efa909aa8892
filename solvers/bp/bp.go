// Package bp solves basis pursuit, min |x|_1 subject to A x = b, by whichever of two exact methods is the faster one for the system at hand.
//
// A path of Lasso solutions reaches a sparse point in a few steps, each of which costs a product with the columns it watches. A point with m non-zeros, which is
// what a generic b has and a planted point that is not recovered, takes more than m steps; a vertex method gets there at m (n - m) multiplications a step once it
// holds the tableau of its basis. Which of the two a system needs is not known before it is solved. So the path is followed for as many steps as the other method
// would cost altogether, and what is not done by then is handed over: never more than about twice the work of the better one (as one rents skis until they could
// have been bought). Where n is large beside m the path is followed to its end.
//
// Reference: Karlin, Manasse, Rudolph and Sleator (1988), Competitive snoopy caching, for the budget; the methods bring their own.
package bp

import (
	"context"
	"fmt"

	"touchpoint/solvers"
)

// Path is an exact method that stops by itself, with status [solvers.Limit], once it has made that many steps.
type Path interface {
	solvers.Solver
	Within(ctx context.Context, p solvers.Problem, steps int) (solvers.Solution, error)
}

// Solver chooses between its two methods. Without them it declines every problem; the other fields' zero values are ready.
type Solver struct {
	Path   Path           `json:"path"`   // for sparse points, and for what is large
	Vertex solvers.Solver `json:"vertex"` // for points with about m non-zeros

	// Steps is the number of steps of the path after which the vertex method takes over. 0 means: no bound for n > 4 m, where the path is the faster one even
	// to a point with m non-zeros; 4 + m/12 where a tableau of m (n - m) entries stays in the cache, and m/2 beyond.
	Steps int `json:"steps,omitzero"`
}

// cached is the size m (n - m) of a tableau up to which a step of the vertex method is cheap beside one of the path.
const cached = 100_000

var _ solvers.Chooser = (*Solver)(nil)

// Accepts takes p = 1 with lambda = 0, and declines options out of range.
func (s *Solver) Accepts(p solvers.Problem) error {
	switch {
	case s.Path == nil || s.Vertex == nil:
		return solvers.Declinef("bp: there are no methods to choose from; set Path and Vertex")
	case p.P != 1 || p.Lambda != 0:
		return solvers.Declinef("bp: p = %v with lambda = %v; basis pursuit is p = 1 with lambda = 0", p.P, p.Lambda)
	case s.Steps < 0:
		return solvers.Declinef("bp: steps = %d; it must be positive, or 0 for the default", s.Steps)
	}
	return nil
}

// Solve returns the answer of the method that came to an end; Iterations counts the steps of both. The vertex method also has the last word where
// rounding kept the path from its end. Errors are those of the vertex method, or the context's.
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	first, err := s.follow(ctx, p)
	if cause := context.Cause(ctx); cause != nil {
		return solvers.Solution{}, fmt.Errorf("bp: %w", cause)
	}
	if err == nil && first.Status == solvers.Converged {
		return first, nil
	}
	second, err := s.Vertex.Solve(ctx, p)
	second.Iterations += first.Iterations
	return second, err
}

// follow follows the path within its budget.
func (s *Solver) follow(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	m, n := p.A.Dims()
	switch {
	case s.Steps > 0:
		return s.Path.Within(ctx, p, s.Steps)
	case n > 4*m:
		return s.Path.Solve(ctx, p)
	case m*(n-m) <= cached:
		return s.Path.Within(ctx, p, 4+m/12)
	}
	return s.Path.Within(ctx, p, m/2)
}
