package reweighted_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/internal/local/localtest"
	"touchpoint/solvers/lasso"
	"touchpoint/solvers/reweighted"

	"gonum.org/v1/gonum/mat"
)

var exponents = []float64{0, .1, .5, .9}

func mustSolve(t *testing.T, inner solvers.Solver, p solvers.Problem) solvers.Solution {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), &reweighted.Solver{Inner: inner}, p)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

// checkPoint holds a point against the system, the L1 point it started from, within what that point may be wrong, and the promise that
// it is basic.
func checkPoint(t *testing.T, p solvers.Problem, x, start []float64, wrong float64) {
	t.Helper()
	if r := localtest.Misfit(p, x); r > 1e-12 {
		t.Errorf("residual %v", r)
	}
	s := support(x)
	if size := localtest.Injective(p.A, s); size < 1e-9 {
		t.Errorf("support %v is dependent: least singular value %v", s, size)
	}
	if got, first := p.Objective(x), p.Objective(start); got > first*(1+wrong) {
		t.Errorf("|x|_%v^p = %v, above %v at the L1 point", p.P, got, first)
	}
}

// With one row every p < 1 goes for the largest coefficient.
func TestOneRow(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(1, 4, []float64{1, -4, 3, 0}), B: []float64{6}}
	for _, p.P = range exponents {
		if x := mustSolve(t, new(bases), p).X; !slices.Equal(x, []float64{0, -1.5, 0, 0}) {
			t.Errorf("p = %v: x = %v", p.P, x)
		}
	}
}

// Generic and planted draws, an exact inner solver and one that leaves noise on every entry.
func TestPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 5))
	for trial := range 40 {
		p, _ := draw(rng, 5, 10, trial%5)
		p.P = exponents[trial%len(exponents)]
		l1 := p
		l1.P = 1
		start, err := new(bases).Solve(t.Context(), l1)
		if err != nil {
			t.Fatal(err)
		}
		for _, inner := range []solvers.Solver{new(bases), new(vanishing)} {
			sol := mustSolve(t, inner, p)
			if sol.Status != solvers.Converged || sol.Dual != nil {
				t.Errorf("status %v after %d inner solves, dual %v", sol.Status, sol.Iterations, sol.Dual)
			}
			checkPoint(t, p, sol.X, start.X, 1e-9)
		}
	}
}

// On the same planted draws it meets the truth more often than L1, whose exact rate at (10,5,2) and (10,5,3) is 0.648 and 0.312
// (Affentranger and Schneider 1992), and wherever L1 does.
func TestPlanted(t *testing.T) {
	const trials = 250
	for _, c := range []struct {
		k     int
		exact float64
	}{{2, .6482300017}, {3, .3124502481}} {
		for _, power := range []float64{0, .5} {
			rng := rand.New(rand.NewPCG(2008, uint64(c.k)))
			plain, hits := 0, 0
			for range trials {
				p, truth := draw(rng, 5, 10, c.k)
				p.P = 1
				l1, err := new(bases).Solve(t.Context(), p)
				if err != nil {
					t.Fatal(err)
				}
				p.P = power
				hit, met := localtest.Apart(mustSolve(t, new(bases), p).X, truth) < 1e-8, localtest.Apart(l1.X, truth) < 1e-8
				if met && !hit {
					t.Errorf("k = %d, p = %v: lost a truth that L1 met", c.k, power)
				}
				plain, hits = plain+count(met), hits+count(hit)
			}
			if deviation := math.Sqrt(c.exact * (1 - c.exact) / trials); math.Abs(float64(plain)/trials-c.exact) > 4*deviation {
				t.Errorf("k = %d: L1 met %d of %d, exact rate %v", c.k, plain, trials, c.exact)
			}
			if hits <= plain {
				t.Errorf("k = %d, p = %v: met %d of %d, L1 %d", c.k, power, hits, trials, plain)
			}
		}
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Far above the L1 transition, at (60,25,10), the gain is large: L1's rate is about 0.39.
func TestPlantedLarge(t *testing.T) {
	rng := rand.New(rand.NewPCG(60, 25))
	plain, hits := 0, 0
	for range 30 {
		p, truth := draw(rng, 25, 60, 10)
		p.P = 1
		l1, err := new(vanishing).Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		p.P = 0
		sol := mustSolve(t, new(vanishing), p)
		checkPoint(t, solvers.Problem{A: p.A, B: p.B, P: .5}, sol.X, sol.X, 0)
		plain, hits = plain+count(localtest.Apart(l1.X, truth) < 1e-6), hits+count(localtest.Apart(sol.X, truth) < 1e-10)
	}
	if hits < plain+5 {
		t.Errorf("met %d of 30, L1 %d", hits, plain)
	}
}

// The point solves the weighted L1 problem its own weights make: no solution of the system has a smaller sum w_j |v_j|.
func TestFixedPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(77, 3))
	for trial := range 40 {
		const epsilon = 1e-7
		p, _ := draw(rng, 5, 10, 0)
		p.P = .5
		sol, err := solvers.Solve(t.Context(), &reweighted.Solver{Inner: new(bases), Epsilon0: 1, EpsilonMin: epsilon, Shrink: .1}, p)
		if err != nil || sol.Status != solvers.Converged {
			t.Fatalf("status %v, error %v", sol.Status, err)
		}
		largest := solvers.Norm(sol.X, math.Inf(1))
		weighted := solvers.Problem{A: solvers.From(p.A), B: p.B, P: 1}
		own := 0.0
		for j, v := range sol.X {
			weight := math.Pow(math.Abs(v)/largest+epsilon, p.P-1)
			copy(weighted.A.Col(j), localtest.Scaled(p.A.Col(j), 1/weight))
			own += weight * math.Abs(v)
		}
		best, err := new(bases).Solve(t.Context(), weighted)
		if err != nil {
			t.Fatal(err)
		}
		if value := solvers.Norm(best.X, 1); own > value*(1+1e-9) {
			t.Errorf("trial %d: weighted norm %v at the point, least %v", trial, own, value)
		}
	}
}

// Degenerate, tied, deficient and badly scaled systems.
func TestHardCorner(t *testing.T) {
	for trial := range 12 {
		for name, spoil := range map[string]func(i, j int, v float64) float64{
			"zero row":        func(i, _ int, v float64) float64 { return v * float64(min(i, 1)) },
			"zero column":     func(_, j int, v float64) float64 { return v * float64(min(j, 1)) },
			"columns 1e150":   func(_, _ int, v float64) float64 { return v * 1e150 },
			"columns 1e-150":  func(_, _ int, v float64) float64 { return v * 1e-150 },
			"spread columns":  func(_, j int, v float64) float64 { return v * math.Pow(10, float64(j%5-2)) },
			"integer entries": func(_, _ int, v float64) float64 { return math.Round(v) },
		} {
			p, truth := draw(rand.New(rand.NewPCG(uint64(trial), 1)), 6, 15, 3)
			for j := range 15 {
				for i, v := range p.A.Col(j) {
					p.A.Col(j)[i] = spoil(i, j, v)
				}
			}
			p.A.Mul(p.B, truth)
			p.P = exponents[trial%len(exponents)]
			t.Run(fmt.Sprintf("%s/%d/p=%v", name, trial, p.P), func(t *testing.T) {
				l1 := p
				l1.P = 1
				start, err := new(vanishing).Solve(t.Context(), l1)
				if err != nil {
					t.Fatal(err)
				}
				checkPoint(t, p, mustSolve(t, new(vanishing), p).X, start.X, 1e-5)
			})
		}
	}
}

// x(cb) = c x(b), to the bit for powers of two.
func TestHomogeneous(t *testing.T) {
	rng := rand.New(rand.NewPCG(19, 84))
	for _, power := range exponents {
		p, _ := draw(rng, 5, 10, 0)
		p.P = power
		x := mustSolve(t, new(bases), p).X
		for factor, tolerance := range map[float64]float64{-1: 0, 0x1p50: 0, 0x1p-50: 0, 3: 1e-12, 1e100: 1e-12} {
			q := p
			q.B = localtest.Scaled(p.B, factor)
			if d := localtest.Apart(mustSolve(t, new(bases), q).X, localtest.Scaled(x, factor)); d > tolerance {
				t.Errorf("p = %v, factor %v: off by %v", p.P, factor, d)
			}
		}
	}
}

func TestPermutationAndFlips(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	p, _ := draw(rng, 5, 10, 0)
	q := p
	q.A = solvers.NewColumns(5, 10, nil)
	order := rng.Perm(10)
	for _, p.P = range exponents {
		q.P = p.P
		x, want := mustSolve(t, new(bases), p).X, make([]float64, 10)
		for j, from := range order {
			flip := float64(1 - 2*(j%2))
			copy(q.A.Col(j), localtest.Scaled(p.A.Col(from), flip))
			want[j] = flip * x[from]
		}
		if d := localtest.Apart(mustSolve(t, new(bases), q).X, want); d > 1e-12 {
			t.Errorf("p = %v: off by %v", p.P, d)
		}
	}
}

// One column is the scalar problem 1/2 (x - z)^2 + lambda |x|^(1/2), with the closed form of half thresholding: x = 0 up to
// |z| = 1.5 lambda^(2/3), and beyond 2/3 z (1 + cos(2π/3 - 2/3 acos(lambda/4 (|z|/3)^(-3/2)))) (Xu, Chang, Xu, Zhang 2012).
func TestHalfThresholding(t *testing.T) {
	for _, lambda := range []float64{.01, .3, 1, 40} {
		for _, part := range []float64{-9, .2, .9, .999, 1.001, 1.1, 2, 30} {
			z := part * 1.5 * math.Pow(lambda, 2./3)
			want := 0.0
			if math.Abs(part) > 1 {
				angle := 2./3*math.Pi - 2./3*math.Acos(lambda/4*math.Pow(math.Abs(z)/3, -1.5))
				want = 2. / 3 * z * (1 + math.Cos(angle))
			}
			p := solvers.Problem{A: solvers.NewColumns(1, 1, []float64{1}), B: []float64{z}, P: .5, Lambda: lambda}
			if x := mustSolve(t, new(lasso.Solver), p).X[0]; math.Abs(x-want) > 1e-11*math.Abs(want) {
				t.Errorf("z = %v, lambda = %v: x = %v, want %v", z, lambda, x, want)
			}
		}
	}
}

// The penalised form: a local minimiser over the support, no worse than zero, basic, and homogeneous, x(cb, c^(2-p) lambda) = c x(b, lambda).
func TestPenalised(t *testing.T) {
	rng := rand.New(rand.NewPCG(50, 1))
	for trial := range 60 {
		p, _ := draw(rng, 6, 15, trial%4)
		p.P = []float64{.1, .5, .9}[trial%3]
		p.Lambda = math.Exp(-6 * rng.Float64())
		sol := mustSolve(t, new(lasso.Solver), p)
		if sol.Status != solvers.Converged {
			t.Errorf("trial %d: status %v after %d inner solves", trial, sol.Status, sol.Iterations)
		}
		r := make([]float64, 6)
		p.A.Mul(r, sol.X)
		for _, j := range support(sol.X) {
			slope := p.Lambda * p.P * math.Pow(math.Abs(sol.X[j]), p.P-1) * math.Copysign(1, sol.X[j])
			for i, v := range p.A.Col(j) {
				slope += v * (r[i] - p.B[i])
			}
			if math.Abs(slope) > 1e-9*solvers.Norm(p.B, 2) {
				t.Errorf("trial %d: slope %v at x[%d] = %v", trial, slope, j, sol.X[j])
			}
		}
		if least := curvature(p, sol.X); !(least > 0) {
			t.Errorf("trial %d: the Hessian over the support has the eigenvalue %v", trial, least)
		}
		if zero := p.Objective(make([]float64, 15)); p.Objective(sol.X) > zero {
			t.Errorf("trial %d: objective %v, above %v at zero", trial, p.Objective(sol.X), zero)
		}
		if s := support(sol.X); len(s) > 0 && localtest.Injective(p.A, s) < 1e-9 {
			t.Errorf("trial %d: support %v is dependent", trial, s)
		}
		q := p
		q.B, q.Lambda = localtest.Scaled(p.B, 64), p.Lambda*math.Pow(64, 2-p.P)
		if d := localtest.Apart(mustSolve(t, new(lasso.Solver), q).X, localtest.Scaled(sol.X, 64)); d > 1e-9 {
			t.Errorf("trial %d: not homogeneous, off by %v", trial, d)
		}
	}
}

// curvature returns the least eigenvalue of the Hessian of the penalised objective over the support of x, +Inf where that is empty.
func curvature(p solvers.Problem, x []float64) float64 {
	s := support(x)
	if len(s) == 0 {
		return math.Inf(1)
	}
	hessian := mat.NewSymDense(len(s), nil)
	for k, j := range s {
		for l, i := range s[:k+1] {
			hessian.SetSym(k, l, mat.Dot(mat.NewVecDense(len(p.B), p.A.Col(j)), mat.NewVecDense(len(p.B), p.A.Col(i))))
		}
		hessian.SetSym(k, k, hessian.At(k, k)-p.Lambda*p.P*(1-p.P)*math.Pow(math.Abs(x[j]), p.P-2))
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(hessian, false) {
		return math.NaN()
	}
	return slices.Min(eigen.Values(nil))
}

// The penalised form in other units, x(cA, db, c^p d^(2-p) lambda) = d/c x(A, b, lambda), as far as float64 goes.
func TestUnits(t *testing.T) {
	rng := rand.New(rand.NewPCG(50, 2))
	p, _ := draw(rng, 6, 15, 0)
	p.P, p.Lambda = .5, .1
	x := mustSolve(t, new(homotopy.Solver), p).X
	for _, c := range []float64{0x1p-560, 0x1p-512, 1, 0x1p512, 0x1p520} {
		for _, d := range []float64{0x1p-400, 0x1p-100, 1, 0x1p400} {
			q := p
			q.A, q.B = solvers.NewColumns(6, 15, localtest.Scaled(p.A.Data(), c)), localtest.Scaled(p.B, d)
			q.Lambda = p.Lambda * math.Sqrt(c) * d * math.Sqrt(d)
			if off := localtest.Apart(mustSolve(t, new(homotopy.Solver), q).X, localtest.Scaled(x, d/c)); off > 1e-11 {
				t.Errorf("c = %v, d = %v: off by %v", c, d, off)
			}
		}
	}
}
