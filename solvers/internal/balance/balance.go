// Package balance scales the equations of A x = b by powers of two, which changes neither a digit nor a solution, so that no equation is
// lost beside another only for being written in larger units.
package balance

import "math"

// even is the ratio of the largest entries of two rows up to which they count as alike.
const even = 1 << 10

// Rows returns factors, powers of two that bring the largest entry of each row of the m x n matrix data, stored column after column, between 1/2
// and 1; nil where the rows are alike already. A row of zeros keeps the factor 1.
func Rows(m int, data []float64) []float64 {
	largest := make([]float64, m)
	for k := 0; k < len(data); k += m {
		for i, v := range data[k : k+m] {
			largest[i] = max(largest[i], math.Abs(v))
		}
	}
	low, high := math.Inf(1), 0.0
	for _, v := range largest {
		if v > 0 {
			low, high = min(low, v), max(high, v)
		}
	}
	if !(high > even*low) {
		return nil
	}
	for i, v := range largest {
		_, exponent := math.Frexp(v)
		largest[i] = math.Ldexp(1, -exponent)
	}
	return largest
}

// Scale returns a copy of data, columns of length len(factors), with row i multiplied by factors[i].
func Scale(factors, data []float64) []float64 {
	out := make([]float64, len(data))
	m := len(factors)
	for k := range data {
		out[k] = data[k] * factors[k%m]
	}
	return out
}
