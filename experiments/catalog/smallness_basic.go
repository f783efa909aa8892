package catalog

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/combin"

	"touchpoint/experiments"
	"touchpoint/solvers"
)

const (
	smallnessBases = 1000 // up to which all basic solutions are looked at
	smallnessDrawn = 200  // as many random ones beyond, and points that are compared two by two
)

// smallnessBasis is what was seen of the basic solutions.
type smallnessBasis struct {
	others   []smallnessSeen // those with as many non-zeros as equations
	distinct int             // others, and the planted point where a basis has it
	all      bool            // every basis was looked at
}

// basics looks at all basic solutions, or at random ones.
func (s smallnessSet) basics(rng *rand.Rand) (found smallnessBasis) {
	m, n := s.a.Dims()
	square, planted := newSmallnessElimination(m), false
	visit := func(columns []int) {
		z, ok := square.solve(s.a, s.b, columns)
		switch {
		case !ok:
		case s.truth != nil && nonZeros(z) < m && experiments.Distance(smallnessPoint(n, columns, z), s.truth, math.Inf(1)) <= experiments.Recovered:
			planted = true
		default:
			found.others = append(found.others, smallnessLook(z))
		}
	}
	if found.all = bases(n, m) <= smallnessBases; found.all {
		columns := make([]int, m)
		for each := combin.NewCombinationGenerator(n, m); each.Next(); {
			visit(each.Combination(columns))
		}
	} else {
		for range smallnessDrawn {
			visit(rng.Perm(n)[:m])
		}
	}
	found.distinct = len(found.others) + int(oneIf(planted))
	return found
}

// basic is the solution on random columns, as many as there are equations.
func (s smallnessSet) basic(rng *rand.Rand) ([]float64, error) {
	m, n := s.a.Dims()
	columns := rng.Perm(n)[:m]
	z, ok := newSmallnessElimination(m).solve(s.a, s.b, columns)
	if !ok {
		return nil, fmt.Errorf("catalog: columns %v are dependent", columns)
	}
	return smallnessPoint(n, columns, z), nil
}

// smallnessPoint puts the entries z of some columns into a point.
func smallnessPoint(n int, columns []int, z []float64) []float64 {
	x := make([]float64, n)
	for i, j := range columns {
		x[j] = z[i]
	}
	return x
}

// below is the share of the others with a norm below the given one; NaN without others.
func (b smallnessBasis) below(norm float64) float64 {
	count := 0.0
	for _, p := range b.others {
		count += oneIf(p.norm < norm)
	}
	return count / float64(len(b.others))
}

// median is the median norm of the others; NaN without others.
func (b smallnessBasis) median() float64 {
	if len(b.others) == 0 {
		return math.NaN()
	}
	ordered := slices.SortedFunc(slices.Values(b.others), func(p, q smallnessSeen) int { return cmp.Compare(p.norm, q.norm) })
	return (ordered[(len(ordered)-1)/2].norm + ordered[len(ordered)/2].norm) / 2
}

// smallnessElimination solves small square systems one after the other, by Gaussian elimination with partial pivoting.
type smallnessElimination struct{ rows [][]float64 } // m rows of m+1 numbers: the matrix and the right-hand side

func newSmallnessElimination(m int) smallnessElimination {
	rows := make([][]float64, m)
	for i := range rows {
		rows[i] = make([]float64, m+1)
	}
	return smallnessElimination{rows}
}

// solve returns z with A_S z = b for as many columns S as there are rows. It reports false where they are dependent, to rounding. The result is new.
func (e smallnessElimination) solve(a *solvers.Columns, b []float64, columns []int) ([]float64, bool) {
	m := len(e.rows)
	for i, row := range e.rows {
		for k, j := range columns {
			row[k] = a.At(i, j)
		}
		row[m] = b[i]
	}
	for k := range m {
		pivot := k
		for i := k + 1; i < m; i++ {
			if math.Abs(e.rows[i][k]) > math.Abs(e.rows[pivot][k]) {
				pivot = i
			}
		}
		if math.Abs(e.rows[pivot][k]) <= 1e-13*solvers.Norm(a.Col(columns[k]), math.Inf(1)) {
			return nil, false
		}
		e.rows[k], e.rows[pivot] = e.rows[pivot], e.rows[k]
		for _, row := range e.rows[k+1:] {
			if factor := row[k] / e.rows[k][k]; factor != 0 {
				for c := k + 1; c <= m; c++ {
					row[c] -= factor * e.rows[k][c]
				}
			}
		}
	}
	z := make([]float64, m)
	for k, row := range slices.Backward(e.rows) {
		sum := row[m]
		for c := k + 1; c < m; c++ {
			sum -= row[c] * z[c]
		}
		z[k] = sum / row[k]
	}
	return z, true
}
