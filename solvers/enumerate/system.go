package enumerate

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/pivoted"
)

const rankTolerance = 1e-12 // a row this close to the span of the others, relative to the largest row, is redundant

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

	scaling  scaling
	qr       pivoted.QR
	scratch  []float64 // m x n, of qr
	residual []float64 // m
}

// load scales the problem and finds its rank.
func (s *system) load(p solvers.Problem) {
	s.m, s.n = p.A.Dims()
	rows := s.scaling.fit(p)
	logs := func(j int) []float64 { return s.scaling.logs[j*s.m : (j+1)*s.m] }
	s.a, s.b = kernel.Resize(s.a, s.m*s.n), kernel.Resize(s.b, s.m)
	s.units, s.dualExp = kernel.Resize(s.units, s.n), kernel.Resize(s.dualExp, s.m)
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

// independentRows picks rows, always the one farthest from the span of those before it: the pivots of the factorisation of Aᵀ,
// which is what the columns of A are when read row after row.
func (s *system) independentRows() {
	s.scratch = append(s.scratch[:0], s.a...)
	s.qr.Factorise(s.n, s.m, s.scratch)
	s.rows = append(s.rows[:0], s.qr.Pivots[:s.qr.Rank(rankTolerance)]...)
}

// consistent says whether the equations that were left out as redundant hold at a solution z of the others, given by its
// support.
func (s *system) consistent(support []int, z []float64) bool {
	if len(s.rows) == s.m {
		return true
	}
	s.residual = append(s.residual[:0], s.b...)
	for k, j := range support {
		kernel.Axpy(-z[k], s.a[j*s.m:(j+1)*s.m], s.residual)
	}
	return pivoted.Consistent(s.a, s.b, s.residual, kernel.Norm1(z))
}
