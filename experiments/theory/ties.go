package theory

import (
	"fmt"
	"math"
)

// Ties is the law of the contact dimension of p = 1 for a matrix of integers and b of independent N(0,1): Dim[d] is the
// probability that the set of touch points has dimension d, 0 for a unique touch, and Infeasible that b is not in the
// range of the matrix. Together they sum to 1. A facet of the projected ball that carries q column points has d = q-m.
type Ties struct {
	Infeasible float64
	Dim        []float64
}

// OneRowTies is the law for one row of n entries uniform on the integers -reach..reach, q = 2 reach + 1:
//
//	Dim[d] = sum_{t=1}^reach C(n, d+1) (2/q)^(d+1) ((2t-1)/q)^(n-d-1),  Infeasible = q^-n
func OneRowTies(n, reach int) Ties {
	lattice(n, reach)
	q := float64(2*reach + 1)
	law := Ties{Infeasible: math.Pow(q, -float64(n)), Dim: make([]float64, n)}
	for d := range n {
		for t := 1; t <= reach; t++ {
			law.Dim[d] += choose(n, d+1) * power(2/q, d+1) * power(float64(2*t-1)/q, n-d-1)
		}
	}
	return law
}

// RademacherTies is the law for m = 1, 2 or 3 rows of n independent signs. There are 2^(m-1) columns up to sign; as soon
// as m of them are independent each facet carries one of every kind that occurs, so that the dimension is n - m and never
// another. The error says that m has no such closed form.
func RademacherTies(n, m int) (Ties, error) {
	if n < 1 || m < 1 || m > 3 {
		return Ties{}, fmt.Errorf("theory: no closed form for n = %d columns of m = %d signs", n, m)
	}
	law := Ties{Dim: make([]float64, max(n-m, 0)+1)}
	switch m {
	case 2: // one kind of column
		law.Infeasible = power(0.5, n-1)
	case 3: // one kind of four, or two
		law.Infeasible = 6*power(0.5, n) - 8*power(0.25, n)
	}
	law.Dim[len(law.Dim)-1] = 1 - law.Infeasible
	return law, nil
}

// PlantedRademacher is the probability that a planted point with one non-zero is the only minimiser of |x|_1, for m rows
// of n independent signs: that no other column equals plus or minus its own, (1 - 2^(1-m))^(n-1).
func PlantedRademacher(n, m int) float64 {
	if n < 1 || m < 1 {
		panic(fmt.Sprintf("theory: matrix of shape %d x %d", m, n))
	}
	return math.Pow(1-math.Exp2(float64(1-m)), float64(n-1))
}

func lattice(n, reach int) {
	if n < 1 || reach < 1 {
		panic(fmt.Sprintf("theory: %d columns on a lattice of reach %d", n, reach))
	}
}

func choose(n, k int) float64 { return math.Exp(logChoose(n, k)) }

func power(base float64, exponent int) float64 { return math.Pow(base, float64(exponent)) }
