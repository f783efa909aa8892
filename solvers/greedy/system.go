package greedy

import (
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/pivoted"
)

// rounding is the residual, relative to |b| + sum |z_j|, that is none.
const rounding = 1e-13

// system is A x = b with columns of length 1 and b divided by a power of two. Its unknowns z have the size of their terms,
//
//	z_j = |a_j| x_j / 2^exp,
//
// so that neither the units of a column nor those of b decide which column is chosen. A column of zeros stays one.
type system struct {
	m, n int
	a    *solvers.Columns
	data []float64 // of a
	norm []float64 // n, |a_j|_2 in the units of the problem
	b    []float64 // m, its largest magnitude in [1/2, 1)
	size float64   // |b|_2
	exp  int       // power of two taken out of b
}

func (s *system) load(p solvers.Problem) {
	m, n := p.A.Dims()
	if s.a == nil || s.m != m || s.n != n {
		s.data = kernel.Resize(s.data, m*n)
		s.m, s.n, s.a = m, n, solvers.NewColumns(m, n, s.data)
	}
	s.norm, s.b = kernel.Resize(s.norm, n), kernel.Resize(s.b, m)
	for j := range n {
		from, to := p.A.Col(j), s.a.Col(j)
		s.norm[j] = kernel.Norm2(from)
		if s.norm[j] == 0 {
			clear(to)
			continue
		}
		for i, v := range from {
			to[i] = v / s.norm[j]
		}
	}
	_, s.exp = math.Frexp(kernel.NormInf(p.B))
	for i, v := range p.B {
		s.b[i] = math.Ldexp(v, -s.exp)
	}
	s.size = kernel.Norm2(s.b)
}

// residual sets r to b - A z and returns its norm.
func (s *system) residual(r, z []float64) float64 {
	s.a.Mul(r, z)
	for i, v := range s.b {
		r[i] = v - r[i]
	}
	return kernel.Norm2(r)
}

// dust returns the norm that rounding alone may leave of b - A z.
func (s *system) dust(z []float64) float64 { return rounding * (s.size + kernel.Norm1(z)) }

// consistent says whether r = b - A z is small enough for b to lie in the range of A; only an equation 0 = b_i must hold to the last digit.
func (s *system) consistent(r, z []float64) bool {
	return pivoted.Consistent(s.a.Data(), s.b, r, kernel.Norm1(z))
}

// point returns x for z, in the units of the problem.
func (s *system) point(z []float64) []float64 {
	x := make([]float64, s.n)
	for j, v := range z {
		if v != 0 {
			fraction, exp := math.Frexp(s.norm[j])
			x[j] = math.Ldexp(v/fraction, s.exp-exp)
		}
	}
	return x
}

// finite complains of an entry that left the range of float64.
func finite(x []float64) error {
	for j, v := range x {
		if math.IsInf(v, 0) {
			return fmt.Errorf("greedy: %w: x[%d] = %v; b and column %d of A differ too much in size", solvers.ErrSolver, j, v, j)
		}
	}
	return nil
}
