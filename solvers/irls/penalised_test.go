package irls

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/local/localtest"
)

// Every point is a strict local minimiser, no worse than zero, and homogeneous: x(cb, c^(2-p) lambda) = c x(b, lambda).
func TestPenalised(t *testing.T) {
	rng := rand.New(rand.NewPCG(50, 1))
	found := 0
	for trial := range 100 {
		p := localtest.Gaussian(rng, 6, 15, []float64{.1, .5, 2. / 3, .9, .99}[trial%5], math.Exp(-8*rng.Float64()))
		s := &Solver{Start: []string{"", "random"}[trial%2]}
		sol := localtest.Solve(t, s, p)
		if sol.Status != solvers.Converged {
			t.Errorf("trial %d: %v after %d rounds", trial, sol.Status, sol.Iterations)
		}
		localtest.CheckMinimum(t, p, sol.X)
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
		again := localtest.Solve(t, s, q).X
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
		if x := localtest.Solve(t, new(Solver), p).X[0]; math.Abs(x-c.want) > 6e-9 {
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
		x := localtest.Solve(t, new(Solver), p).X
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
		p := localtest.Gaussian(rng, 6, 15, .5, 1e-13)
		sol := localtest.Solve(t, new(Solver), p)
		localtest.CheckMinimum(t, p, sol.X)
		rest := p.Objective(sol.X) - p.Lambda*solvers.Problem{P: p.P}.Objective(sol.X)
		if rest > 1e-20 {
			t.Errorf("trial %d: |A x - b|^2/2 = %v", trial, rest)
		}
	}
}

// A penalty that leaves nothing is seen to at once.
func TestHeavyPenalty(t *testing.T) {
	p := localtest.Gaussian(rand.New(rand.NewPCG(1, 7)), 6, 15, .5, 1e9)
	sol := localtest.Solve(t, new(Solver), p)
	if solvers.Norm(sol.X, 1) != 0 || sol.Status != solvers.Converged || sol.Iterations > 1 {
		t.Errorf("%v after %d rounds: %v", sol.Status, sol.Iterations, sol.X)
	}
}
