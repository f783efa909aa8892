package local

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
)

// The largest multiple of one column that fits b is the largest entry among the n points with a single one that are best in the sense of least squares,
// and the penalty to start from is the slope of Lambda t^p there.
func TestL1(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 8))
	for _, lambda := range []float64{0, 1e-3, .3, 40} {
		p := solvers.Problem{A: solvers.NewColumns(3, 5, nil), B: make([]float64, 3), P: .5, Lambda: lambda}
		for k := range 12 { // and a column of zeros
			p.A.Data()[k] = rng.NormFloat64()
		}
		for i := range p.B {
			p.B[i] = 100 * rng.NormFloat64()
		}
		size := 0.0
		for j := range 4 {
			dot, square := 0.0, 0.0
			for i, v := range p.A.Col(j) {
				dot, square = dot+v*p.B[i], square+v*v
			}
			size = max(size, math.Abs(dot)/square)
		}
		var s Support
		s.Load(p)
		if got := s.Single(); math.Abs(got-size) > 1e-14*size {
			t.Errorf("Single() = %v, want %v", got, size)
		}
		slope := (lambda*math.Pow(size*(1+1e-6), p.P) - lambda*math.Pow(size*(1-1e-6), p.P)) / (2e-6 * size)
		if got := s.L1(); got.P != 1 || got.A != p.A || math.Abs(got.Lambda-slope) > 1e-9*slope {
			t.Errorf("p = %v, lambda = %v, want p = 1, lambda = %v", got.P, got.Lambda, slope)
		}
	}
}

// Without a column that fits b there is no slope, and the penalty stays.
func TestL1AtZero(t *testing.T) {
	var s Support
	p := solvers.Problem{A: solvers.NewColumns(2, 1, []float64{1, 0}), B: []float64{0, 1}, P: .5, Lambda: 3}
	s.Load(p)
	if got := s.L1(); s.Single() != 0 || got.Lambda != 3 {
		t.Errorf("Single() = %v, lambda = %v", s.Single(), got.Lambda)
	}
}
