package local

import (
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// A set promises to fit b where it holds the columns that b is made of, and not without one of them.
func TestPromises(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 1))
	p := solvers.Problem{A: solvers.NewColumns(9, 20, nil), B: make([]float64, 9), P: .5}
	for i := range p.A.Data() {
		p.A.Data()[i] = rng.NormFloat64()
	}
	for _, j := range []int{2, 5, 11} {
		kernel.Axpy(1+rng.Float64(), p.A.Col(j), p.B)
	}
	var s Support
	s.Load(p)
	for _, c := range []struct {
		set  []int
		want bool
	}{
		{[]int{2, 5, 11}, true}, {[]int{11, 7, 2, 5, 19}, true}, {[]int{0, 1, 2, 3, 4, 5, 11}, true},
		{[]int{2, 5}, false}, {[]int{0, 1, 2, 3, 4, 5, 6, 7}, false}, {nil, false},
	} {
		left, got := s.Promises(slices.Clone(c.set))
		if slices.Sort(left); got != c.want || got && !slices.Equal(left, []int{2, 5, 11}) {
			t.Errorf("%v: %v, with %v", c.set, got, left)
		}
	}
}
