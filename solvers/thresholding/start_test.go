package thresholding

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// witness remembers the problem it was asked, and answers with the numbers from 1 on.
type witness struct{ asked solvers.Problem }

func (i *witness) Solve(_ context.Context, p solvers.Problem) (solvers.Solution, error) {
	i.asked = p
	_, n := p.A.Dims()
	x := make([]float64, n)
	for j := range x {
		x[j] = float64(j + 1)
	}
	return solvers.Solution{X: x}, nil
}

// The start l1 is the answer to the problem with p = 1: in the penalised form with the slope of Lambda t^p at the largest multiple t of one column that
// fits b.
func TestL1Start(t *testing.T) {
	for _, lambda := range []float64{0, .3} {
		p := gaussian(rand.New(rand.NewPCG(1, 8)), 3, 5, .5, lambda)
		for i := range p.B {
			p.B[i] *= 100
		}
		var w workspace
		inner := new(witness)
		if err := w.load(p, false); err != nil {
			t.Fatal(err)
		}
		if err := w.start(t.Context(), Solver{Start: "l1", Inner: inner}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(w.x, []float64{1, 2, 3, 4, 5}) {
			t.Errorf("starts at %v", w.x)
		}
		size := 0.0
		for j := range 5 {
			dot, square := 0.0, 0.0
			for i, v := range p.A.Col(j) {
				dot, square = dot+v*p.B[i], square+v*v
			}
			size = max(size, math.Abs(dot)/square)
		}
		want := lambda * p.P * math.Pow(size, p.P-1) // in units of powers of two, of which the penalty for p = 1 takes those of A and b
		if lambda > 0 {
			want *= kernel.NormInf(inner.asked.A.Data()) / kernel.NormInf(p.A.Data()) * kernel.NormInf(inner.asked.B) / kernel.NormInf(p.B)
		}
		if got := inner.asked; got.P != 1 || math.Abs(got.Lambda-want) > 1e-13*want {
			t.Errorf("asked for p = %v, lambda = %v, want p = 1, lambda = %v", got.P, got.Lambda, want)
		}
	}
}
