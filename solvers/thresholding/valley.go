package thresholding

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	steady    = 1e-14 // relative change of every entry that is none
	quadratic = 1e-7  // relative change from which on Newton's method needs no watching
	descents  = 1000  // most steps
)

// valley finds strict local minimisers of the penalised objective, 0 < p < 1, near a point. For u_j = |a_j| x_j over the set S of its
// support, with columns of unit length,
//
//	gradient  a_jᵀ(A x - b) + Lambda p |x_j|^(p-1) sign(x_j),   Hessian  A_Sᵀ A_S - Lambda p (1-p) diag |x_j|^(p-2),
//
// and off the set an infinite slope holds x_j = 0.
type valley struct {
	basic
	gradient []float64 // m, over the set
	step     []float64 // m, over the set
	hessian  []float64 // m·m, row after row; Cholesky leaves the lower triangle
	trial    []float64 // n
}

func (v *valley) load(p solvers.Problem) {
	m, n := p.A.Dims()
	v.basic.load(p)
	v.gradient, v.step = kernel.Resize(v.gradient, m), kernel.Resize(v.step, m)
	v.hessian, v.trial = kernel.Resize(v.hessian, m*m), kernel.Resize(v.trial, n)
}

// least returns the magnitude below which x_j is zero in every local minimiser, for there the Hessian is not positive.
func (v *valley) least(j int) float64 {
	if v.norm[j] == 0 {
		return math.Inf(1)
	}
	return math.Pow(v.p.Lambda*v.p.P*(1-v.p.P)/v.norm[j]/v.norm[j], 1/(2-v.p.P))
}

// descend takes x, whose support is the set, down to a strict local minimiser, and reports whether it got there. Newton's method is for
// where it goes down; elsewhere |x_j|^p gives way to its tangent at x, which lies above it, so that the objective falls too, and an entry
// that reaches zero leaves. A saddle point is left along a direction of negative curvature.
func (v *valley) descend(x []float64) bool {
	last := math.Inf(1)
	for range descents {
		size := len(v.set.Cols)
		if size == 0 {
			return true
		}
		v.differentiate(x)
		positive := cholesky(v.hessian[:size*size], size)
		if positive == size {
			change := v.newton(x)
			if change <= steady || change <= quadratic && change >= last/2 {
				return true
			}
			if last = change; change <= quadratic || v.lower(x) {
				v.take(x, 1)
				continue
			}
		}
		if change := v.tangent(x); change <= quadratic && positive < size && !v.escape(x, positive) {
			return false
		}
	}
	return false
}

// differentiate finds gradient and Hessian.
func (v *valley) differentiate(x []float64) {
	size := len(v.set.Cols)
	v.distance(x)
	for k, j := range v.set.Cols {
		norm := v.norm[j]
		slope := v.p.Lambda * v.p.P * math.Pow(math.Abs(x[j]), v.p.P-1) / norm
		v.gradient[k] = math.Copysign(slope, x[j]) - kernel.Dot(v.p.A.Col(j), v.rest)/norm
		for l, i := range v.set.Cols[:k+1] {
			v.hessian[k*size+l] = kernel.Dot(v.p.A.Col(j), v.p.A.Col(i)) / norm / v.norm[i]
		}
		v.hessian[k*size+k] -= (1 - v.p.P) * slope / (norm * math.Abs(x[j]))
	}
}

// newton sets the step to that of Newton's method and returns the largest relative change of an entry.
func (v *valley) newton(x []float64) float64 {
	size := len(v.set.Cols)
	step := v.step[:size]
	for k, g := range v.gradient[:size] {
		step[k] = -g
	}
	solveCholesky(v.hessian[:size*size], step)
	return v.change(x)
}

// change returns the largest relative change of an entry by the step.
func (v *valley) change(x []float64) (largest float64) {
	for k, j := range v.set.Cols {
		largest = max(largest, math.Abs(v.step[k]/(v.norm[j]*x[j])))
	}
	return largest
}

// take adds t times the step to x.
func (v *valley) take(x []float64, t float64) {
	for k, j := range v.set.Cols {
		x[j] += t * v.step[k] / v.norm[j]
	}
}

// lower reports whether the step keeps all signs and lowers the objective.
func (v *valley) lower(x []float64) bool {
	if limit, _ := v.room(x, 1); limit <= 1 {
		return false
	}
	copy(v.trial, x)
	v.take(v.trial, 1)
	return v.value(v.trial) < v.value(x)
}

// room returns the multiple of the step, in the given direction, at which the first entry reaches zero, and that entry; +Inf if none does.
func (v *valley) room(x []float64, direction float64) (limit float64, out int) {
	limit, out = math.Inf(1), -1
	for k, j := range v.set.Cols {
		if t := -v.norm[j] * x[j] / (direction * v.step[k]); t > 0 && t < limit {
			limit, out = t, j
		}
	}
	return limit, out
}

// value returns the objective.
func (v *valley) value(x []float64) float64 {
	d := v.distance(x)
	return d*d/2 + v.p.Lambda*solvers.Problem{P: v.p.P}.Objective(x)
}

// tangent goes to the minimiser with |x_j|^p replaced by its tangent, or to the first zero on the way there, and returns the largest
// relative change of an entry; +Inf where one has left.
func (v *valley) tangent(x []float64) float64 {
	step := v.step[:len(v.set.Cols)]
	for k := range step {
		step[k] = -v.gradient[k]
	}
	v.set.SolveT(step)
	v.set.Solve(step)
	change := v.change(x)
	if limit, out := v.room(x, 1); limit <= 1 {
		v.take(x, limit)
		v.drop(x, out)
		return math.Inf(1)
	}
	v.take(x, 1)
	return change
}

func (v *valley) drop(x []float64, j int) {
	x[j] = 0
	v.leave(j)
}

// escape leaves a saddle point along the direction of negative curvature that ended Cholesky's method at pivot k, as far as the first zero or by
// the largest half, quarter and so on of it that lowers the objective. It reports whether one did.
func (v *valley) escape(x []float64, k int) bool {
	size := len(v.set.Cols)
	if k >= size {
		return true
	}
	clear(v.step[:size])
	copy(v.step, v.hessian[k*size:k*size+k])
	for i := k - 1; i >= 0; i-- { // L_1ᵀ d = -L_1^-1 h
		v.step[i] /= -v.hessian[i*size+i]
		kernel.Axpy(v.step[i], v.hessian[i*size:i*size+i], v.step[:i])
	}
	v.step[k] = 1
	before := v.value(x)
	for t := 1.0; t > 1e-8; t /= 2 {
		for _, direction := range []float64{1, -1} {
			limit, out := v.room(x, direction)
			if math.IsInf(limit, 1) {
				continue
			}
			copy(v.trial, x)
			v.take(v.trial, direction*t*limit)
			if t == 1 {
				v.trial[out] = 0
			}
			if v.value(v.trial) < before*(1-steady) {
				copy(x, v.trial)
				if t == 1 {
					v.leave(out)
				}
				return true
			}
		}
	}
	return false
}
