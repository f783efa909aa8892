package irls

import (
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
)

// descent takes a solution of A x = b down the smoothed objective by nonlinear conjugate gradients in the kernel of A. The next point of the method is
//
//	x + d,   d = -(H g - H Rᵀ (R H Rᵀ)^-1 R H g),   H = W^-1,   g = W x,
//
// a gradient step in the metric of the weights. With the weights of some steps before in H it is one still, and saves a factorisation; made conjugate
// to the one before, and as long as the objective goes on falling, a few times fewer are needed. No step goes up.
//
// Reference: E. Polak, G. Ribière (1969), Note sur la convergence de méthodes de directions conjuguées, with the restart of M. Powell (1984).
type descent struct {
	metric   []float64 // n, the diagonal of H
	age      int       // steps since the metric was new
	gradient []float64 // n, g
	before   []float64 // n, g one step before
	step     []float64 // n, d
	along    []float64 // n, the direction of the last step; none where slope is 0
	slope    float64   // gᵀd at the last step
	height   float64   // the objective at x; +Inf where not known
}

const (
	lifetime = 8   // steps with one metric
	stretch  = 1.5 // factor from one trial of the length of a step to the next
	longest  = 1e3 // and the last of them
	shortest = 1e-3
)

// reset makes room for n unknowns. The metric is that of equal weights, which serves for a while from the point of least norm.
func (d *descent) reset(n int) {
	for _, v := range []*[]float64{&d.metric, &d.gradient, &d.before, &d.step, &d.along} {
		*v = kernel.Resize(*v, n)
	}
	for j := range d.metric {
		d.metric[j] = 1
	}
	d.age = 1
}

// descend takes a step, and returns the length of d relative to x: 0 where rounding hides the way down.
func (w *workspace) descend() (change float64) {
	d := &w.down
	d.gradient, d.before = d.before, d.gradient
	w.inverse(w.next, w.x)
	for j, v := range w.x {
		d.gradient[j] = v / w.next[j]
	}
	if d.age++; d.age > lifetime || !w.factored {
		w.renew()
	}
	w.head()
	change = kernel.Norm2(d.step) / kernel.Norm2(w.x)
	d.conjugate()
	if w.search() {
		return change
	}
	d.slope = 0
	if d.age == 1 {
		return 0
	}
	d.age = lifetime
	return change
}

// renew makes the metric that of the weights at x, which are in next, and takes the rounding of the steps before out of A x.
func (w *workspace) renew() {
	w.down.age = 1
	copy(w.down.metric, w.next)
	w.factored = w.harmless(slices.Min(w.down.metric), slices.Max(w.down.metric)) && w.factorise(w.down.metric)
	kernel.Mul(w.image, w.cols, w.x)
	for i, v := range w.rhs {
		w.miss[i] = v - w.image[i]
	}
	if w.factored && kernel.Norm2(w.miss) > solved*kernel.Norm2(w.rhs) {
		w.lift(w.next, w.miss)
		kernel.Axpy(1, w.next, w.x)
		w.down.height = math.Inf(1)
	}
}

// lift sets dst to H Rᵀ (R H Rᵀ)^-1 r, the shortest vector in the metric at hand that R takes to r, and overwrites r.
func (w *workspace) lift(dst, r []float64) {
	kernel.CholeskySolve(w.factor, len(r), r)
	kernel.MulT(dst, w.cols, r)
	for j, h := range w.down.metric {
		dst[j] *= h
	}
}

// head sets step to d, in the metric at hand; by QR where that cannot be factorised.
func (w *workspace) head() {
	d := &w.down
	if !w.factored {
		w.weigh()
		w.byQR(w.next)
		copy(d.step, w.next)
		kernel.Axpy(-1, w.x, d.step)
		return
	}
	for j, h := range d.metric {
		w.next[j] = h * d.gradient[j]
	}
	kernel.Mul(w.miss, w.cols, w.next)
	w.lift(d.step, w.miss)
	kernel.Axpy(-1, w.next, d.step)
}

// conjugate adds to the step what makes it conjugate to the last one.
func (d *descent) conjugate() {
	slope, last := kernel.Dot(d.gradient, d.step), d.slope
	d.slope = slope
	if last == 0 {
		return
	}
	if beta := (slope - kernel.Dot(d.before, d.step)) / last; beta > 0 && slope+beta*kernel.Dot(d.gradient, d.along) < 0 {
		kernel.Axpy(beta, d.along, d.step)
	}
}

// search goes along the step for as long as the objective falls from one trial to the next, and reports whether it fell at all.
func (w *workspace) search() bool {
	d := &w.down
	if math.IsInf(d.height, 1) {
		d.height = w.value(w.x, d.step, 0)
	}
	least, best := d.height, 0.
	for t := 1.; t < longest; t *= stretch {
		v := w.value(w.x, d.step, t)
		if !(v < least) {
			break
		}
		least, best = v, t
	}
	for t := .5; best == 0 && t > shortest; t /= 2 {
		if v := w.value(w.x, d.step, t); v < least {
			least, best = v, t
		}
	}
	d.height = least
	kernel.Axpy(best, d.step, w.x)
	d.step, d.along = d.along, d.step
	return best > 0
}
