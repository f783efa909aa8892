package simplex

import (
	"context"
	"math"

	"touchpoint/solvers/internal/kernel"
)

// workspace is the state of one solve: the scaled problem, the basis, and by position in the basis the values z, the signs
// and the signed costs. Its arrays are kept for the next solve.
type workspace struct {
	basis
	n      int
	b      []float64 // m, scaled
	weight []float64 // n, cost of a unit of z_j
	scale  scaling

	z, cost []float64 // r: the values and sign times weight; a zero value keeps the sign of its cost
	y, d    []float64 // m: dual vector; n: Aᵀy
	banned  []bool    // n: columns rounding forbids to enter for now

	alpha, beta []float64 // r, scratch
	v, res      []float64 // m, scratch
	points      []breakpoint
	keep        []int     // positions whose values are not rounding
	gram, part  []float64 // scratch of refit

	tableau  tableau
	slot     []int     // n+1: column -> slot of the tableau
	line     []float64 // n+1: a row of the tableau
	gains    []float64 // m: estimates of the row sums of A_B^-1
	measured bool      // the gains are those of the basis
	tabular  bool      // the basis is that of the tableau

	splitting splitting
	sparse    bool      // the splitting sees a small support
	score     []float64 // n
	keys      []uint64  // n
	order     []int     // n

	iterations, limit int
	perturbed         bool    // z solves a system with a slightly different b
	idle              int     // exchanges in a row that did not move x
	patience          int     // how many of those may come before Bland's rule
	shift             float64 // least distance of a perturbed value from zero
}

// resize prepares for an m x n problem.
func (w *workspace) resize(m, n int) {
	r := min(m, n)
	w.m, w.n = m, n
	w.a = kernel.Resize(w.a, m*n)
	w.pos, w.cols = kernel.Resize(w.pos, n), kernel.Resize(w.cols, r)[:0]
	w.inv = kernel.Resize(w.inv, r*m)[:0]
	w.b, w.y, w.v, w.res = kernel.Resize(w.b, m), kernel.Resize(w.y, m), kernel.Resize(w.v, m), kernel.Resize(w.res, m)
	w.weight, w.d, w.banned = kernel.Resize(w.weight, n+1), kernel.Resize(w.d, n), kernel.Resize(w.banned, n)
	w.scale.row, w.scale.col = kernel.Resize(w.scale.row, m), kernel.Resize(w.scale.col, n)
	w.z, w.cost = kernel.Resize(w.z, r)[:0], kernel.Resize(w.cost, r)[:0]
	w.alpha, w.beta = kernel.Resize(w.alpha, r), kernel.Resize(w.beta, r)
	w.slot, w.line, w.score = kernel.Resize(w.slot, n+1), kernel.Resize(w.line, n+1), kernel.Resize(w.score, n)
	w.points = kernel.Resize(w.points, r)[:0]
	w.iterations, w.idle, w.patience = 0, 0, 20+r
	w.perturbed, w.tabular = false, false
	w.weight[n] = math.Inf(1) // b is a column that never enters
	w.reset()
	clear(w.banned)
	clear(w.y)
}

// tick counts an iteration and lets the context speak every few of them.
func (w *workspace) tick(ctx context.Context) error {
	w.iterations++
	if w.iterations%16 == 0 {
		return context.Cause(ctx)
	}
	return nil
}

// values sets z to A_S^+ b with a step of iterative refinement, and res to b - A_S z.
func (w *workspace) values() {
	r := w.size()
	w.z = w.z[:r]
	w.solve(w.z, w.b)
	for range 2 {
		w.residual()
		w.solve(w.beta[:r], w.res)
		kernel.Axpy(1, w.beta[:r], w.z)
	}
	w.residual()
}

// fit is values, with the inverse computed afresh where the updated one is too coarse for the refinement to converge.
func (w *workspace) fit() {
	w.values()
	if kernel.NormInf(w.res) > rounded*w.terms() && w.refactor() {
		w.values()
	}
}

func (w *workspace) residual() {
	copy(w.res, w.b)
	w.subtract(w.res, w.z)
}

// duals sets y to the shortest vector with A_Sᵀy = cost, with a step of iterative refinement.
func (w *workspace) duals() {
	r := w.size()
	w.solveT(w.y, w.cost)
	for i, j := range w.cols {
		w.beta[i] = w.cost[i] - kernel.Dot(w.column(j), w.y)
	}
	kernel.Mul(w.v, w.inv, w.beta[:r])
	kernel.Axpy(1, w.v, w.y)
}

// terms bounds the size of the terms of A_S z - b: no entry of A exceeds 1, and no entry of b.
func (w *workspace) terms() float64 { return 1 + kernel.Norm1(w.z) }

// rounding reports whether value i is no more than rounding makes of a zero, for values with the given terms. Above 1e-6 of them it
// would take a basis whose inverse has rows of 2e9, which tableaus are not made of.
func (w *workspace) rounding(i int, terms float64) bool {
	v := math.Abs(w.z[i])
	if w.tabular && v > 1e-6*terms {
		return false
	}
	return v <= 4*epsilon*w.gain(i)*terms
}

const epsilon = 0x1p-53

// signed returns the cost of a unit of column j with the sign of v, positive for zero.
func (w *workspace) signed(j int, v float64) float64 { return math.Copysign(w.weight[j], v) }
