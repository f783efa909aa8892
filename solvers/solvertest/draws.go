package solvertest

import (
	"math"
	"math/rand/v2"

	"touchpoint/solvers"
)

// gaussian draws an m x n matrix of iid N(0,1) entries on the grid 2^-20.
func gaussian(rng *rand.Rand, m, n int) *solvers.Columns {
	a := solvers.NewColumns(m, n, nil)
	for i := range a.Data() {
		a.Data()[i] = math.Round(rng.NormFloat64()*0x1p20) * 0x1p-20
	}
	return a
}

// integers draws entries uniform on {-largest..largest}.
func integers(rng *rand.Rand, m, n, largest int) *solvers.Columns {
	a := solvers.NewColumns(m, n, nil)
	for i := range a.Data() {
		a.Data()[i] = float64(rng.IntN(2*largest+1) - largest)
	}
	return a
}

// planted returns b = A x0, exact for A on the grid 2^-20, for a k-sparse x0 on the grid 2^-10.
func planted(rng *rand.Rand, a *solvers.Columns, k int) (b, truth []float64) {
	m, n := a.Dims()
	b, truth = make([]float64, m), make([]float64, n)
	for _, j := range rng.Perm(n)[:k] {
		for truth[j] == 0 {
			truth[j] = math.Round(rng.NormFloat64()*0x1p10) * 0x1p-10
		}
	}
	a.Mul(b, truth)
	return b, truth
}

// generic draws b ~ N(0, I).
func generic(rng *rand.Rand, m int) []float64 {
	b := make([]float64, m)
	for i := range b {
		b[i] = rng.NormFloat64()
	}
	return b
}

// system draws one of the ordinary systems of the laws: planted or generic, at most 8 x 12, so that enumeration can judge.
func system(rng *rand.Rand) (*solvers.Columns, []float64) {
	n := 3 + rng.IntN(10)
	m := 1 + rng.IntN(min(n, 8))
	a := gaussian(rng, m, n)
	if rng.IntN(2) == 0 {
		return a, generic(rng, m)
	}
	b, _ := planted(rng, a, 1+rng.IntN(m))
	return a, b
}

// scaled returns c·b.
func scaled(b []float64, c float64) []float64 {
	out := make([]float64, len(b))
	for i, v := range b {
		out[i] = c * v
	}
	return out
}
