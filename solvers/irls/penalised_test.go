package irls

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/mat"
)

// gaussian returns a penalised Gaussian problem.
func gaussian(rng *rand.Rand, m, n int, power, lambda float64) solvers.Problem {
	p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: power, Lambda: lambda}
	for i := range p.A.Data() {
		p.A.Data()[i] = rng.NormFloat64()
	}
	for i := range p.B {
		p.B[i] = rng.NormFloat64()
	}
	return p
}

func mustSolve(t *testing.T, s *Solver, p solvers.Problem) solvers.Solution {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), s, p)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

// Every point is a strict local minimiser, no worse than zero, and homogeneous: x(cb, c^(2-p) lambda) = c x(b, lambda).
func TestPenalised(t *testing.T) {
	rng := rand.New(rand.NewPCG(50, 1))
	found := 0
	for trial := range 100 {
		p := gaussian(rng, 6, 15, []float64{.1, .5, 2. / 3, .9, .99}[trial%5], math.Exp(-8*rng.Float64()))
		s := &Solver{Start: []string{"", "random"}[trial%2]}
		sol := mustSolve(t, s, p)
		if sol.Status != solvers.Converged {
			t.Errorf("trial %d: %v after %d rounds", trial, sol.Status, sol.Iterations)
		}
		checkMinimum(t, p, sol.X)
		if zero := p.Objective(make([]float64, 15)); p.Objective(sol.X) > zero {
			t.Errorf("trial %d: objective %v, above %v at zero", trial, p.Objective(sol.X), zero)
		}
		if solvers.Norm(sol.X, 1) > 0 {
			found++
		}
		q := p
		q.B, q.Lambda = append([]float64(nil), p.B...), p.Lambda*math.Pow(64, 2-p.P)
		for i := range q.B {
			q.B[i] *= -64
		}
		again := mustSolve(t, s, q).X
		for j, v := range sol.X {
			if math.Abs(again[j]/-64-v) > 1e-9*solvers.Norm(sol.X, math.Inf(1)) {
				t.Errorf("trial %d: not homogeneous, x[%d] = %v and %v", trial, j, v, again[j])
			}
		}
	}
	if found < 70 {
		t.Errorf("only %d of 100 points are not zero", found)
	}
}

// One column is the scalar problem 1/2 (x - z)^2 + lambda |x|^(1/2), whose minimiser is known (Xu, Chang, Xu, Zhang 2012).
func TestHalfThresholding(t *testing.T) {
	for _, c := range []struct{ z, lambda, want float64 }{{2, 1, 1.60537794}, {3, 1, 2.69545315}, {1, .3, .83593958}, {1.4, 1, 0}, {-2, 1, -1.60537794}} {
		p := solvers.Problem{A: solvers.NewColumns(1, 1, []float64{1}), B: []float64{c.z}, P: .5, Lambda: c.lambda}
		if x := mustSolve(t, new(Solver), p).X[0]; math.Abs(x-c.want) > 6e-9 {
			t.Errorf("z = %v, lambda = %v: x = %v, want %v", c.z, c.lambda, x, c.want)
		}
	}
}

// Orthonormal columns fall apart into scalar problems: every entry is one of their two minimisers.
func TestOrthonormal(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	for trial := range 50 {
		const n = 5
		p := solvers.Problem{A: solvers.NewColumns(n, n, nil), B: make([]float64, n), P: .5, Lambda: .2}
		angle := rng.Float64()
		for j := range n { // a rotation in the first two coordinates
			p.A.Col(j)[j] = 1
			p.B[j] = 3 * rng.NormFloat64()
		}
		p.A.Col(0)[0], p.A.Col(0)[1] = math.Cos(angle), math.Sin(angle)
		p.A.Col(1)[0], p.A.Col(1)[1] = -math.Sin(angle), math.Cos(angle)
		z := make([]float64, n)
		p.A.MulT(z, p.B)
		x := mustSolve(t, new(Solver), p).X
		for j, v := range x {
			if v != 0 {
				root := v - z[j] + math.Copysign(.1/math.Sqrt(math.Abs(v)), v)
				if math.Abs(root) > 1e-12 {
					t.Errorf("trial %d: x = %v for z = %v is not stationary: %v", trial, v, z[j], root)
				}
			} else if math.Abs(z[j]) > 5 {
				t.Errorf("trial %d: x = 0 for z = %v", trial, z[j])
			}
		}
	}
}

// As lambda vanishes the point solves the system.
func TestVanishingPenalty(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for trial := range 20 {
		p := gaussian(rng, 6, 15, .5, 1e-13)
		sol := mustSolve(t, new(Solver), p)
		checkMinimum(t, p, sol.X)
		rest := p.Objective(sol.X) - p.Lambda*solvers.Problem{P: p.P}.Objective(sol.X)
		if rest > 1e-20 {
			t.Errorf("trial %d: |A x - b|^2/2 = %v", trial, rest)
		}
	}
}

// A penalty that leaves nothing is seen to at once.
func TestHeavyPenalty(t *testing.T) {
	p := gaussian(rand.New(rand.NewPCG(1, 7)), 6, 15, .5, 1e9)
	sol := mustSolve(t, new(Solver), p)
	if solvers.Norm(sol.X, 1) != 0 || sol.Status != solvers.Converged || sol.Iterations > 1 {
		t.Errorf("%v after %d rounds: %v", sol.Status, sol.Iterations, sol.X)
	}
}

// checkMinimum holds a point against the conditions of a strict local minimiser of the penalised objective: zero gradient and positive
// definite Hessian over the support.
func checkMinimum(t *testing.T, p solvers.Problem, x []float64) {
	t.Helper()
	m, _ := p.A.Dims()
	r := make([]float64, m)
	p.A.Mul(r, x)
	kernel.Axpy(-1, p.B, r)
	var s []int
	size := kernel.Norm2(p.B) // to which the rounding of A x - b is relative
	for j, v := range x {
		size += kernel.Norm2(p.A.Col(j)) * math.Abs(v)
	}
	for j, v := range x {
		if v != 0 {
			s = append(s, j)
			slope := p.Lambda * p.P * math.Pow(math.Abs(v), p.P-1)
			if g := kernel.Dot(p.A.Col(j), r) + math.Copysign(slope, v); math.Abs(g) > 1e-10*slope+1e-14*size*kernel.Norm2(p.A.Col(j)) {
				t.Errorf("gradient %v at x[%d] = %v, slope %v", g, j, v, slope)
			}
		}
	}
	if len(s) == 0 {
		return
	}
	hessian := mat.NewSymDense(len(s), nil)
	for k, j := range s {
		for l, i := range s[:k+1] {
			hessian.SetSym(k, l, kernel.Dot(p.A.Col(i), p.A.Col(j)))
		}
		hessian.SetSym(k, k, hessian.At(k, k)-p.Lambda*p.P*(1-p.P)*math.Pow(math.Abs(x[j]), p.P-2))
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(hessian, false) || slices.Min(eigen.Values(nil)) <= 0 {
		t.Errorf("support %v: the Hessian has eigenvalues %v", s, eigen.Values(nil))
	}
}
