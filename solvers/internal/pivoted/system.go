package pivoted

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	consistentTolerance = 1e-10         // residual that a redundant equation may leave, relative to its terms
	noExponent          = math.MinInt32 // of a vector of zeros
)

// System is A x = b with rows and b divided by powers of two, which commits no rounding error and multiplies x by a power of two.
// Columns cannot be scaled without changing the norm of x; they are put in decreasing order of size instead, which keeps the QR
// factorisation of Aᵀ accurate row by row however their sizes differ. Vectors over the columns keep this order.
//
// Reference: A. Cox, N. Higham (1998), Stability of Householder QR factorization for weighted least squares problems.
type System struct {
	M, N int
	A    []float64 // M x N, column after column, large ones first
	B    []float64 // M, its largest magnitude in [1/2, 1)

	exp    int   // power of two taken out of b
	rowExp []int // powers of two taken out of the rows
	colExp []int // powers of two still in the columns, of the problem's column j
	order  []int // order[k] is the problem's column at place k
}

func (s *System) load(p solvers.Problem) {
	s.M, s.N = p.A.Dims()
	s.rowExp, s.colExp, s.order = kernel.Resize(s.rowExp, s.M), kernel.Resize(s.colExp, s.N), kernel.Resize(s.order, s.N)
	s.A, s.B = kernel.Resize(s.A, s.M*s.N), kernel.Resize(s.B, s.M)
	s.measureRows(p.A)
	for j := range s.N {
		s.order[j], s.colExp[j] = j, s.exponent(p.A.Col(j))
	}
	slices.SortStableFunc(s.order, func(j, k int) int { return cmp.Compare(s.colExp[k], s.colExp[j]) })
	for k, j := range s.order {
		s.scale(s.A[k*s.M:(k+1)*s.M], p.A.Col(j), 0)
	}
	s.exp = s.exponent(p.B)
	s.scale(s.B, p.B, s.exp)
}

// measureRows finds the exponent of the largest entry of every row, 0 for a row of zeros.
func (s *System) measureRows(a *solvers.Columns) {
	largest := s.B // not in use yet
	clear(largest)
	for j := range s.N {
		for i, v := range a.Col(j) {
			largest[i] = max(largest[i], math.Abs(v))
		}
	}
	for i, v := range largest {
		_, s.rowExp[i] = math.Frexp(v)
	}
}

// exponent returns that of the largest of values, one for every row, once the rows are scaled.
func (s *System) exponent(values []float64) int {
	top := noExponent
	for i, v := range values {
		if v != 0 {
			_, exp := math.Frexp(v)
			top = max(top, exp-s.rowExp[i])
		}
	}
	return top
}

// scale sets dst to the values, one for every row, divided by 2^exp and by what is taken out of their rows.
func (s *System) scale(dst, values []float64, exp int) {
	for i, v := range values {
		dst[i] = math.Ldexp(v, -s.rowExp[i]-exp)
	}
}

// Residual sets dst to b - A x and returns its Euclidean norm.
func (s *System) Residual(dst, x []float64) float64 {
	kernel.Mul(dst, s.A, x)
	for i, v := range s.B {
		dst[i] = v - dst[i]
	}
	return kernel.Norm2(dst)
}

// Unscaled returns x in the units and the order of the problem.
func (s *System) Unscaled(x []float64) []float64 {
	out := make([]float64, s.N)
	for k, j := range s.order {
		out[j] = math.Ldexp(x[k], s.exp)
	}
	return out
}

// UnscaledDual returns the y with Aᵀy in the units of the problem's A.
func (s *System) UnscaledDual(y []float64) []float64 {
	out := make([]float64, s.M)
	s.scale(out, y, 0)
	return out
}

// Consistent says whether residual = b - A x is what rounding leaves where A, column after column, has redundant rows. An entry is
// measured against that of b and against size, the sum over the columns of their largest terms in A x. A row of zeros has no scale to
// forgive a right-hand side.
func Consistent(a, b, residual []float64, size float64) bool {
	for i, r := range residual {
		if math.Abs(r) > consistentTolerance*(size+math.Abs(b[i])) || r != 0 && zeroRow(a, i, len(b)) {
			return false
		}
	}
	return true
}

// zeroRow says whether row i of m is zero.
func zeroRow(a []float64, i, m int) bool {
	for ; i < len(a); i += m {
		if a[i] != 0 {
			return false
		}
	}
	return true
}
