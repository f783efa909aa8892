// Package enumerate solves the smallest problems exactly, by looking at every basis.
//
//	minimise |x|_p^p subject to A x = b,   0 <= p <= 1
//
// The objective is concave on every orthant, so its minimum over the solutions is attained at a basic one: a solution whose
// support S has independent columns. For 0 < p < 1 the basic solutions are exactly the strict local minima. Bases are visited
// depth first, so that neighbours share the orthogonal factorisation of their common prefix.
//
// The answer is exact up to rounding: a column counts as dependent on others, and b as spanned by them, when its distance from
// their span is at the level of the rounding errors committed in finding it. That test, like everything here, is unmoved by
// rescaling rows and columns by powers of two.
//
// Reference: D. Ge, X. Jiang, Y. Ye (2011), A note on the complexity of Lp minimization.
package enumerate

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
)

const (
	defaultBases = 200_000
	maxTableau   = 1 << 25 // reduced columns kept on the way down, in float64s: 256 MiB
)

// Solver visits every basis. The zero value is ready; one value serves one goroutine at a time, and beyond the slices it
// returns it allocates only until it has seen its largest problem.
type Solver struct {
	MaxBases int `json:"max_bases,omitzero"` // most bases C(n, min(m,n)) it will visit; 0 means 200000

	system system
	tree   tree
	minima minima
	dual   dual
}

// Minimum is the global minimum over the solutions of A x = b, and how alone it stands.
type Minimum struct {
	X      []float64 // n, a global minimiser: the first in lexicographic order of bases among equals
	Value  float64   // |X|_p^p, the number of non-zeros for p = 0
	Second float64   // smallest value among the other basic solutions, +Inf if there is none
	Minima int       // number of distinct basic solutions: for 0 < p < 1, of strict local minima
	Ties   int       // basic solutions whose value is Value to 1e-9 relative, X included
}

// Accepts takes Lambda = 0 and 0 <= p <= 1 with few enough bases. It declines a MaxBases that is negative.
func (s *Solver) Accepts(p solvers.Problem) error {
	switch {
	case p.Lambda != 0 || p.P > 1:
		return solvers.Declinef("enumerate needs lambda = 0 and 0 <= p <= 1; this problem has lambda = %v and p = %v", p.Lambda, p.P)
	case s.MaxBases < 0:
		return solvers.Declinef("enumerate: max_bases = %d; it must be positive, or 0 for the default", s.MaxBases)
	}
	m, n := p.A.Dims()
	if err := s.affordable(n, min(m, n)); err != nil {
		return err
	}
	if rank := float64(min(m, n)); rank*rank*float64(n)/2 > maxTableau {
		return solvers.Declinef("enumerate keeps reduced copies of A, at most %d numbers; a matrix of %d x %d needs more", maxTableau, m, n)
	}
	return nil
}

// affordable declines more than MaxBases bases of the given rank.
func (s *Solver) affordable(n, rank int) error {
	limit := s.MaxBases
	if limit == 0 {
		limit = defaultBases
	}
	if count := binomial(n, rank); count > float64(limit) {
		return solvers.Declinef("enumerate visits every basis, and C(%d, %d) = %.6g exceeds its limit of %d", n, rank, count, limit)
	}
	return nil
}

// Solve returns a global minimiser. For p = 1 it comes with a dual vector, which proves it optimal.
// Iterations counts the bases visited. Inconsistent systems give an error wrapping [solvers.ErrInfeasible].
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	least, err := s.search(ctx, p)
	if err != nil {
		return solvers.Solution{}, err
	}
	sol := solvers.Solution{X: least.X, Status: solvers.Converged, Iterations: s.tree.bases}
	if p.P == 1 {
		sol.Dual, err = s.certificate(ctx, p)
	}
	return sol, err
}

// Global returns the global minimum with the count of its rivals, so that a referee can prove a point globally optimal, and
// the only one. It is a door of its own and checks the problem; its errors are those of [solvers.Solve].
func (s *Solver) Global(ctx context.Context, p solvers.Problem) (Minimum, error) {
	if err := p.Validate(); err != nil {
		return Minimum{}, err
	}
	if err := s.Accepts(p); err != nil {
		return Minimum{}, err
	}
	return s.search(ctx, p)
}

func (s *Solver) search(ctx context.Context, p solvers.Problem) (Minimum, error) {
	if err := context.Cause(ctx); err != nil {
		return Minimum{}, fmt.Errorf("enumerate: %w", err)
	}
	s.system.load(p)
	_, n := p.A.Dims()
	if err := s.affordable(n, len(s.system.rows)); err != nil {
		return Minimum{}, err // a rank below m can mean more bases, not fewer
	}
	s.tree.load(&s.system, nil, s.system.b)
	s.minima.reset(&s.system, p.P)
	if err := s.tree.walk(ctx, &s.minima); err != nil {
		return Minimum{}, err
	}
	return s.minima.summary(n)
}

// binomial returns C(n, k), exactly below 2^53.
func binomial(n, k int) float64 {
	count := 1.0
	for i := range min(k, n-k) {
		count = math.Round(count * float64(n-i) / float64(i+1))
	}
	return count
}
