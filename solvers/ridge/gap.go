package ridge

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	tolerance = 1e-10   // the duality gap, relative to the objective, that counts as a proof
	epsilon   = 0x1p-52 // the rounding of an inner product, relative to the sum of its magnitudes
)

// proof is room for the duality gap of a point. For any y of length m, with r = b - A x and s² = 2 lambda, that is
//
//	1/2 |r - s y|² + 1/2 |s x - Aᵀy|²,
//
// free of cancellation where y is known better than r / s. Each entry is taken larger by its own rounding: where that hides the penalty, a
// difference may come out as zero and prove nothing.
type proof struct {
	image, imageSize   []float64 // m: A x, and |A| |x|
	scores, scoresSize []float64 // n: Aᵀy, and |A|ᵀ|y|
}

// closes says whether x and y, as damped has found them for a b measured in 2^unit, prove x optimal.
func (w *proof) closes(p solvers.Problem, x, y []float64, unit int, d *damped) bool {
	w.measure(p.A, x, y)
	gap, objective := 0.0, 0.0 // twice, divided by 4^unit
	for i, v := range y {
		r, t := math.Ldexp(p.B[i]-w.image[i], -unit), d.s*v
		off := math.Abs(r-t) + epsilon*math.Ldexp(math.Abs(p.B[i])+w.imageSize[i], -unit)
		gap += off * off
		objective += t * t
	}
	for j, v := range x {
		z, t := d.s*math.Ldexp(v, d.unit-unit), math.Ldexp(w.scores[j], -d.unit)
		off := math.Abs(z-t) + epsilon*math.Ldexp(w.scoresSize[j], -d.unit)
		gap += off * off
		objective += z * z
	}
	return gap <= tolerance*objective
}

func (w *proof) measure(a *solvers.Columns, x, y []float64) {
	w.image, w.imageSize = kernel.Resize(w.image, len(y)), kernel.Resize(w.imageSize, len(y))
	w.scores, w.scoresSize = kernel.Resize(w.scores, len(x)), kernel.Resize(w.scoresSize, len(x))
	a.Mul(w.image, x)
	a.MulT(w.scores, y)
	clear(w.imageSize)
	clear(w.scoresSize)
	for j, v := range x {
		for i, entry := range a.Col(j) {
			w.imageSize[i] += math.Abs(entry * v)
			w.scoresSize[j] += math.Abs(entry * y[i])
		}
	}
}
