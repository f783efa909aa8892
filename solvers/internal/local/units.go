package local

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Units lead to a problem in which the largest entries of A and of b lie in [1/2, 1), and back. They are powers of two: A is divided by 2^a
// and b by 2^b, which multiplies x by 2^(a-b) and the objective by 4^-b.
type Units struct {
	a, b  int
	store []float64 // m·n + m
}

// Load returns the problem in these units.
func (u *Units) Load(p solvers.Problem) solvers.Problem {
	m, n := p.A.Dims()
	_, u.a = math.Frexp(kernel.NormInf(p.A.Data()))
	_, u.b = math.Frexp(kernel.NormInf(p.B))
	u.store = kernel.Resize(u.store, m*n+m)
	a, b := u.store[:m*n], u.store[m*n:]
	for k, v := range p.A.Data() {
		a[k] = math.Ldexp(v, -u.a)
	}
	for i, v := range p.B {
		b[i] = math.Ldexp(v, -u.b)
	}
	p.A, p.B = solvers.NewColumns(m, n, a), b
	if p.Lambda > 0 {
		fraction, exp := math.Frexp(p.Lambda)
		whole, rest := math.Modf(float64(u.b-u.a)*p.P - 2*float64(u.b))
		p.Lambda = inRange(math.Ldexp(fraction*math.Exp2(rest), exp+int(whole)))
	}
	return p
}

// inRange keeps a penalty weight that is next to nothing, or next to everything, a positive number.
func inRange(lambda float64) float64 { return min(max(lambda, 1e-300), 1e300) }

// Restored returns x in the units of the problem.
func (u *Units) Restored(x []float64) []float64 {
	out := make([]float64, len(x))
	for j, v := range x {
		out[j] = math.Ldexp(v, u.b-u.a)
	}
	return out
}
