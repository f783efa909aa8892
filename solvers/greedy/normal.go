package greedy

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// independent is the square of the sine of the angle to the span of the others from which on a column takes part in a fit on the way.
const independent = 1e-12

// normal solves least-squares problems on one set of columns after another by the normal equations, corrected once by the residual. That costs a
// quarter of what an orthogonal factorisation does, and its accuracy is enough to choose columns by; the answer is fitted by growth.
type normal struct {
	set []int
	r   []float64 // lower triangle of the Cholesky factor, row after row: row k starts at k(k+1)/2
	fix []float64 // over the set
}

func (f *normal) row(k int) []float64 { return f.r[k*(k+1)/2 : (k+1)*(k+2)/2] }

// fit sets z to the least-squares solution of A_S z_S = b, zero off S, and r to b - A z, whose norm it returns. A column that depends on
// those before it keeps the coefficient zero.
func (f *normal) fit(s *system, set []int, z, r []float64) float64 {
	f.factorise(s, set)
	clear(z)
	copy(r, s.b)
	norm := 0.0
	for range 2 {
		for i, j := range f.set {
			f.fix[i] = kernel.Dot(s.a.Col(j), r)
		}
		f.solve(f.fix)
		for i, j := range f.set {
			z[j] += f.fix[i]
		}
		norm = s.residual(r, z)
	}
	return norm
}

// factorise finds the Cholesky factor of the Gram matrix of the columns in the set, which have length 1.
func (f *normal) factorise(s *system, set []int) {
	size := len(set)
	f.set = f.set[:0]
	f.fix, f.r = kernel.Resize(f.fix, size), kernel.Resize(f.r, size*(size+1)/2)
	for _, j := range set {
		k, column := len(f.set), s.a.Col(j)
		row := f.row(k)
		for i, l := range f.set {
			other := f.row(i)
			row[i] = (kernel.Dot(s.a.Col(l), column) - kernel.Dot(other[:i], row[:i])) / other[i]
		}
		square := kernel.Dot(column, column)
		if rest := square - kernel.Dot(row[:k], row[:k]); rest > independent*square {
			row[k] = math.Sqrt(rest)
			f.set = append(f.set, j)
		}
	}
	f.fix = f.fix[:len(f.set)]
}

// solve overwrites v, a vector over the set, with (A_S'A_S)^-1 v.
func (f *normal) solve(v []float64) {
	for k := range v {
		row := f.row(k)
		v[k] = (v[k] - kernel.Dot(row[:k], v[:k])) / row[k]
	}
	for k := len(v) - 1; k >= 0; k-- {
		row := f.row(k)
		v[k] /= row[k]
		kernel.Axpy(-v[k], row[:k], v[:k])
	}
}
