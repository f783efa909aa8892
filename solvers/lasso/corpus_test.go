package lasso_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"touchpoint/solvers"
	"touchpoint/solvers/lasso"
)

// named is a problem without its penalty.
type named struct {
	name string
	solvers.Problem
}

// corpus holds ordinary systems and the hard corner: degenerate, tied, deficient, badly scaled.
func corpus() []named {
	rng := rand.New(rand.NewPCG(7, 11))
	list := []named{
		{"generic", draw(rng, 10, 25, 0)},
		{"planted", draw(rng, 12, 30, 3)},
		{"tall", draw(rng, 20, 8, 0)},
		{"square", draw(rng, 9, 9, 0)},
	}
	twins := draw(rng, 8, 20, 2)
	for j := range 10 {
		copy(twins.A.Col(j+10), twins.A.Col(j))
	}
	integer := draw(rng, 6, 16, 0)
	each(integer.A, func(_, _ int, _ float64) float64 { return float64(rng.IntN(3) - 1) })
	signs := draw(rng, 6, 14, 0)
	each(signs.A, func(_, _ int, _ float64) float64 { return float64(2*rng.IntN(2) - 1) })
	signs.A.Mul(signs.B, onehot(14, 5, 2))
	empty := draw(rng, 8, 15, 0)
	each(empty.A, func(i, j int, v float64) float64 {
		if i == 3 || j == 4 {
			return 0
		}
		return v
	})
	deficient := draw(rng, 8, 20, 0)
	for j := range 20 {
		copy(deficient.A.Col(j)[4:], deficient.A.Col(j)[:4])
	}
	copy(deficient.B[4:], deficient.B[:4])
	small, large := draw(rng, 8, 20, 2), draw(rng, 8, 20, 2)
	each(small.A, func(_, _ int, v float64) float64 { return v * 1e-150 })
	each(large.A, func(_, _ int, v float64) float64 { return v * 1e150 })
	return append(list, named{"duplicates", twins}, named{"integer", integer}, named{"rademacher", signs}, named{"zero row and column", empty},
		named{"rank deficient", deficient}, named{"columns of 1e-150", small}, named{"columns of 1e150", large})
}

// each replaces the entries of a.
func each(a *solvers.Columns, f func(i, j int, v float64) float64) {
	_, n := a.Dims()
	for j := range n {
		column := a.Col(j)
		for i, v := range column {
			column[i] = f(i, j, v)
		}
	}
}

func onehot(n, j int, v float64) []float64 {
	x := make([]float64, n)
	x[j] = v
	return x
}

// at returns the problem with lambda at the given part of the least penalty that makes x zero.
func at(p solvers.Problem, ratio float64) solvers.Problem {
	p.Lambda = ratio * lasso.LambdaMax(p.A, p.B)
	return p
}

// kkt returns by how much x breaks the optimality conditions, a_jᵀr = Lambda sign(x_j) or |a_jᵀr| <= Lambda, relative to Lambda.
func kkt(p solvers.Problem, x []float64) float64 {
	r := residual(p, x)
	worst := 0.0
	for j, v := range x {
		slope := 0.0
		for i, a := range p.A.Col(j) {
			slope += a / p.Lambda * r[i]
		}
		if v != 0 {
			worst = max(worst, math.Abs(slope-math.Copysign(1, v)))
		} else {
			worst = max(worst, math.Abs(slope)-1)
		}
	}
	return worst
}

func residual(p solvers.Problem, x []float64) []float64 {
	r := make([]float64, len(p.B))
	p.A.Mul(r, x)
	for i := range r {
		r[i] = p.B[i] - r[i]
	}
	return r
}

func support(x []float64) (s []int) {
	for j, v := range x {
		if v != 0 {
			s = append(s, j)
		}
	}
	return s
}

// apart returns |x - y|_inf / |y|_inf as an error where it exceeds tolerance.
func apart(x, y []float64, tolerance float64) error {
	distance, size := 0.0, 0.0
	for j := range y {
		distance, size = max(distance, math.Abs(x[j]-y[j])), max(size, math.Abs(y[j]))
	}
	if !(distance <= tolerance*size) {
		return fmt.Errorf("%v apart, relative to %v:\n%v\n%v", distance, size, x, y)
	}
	return nil
}
