package lasso

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Neither an epoch, nor a finish, nor the exchanges inside it raise the objective; the gap never understates the distance to the end.
func TestMonotone(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 7))
	for range 60 {
		m, n := 2+rng.IntN(10), 2+rng.IntN(25)
		p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: 1, Lambda: math.Exp(-6 * rng.Float64())}
		integer := rng.IntN(2) == 0
		for i := range p.A.Data() {
			p.A.Data()[i] = rng.NormFloat64()
			if integer { // ties and dependent columns
				p.A.Data()[i] = float64(rng.IntN(3) - 1)
			}
		}
		for i := range p.B {
			p.B[i] = rng.NormFloat64()
		}
		descend(t, p)
	}
}

func descend(t *testing.T, p solvers.Problem) {
	t.Helper()
	var w workspace
	w.take(p.A)
	w.start(p, nil)
	w.finish()
	last := w.value()
	falls := func(what string) {
		t.Helper()
		if value := w.value(); value > last*(1+1e-14) {
			t.Errorf("%s raises the objective from %v to %v", what, last, value)
		}
		last = w.value()
	}
	var bounds []float64
	for range 100 {
		w.prove()
		bounds = append(bounds, w.objective-w.gap)
		if w.gap <= 1e-13*w.objective {
			break
		}
		w.choose()
		for range 3 {
			w.epoch()
			falls("an epoch")
		}
		w.enrol()
		falls("an exchange")
		w.finish()
		falls("a finish")
	}
	for _, bound := range bounds {
		if bound > last*(1+1e-13) {
			t.Errorf("the gap claimed an objective above %v; it ended at %v", bound, last)
		}
	}
	if w.gap > 1e-13*w.objective {
		t.Errorf("gap %v at the objective %v", w.gap, w.objective)
	}
}

// value returns the objective at z by its definition, from a residual of its own.
func (w *workspace) value() float64 {
	r := append([]float64(nil), w.b...)
	penalty := 0.0
	for j, z := range w.z {
		kernel.Axpy(-z, w.column(j), r)
		penalty += w.weight[j] * math.Abs(z)
	}
	return kernel.Dot(r, r)/2 + penalty
}
