package local

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// In its units a problem is of size 1, and the objectives of x there and here differ by the factor 4^b, up to the ends of the range of float64.
func TestUnits(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 6))
	for trial := range 200 {
		p := solvers.Problem{A: solvers.NewColumns(3, 4, nil), B: make([]float64, 3), P: []float64{.1, .5, 2. / 3}[trial%3], Lambda: rng.ExpFloat64()}
		sizeA, sizeB := math.Exp2(float64(rng.IntN(200)-100)), math.Exp2(float64(rng.IntN(200)-100))
		for k := range p.A.Data() {
			p.A.Data()[k] = sizeA * rng.NormFloat64()
		}
		for i := range p.B {
			p.B[i] = sizeB * rng.NormFloat64()
		}
		var u Units
		q := u.Load(p)
		for _, largest := range []float64{kernel.NormInf(q.A.Data()), kernel.NormInf(q.B)} {
			if largest < .5 || largest >= 1 {
				t.Fatalf("trial %d: largest entry %v", trial, largest)
			}
		}
		x := make([]float64, 4)
		for j := range x {
			x[j] = rng.NormFloat64()
		}
		want := math.Ldexp(q.Objective(x), 2*u.b)
		if got := p.Objective(u.Restored(x)); math.Abs(got-want) > 1e-12*want {
			t.Errorf("trial %d: objective %v, want %v", trial, got, want)
		}
	}
}

// A penalty that leaves the range of float64 stays positive and finite, and none stays none.
func TestUnitsOfPenalty(t *testing.T) {
	for _, lambda := range []float64{0, math.SmallestNonzeroFloat64, 1, math.MaxFloat64} {
		for _, size := range []float64{1e-150, 1, 1e150} {
			var u Units
			q := u.Load(solvers.Problem{A: solvers.NewColumns(1, 1, []float64{1}), B: []float64{size}, P: .5, Lambda: lambda})
			if (q.Lambda > 0) != (lambda > 0) || math.IsInf(q.Lambda, 0) {
				t.Errorf("lambda %v, |b| = %v: %v", lambda, size, q.Lambda)
			}
		}
	}
}
