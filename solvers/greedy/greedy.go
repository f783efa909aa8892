// Package greedy looks for a sparse solution by choosing columns and fitting them by least squares,
//
//	minimise the number of non-zeros of x   subject to A x = b,
//
// that is p = 0 with Lambda = 0. One way grows the support column by column ([OMP]); the others hold its size k and exchange
// columns until it fits ([IHT], [HTP], [CoSaMP], [SubspacePursuit]). All are local: where a sparse solution exists they find it if A is
// kind and k small enough, and nothing says that what they find is the sparsest.
//
// All work on columns of length 1, in units of their own terms, so that neither the units of a column nor those of b decide which is
// chosen; x comes back in the units of the problem. The answer has exact zeros, independent columns A_S, and the values of the
// least-squares fit on S; coefficients of rounding size are dropped where that leaves the residual as it is.
//
// With Sparsity = k > 0 a method returns its best point with at most k non-zeros. If that does not meet A x = b the status says so: Limit or
// Stalled. So noisy systems can be fitted, too. With Sparsity = 0 every solvable system gets a solution. OMP grows until A x = b
// holds. The others try k = 1, 2, 4, ... until it does, and then halve the interval between the largest k that failed and the smallest
// that did not: about 2 log2 k runs, of which those that fail take longest. Whether a method succeeds need not be monotone in k, so that
// this is the sparsest point it met, not the sparsest there is. Where every k up to min(m, n) fails, as it can with dependent columns, steps
// of OMP complete the last point, and the status is Limit.
package greedy

import (
	"context"
	"fmt"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// met is the residual, relative to |b|, of a point called converged.
const met = 1e-10

// accepts takes p = 0 with Lambda = 0, and options that are not negative.
func accepts(name string, p solvers.Problem, sparsity, iterations int) error {
	switch {
	case p.P != 0 || p.Lambda != 0:
		return solvers.Declinef("%s counts non-zeros and needs p = 0 and lambda = 0; this problem has p = %v and lambda = %v", name, p.P, p.Lambda)
	case sparsity < 0:
		return solvers.Declinef("%s: sparsity = %d; it is a number of non-zeros, or 0 for as few as the method finds", name, sparsity)
	case iterations < 0:
		return solvers.Declinef("%s: max_iterations = %d; it must be positive, or 0 for the default", name, iterations)
	}
	return nil
}

// grow adds columns to the point in growth until A z = b is met or there are limit of them, 0 meaning no limit, and cleans it. It reports
// whether there were no more columns to add.
func (w *work) grow(ctx context.Context, limit int) (exhausted bool, err error) {
	g := &w.growth
	for !exhausted && !g.meets() && (limit == 0 || g.factor.Len() < limit) {
		if ctx.Err() != nil {
			return false, fmt.Errorf("after %d columns: %w", g.factor.Len(), context.Cause(ctx))
		}
		exhausted = !g.step()
	}
	g.clean()
	return exhausted, nil
}

// complete returns the point in growth, to which there are no columns to add or no need to, unless it proves that there is no solution.
// The status is the given one where A x = b is met.
func (w *work) complete(p solvers.Problem, status solvers.Status, iterations int) (solvers.Solution, error) {
	if g := &w.growth; !w.consistent(g.r, g.z) {
		return solvers.Solution{}, fmt.Errorf("%w: b is at a relative distance of %.3g from the span of %d independent columns of A",
			solvers.ErrInfeasible, g.norm/w.size, g.factor.Len())
	}
	sol := w.answer(p, solvers.Stalled, iterations)
	if sol.Status == solvers.Converged {
		sol.Status = status
	}
	return sol, nil
}

// answer returns the point in growth: Converged where it meets A x = b, in the units of the problem too, and otherwise with the given status.
func (w *work) answer(p solvers.Problem, otherwise solvers.Status, iterations int) solvers.Solution {
	sol := solvers.Solution{X: w.point(w.growth.z), Status: otherwise, Iterations: iterations}
	if !w.growth.meets() {
		return sol
	}
	p.A.Mul(w.image, sol.X)
	kernel.Axpy(-1, p.B, w.image)
	sol.Status = solvers.Stalled
	if kernel.Norm2(w.image) <= met*kernel.Norm2(p.B) {
		sol.Status = solvers.Converged
	}
	return sol
}
