package localtest

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
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

// L1Start checks that a start from L1 is the answer to the problem with p = 1: in the penalised form with the slope of Lambda t^p at the largest multiple t
// of one column that fits b. Begin returns the first point of a method, in its own units, with an inner solver.
func L1Start(t *testing.T, begin func(p solvers.Problem, inner solvers.Solver) ([]float64, error)) {
	for _, lambda := range []float64{0, .3} {
		p := Gaussian(rand.New(rand.NewPCG(1, 8)), 3, 5, .5, lambda)
		for i := range p.B {
			p.B[i] *= 100
		}
		inner := new(witness)
		x, err := begin(p, inner)
		if err != nil || !slices.Equal(x, []float64{1, 2, 3, 4, 5}) {
			t.Errorf("starts at %v, %v", x, err)
		}
		size := 0.0
		for j := range 5 {
			dot, square := 0.0, 0.0
			for i, v := range p.A.Col(j) {
				dot, square = dot+v*p.B[i], square+v*v
			}
			size = max(size, math.Abs(dot)/square)
		}
		want, largest := lambda*p.P*math.Pow(size, p.P-1), math.Inf(1)
		if lambda > 0 { // units are powers of two, of which the penalty for p = 1 takes those of A and b
			want *= solvers.Norm(inner.asked.A.Data(), largest) / solvers.Norm(p.A.Data(), largest) * solvers.Norm(inner.asked.B, largest) / solvers.Norm(p.B, largest)
		}
		if got := inner.asked; got.P != 1 || math.Abs(got.Lambda-want) > 1e-13*want {
			t.Errorf("asked for p = %v, lambda = %v, want p = 1, lambda = %v", got.P, got.Lambda, want)
		}
	}
}
