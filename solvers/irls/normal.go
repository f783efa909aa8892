package irls

import "touchpoint/solvers/internal/kernel"

// normal solves the normal equations G y = rhs, G = R D^2 Rᵀ + damp I, by conjugate gradients from the last y. The preconditioner is the Cholesky factor
// of a G: of this one, where a step or two are enough, or of that of a round before, where the weights have changed by little since and a few steps
// take less time than another factor.
//
// Reference: M. Fornasier, S. Peter, H. Rauhut, S. Worm (2016), Conjugate gradient acceleration of iteratively re-weighted least squares methods.
type normal struct {
	factored bool
	factor   []float64 // r·r, L of an earlier G = L Lᵀ
	work     kernel.Workspace

	y, miss      []float64 // r, the solution and its residual
	along, image []float64 // r, the direction and G times it
	steep        []float64 // r, the residual preconditioned
	part         []float64 // n, D^2 Rᵀ times the direction
}

// A step takes about 4/r of the time of a factorisation. An earlier factor is allowed r/staleShare steps, less than half of that, and is
// not worth a try where these are fewer than freshSteps.
const (
	solved     = 1e-12 // residual of the normal equations, relative to rhs, that is none
	freshSteps = 5     // most steps with the factor of G itself
	staleShare = 10
)

// reset forgets the factor and the solution of another problem, and makes room for r equations in n unknowns.
func (w *normal) reset(r, n int) {
	w.factored = false
	w.factor = kernel.Resize(w.factor, r*r)
	for _, v := range []*[]float64{&w.y, &w.miss, &w.along, &w.image, &w.steep} {
		*v = kernel.Resize(*v, r)
	}
	clear(w.y)
	w.part = kernel.Resize(w.part, n)
}

// byNormal sets x to the point that the weights ask for, and reports whether G was good enough for that.
func (w *workspace) byNormal(x []float64) bool {
	steps := len(w.rhs) / staleShare
	if w.factored && steps >= freshSteps && w.iterate(x, steps) {
		return true
	}
	clear(w.y)
	w.factored = w.factorise(w.square)
	return w.factored && w.iterate(x, freshSteps)
}

// factorise makes the factor of G for the given D^2, and reports whether G is positive definite.
func (w *workspace) factorise(square []float64) bool {
	r := len(w.rhs)
	clear(w.factor)
	w.work.AddOuter(w.factor, r, w.cols, square)
	for i := range r {
		w.factor[i*r+i] += w.damp
	}
	return w.work.Cholesky(w.factor, r)
}

// iterate takes conjugate gradient steps until the equations are solved, and reports whether that took no more than the given number. It updates x, of which
// miss is the residual, along with y.
func (w *workspace) iterate(x []float64, most int) bool {
	w.apply(x, w.y)
	for i, v := range w.rhs {
		w.miss[i] = v - w.image[i]
	}
	clear(w.along)
	goal, last := solved*kernel.Norm2(w.rhs), 1.0
	for steps := 0; !(kernel.Norm2(w.miss) <= goal); steps++ {
		if steps == most {
			return false
		}
		copy(w.steep, w.miss)
		kernel.CholeskySolve(w.factor, len(w.steep), w.steep)
		slope := kernel.Dot(w.steep, w.miss)
		for i, v := range w.steep {
			w.along[i] = v + slope/last*w.along[i]
		}
		last = slope
		w.apply(w.part, w.along)
		step := slope / kernel.Dot(w.along, w.image)
		kernel.Axpy(step, w.along, w.y)
		kernel.Axpy(step, w.part, x)
		kernel.Axpy(-step, w.image, w.miss)
	}
	return true
}

// apply sets dst to D^2 Rᵀ v, and image to G v.
func (w *workspace) apply(dst, v []float64) {
	kernel.MulT(dst, w.cols, v)
	for j, square := range w.square {
		dst[j] *= square
	}
	kernel.Mul(w.image, w.cols, dst)
	kernel.Axpy(w.damp, v, w.image)
}
