package thresholding

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/local/localtest"
	"touchpoint/solvers/lasso"

	"gonum.org/v1/gonum/mat"
)

// gradientStep returns x + mu Aᵀ(b - A x), computed plainly.
func gradientStep(p solvers.Problem, x []float64, mu float64) []float64 {
	m, n := p.A.Dims()
	r, z := make([]float64, m), make([]float64, n)
	p.A.Mul(r, x)
	for i, v := range p.B {
		r[i] = v - r[i]
	}
	p.A.MulT(z, r)
	for j, v := range x {
		z[j] = v + mu*z[j]
	}
	return z
}

// squared returns |A|_2^2.
func squared(a *solvers.Columns) float64 {
	var svd mat.SVD
	svd.Factorize(a, mat.SVDNone)
	largest := svd.Values(nil)[0]
	return largest * largest
}

// Every point is a fixed point of the iteration, a strict local minimiser, and homogeneous: x(cb, c^(2-p) lambda) = c x(b, lambda). From zero the
// objective has fallen.
func TestPenalised(t *testing.T) {
	rng := rand.New(rand.NewPCG(50, 1))
	found := 0
	for trial := range 120 {
		f := formulas[trial%2]
		p := localtest.Gaussian(rng, 6, 15, f.exponent(), math.Exp(-7*rng.Float64()))
		s := &Solver{Start: []string{"", "l1", "random"}[trial%3], Inner: new(lasso.Solver)}
		sol := localtest.Solve(t, s, p)
		if sol.Status != solvers.Converged {
			t.Errorf("trial %d: %v after %d steps", trial, sol.Status, sol.Iterations)
		}
		localtest.CheckMinimum(t, p, sol.X)
		mu := .99 / squared(p.A)
		for j, z := range gradientStep(p, sol.X, mu) {
			want, edge := 0.0, f.threshold(p.Lambda*mu)
			if math.Abs(z) > edge {
				want = f.shrink(z, p.Lambda*mu)
			}
			if math.Abs(math.Abs(z)/edge-1) > .01 && math.Abs(sol.X[j]-want) > 1e-10*solvers.Norm(sol.X, 1) { // mu is known to less than 1%
				t.Errorf("trial %d: x[%d] = %v goes to %v", trial, j, sol.X[j], want)
			}
		}
		if zero := p.Objective(make([]float64, 15)); s.Start == "" && p.Objective(sol.X) > zero {
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
	if found < 60 {
		t.Errorf("only %d of 120 points are not zero", found)
	}
}

// Orthonormal columns fall apart into scalar problems, and with mu = 1 a single step would solve them: x = prox(Aᵀb). With mu = 0.99 zero is left a
// little later, so that z near the threshold is passed over.
func TestOrthonormal(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	for trial := range 60 {
		const m, n = 9, 6
		f := formulas[trial%2]
		p := localtest.Gaussian(rng, m, n, f.exponent(), .3)
		var qr mat.QR
		var q mat.Dense
		qr.Factorize(p.A)
		qr.QTo(&q)
		p.A = solvers.From(q.Slice(0, m, 0, n))
		x, edge := localtest.Solve(t, new(Solver), p).X, f.threshold(.3)
		for j, z := range gradientStep(p, make([]float64, n), 1) {
			want := 0.0
			if math.Abs(z) > edge {
				want = f.shrink(z, .3)
			}
			if math.Abs(math.Abs(z)/edge-1) > .01 && math.Abs(x[j]-want) > 1e-12 {
				t.Errorf("trial %d: x[%d] = %v for z = %v, want %v", trial, j, x[j], z, want)
			}
		}
	}
}

// The objective falls in every step, even where |A|_2 is first taken for a tenth of what it is, once that is noticed.
func TestDescentAndLearning(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 4))
	for trial := range 20 {
		f := formulas[trial%2]
		p := localtest.Gaussian(rng, 8, 20, f.exponent(), .05)
		var w workspace
		if err := w.load(p, false); err != nil {
			t.Fatal(err)
		}
		truth := squared(w.p.A)
		if w.square > truth*(1+1e-12) || w.square < .9*truth {
			t.Errorf("trial %d: |A|^2 = %v by the power method, %v by the SVD", trial, w.square, truth)
		}
		w.square /= 100
		for j := range w.x {
			w.x[j] = rng.NormFloat64()
		}
		w.step()
		before := math.Inf(1)
		for step := range 200 {
			lambda := w.p.Lambda * w.mu()
			w.cut(f.threshold(lambda), lambda)
			w.step()
			after := w.Value(w.x)
			if w.square > truth*(1+1e-9) {
				t.Fatalf("trial %d: |A|^2 = %v is learned, it is %v", trial, w.square, truth)
			}
			if step > 20 && after > before*(1+1e-12) {
				t.Errorf("trial %d: step %d leads from %v up to %v", trial, step, before, after)
			}
			before = after
		}
	}
}

// The authors' scheme for a known sparsity, in plain words: where it comes to rest at a solution, so does the solver on the rows of A.
func TestTwin(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 12))
	met := 0
	for trial := range 20 {
		const m, n, k = 12, 24, 2
		f := formulas[trial%2]
		p := localtest.Gaussian(rng, m, n, f.exponent(), 0)
		clear(p.B)
		for _, j := range rng.Perm(n)[:k] {
			kernel.Axpy(rng.NormFloat64(), p.A.Col(j), p.B)
		}
		x, mu := make([]float64, n), .99/squared(p.A)
		for range 1500 {
			z := gradientStep(p, x, mu)
			edge := kthLargest(z, k+1)
			for j, v := range z {
				x[j] = 0
				if math.Abs(v) > edge {
					x[j] = f.shrink(v, f.penalty(edge))
				}
			}
		}
		r := make([]float64, m)
		p.A.Mul(r, x)
		kernel.Axpy(-1, p.B, r)
		if kernel.Norm2(r) > 1e-6*kernel.Norm2(p.B) {
			continue
		}
		met++
		sol := localtest.Solve(t, &Solver{Sparsity: k, Raw: true}, p)
		for j, v := range x {
			if math.Abs(sol.X[j]-v) > 1e-5*kernel.NormInf(x) {
				t.Errorf("trial %d: %v, x[%d] = %v, the twin has %v", trial, sol.Status, j, sol.X[j], v)
			}
		}
	}
	if met < 10 {
		t.Errorf("the twin solved %d of 20", met)
	}
}

func kthLargest(z []float64, k int) float64 {
	for _, v := range z {
		larger := 0
		for _, u := range z {
			if math.Abs(u) > math.Abs(v) {
				larger++
			}
		}
		if larger == k-1 {
			return math.Abs(v)
		}
	}
	return 0
}

// Of equal entries the first ones stay.
func TestCutTo(t *testing.T) {
	var w workspace
	if err := w.load(solvers.Problem{A: solvers.NewColumns(1, 6, []float64{1, 1, 1, 1, 1, 1}), B: []float64{1}, P: .5}, true); err != nil {
		t.Fatal(err)
	}
	for keep, want := range [][6]bool{{}, {5: true}, {1: true, 5: true}, {1: true, 3: true, 5: true}, {1: true, 3: true, 4: true, 5: true}} {
		copy(w.z, []float64{0, 2, .5, -2, 2, 3})
		w.cutTo(keep)
		for j, v := range w.x {
			if (v != 0) != want[j] {
				t.Errorf("%d entries: %v", keep, w.x)
			}
		}
	}
}
