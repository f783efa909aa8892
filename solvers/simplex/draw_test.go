package simplex

import (
	"math"
	"math/rand/v2"

	"touchpoint/solvers"
)

type rng = rand.Rand

// law draws an entry of A.
type law func(rng *rand.Rand) float64

func gaussian(rng *rand.Rand) float64   { return math.Round(rng.NormFloat64()*0x1p20) * 0x1p-20 }
func rademacher(rng *rand.Rand) float64 { return float64(2*rng.IntN(2) - 1) }
func integer(rng *rand.Rand) float64    { return float64(rng.IntN(7) - 3) }

func stream(seed ...int) *rand.Rand {
	h := uint64(0x9e3779b97f4a7c15)
	for _, s := range seed {
		h = (h ^ uint64(s)) * 0xff51afd7ed558ccd
		h ^= h >> 32
	}
	return rand.New(rand.NewPCG(h, 0x5851f42d4c957f2d))
}

func matrix(rng *rand.Rand, m, n int, entry law) *solvers.Columns {
	a := solvers.NewColumns(m, n, nil)
	for k := range a.Data() {
		a.Data()[k] = entry(rng)
	}
	return a
}

// planted returns a system solved by a vector with k non-zeros, and that vector. On the grids 2^-20 of A and 2^-10 of the
// vector b is exact.
func planted(rng *rand.Rand, m, n, k int, entry law) (solvers.Problem, []float64) {
	a := matrix(rng, m, n, entry)
	truth := make([]float64, n)
	for _, j := range rng.Perm(n)[:k] {
		for truth[j] == 0 {
			truth[j] = math.Round(rng.NormFloat64()*0x1p10) * 0x1p-10
		}
	}
	b := make([]float64, m)
	a.Mul(b, truth)
	return solvers.Problem{A: a, B: b, P: 1}, truth
}

// generic returns a system with an arbitrary right-hand side.
func generic(rng *rand.Rand, m, n int, entry law) solvers.Problem {
	a := matrix(rng, m, n, entry)
	b := make([]float64, m)
	for i := range b {
		b[i] = rng.NormFloat64()
	}
	return solvers.Problem{A: a, B: b, P: 1}
}
