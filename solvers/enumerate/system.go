package enumerate

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const consistentTolerance = 1e-10 // residual that a redundant equation may leave, relative to its terms

// system is A z = b after rows, columns and b have been divided by powers of two, which commits no rounding error: every
// column, and b, then has its largest magnitude in [1/2, 1), and rows are comparable. In the units of the problem
//
//	x_j = z_j · units_j,   y_i = v_i · 2^dualExp_i,   and   |a_jᵀy| <= 1   reads   |a_jᵀv| <= units_j.
type system struct {
	m, n    int
	a       []float64 // m x n, column after column
	b       []float64 // m
	units   []float64 // n
	dualExp []int     // m
	rows    []int     // a maximal set of independent rows; their number is the rank

	scaling scaling
	scratch []float64
}

// load scales the problem and finds its rank.
func (s *system) load(p solvers.Problem) {
	s.m, s.n = p.A.Dims()
	rows := s.scaling.fit(p)
	logs := func(j int) []float64 { return s.scaling.logs[j*s.m : (j+1)*s.m] }
	s.a, s.b = resize(s.a, s.m*s.n), resize(s.b, s.m)
	s.units, s.dualExp = resize(s.units, s.n), resize(s.dualExp, s.m)
	top := largest(logs(s.n), rows)
	for j := range s.units {
		exp := largest(logs(j), rows)
		s.units[j] = math.Ldexp(1, top-exp)
		for i, v := range p.A.Col(j) {
			s.a[j*s.m+i] = math.Ldexp(v, -int(rows[i])-exp)
		}
	}
	for i, v := range p.B {
		s.dualExp[i] = -int(rows[i]) - top
		s.b[i] = math.Ldexp(v, s.dualExp[i])
	}
	s.independentRows()
}

// consistent says whether the equations that were left out as redundant hold at a solution z of the others, given by its
// support. A zero row has no scale to forgive a right-hand side.
func (s *system) consistent(support []int, z []float64) bool {
	if len(s.rows) == s.m {
		return true
	}
	size := kernel.Norm1(z)
	for i, b := range s.b {
		residual, zero := b, true
		for k, j := range support {
			residual -= s.a[j*s.m+i] * z[k]
		}
		for j := range s.n {
			zero = zero && s.a[j*s.m+i] == 0
		}
		if zero && b != 0 || math.Abs(residual) > consistentTolerance*(size+math.Abs(b)) {
			return false
		}
	}
	return true
}

// resize returns a slice of length n over the storage of s where it is large enough.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
