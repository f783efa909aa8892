package local

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

const (
	steady    = 1e-14 // relative change of every entry that is none
	quadratic = 1e-7  // relative change from which on Newton's method needs no watching
	descents  = 1000  // most steps
)

// Valley finds strict local minimisers of the penalised objective, Lambda > 0 and 0 < p < 1, near a point. For u_j = |a_j| x_j over the set S of its
// support, with columns of unit length,
//
//	gradient  a_jᵀ(A x - b) + Lambda p |x_j|^(p-1) sign(x_j),   Hessian  A_Sᵀ A_S - Lambda p (1-p) diag |x_j|^(p-2),
//
// and off the set an infinite slope holds x_j = 0. The zero value is ready for Load.
type Valley struct {
	Support
	gradient []float64 // m, over the set
	step     []float64 // m, over the set
	hessian  []float64 // m·m, row after row; Cholesky leaves the lower triangle
	trial    []float64 // n
}

// Least returns the magnitude below which x_j is zero in every local minimiser, for there the Hessian is not positive. It is +Inf for a column of zeros.
func (v *Valley) Least(j int) float64 {
	if v.Norm[j] == 0 {
		return math.Inf(1)
	}
	return math.Pow(v.p.Lambda*v.p.P*(1-v.p.P)/v.Norm[j]/v.Norm[j], 1/(2-v.p.P))
}

// Descend takes x down to a strict local minimiser, with no more than m non-zeros, all of them among those of x, and reports whether it got there; the
// objective does not rise, whether or not. First x moves along the kernel of A_S until its support is independent. Then Newton's method is for
// where it goes down; elsewhere |x_j|^p gives way to its tangent at x, which lies above it, so that the objective falls too, and an entry
// that reaches zero leaves. A saddle point is left along a direction of negative curvature.
func (v *Valley) Descend(x []float64) bool {
	m, n := v.p.A.Dims()
	v.gradient, v.step = kernel.Resize(v.gradient, m), kernel.Resize(v.step, m)
	v.hessian, v.trial = kernel.Resize(v.hessian, m*m), kernel.Resize(v.trial, n)
	v.reduce(x)
	last := math.Inf(1) // the change by the step before, where that was one of Newton's
	for range descents {
		size := len(v.set.Cols)
		if size == 0 {
			return true
		}
		v.differentiate(x)
		positive := Cholesky(v.hessian[:size*size], size)
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
		last = math.Inf(1)
		if change := v.tangent(x); change <= quadratic && positive < size && !v.escape(x, positive) {
			return false
		}
	}
	return false
}

// differentiate finds gradient and Hessian.
func (v *Valley) differentiate(x []float64) {
	size := len(v.set.Cols)
	v.Distance(x)
	for k, j := range v.set.Cols {
		norm := v.Norm[j]
		slope := v.p.Lambda * v.p.P * math.Pow(math.Abs(x[j]), v.p.P-1) / norm
		v.gradient[k] = math.Copysign(slope, x[j]) - kernel.Dot(v.p.A.Col(j), v.rest)/norm
		for l, i := range v.set.Cols[:k+1] {
			v.hessian[k*size+l] = kernel.Dot(v.p.A.Col(j), v.p.A.Col(i)) / norm / v.Norm[i]
		}
		v.hessian[k*size+k] -= (1 - v.p.P) * slope / (norm * math.Abs(x[j]))
	}
}

// newton sets the step to that of Newton's method and returns the largest relative change of an entry.
func (v *Valley) newton(x []float64) float64 {
	size := len(v.set.Cols)
	step := v.step[:size]
	for k, g := range v.gradient[:size] {
		step[k] = -g
	}
	SolveCholesky(v.hessian[:size*size], step)
	return v.change(x)
}

// change returns the largest relative change of an entry by the step.
func (v *Valley) change(x []float64) (largest float64) {
	for k, j := range v.set.Cols {
		largest = max(largest, math.Abs(v.step[k]/(v.Norm[j]*x[j])))
	}
	return largest
}

// take adds t times the step to x.
func (v *Valley) take(x []float64, t float64) {
	for k, j := range v.set.Cols {
		x[j] += t * v.step[k] / v.Norm[j]
	}
}

// lower reports whether the step keeps all signs and lowers the objective.
func (v *Valley) lower(x []float64) bool {
	if limit, _ := v.room(x, 1); limit <= 1 {
		return false
	}
	copy(v.trial, x)
	v.take(v.trial, 1)
	return v.Value(v.trial) < v.Value(x)
}

// room returns the multiple of the step, in the given direction, at which the first entry reaches zero, and that entry; +Inf if none does.
func (v *Valley) room(x []float64, direction float64) (limit float64, out int) {
	limit, out = math.Inf(1), -1
	for k, j := range v.set.Cols {
		if t := -v.Norm[j] * x[j] / (direction * v.step[k]); t > 0 && t < limit {
			limit, out = t, j
		}
	}
	return limit, out
}

// tangent goes to the minimiser with |x_j|^p replaced by its tangent, or to the first zero on the way there, and returns the largest
// relative change of an entry; +Inf where one has left.
func (v *Valley) tangent(x []float64) float64 {
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

func (v *Valley) drop(x []float64, j int) {
	x[j] = 0
	v.leave(j)
}
