package cube

import (
	"math"

	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/pivoted"
	"touchpoint/solvers/internal/qr"
)

// set is the basis of b and the columns of S. Place 0 belongs to b. The columns are divided by powers of two that bring their largest
// entries into [1/2, 1), which makes their squares safe; so are the places of coordinates in the basis.
type set struct {
	qr.Basis
	system pivoted.System
	exp    []int     // n: the exponents of those powers
	unit   []float64 // m: a divided column
}

func (s *set) start(system pivoted.System) {
	s.system = system
	s.exp, s.unit = kernel.Resize(s.exp, system.N), kernel.Resize(s.unit, system.M)
	for j := range s.exp {
		_, s.exp[j] = math.Frexp(kernel.NormInf(s.column(j)))
	}
	s.Fit(system.M)
	s.Join(system.N, system.B, kernel.Norm2(system.B))
}

func (s *set) size() int { return len(s.Cols) }

func (s *set) column(j int) []float64 { return s.system.A[j*s.system.M : (j+1)*s.system.M] }

// bound is the magnitude that |w_j| <= 1 has in the units of the basis.
func (s *set) bound(j int) float64 { return math.Ldexp(1, s.exp[j]) }

// divided returns column j divided by its power of two, until the next call.
func (s *set) divided(j int) []float64 {
	for i, v := range s.column(j) {
		s.unit[i] = math.Ldexp(v, -s.exp[j])
	}
	return s.unit
}

// enter lets column j join and reports whether it was independent of the others.
func (s *set) enter(j int) bool {
	column := s.divided(j)
	return s.Join(j, column, kernel.Norm2(column))
}

// project takes the span of the basis out of v and returns the length of what is left. Twice is enough.
func (s *set) project(v []float64) float64 {
	for range 2 {
		for k := range s.Cols {
			q := s.Direction(k)
			kernel.Axpy(-kernel.Dot(q, v), q, v)
		}
	}
	return kernel.Norm2(v)
}

// edge sets v, in the span of the basis, to what is orthogonal to all of it but the column at a place, with which it has inner product
// 1, and returns its length.
func (s *set) edge(v []float64, place int) float64 {
	row := s.Coef[:s.size()]
	clear(row)
	row[place] = 1
	clear(v)
	s.dual(v, row)
	return kernel.Norm2(v)
}

// restore moves y, by the least step, to bᵀy = 1 and A_Sᵀy = 0.
func (s *set) restore(y []float64) {
	miss := s.Coef[:s.size()]
	miss[0] = 1 - kernel.Dot(s.system.B, y)
	for k, j := range s.Cols[1:] {
		miss[k+1] = -kernel.Dot(s.divided(j), y)
	}
	s.dual(y, miss)
}

// dual adds to y the vector in the span of the basis that has the given inner products with it, and overwrites those.
func (s *set) dual(y, products []float64) {
	s.SolveT(products)
	for k, v := range products {
		kernel.Axpy(v, s.Direction(k), y)
	}
}
