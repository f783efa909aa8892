package local

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/local/localtest"
)

// descended starts the valley at x, which it changes.
func descended(p solvers.Problem, x []float64) bool {
	var v Valley
	v.Load(p)
	return v.Descend(x)
}

// From any point the objective falls, to a strict local minimiser.
func TestDescend(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 2))
	for trial := range 300 {
		const m, n = 6, 12
		p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: []float64{.1, .5, 2. / 3, .95}[trial%4]}
		for i := range p.A.Data() {
			p.A.Data()[i] = rng.NormFloat64()
		}
		if trial%3 == 0 {
			copy(p.A.Col(4), p.A.Col(7))
		}
		x := make([]float64, n)
		for i := range m {
			p.B[i] = rng.NormFloat64()
		}
		for j := range 1 + rng.IntN(n) {
			x[j] = rng.NormFloat64()
		}
		p.Lambda = math.Exp(-8 * rng.Float64())
		before := p.Objective(x)
		if !descended(p, x) {
			t.Errorf("trial %d: no minimiser found: %v", trial, x)
		}
		if after := p.Objective(x); after > before {
			t.Errorf("trial %d: from %v up to %v", trial, before, after)
		}
		localtest.CheckMinimum(t, p, x)
	}
}

// From beside a minimiser the descent goes all the way, also where a part of b that no column fits leaves no digits to tell which of two points is
// lower. The minimiser of 1/2 (x - z)^2 + lambda |x|^p is x = 1 for z = 1 + lambda p, and lambda p (1-p) of the curvature there is taken away.
func TestDescendFromBeside(t *testing.T) {
	for _, power := range []float64{.1, .5, 2. / 3, .95} {
		for _, taken := range []float64{.01, .3, .6, .9} {
			lambda := taken / (power * (1 - power))
			a := solvers.NewColumns(2, 1, []float64{1, 0})
			p := solvers.Problem{A: a, B: []float64{1 + lambda*power, 1000}, P: power, Lambda: lambda}
			for off := 1e-9; off < .01; off *= 1.3 {
				x := []float64{1 + off}
				if !descended(p, x) || math.Abs(x[0]-1) > 1e-13/(1-taken) {
					t.Errorf("p = %v, lambda = %v: from 1 + %v to 1 + %v", power, lambda, off, x[0]-1)
				}
			}
		}
	}
}

// Twin columns are no minimiser together, nor are columns at a small angle with equal shares: a saddle point, which symmetry makes an iteration
// converge to.
func TestSaddles(t *testing.T) {
	for _, angle := range []float64{0, 1e-9, .01, .1, .2, .27, .271} { // the last ones just below where the saddle becomes a minimiser
		c, s := math.Cos(angle), math.Sin(angle)
		p := solvers.Problem{A: solvers.NewColumns(2, 2, []float64{c, s, c, -s}), B: []float64{2, 0}, P: .5, Lambda: .5}
		x := []float64{.8, .8}
		if !descended(p, x) {
			t.Errorf("angle %v: no minimiser found", angle)
		}
		if x[0] != 0 && x[1] != 0 {
			t.Errorf("angle %v: x = %v", angle, x)
		}
		localtest.CheckMinimum(t, p, x)
	}
}

// The bound below which an entry cannot be part of a minimiser is sharp: for p = 1/2 and a single column of length 1 the minimiser of
// 1/2 (x - z)^2 + lambda |x|^p merges with a maximum at the bound (lambda/4)^(2/3), as z goes down to 3 (lambda/4)^(2/3).
func TestLeast(t *testing.T) {
	for _, lambda := range []float64{1e-6, .3, 40} {
		for _, length := range []float64{.1, 1, 7} {
			var v Valley
			v.Load(solvers.Problem{A: solvers.NewColumns(1, 1, []float64{length}), B: []float64{1}, P: .5, Lambda: lambda})
			want := math.Pow(lambda/4/(length*length), 2./3)
			if got := v.Least(0); math.Abs(got-want) > 1e-14*want {
				t.Errorf("lambda %v, |a| = %v: %v, want %v", lambda, length, got, want)
			}
		}
	}
}
