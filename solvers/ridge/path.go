package ridge

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/mat"
)

// Path returns the minimiser for each of the penalties, in any order, from one singular value decomposition T = U S Vᵀ of the factor of A that
// Solver works with:
//
//	x = V diag(s_i / (s_i² + 2 lambda)) Uᵀ Qᵀb.
//
// A penalty then costs n min(m, n) operations for A of shape m x n. Singular values are accurate only relative to the largest, so that where
// columns of A, or its rows, differ in size by more than a factor of 2^10 each penalty has a QR factorisation of its own, as it has in
// [Solver]. Errors wrap [solvers.ErrProblem], [solvers.ErrSolver] where x leaves the range of float64, or the context's own.
func Path(ctx context.Context, a *solvers.Columns, b []float64, lambdas []float64) ([][]float64, error) {
	if err := check(a, b, lambdas...); err != nil {
		return nil, err
	}
	m, n := a.Dims()
	var f factor
	f.take(a)
	c := make([]float64, m)
	unit := f.coordinates(c, b)
	solve := f.each(c, unit)
	path := make([][]float64, len(lambdas))
	for i, lambda := range lambdas {
		if err := context.Cause(ctx); err != nil {
			return nil, fmt.Errorf("ridge: after %d of %d penalties: %w", i, len(lambdas), err)
		}
		path[i] = make([]float64, n)
		solve(path[i], lambda)
		if size := kernel.NormInf(path[i]); math.IsNaN(size) || math.IsInf(size, 0) {
			return nil, fmt.Errorf("ridge: %w: lambda = %v: x leaves the range of float64; scale A or b", solvers.ErrSolver, lambda)
		}
	}
	return path, nil
}

// each returns the way to find x for one penalty after the other.
func (f *factor) each(c []float64, unit int) func(x []float64, lambda float64) {
	var s spectrum
	if f.alike && s.take(f, c) {
		return func(x []float64, lambda float64) { s.point(x, lambda, unit) }
	}
	var d damped
	return func(x []float64, lambda float64) {
		d.take(f, lambda)
		d.point(x, c, unit)
	}
}

// spectrum is the singular value decomposition Tᵀ = V S Uᵀ of a factor.
type spectrum struct {
	f      *factor
	values []float64 // rank
	v      mat.Dense // n x rank
	c      []float64 // rank, the coordinates of b in U
	g      []float64 // rank
}

// take decomposes T; it returns false where the iteration for the singular values does not converge.
func (s *spectrum) take(f *factor, c []float64) bool {
	s.f = f
	if f.rank == 0 {
		return false
	}
	var svd mat.SVD
	if !svd.Factorize(mat.NewDense(f.n, f.rank, f.t), mat.SVDThin) {
		return false
	}
	s.values = svd.Values(nil)
	svd.UTo(&s.v)
	for j := range f.n { // a column of zeros leaves dust there
		if kernel.NormInf(f.t[j*f.rank:(j+1)*f.rank]) == 0 {
			clear(s.v.RawRowView(j))
		}
	}
	var u mat.Dense
	svd.VTo(&u)
	s.c, s.g = make([]float64, f.rank), make([]float64, f.rank)
	mat.NewVecDense(f.rank, s.c).MulVec(u.T(), mat.NewVecDense(f.rank, c[:f.rank]))
	return true
}

// point sets x to the minimiser for the b with coordinates c 2^unit.
func (s *spectrum) point(x []float64, lambda float64, unit int) {
	damp := root(lambda)
	_, e := math.Frexp(damp)
	own := max(s.f.unit, e)
	damp = math.Ldexp(damp, -own)
	shift := math.Ldexp(1, s.f.unit-own)
	for k, value := range s.values {
		value *= shift
		s.g[k] = value / (value*value + damp*damp) * s.c[k]
	}
	for j := range x {
		x[j] = math.Ldexp(kernel.Dot(s.v.RawRowView(j), s.g), unit-own)
	}
}
