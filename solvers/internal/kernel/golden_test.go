package kernel

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The bits of one computation, which no processor, level or compiler may change: a definition that is changed on purpose changes the number
// here, and the records of every study with it.
func TestBitsAreThoseOfEveryProcessor(t *testing.T) {
	const golden = 0x8ca080b78af62c81
	onEveryLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(8, 9))
		vector := func(n int) []float64 {
			x := make([]float64, n)
			for i := range x {
				x[i] = rng.Float64() - 0.5
			}
			return x
		}
		hash := fnv.New64a()
		write := func(x ...float64) {
			for _, v := range x {
				hash.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)))
			}
		}
		const m, n = 77, 150
		a, x, y, r, v := vector(m*n), vector(n), vector(m), vector(m*(m+1)/2), vector(m)
		for k := range m {
			r[k*(k+3)/2] += 9
		}
		products, sum := make([]float64, n), make([]float64, m)
		MulT(products, a, y)
		Mul(sum, a, x)
		write(Dot(y, sum), Norm1(x), Norm2(x), NormInf(x))
		write(products...)
		write(sum...)
		SolveT(r, v)
		write(v...)
		Solve(r, v)
		write(v...)
		var w Workspace
		s := make([]float64, m*m)
		w.AddOuter(s, m, a, slices.Repeat([]float64{0.75}, n))
		write(lower(s, m)...)
		if !w.Cholesky(s, m) {
			t.Fatal("not positive definite")
		}
		CholeskySolve(s, m, v)
		write(v...)
		if got := hash.Sum64(); got != golden {
			t.Errorf("hash of all results %#x, want %#x", got, uint64(golden))
		}
	})
}
