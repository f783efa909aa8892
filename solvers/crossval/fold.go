package crossval

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const defaultFolds = 10

// Deal returns the fold, 0 to K-1, of each of m rows. Rows are put into the order of a hash of the seed and their index, which does not depend
// on K, and dealt out in turn, so that folds differ by one row at most. Errors wrap [solvers.ErrProblem].
func (c CrossValidation) Deal(m int) ([]int, error) {
	k := c.Folds
	if k == 0 {
		k = min(defaultFolds, m)
	}
	switch {
	case m < 2:
		return nil, fmt.Errorf("crossval: %w: m = %d; there is no row to leave out and keep another", solvers.ErrProblem, m)
	case k < 2 || k > m:
		return nil, fmt.Errorf("crossval: %w: %d folds of %d rows; there must be 2 to %d", solvers.ErrProblem, k, m, m)
	}
	keys, order := make([][sha256.Size]byte, m), make([]int, m)
	for i := range m {
		keys[i], order[i] = sha256.Sum256(fmt.Appendf(nil, "touchpoint crossval 1\nseed %d\nrow %d", c.Seed, i)), i
	}
	slices.SortFunc(order, func(i, j int) int { return bytes.Compare(keys[i][:], keys[j][:]) })
	fold := make([]int, m)
	for place, i := range order {
		fold[i] = place % k
	}
	return fold, nil
}

// sample is a part of the rows.
type sample struct {
	a     *solvers.Columns
	b     []float64
	share float64 // of all rows
	held  []int   // the other rows
}

// without returns the sample of all rows but those of fold k.
func without(a *solvers.Columns, b []float64, fold []int, k int) sample {
	m, n := a.Dims()
	var s sample
	var kept []int
	for i, f := range fold {
		if f == k {
			s.held = append(s.held, i)
		} else {
			kept = append(kept, i)
		}
	}
	s.a, s.b, s.share = solvers.NewColumns(len(kept), n, nil), make([]float64, len(kept)), float64(len(kept))/float64(m)
	for place, i := range kept {
		s.b[place] = b[i]
	}
	for j := range n {
		from, to := a.Col(j), s.a.Col(j)
		for place, i := range kept {
			to[place] = from[i]
		}
	}
	return s
}

// fit returns the path of the sample at its share of the penalties, and checks what comes back.
func (s sample) fit(ctx context.Context, path Path, lambdas []float64) ([][]float64, error) {
	own := make([]float64, len(lambdas))
	for i, lambda := range lambdas {
		own[i] = s.share * lambda
	}
	points, err := path(ctx, s.a, s.b, own)
	if err != nil {
		return nil, err
	}
	if len(points) != len(lambdas) {
		return nil, fmt.Errorf("%w: the path has %d points for %d penalties", solvers.ErrSolver, len(points), len(lambdas))
	}
	_, n := s.a.Dims()
	for i, x := range points {
		if len(x) != n {
			return nil, fmt.Errorf("%w: the point at lambda = %v has %d entries, want %d", solvers.ErrSolver, own[i], len(x), n)
		}
		if !finite(kernel.NormInf(x)) {
			return nil, fmt.Errorf("%w: the point at lambda = %v is not finite", solvers.ErrSolver, own[i])
		}
	}
	return points, nil
}
