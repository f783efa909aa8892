package reweighted_test

import (
	"context"
	"math"
	"math/rand/v2"

	"touchpoint/solvers"
	"touchpoint/solvers/lasso"
)

// bases solves the equality form with p = 1 by trying every basis of m columns: exact, for small n and A of full row rank.
type bases struct{ solves int }

func (s *bases) Accepts(p solvers.Problem) error {
	if p.Lambda > 0 {
		return solvers.Declinef("bases: lambda = %v; only the equality form", p.Lambda)
	}
	return nil
}

func (s *bases) Solve(_ context.Context, p solvers.Problem) (solvers.Solution, error) {
	s.solves++
	m, n := p.A.Dims()
	best, value := make([]float64, n), math.Inf(1)
	pick := make([]int, m)
	var choose func(from, k int)
	choose = func(from, k int) {
		if k < m {
			for j := from; j <= n-m+k; j++ {
				pick[k] = j
				choose(j+1, k+1)
			}
			return
		}
		if x := square(p, pick); x != nil && solvers.Norm(x, 1) < value {
			value = solvers.Norm(x, 1)
			clear(best)
			for l, j := range pick {
				best[j] = x[l]
			}
		}
	}
	choose(0, 0)
	return solvers.Solution{X: best, Status: solvers.Converged}, nil
}

// square solves A_S x = b by elimination with row pivoting; nil where A_S is singular.
func square(p solvers.Problem, pick []int) []float64 {
	m := len(pick)
	var store [12][13]float64
	for i := range m {
		for l, j := range pick {
			store[i][l] = p.A.At(i, j)
		}
		store[i][m] = p.B[i]
	}
	for c := range m {
		pivot := c
		for i := c; i < m; i++ {
			if math.Abs(store[i][c]) > math.Abs(store[pivot][c]) {
				pivot = i
			}
		}
		store[c], store[pivot] = store[pivot], store[c]
		if math.Abs(store[c][c]) < 1e-12 {
			return nil
		}
		for i := range m {
			if factor := store[i][c] / store[c][c]; i != c && factor != 0 {
				for l := c; l <= m; l++ {
					store[i][l] -= factor * store[c][l]
				}
			}
		}
	}
	x := make([]float64, m)
	for i := range x {
		x[i] = store[i][m] / store[i][i]
	}
	return x
}

// vanishing solves the equality form up to a small penalty, and so leaves its mark on every entry: an inner solver to clean up after.
type vanishing struct{ lasso.Solver }

func (*vanishing) Accepts(solvers.Problem) error { return nil }

func (s *vanishing) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	if p.Lambda == 0 {
		p.Lambda = 1e-11 * lasso.LambdaMax(p.A, p.B)
	}
	return s.Solver.Solve(ctx, p)
}

// draw returns a Gaussian system, with b = A x0 for a k-sparse Gaussian x0, or a Gaussian b for k = 0.
func draw(rng *rand.Rand, m, n, k int) (p solvers.Problem, truth []float64) {
	p = solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m)}
	for i := range p.A.Data() {
		p.A.Data()[i] = rng.NormFloat64()
	}
	if k == 0 {
		for i := range p.B {
			p.B[i] = rng.NormFloat64()
		}
		return p, nil
	}
	truth = make([]float64, n)
	for _, j := range rng.Perm(n)[:k] {
		truth[j] = rng.NormFloat64()
	}
	p.A.Mul(p.B, truth)
	return p, truth
}

func support(x []float64) (s []int) {
	for j, v := range x {
		if v != 0 {
			s = append(s, j)
		}
	}
	return s
}
