package minnorm

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers"
)

// system is the problem with rows and b divided by powers of two, which commits no rounding error and leaves |x|_2 alone but
// for a factor 2^exp. Columns cannot be scaled without changing the norm; they are taken in decreasing order of size instead,
// which keeps the QR factorisation of Aᵀ accurate row by row however their sizes differ.
//
// Reference: A. Cox, N. Higham (1998), Stability of Householder QR factorization for weighted least squares problems.
type system struct {
	m, n   int
	a      []float64 // m x n, column after column
	b      []float64 // m
	exp    int       // x is 2^exp times the solution of the system
	rowExp []int     // powers of two taken out of the rows
	colExp []int     // powers of two still in the columns
	order  []int     // columns, large ones first
	rows   []int     // rows to factorise
}

func (s *system) load(p solvers.Problem) {
	s.m, s.n = p.A.Dims()
	s.rowExp, s.colExp, s.order = resize(s.rowExp, s.m), resize(s.colExp, s.n), resize(s.order, s.n)
	s.a, s.b = resize(s.a, s.m*s.n), resize(s.b, s.m)
	for i := range s.rowExp {
		largest := 0.0
		for j := range s.n {
			largest = max(largest, math.Abs(p.A.At(i, j)))
		}
		_, s.rowExp[i] = math.Frexp(largest)
	}
	for j := range s.n {
		s.order[j] = j
		largest := 0.0
		for i, v := range p.A.Col(j) {
			v = math.Ldexp(v, -s.rowExp[i])
			s.a[j*s.m+i] = v
			largest = max(largest, math.Abs(v))
		}
		_, s.colExp[j] = math.Frexp(largest)
	}
	slices.SortStableFunc(s.order, func(j, k int) int { return cmp.Compare(s.colExp[k], s.colExp[j]) })
	s.loadRight(p.B)
}

// loadRight scales b row by row and then to a largest magnitude in [1/2, 1).
func (s *system) loadRight(b []float64) {
	s.exp = math.MinInt
	for i, v := range b {
		if v != 0 {
			_, exp := math.Frexp(v)
			s.exp = max(s.exp, exp-s.rowExp[i])
		}
	}
	if s.exp == math.MinInt {
		s.exp = 0
	}
	for i, v := range b {
		s.b[i] = math.Ldexp(v, -s.rowExp[i]-s.exp)
	}
}

func (s *system) allRows() {
	s.rows = s.rows[:0]
	for i := range s.m {
		s.rows = append(s.rows, i)
	}
}

// consistent says whether redundant equations hold at norm·direction, whose entries stand in the order of the columns. The
// residual is measured against the largest term of every column. A zero row has no scale to forgive a right-hand side.
func (s *system) consistent(direction []float64, norm float64, rank int) bool {
	if rank == s.m {
		return true
	}
	size := 0.0
	for k, j := range s.order {
		size += math.Ldexp(math.Abs(direction[k]), s.colExp[j])
	}
	for i, b := range s.b {
		b /= norm
		residual, zero := b, true
		for k, j := range s.order {
			v := s.a[j*s.m+i]
			residual -= v * direction[k]
			zero = zero && v == 0
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
