package local

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// escape leaves a saddle point along the direction of negative curvature that ended Cholesky's method at pivot k, as far as the first zero or by
// the largest half, quarter and so on of it that lowers the objective. It reports whether one did.
func (v *Valley) escape(x []float64, k int) bool {
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
	before := v.Value(x)
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
			if v.Value(v.trial) < before*(1-steady) {
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
