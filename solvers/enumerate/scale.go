package enumerate

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const scalingRounds = 100 // a full matrix needs two

// scaling finds the powers of two that divide rows and columns of [A b] so that the logarithms of what is left are as small
// as they can be in the sense of least squares,
//
//	minimise sum (log2 |a_ij| - row_i - column_j)^2 over the non-zero entries,
//
// by turns over rows and columns. Unlike scaling by largest entries, this undoes any rescaling of rows and columns, whatever
// the pattern of zeros.
//
// Reference: A. Curtis, J. Reid (1972), On the automatic scaling of matrices for Gaussian elimination.
type scaling struct {
	logs        []float64 // m x (n+1), NaN for a zero entry
	row, column []float64
}

// fit returns the exponents of the rows.
func (s *scaling) fit(p solvers.Problem) []float64 {
	m, n := p.A.Dims()
	s.logs = kernel.Resize(s.logs, m*(n+1))
	exponents(s.logs[:m*n], p.A.Data())
	exponents(s.logs[m*n:], p.B)
	s.row, s.column = kernel.Resize(s.row, m), kernel.Resize(s.column, n+1)
	clear(s.row)
	for range scalingRounds {
		for j := range s.column {
			s.column[j] = mean(s.logs[j*m:(j+1)*m], 1, s.row)
		}
		change := 0.0
		for i, before := range s.row {
			s.row[i] = mean(s.logs[i:], m, s.column)
			change = max(change, math.Abs(s.row[i]-before))
		}
		if change < 0.5 {
			break
		}
	}
	for i, v := range s.row {
		s.row[i] = math.Round(v)
	}
	return s.row
}

// exponents sets dst to the binary exponents of the values.
func exponents(dst, values []float64) {
	for k, v := range values {
		_, exp := math.Frexp(v)
		dst[k] = float64(exp)
		if v == 0 {
			dst[k] = math.NaN()
		}
	}
}

// mean returns the mean of logs[i·stride] - shift[i] over the entries that are there, 0 if none is.
func mean(logs []float64, stride int, shift []float64) float64 {
	sum, count := 0.0, 0.0
	for i, v := range shift {
		if e := logs[i*stride]; !math.IsNaN(e) {
			sum += e - v
			count++
		}
	}
	return sum / max(count, 1)
}

// largest returns the largest of logs - shift as a whole number, 0 if no entry is there.
func largest(logs, shift []float64) int {
	top := math.Inf(-1)
	for i, v := range shift {
		if e := logs[i]; !math.IsNaN(e) {
			top = max(top, e-v)
		}
	}
	if math.IsInf(top, -1) {
		return 0
	}
	return int(top)
}
