package pnorm

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// The three parts of the frame are orthonormal, and A maps the kernel basis to zero and size·e to b.
func TestFrameSplitsTheSpace(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 1))
	for range 50 {
		n := 1 + rng.IntN(15)
		a, b := draw(rng, 1+rng.IntN(n), n, 0, rng.NormFloat64)
		var f frame
		f.Load(solvers.Problem{A: a, B: b})
		all := slices.Concat(f.E, f.rangeBasis(nil), f.kernelBasis(nil))
		if len(all) != n*n {
			t.Fatalf("%d values for %d vectors", len(all), n)
		}
		for i := range n {
			for j := range i + 1 {
				want := 0.0
				if i == j {
					want = 1
				}
				if d := kernel.Dot(all[i*n:(i+1)*n], all[j*n:(j+1)*n]); math.Abs(d-want) > 1e-13 {
					t.Fatalf("vectors %d and %d of %d: product %v", i, j, n, d)
				}
			}
		}
		image := make([]float64, f.M)
		for i := f.Rank; i < n; i++ {
			kernel.Mul(image, f.A, all[i*n:(i+1)*n])
			if kernel.NormInf(image) > 1e-13 {
				t.Fatalf("kernel vector %d has image %v", i, image)
			}
		}
	}
}

// newtonPoint returns a descent with a random basis at a random point.
func newtonPoint(rng *rand.Rand, n, k int, r float64) *descent {
	d := new(descent)
	d.basis = make([]float64, k*n)
	for i := range d.basis {
		d.basis[i] = rng.NormFloat64()
	}
	e := make([]float64, n)
	for j := range e {
		e[j] = rng.NormFloat64()
	}
	d.start(e)
	d.exponent(r)
	return d
}

// Normal equations and QR find the same step.
func TestTwoFactorisationsOneStep(t *testing.T) {
	rng := rand.New(rand.NewPCG(32, 1))
	for range 100 {
		n := 5 + rng.IntN(20)
		d := newtonPoint(rng, n, 1+rng.IntN(n/2), 2+2*rng.Float64())
		d.direct()
		if !d.normalEquations() {
			continue
		}
		v, theta := slices.Clone(d.v), d.theta
		d.orthogonal()
		for i := range v {
			if math.Abs(v[i]-d.v[i]) > 1e-8*kernel.NormInf(v) {
				t.Fatalf("v[%d] = %v by normal equations and %v by QR", i, v[i], d.v[i])
			}
		}
		if math.Abs(theta-d.theta) > 1e-8*theta || theta > 1+1e-12 {
			t.Fatalf("theta = %v by normal equations and %v by QR", theta, d.theta)
		}
	}
}

// s is the gradient of F, and the step solves the Newton equations of F²/2: the change of the gradient of F²/2 along a short piece of it
// is that share of minus the gradient.
func TestStepIsNewtons(t *testing.T) {
	rng := rand.New(rand.NewPCG(33, 1))
	const h = 1e-6
	for range 50 {
		r := 2 + 3*rng.Float64()
		d := newtonPoint(rng, 12, 5, r)
		d.direct()
		length := 1 / ((r - 1) - (r-2)*d.theta)
		gradient := func(t []float64) []float64 {
			norm := d.weigh(t)
			g := make([]float64, d.k)
			kernel.MulT(g, d.basis, d.s)
			return scaledBy(g, norm)
		}
		before := gradient(d.t)
		moved := slices.Clone(d.t)
		kernel.Axpy(h*length, d.step, moved)
		after := gradient(moved)
		for i := range before {
			change := (after[i] - before[i]) / h
			if math.Abs(change+before[i]) > 1e-3*kernel.NormInf(before) {
				t.Fatalf("r = %v: gradient[%d] is %v and changes by %v", r, i, before[i], change)
			}
		}
		value := d.weigh(d.t)
		step := slices.Clone(d.step)
		kernel.Axpy(h, step, d.t)
		slope := kernel.Dot(d.s, step)
		if got := (d.weigh(d.t) - value) / h; math.Abs(got-slope) > 1e-4*math.Abs(slope) {
			t.Fatalf("slope %v, want %v", got, slope)
		}
	}
}
