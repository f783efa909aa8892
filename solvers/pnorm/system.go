package pnorm

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const consistentTolerance = 1e-10 // residual that a redundant equation may leave, relative to its terms

// system is the problem with rows and b divided by powers of two, which commits no rounding error and multiplies x by 2^exp.
// Columns cannot be scaled without changing the norm; they are put in decreasing order of size instead, which keeps the QR
// factorisation of Aᵀ accurate row by row however their sizes differ. Vectors over the columns keep this order.
//
// Reference: A. Cox, N. Higham (1998), Stability of Householder QR factorization for weighted least squares problems.
type system struct {
	m, n   int
	a      []float64 // m x n, column after column, large ones first
	b      []float64 // m
	exp    int       // power of two taken out of b
	rowExp []int     // powers of two taken out of the rows
	colExp []int     // powers of two still in the columns, of the problem's column j
	order  []int     // order[k] is the problem's column at place k
}

func (s *system) load(p solvers.Problem) {
	s.m, s.n = p.A.Dims()
	s.rowExp, s.colExp, s.order = resize(s.rowExp, s.m), resize(s.colExp, s.n), resize(s.order, s.n)
	s.a, s.b = resize(s.a, s.m*s.n), resize(s.b, s.m)
	s.measure(p.A)
	for j := range s.n {
		s.order[j] = j
	}
	slices.SortStableFunc(s.order, func(j, k int) int { return cmp.Compare(s.colExp[k], s.colExp[j]) })
	for k, j := range s.order {
		to := s.a[k*s.m : (k+1)*s.m]
		for i, v := range p.A.Col(j) {
			to[i] = math.Ldexp(v, -s.rowExp[i])
		}
	}
	s.loadRight(p.B)
}

// measure finds the exponents of the largest entry of every row, and of every column once the rows are scaled.
func (s *system) measure(a *solvers.Columns) {
	largest := resize(s.b, s.m)
	clear(largest)
	for j := range s.n {
		for i, v := range a.Col(j) {
			largest[i] = max(largest[i], math.Abs(v))
		}
	}
	for i, v := range largest {
		_, s.rowExp[i] = math.Frexp(v)
	}
	for j := range s.n {
		top := math.MinInt
		for i, v := range a.Col(j) {
			if v != 0 {
				_, exp := math.Frexp(v)
				top = max(top, exp-s.rowExp[i])
			}
		}
		s.colExp[j] = top
	}
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
	for i, v := range b {
		s.b[i] = math.Ldexp(v, -s.rowExp[i]-s.exp)
	}
}

// residual sets dst to b - A x and returns its Euclidean norm.
func (s *system) residual(dst, x []float64) float64 {
	kernel.Mul(dst, s.a, x)
	for i, v := range s.b {
		dst[i] = v - dst[i]
	}
	return kernel.Norm2(dst)
}

// consistent says whether the residual of x is what rounding leaves. It is measured against the largest term of every column; a
// zero row has no scale to forgive a right-hand side.
func (s *system) consistent(residual, x []float64) bool {
	size := 0.0
	for k, j := range s.order {
		if x[k] != 0 {
			size += math.Ldexp(math.Abs(x[k]), s.colExp[j])
		}
	}
	for i, v := range residual {
		if s.zeroRow(i) && s.b[i] != 0 || math.Abs(v) > consistentTolerance*(size+math.Abs(s.b[i])) {
			return false
		}
	}
	return true
}

func (s *system) zeroRow(i int) bool {
	for k := range s.n {
		if s.a[k*s.m+i] != 0 {
			return false
		}
	}
	return true
}

// unscaled returns x in the units and the order of the problem.
func (s *system) unscaled(x []float64) []float64 {
	out := make([]float64, s.n)
	for k, j := range s.order {
		out[j] = math.Ldexp(x[k], s.exp)
	}
	return out
}

// unscaledDual returns y in the units of the problem.
func (s *system) unscaledDual(y []float64) []float64 {
	out := make([]float64, s.m)
	for i, v := range y {
		out[i] = math.Ldexp(v, -s.rowExp[i])
	}
	return out
}

// resize returns a slice of length n over the storage of s where it is large enough, its contents unspecified.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
