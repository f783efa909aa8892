package ridge

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// hat is H = A (AᵀA + 2 lambda I)⁻¹ Aᵀ, which takes b to the fit A x, for one penalty. With Q of the factor, Q₂ completing it to a square, and
// s and R of damped,
//
//	I - H = Q₂Q₂ᵀ + s² Q R⁻¹R⁻ᵀ Qᵀ,
//
// a sum of two positive parts, so that nothing cancels where H comes close to I. Where there is no Q₂, s² is a factor of all that is asked
// for and left out, for it may be below the range of float64.
type hat struct {
	f    factor
	d    damped
	c    []float64 // m, the coordinates of b, divided by 2^unit
	v    []float64 // rank, R⁻ᵀQᵀb
	unit int
}

// newHat wants a problem that has been checked.
func newHat(a *solvers.Columns, b []float64, lambda float64) *hat {
	h := new(hat)
	h.f.take(a)
	h.d.take(&h.f, lambda)
	h.c, h.v = make([]float64, h.f.m), make([]float64, h.f.rank)
	h.unit = h.f.coordinates(h.c, b)
	h.d.against(h.v, h.c)
	return h
}

// DegreesOfFreedom returns tr H = sum s_i² / (s_i² + 2 lambda), the effective number of parameters of the fit: between 0 and the rank of the
// m x n matrix A, whose singular values the s_i are. Errors wrap [solvers.ErrProblem].
//
// Reference: T. Hastie, R. Tibshirani, J. Friedman (2009), The Elements of Statistical Learning, equation 3.50.
func DegreesOfFreedom(a *solvers.Columns, lambda float64) (float64, error) {
	var b []float64 // the question has none
	if a != nil {
		m, _ := a.Dims()
		b = make([]float64, m)
	}
	if err := check(a, b, lambda); err != nil {
		return 0, err
	}
	h := newHat(a, b, lambda)
	f, row := &h.f, make([]float64, h.f.rank)
	shift, sum := math.Ldexp(1, f.unit-h.d.unit), 0.0
	for j := range f.n { // |Tᵀ R⁻¹|_F²
		h.d.against(row, f.t[j*f.rank:(j+1)*f.rank])
		scale(shift, row)
		sum += kernel.Dot(row, row)
	}
	return sum, nil
}

// GCV returns the generalised cross-validation score of a penalty for A of shape m x n and b of length m,
//
//	1/m |b - A x|² / (1/m tr(I - H))²,
//
// the mean square of [LeaveOneOut] with every leverage replaced by the mean of all. Errors wrap [solvers.ErrProblem].
//
// Reference: G. Golub, M. Heath, G. Wahba (1979), Generalized cross-validation as a method for choosing a good ridge parameter,
// equation 1.4.
func GCV(a *solvers.Columns, b []float64, lambda float64) (float64, error) {
	if err := check(a, b, lambda); err != nil {
		return 0, err
	}
	h := newHat(a, b, lambda)
	f, d := &h.f, &h.d
	size, unit := 0.0, make([]float64, f.rank) // |R⁻¹|_F
	for k := range unit {
		clear(unit)
		unit[k] = 1
		d.qr.SolveT(unit)
		size = math.Hypot(size, kernel.Norm2(unit))
	}
	ratio := 0.0 // |b - A x| / tr(I - H)
	if outside := f.m - f.rank; outside > 0 {
		scale(d.s, h.v)
		d.qr.Solve(h.v)
		ratio = math.Hypot(kernel.Norm2(h.c[f.rank:]), d.s*kernel.Norm2(h.v)) / (float64(outside) + d.s*size*d.s*size)
	} else {
		scale(1/size, h.v)
		d.qr.Solve(h.v)
		ratio = kernel.Norm2(h.v) / size
	}
	return math.Ldexp(float64(f.m)*ratio*ratio, 2*h.unit), nil
}

// LeaveOneOut returns, for each of the m rows of A, the error b_i - a_iᵀx of predicting it by the minimiser x of the problem without it, under
// the same lambda. With x the minimiser of the whole problem that is
//
//	(b_i - a_iᵀx) / (1 - H_ii).
//
// Errors wrap [solvers.ErrProblem].
//
// Reference: D. Allen (1974), The relationship between variable selection and data augmentation and a method for prediction;
// G. Golub, M. Heath, G. Wahba (1979), Generalized cross-validation as a method for choosing a good ridge parameter, Section 1.
func LeaveOneOut(a *solvers.Columns, b []float64, lambda float64) ([]float64, error) {
	if err := check(a, b, lambda); err != nil {
		return nil, err
	}
	h := newHat(a, b, lambda)
	f := &h.f
	q, beyond := f.basis(), make([]float64, f.m)
	copy(beyond[f.rank:], h.c[f.rank:])
	f.qr.Rotate(beyond, f.rank)
	left, row, g := make([]float64, f.m), make([]float64, f.rank), make([]float64, f.rank)
	for place, i := range f.rows {
		for k := range row {
			row[k] = q[k*f.m+place]
		}
		h.d.against(g, row)
		left[i] = math.Ldexp(h.missed(g, f.outside(place, row), beyond[place]), h.unit)
	}
	return left, nil
}

// missed returns the ratio for one row of A: g is R⁻ᵀ times its row of Q, outside the square of its row of Q₂, and beyond its entry of Q₂Q₂ᵀb.
func (h *hat) missed(g []float64, outside, beyond float64) float64 {
	if outside > 0 {
		scale(h.d.s, g)
		return (beyond + h.d.s*kernel.Dot(g, h.v)) / (outside + kernel.Dot(g, g))
	}
	size := kernel.Norm2(g)
	scale(1/size, g)
	return kernel.Dot(g, h.v) / size
}

// basis returns Q, column after column.
func (f *factor) basis() []float64 {
	q := make([]float64, f.m*f.rank)
	for k := range f.rank {
		q[k*f.m+k] = 1
	}
	f.qr.Rotate(q, f.rank)
	return q
}

// outside returns the square of the row of Q₂ at a place, 1 - |row|² for its row of Q; zero where that is rounding. The difference is taken only
// where it loses nothing; of the rows where it would there are less than 2 rank.
func (f *factor) outside(place int, row []float64) float64 {
	if f.rank == f.m {
		return 0
	}
	if square := kernel.Dot(row, row); square <= .5 {
		return 1 - square
	}
	e := make([]float64, f.m)
	e[place] = 1
	f.qr.RotateT(e, f.rank)
	norm := kernel.Norm2(e[f.rank:])
	if norm <= rounding*float64(max(f.m, f.n)) {
		return 0
	}
	return norm * norm
}

func scale(c float64, v []float64) {
	for k := range v {
		v[k] *= c
	}
}
