package catalog

import (
	"fmt"
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/solvers"
)

// robotCharacters is the article's example as a system: k characters with a shared component and one of their own, labelled 1, and others with
// their own alone, labelled -1. Column 0 is the shared component, then come those of their own, in the order of the rows.
type robotCharacters struct {
	theory.Radical
	slots int // own columns of the positives that are left; the first ones
}

// robotShape reads the characters from the shape of a cell:
//
//	m = k         positives alone; n = k + 1
//	n = m + 1     the others are negatives
//	n = m + 2     the same with a free intercept, which costs one equation
func robotShape(c experiments.Cell) (r robotCharacters, err error) {
	r = robotCharacters{theory.Radical{Positives: c.K, Negatives: c.N - 1 - c.K, Intercept: c.N == c.M+2}, c.K}
	if c.K < 2 || r.Negatives < 0 || c.N != c.M+1 && c.N != c.M+2 {
		return r, fmt.Errorf("n = %d, m = %d, k = %d are no characters: n must be m + 1, or m + 2 with an intercept, and k at least 2 of the m", c.N, c.M, c.K)
	}
	return r, nil
}

// columns is the number of weights.
func (r robotCharacters) columns() int { return 1 + r.slots + r.Negatives }

// system returns a row for each character, and the labels.
func (r robotCharacters) system() (a *solvers.Columns, labels []float64) {
	characters := r.Positives + r.Negatives
	a, labels = solvers.NewColumns(characters, r.columns(), nil), make([]float64, characters)
	for i := range characters {
		labels[i] = -1
		if i < r.Positives {
			labels[i], a.Col(0)[i] = 1, 1
		}
		switch {
		case i < r.slots:
			a.Col(1 + i)[i] = 1
		case i >= r.Positives:
			a.Col(1 + r.slots + i - r.Positives)[i] = 1
		}
	}
	return a, labels
}

// contrasts replaces rows by one less, orthonormal and orthogonal to the constant: (v_1 + .. + v_r - r v_{r+1})/sqrt(r(r+1)). It is what a free
// intercept leaves of a system, of its solutions as well as of its sum of squares.
func contrasts(v []float64) []float64 {
	out, sum := make([]float64, len(v)-1), 0.0
	for r := 1; r < len(v); r++ {
		sum += v[r-1]
		out[r-1] = (sum - float64(r)*v[r]) / math.Sqrt(float64(r*(r+1)))
	}
	return out
}

// equations is the system without the intercept.
func (r robotCharacters) equations() (a *solvers.Columns, labels []float64) {
	a, labels = r.system()
	if !r.Intercept {
		return a, labels
	}
	m, n := a.Dims()
	reduced := solvers.NewColumns(m-1, n, nil)
	for j := range n {
		copy(reduced.Col(j), contrasts(a.Col(j)))
	}
	return reduced, contrasts(labels)
}
