package enumerate

import (
	"context"
	"math"
	"math/rand/v2"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const dualTolerance = 1e-9 // excess of |Aᵀy|_inf over 1 that still makes a certificate

// dual finds a dual vector of basis pursuit at a minimiser x with support T and signs s. When T has fewer columns than the rank,
// not every basis around T gives a feasible one. Moving b along a generic direction d changes the minimum at the rate
//
//	min s_Tᵀw_T + |w|_1 off T   subject to A w = d,
//
// a linear program with the bases around T as its basic solutions and a non-degenerate minimum, whose dual vector is
// what is wanted: a_jᵀy = s_j on T, |a_jᵀy| <= 1 elsewhere. So it is found by visiting those bases.
type dual struct {
	units []float64 // costs in the units of the system
	signs []float64 // s, at the first positions of the tree
	rate  float64
	v     []float64 // the dual vector on the independent rows

	pcg       rand.PCG
	direction []float64
}

// basis implements visitor.
func (d *dual) basis(t *tree) {
	rate := 0.0
	for i, w := range t.z {
		cost := d.units[t.order[t.chosen[i]]]
		if i < len(d.signs) {
			rate += d.signs[i] * cost * w
		} else {
			rate += cost * math.Abs(w)
		}
	}
	if rate >= d.rate {
		return
	}
	d.rate = rate
	d.v = kernel.Resize(d.v, t.rank)
	for i, w := range t.z {
		sign := math.Copysign(1, w)
		if i < len(d.signs) {
			sign = d.signs[i]
		}
		d.v[i] = sign * d.units[t.order[t.chosen[i]]]
	}
	t.solveTransposed(d.v)
	t.rotate(d.v)
}

// certificate returns a dual vector for the minimiser found last, or nil where rounding leaves none that is feasible.
func (s *Solver) certificate(ctx context.Context, p solvers.Problem) ([]float64, error) {
	d := &s.dual
	d.units, d.rate = s.system.units, math.Inf(1)
	d.signs = d.signs[:0]
	for _, z := range s.minima.best.z {
		d.signs = append(d.signs, math.Copysign(1, z))
	}
	d.pcg.Seed(1, 2) // any fixed direction without structure will do
	d.direction = kernel.Resize(d.direction, s.system.m)
	for i := range d.direction {
		d.direction[i] = float64(int64(d.pcg.Uint64())) / (1 << 63)
	}
	s.tree.load(&s.system, s.minima.best.support, d.direction)
	if err := s.tree.walk(ctx, d); err != nil {
		return nil, err
	}
	if math.IsInf(d.rate, 1) {
		return nil, nil
	}
	m, n := p.A.Dims()
	y := make([]float64, m)
	for k, row := range s.system.rows {
		y[row] = math.Ldexp(d.v[k], s.system.dualExp[row])
	}
	d.direction = kernel.Resize(d.direction, n)
	p.A.MulT(d.direction, y)
	if !(kernel.NormInf(d.direction) <= 1+dualTolerance) {
		return nil, nil
	}
	return y, nil
}
