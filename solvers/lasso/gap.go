package lasso

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// epsilon is the unit roundoff of float64.
const epsilon = 0x1p-53

// prove sets theta, shrink, slope, objective and gap for the point z, whose residual r is fresh and whose support the basis holds.
//
// For every theta with |a_jᵀtheta| <= w_j the gap between the objective and the dual value bᵀtheta - 1/2 |theta|^2 is
//
//	1/2 |r - theta|^2 + sum_j (w_j |z_j| - z_j a_jᵀtheta),
//
// a sum of terms none of which is negative: nothing cancels, so that the gap is as exact as its terms even where the
// objective is close to zero.
//
// Reference: O. Fercoq, A. Gramfort, J. Salmon (2015), Mind the duality gap: safer rules for the Lasso.
func (w *workspace) prove() {
	w.dual()
	kernel.MulT(w.slope, w.a, w.theta)
	w.shrink = 1
	norm := length(w.theta)
	for j, slope := range w.slope {
		if bound := w.bound(j, norm); math.Abs(slope)*w.shrink > bound {
			w.shrink = bound / math.Abs(slope)
		}
	}
	penalty, slack := 0.0, 0.0
	for j, z := range w.z {
		if z != 0 {
			penalty += w.weight[j] * math.Abs(z)
			slack += math.Abs(w.weight[j]*math.Abs(z) - w.shrink*z*w.slope[j])
		}
	}
	square, distance := 0.0, 0.0
	for i, r := range w.residual {
		d := r - w.shrink*w.theta[i]
		square += r * r
		distance += d * d
	}
	w.objective, w.gap = square/2+penalty, distance/2+slack
}

// bound returns what |a_jᵀtheta| may be: w_j, and the rounding of the inner product itself. The latter matters only for a column so long
// in the problem's units that it is all but free of penalty.
func (w *workspace) bound(j int, norm float64) float64 {
	return w.weight[j] + epsilon*(4+math.Sqrt(float64(w.m)))*w.length[j]*norm
}

// dual sets theta to the vector next to the residual with a_jᵀtheta = w_j sign(z_j) on the support S: with A_S = QR and v = R^-ᵀ(w s),
//
//	theta = (I - QQᵀ) r + Q v.
//
// At the exact minimiser over S this is the residual. In floating point the residual carries the rounding of A z, of the order
// of |b|, which would drown a dual of the order of Lambda; theta does not.
func (w *workspace) dual() {
	copy(w.theta, w.residual)
	delta := w.delta[:len(w.basis.Cols)]
	w.basis.Against(delta, w.theta)
	for k, c := range delta {
		kernel.Axpy(-c, w.basis.Direction(k), w.theta)
	}
	w.signed(delta)
	w.basis.SolveT(delta)
	for k, c := range delta {
		kernel.Axpy(c, w.basis.Direction(k), w.theta)
	}
}

// signed sets dst to w_j sign(z_j) over the columns of the basis.
func (w *workspace) signed(dst []float64) {
	for k, j := range w.basis.Cols {
		dst[k] = w.weight[j] * sign(w.z[j])
	}
}
