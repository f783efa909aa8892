package experiments

import (
	"math"

	"touchpoint/solvers"
)

// Distance returns |x - truth|_q / |truth|_q.
func Distance(x, truth []float64, q float64) float64 {
	return relative(difference(make([]float64, len(x)), x, truth), truth, q)
}

// difference sets dst to x - truth, and returns it.
func difference(dst, x, truth []float64) []float64 {
	for j := range dst {
		dst[j] = x[j] - truth[j]
	}
	return dst
}

// relative returns |difference|_q / |truth|_q.
func relative(difference, truth []float64, q float64) float64 {
	return solvers.Norm(difference, q) / solvers.Norm(truth, q)
}

// found counts the positions of a support where the truth is not zero.
func found(support []int, truth []float64) (count int) {
	for _, j := range support {
		if truth[j] != 0 {
			count++
		}
	}
	return count
}

// spread returns (|x|_1 / |x|_2)^2, between 1 and n; NaN for x = 0.
func spread(x []float64) float64 {
	ratio := solvers.Norm(x, 1) / solvers.Norm(x, 2)
	return ratio * ratio
}

// second returns the second largest magnitude over the largest; 0 for a single entry, NaN for x = 0.
func second(x []float64) float64 {
	first, next := 0.0, 0.0
	for _, v := range x {
		if a := math.Abs(v); a > first {
			first, next = a, first
		} else {
			next = max(next, a)
		}
	}
	return next / first
}
