package network

import "math"

// prox is the proximal step of a penalty on a row of weights: it replaces row by the minimiser of |u - row|^2/2 + tau Omega(u).
type prox func(row []float64, tau float64)

// shrink is the step of Omega(u) = |u|^2/2: row/(1 + tau).
func shrink(row []float64, tau float64) { scale(1/(1+tau), row) }

// soft is the step of Omega(u) = |u|_1: towards zero by tau, and no further.
func soft(row []float64, tau float64) {
	for k, v := range row {
		row[k] = v - max(-tau, min(tau, v))
	}
}

// group is the step of Omega(u) = |u|_2: the whole row towards zero by the length tau, and no further.
//
// Reference: M. Yuan and Y. Lin (2006), Model selection and estimation in regression with grouped variables.
func group(row []float64, tau float64) {
	length := math.Sqrt(dot(row, row))
	if length <= tau {
		clear(row)
		return
	}
	scale(1-tau/length, row)
}
