package cube

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
)

// law draws an entry of A.
type law func(*rand.Rand) float64

func gaussian(rng *rand.Rand) float64   { return rng.NormFloat64() }
func rademacher(rng *rand.Rand) float64 { return float64(2*rng.IntN(2) - 1) }
func ternary(rng *rand.Rand) float64    { return float64(rng.IntN(3) - 1) }
func integer(rng *rand.Rand) float64    { return float64(rng.IntN(7) - 3) }

// sparse entries make most zeros of a dual vector coincide.
func sparse(rng *rand.Rand) float64 {
	if rng.IntN(20) > 0 {
		return 0
	}
	return rademacher(rng)
}

func matrix(rng *rand.Rand, m, n int, entry law) *solvers.Columns {
	a := solvers.NewColumns(m, n, nil)
	for k := range a.Data() {
		a.Data()[k] = entry(rng)
	}
	return a
}

// consistent returns a system solved by a vector of the law.
func consistent(rng *rand.Rand, a *solvers.Columns, coordinate law) solvers.Problem {
	m, n := a.Dims()
	b, x := make([]float64, m), make([]float64, n)
	for j := range x {
		x[j] = coordinate(rng)
	}
	a.Mul(b, x)
	return solvers.Problem{A: a, B: b, P: math.Inf(1)}
}

// generic returns a system with an arbitrary right-hand side.
func generic(rng *rand.Rand, m, n int, entry law) solvers.Problem {
	p := solvers.Problem{A: matrix(rng, m, n, entry), B: make([]float64, m), P: math.Inf(1)}
	for i := range p.B {
		p.B[i] = rng.NormFloat64()
	}
	return p
}

// solve returns a converged solution, or fails; none for an inconsistent system.
func solve(t *testing.T, s *Solver, p solvers.Problem) (solvers.Solution, bool) {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), s, p)
	if errors.Is(err, solvers.ErrInfeasible) {
		return sol, false
	}
	if err != nil || sol.Status != solvers.Converged {
		t.Fatalf("status %v after %d pivots, error %v", sol.Status, sol.Iterations, err)
	}
	return sol, true
}

// optimal checks x and y against the data alone: residual, dual feasibility and duality gap.
func optimal(t *testing.T, p solvers.Problem, sol solvers.Solution) {
	t.Helper()
	m, n := p.A.Dims()
	residual, product := make([]float64, m), make([]float64, n)
	p.A.Mul(residual, sol.X)
	value := 0.0
	for i, v := range p.B {
		residual[i] -= v
		value += v * sol.Dual[i]
	}
	p.A.MulT(product, sol.Dual)
	c := solvers.Norm(sol.X, math.Inf(1))
	miss, size := solvers.Norm(residual, 2)/solvers.Norm(p.B, 2), solvers.Norm(product, 1)
	if !(miss <= 1e-12) || !(math.Abs(size-1) <= 1e-12) || !(math.Abs(c-value) <= 1e-12*c) {
		t.Fatalf("|A x - b| = %.3g |b|, |A'y|_1 = 1 + %.3g, |x|_inf = %v, b'y = %v", miss, size-1, c, value)
	}
}

// inner counts the coordinates strictly inside the cube.
func inner(x []float64) (count int) {
	c := solvers.Norm(x, math.Inf(1))
	for _, v := range x {
		if math.Abs(v) < c {
			count++
		}
	}
	return count
}
