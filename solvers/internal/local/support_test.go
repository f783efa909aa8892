package local

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Passing along the kernel keeps A x and does not raise the sum of powers.
func TestReduce(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	for trial := range 200 {
		const m, n = 5, 12
		p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: []float64{0, .1, .5, .99}[trial%4]}
		x := make([]float64, n)
		for j := range x {
			for i := range m {
				p.A.Col(j)[i] = float64(rng.IntN(5) - 2)
			}
			x[j] = rng.NormFloat64()
		}
		p.A.Mul(p.B, x)
		before := p.Objective(x)
		var s Support
		s.Load(p)
		s.Reduce(x)
		if after := p.Objective(x); after > before*(1+1e-12) {
			t.Errorf("trial %d: from %v up to %v", trial, before, after)
		}
		if !s.Solves(x) {
			t.Errorf("trial %d: A x is off by %v", trial, s.Distance(x))
		}
		s.set.Reset()
		for j, v := range x {
			if v != 0 && !s.join(j) {
				t.Errorf("trial %d: column %d of %v is dependent", trial, j, x)
			}
		}
	}
}

// Columns of other sets that stand before those of a solution leave no trace.
func TestSpan(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for trial := range 50 {
		const m, n = 6, 10
		p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: .5}
		for i := range p.A.Data() {
			p.A.Data()[i] = rng.NormFloat64()
		}
		copy(p.A.Col(9), p.A.Col(5))
		for _, j := range []int{2, 4, 7} {
			kernel.Axpy(rng.NormFloat64(), p.A.Col(j), p.B)
		}
		var s Support
		s.Load(p)
		x := make([]float64, n)
		s.Span(x, []int{5, 9, 4, 1, 7, 2, 0, 3})
		for j, v := range x {
			if (v != 0) != (j == 2 || j == 4 || j == 7) {
				t.Errorf("trial %d: x = %v", trial, x)
			}
		}
		if len(s.set.Cols) != 3 || !s.Solves(x) {
			t.Errorf("trial %d: columns %v, A x off by %v", trial, s.set.Cols, s.Distance(x))
		}
		s.Span(x, []int{5, 4})
		if s.Solves(x) || x[5] == 0 || x[4] == 0 {
			t.Errorf("trial %d: two columns of others give %v", trial, x)
		}
	}
}

// Meet makes products with the set what they should be, and changes nothing that is orthogonal to it.
func TestMeet(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 10))
	p := solvers.Problem{A: solvers.NewColumns(8, 12, nil), B: make([]float64, 8), P: .5}
	for i := range p.A.Data() {
		p.A.Data()[i] = rng.NormFloat64()
	}
	x := make([]float64, 12)
	x[3], x[4], x[9] = 1, -2, 3
	kernel.Mul(p.B, p.A.Data(), x)
	var s Support
	s.Load(p)
	s.Reduce(x)
	y, before, c := make([]float64, 8), make([]float64, 8), []float64{1, 2, -3}
	for i := range y {
		y[i] = rng.NormFloat64()
		before[i] = y[i]
	}
	s.Meet(y, c)
	for k, j := range s.Set() {
		if got := kernel.Dot(p.A.Col(j), y); math.Abs(got-c[k]) > 1e-13 {
			t.Errorf("column %d: %v, want %v", j, got, c[k])
		}
	}
	kernel.Axpy(-1, before, y)
	length := kernel.Norm2(y)
	s.set.Against(s.coef[:3], y)
	if along := kernel.Norm2(s.coef[:3]); len(s.Set()) != 3 || math.Abs(along-length) > 1e-12*length {
		t.Errorf("the change has length %v, of which %v in the span of %v", length, along, s.Set())
	}
}
