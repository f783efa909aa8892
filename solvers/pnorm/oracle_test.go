package pnorm

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/mat"
)

// draw returns an m x n matrix with the given entries and b = A x0 for a k-sparse Gaussian x0; k = 0 draws a Gaussian b.
func draw(rng *rand.Rand, m, n, k int, entry func() float64) (*solvers.Columns, []float64) {
	a, b := solvers.NewColumns(m, n, nil), make([]float64, m)
	for i := range a.Data() {
		a.Data()[i] = entry()
	}
	if k == 0 {
		for i := range b {
			b[i] = rng.NormFloat64()
		}
		return a, b
	}
	x := make([]float64, n)
	for _, j := range rng.Perm(n)[:k] {
		x[j] = rng.NormFloat64()
	}
	a.Mul(b, x)
	return a, b
}

// proof is what the data say about a solution, all relative.
type proof struct {
	residual float64 // |A x - b|_2
	dual     float64 // |A'y|_q - 1
	gap      float64 // |x|_p - b'y
	pairing  float64 // largest error of the power law between x and A'y, in the direction in which powers exceed 1
}

func prove(p solvers.Problem, sol solvers.Solution) proof {
	m, n := p.A.Dims()
	r, u := make([]float64, m), make([]float64, n)
	p.A.Mul(r, sol.X)
	kernel.Axpy(-1, p.B, r)
	p.A.MulT(u, sol.Dual)
	norm, q := solvers.Norm(sol.X, p.P), p.P/(p.P-1)
	c := proof{
		residual: kernel.Norm2(r) / kernel.Norm2(p.B),
		dual:     math.Abs(solvers.Norm(u, q) - 1),
		gap:      math.Abs(1 - kernel.Dot(p.B, sol.Dual)/norm),
	}
	for j, x := range sol.X {
		x /= norm
		from, to, power := u[j], x, q-1
		if p.P > 2 {
			from, to, power = x, u[j], p.P-1
		}
		c.pairing = max(c.pairing, math.Abs(math.Copysign(math.Pow(math.Abs(from), power), from)-to))
	}
	return c
}

func (c proof) holds(tolerance float64) bool {
	return max(c.residual, c.dual, c.gap, c.pairing) <= tolerance
}

func mustSolve(t *testing.T, s *Solver, p solvers.Problem) solvers.Solution {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), s, p)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

func TestRandomSystemsAreSolved(t *testing.T) {
	for _, p := range []float64{1.1, 1.5, 1.9, 3, 10} {
		t.Run(fmt.Sprintf("p=%v", p), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 2))
			var s Solver
			worst, steps := proof{}, 0
			for trial := range 600 {
				n := 2 + rng.IntN(40)
				if trial%50 == 0 {
					n = 100
				}
				m := 1 + rng.IntN(n)
				a, b := draw(rng, m, n, rng.IntN(m+1), rng.NormFloat64)
				problem := solvers.Problem{A: a, B: b, P: p}
				sol := mustSolve(t, &s, problem)
				c := prove(problem, sol)
				if sol.Status != solvers.Converged || !c.holds(1e-9) {
					t.Fatalf("trial %d (%d x %d): %v after %d steps, %+v", trial, m, n, sol.Status, sol.Iterations, c)
				}
				worst.residual, worst.gap = max(worst.residual, c.residual), max(worst.gap, c.gap)
				worst.dual, worst.pairing = max(worst.dual, c.dual), max(worst.pairing, c.pairing)
				steps = max(steps, sol.Iterations)
			}
			t.Logf("at most %d steps, worst %+v", steps, worst)
		})
	}
}

// The extreme exponents, with planted points of few non-zeros, where the minimum has few large entries.
func TestExtremeExponents(t *testing.T) {
	for _, p := range []float64{leastP, 1.01, 1.03, 100, largestP} {
		rng := rand.New(rand.NewPCG(3, 4))
		var s Solver
		stalled := 0
		for range 100 {
			m := 2 + rng.IntN(25)
			a, b := draw(rng, m, m+1+rng.IntN(30), 1+rng.IntN(m), rng.NormFloat64)
			problem := solvers.Problem{A: a, B: b, P: p}
			sol := mustSolve(t, &s, problem)
			c := prove(problem, sol)
			if c.residual > 1e-12 || c.dual > 1e-12 || c.gap > 1e-8 || sol.Status == solvers.Limit {
				t.Errorf("p = %v: %v after %d steps, %+v", p, sol.Status, sol.Iterations, c)
			}
			if (sol.Status == solvers.Converged) != (c.gap <= gapTolerance) {
				t.Errorf("p = %v: %v with a gap of %g", p, sol.Status, c.gap)
			}
			if sol.Status != solvers.Converged {
				stalled++
			}
		}
		if stalled > 2 {
			t.Errorf("p = %v: %d of 100 did not converge", p, stalled)
		}
	}
}

// One equation: x_j = b sign(a_j) |a_j|^(q-1) / |a|_q^q.
func TestOneRow(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var s Solver
	for _, p := range []float64{1.01, 1.1, 1.5, 2, 3, 10, 100} {
		for range 50 {
			a, b := draw(rng, 1, 1+rng.IntN(12), 0, rng.NormFloat64)
			q := p / (p - 1)
			top := kernel.NormInf(a.Data())
			sum := 0.0
			for _, v := range a.Data() {
				sum += math.Pow(math.Abs(v)/top, q)
			}
			sol := mustSolve(t, &s, solvers.Problem{A: a, B: b, P: p})
			for j, v := range a.Data() {
				want := b[0] / top * math.Copysign(math.Pow(math.Abs(v)/top, q-1), v) / sum
				if math.Abs(sol.X[j]-want) > 1e-12*math.Abs(b[0]/top) {
					t.Fatalf("p = %v: x[%d] = %v, want %v", p, j, sol.X[j], want)
				}
			}
		}
	}
}

// p = 2: x = A'(A A')^-1 b.
func TestEuclidean(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	var s Solver
	for range 100 {
		n := 2 + rng.IntN(20)
		a, b := draw(rng, 1+rng.IntN(n), n, 0, rng.NormFloat64)
		var want mat.VecDense
		var qr mat.LQ
		qr.Factorize(a)
		if err := qr.SolveVecTo(&want, false, mat.NewVecDense(len(b), b)); err != nil {
			continue
		}
		for _, p := range []float64{2, 2 + 1e-9, 2 - 1e-9} {
			sol := mustSolve(t, &s, solvers.Problem{A: a, B: b, P: p})
			for j, v := range sol.X {
				if math.Abs(v-want.AtVec(j)) > 1e-7*mat.Norm(&want, 2) {
					t.Fatalf("p = %v: x[%d] = %v, want %v", p, j, v, want.AtVec(j))
				}
			}
		}
	}
}

// leastSum returns min |x|_1 subject to A x = b over all bases of three columns.
func leastSum(a *solvers.Columns, b []float64) float64 {
	_, n := a.Dims()
	least := math.Inf(1)
	for i := range n {
		for j := range i {
			for k := range j {
				basis := mat.NewDense(3, 3, nil)
				for c, col := range []int{i, j, k} {
					basis.SetCol(c, a.Col(col))
				}
				var x mat.VecDense
				if x.SolveVec(basis, mat.NewVecDense(3, b)) == nil {
					least = min(least, mat.Norm(&x, 1))
				}
			}
		}
	}
	return least
}

// As p falls to 1, |x|_p rises to the minimum of basis pursuit, and |x|_1 falls to it: |x(p)|_p <= min |x|_1 <= |x(p)|_1 <= n^(1-1/p) |x(p)|_p.
func TestBasisPursuitIsTheLimit(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	var s Solver
	for range 40 {
		a, b := draw(rng, 3, 9, rng.IntN(3), rng.NormFloat64)
		limit := leastSum(a, b)
		for _, p := range []float64{1.1, 1.01, 1.001} {
			sol := mustSolve(t, &s, solvers.Problem{A: a, B: b, P: p})
			norm, sum := solvers.Norm(sol.X, p), kernel.Norm1(sol.X)
			if norm > limit*(1+1e-9) || sum < limit*(1-1e-9) || sum > limit*math.Pow(9, 1-1/p)*(1+1e-9) {
				t.Errorf("p = %v: |x|_p = %v, |x|_1 = %v, min |x|_1 = %v", p, norm, sum, limit)
			}
		}
	}
}

// The minimum falls as p grows, and the minimiser for p is no better than that for r in the r-norm.
func TestMinimaAreOrdered(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	var s Solver
	exponents := []float64{1.001, 1.02, 1.1, 1.3, 1.5, 1.8, 1.99, 2, 2.01, 2.5, 3, 4, 7, 20, 100, 1000}
	for range 20 {
		m := 1 + rng.IntN(20)
		a, b := draw(rng, m, m+rng.IntN(20), rng.IntN(m+1), rng.NormFloat64)
		points := make([][]float64, len(exponents))
		for i, p := range exponents {
			points[i] = mustSolve(t, &s, solvers.Problem{A: a, B: b, P: p}).X
		}
		for i, p := range exponents {
			least := solvers.Norm(points[i], p)
			for k, x := range points {
				if solvers.Norm(x, p) < least*(1-1e-9) {
					t.Errorf("p = %v: the minimiser for p = %v is better", p, exponents[k])
				}
			}
			if i > 0 && least > solvers.Norm(points[i-1], exponents[i-1])*(1+1e-9) {
				t.Errorf("the minimum rises from p = %v to p = %v", exponents[i-1], p)
			}
		}
	}
}
