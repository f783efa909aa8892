package ridge_test

import (
	"math/big"

	"touchpoint/solvers"
)

// precision in bits: the condition of the worst system here, some 1e800, leaves more than a thousand.
const precision = 4096

// truth is what long arithmetic says about the stored problem, by way of G = (AAᵀ + 2 lambda I)⁻¹, of which
//
//	x = AᵀGb,   b - A x = 2 lambda Gb,   I - H = 2 lambda G.
type truth struct {
	x, dual, left []float64 // the minimiser, (b - A x)/lambda, and the errors of leaving a row out
	freedom, gcv  float64

	rows             [][]*big.Float
	b                []*big.Float
	twice, objective *big.Float // 2 lambda; twice the least objective
}

func long(v float64) *big.Float      { return new(big.Float).SetPrec(precision).SetFloat64(v) }
func zero() *big.Float               { return long(0) }
func mul(x, y *big.Float) *big.Float { return zero().Mul(x, y) }
func quo(x, y *big.Float) float64    { f, _ := zero().Quo(x, y).Float64(); return f }

func dot(x, y []*big.Float) *big.Float {
	sum := zero()
	for i := range x {
		sum.Add(sum, mul(x[i], y[i]))
	}
	return sum
}

// exactly solves a small problem.
func exactly(p solvers.Problem) truth {
	m, n := p.A.Dims()
	r := truth{twice: mul(long(2), long(p.Lambda)), rows: make([][]*big.Float, m)}
	gram := make([][]*big.Float, m)
	for i := range m {
		for j := range n {
			r.rows[i] = append(r.rows[i], long(p.A.At(i, j)))
		}
		r.b = append(r.b, long(p.B[i]))
	}
	for i := range m {
		for k := range m {
			gram[i] = append(gram[i], dot(r.rows[i], r.rows[k]))
		}
		gram[i][i].Add(gram[i][i], r.twice)
	}
	g := inverse(gram)
	trace, gb := zero(), make([]*big.Float, m)
	for i := range m {
		trace.Add(trace, g[i][i])
		gb[i] = dot(g[i], r.b)
		r.left = append(r.left, quo(gb[i], g[i][i]))
		r.dual = append(r.dual, 2*quo(gb[i], long(1)))
	}
	x, column := make([]*big.Float, n), make([]*big.Float, m)
	for j := range n {
		for i := range m {
			column[i] = r.rows[i][j]
		}
		x[j] = dot(column, gb)
		r.x = append(r.x, quo(x[j], long(1)))
	}
	count := long(float64(m))
	r.freedom = quo(zero().Sub(count, mul(r.twice, trace)), long(1))
	r.gcv = quo(mul(count, dot(gb, gb)), mul(trace, trace))
	r.objective = r.at(x)
	return r
}

// at returns twice the objective at x.
func (r truth) at(x []*big.Float) *big.Float {
	sum := mul(r.twice, dot(x, x))
	for i, row := range r.rows {
		e := dot(row, x)
		e.Sub(e, r.b[i])
		sum.Add(sum, mul(e, e))
	}
	return sum
}

// excess returns by how much the objective at x exceeds the minimum, relative to that.
func (r truth) excess(x []float64) float64 {
	point := make([]*big.Float, len(x))
	for j, v := range x {
		point[j] = long(v)
	}
	over := r.at(point)
	return quo(over.Sub(over, r.objective), r.objective)
}

// inverse inverts a positive definite matrix by elimination without pivoting.
func inverse(a [][]*big.Float) [][]*big.Float {
	m := len(a)
	for i := range a {
		for k := range m {
			a[i] = append(a[i], zero())
			if i == k {
				a[i][m+k].SetInt64(1)
			}
		}
	}
	for k := range m {
		pivot := zero().Set(a[k][k])
		for c := range a[k] {
			a[k][c].Quo(a[k][c], pivot)
		}
		for i := range m {
			if i == k {
				continue
			}
			factor := zero().Set(a[i][k])
			for c := range a[i] {
				a[i][c].Sub(a[i][c], mul(factor, a[k][c]))
			}
		}
	}
	for i := range a {
		a[i] = a[i][m:]
	}
	return a
}
