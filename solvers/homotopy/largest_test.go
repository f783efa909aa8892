package homotopy

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestLargest(t *testing.T) {
	rng := rand.New(rand.NewPCG(44, 1))
	for range 2000 {
		x := make([]float64, 1+rng.IntN(30))
		for i := range x {
			x[i] = float64(rng.IntN(1 + rng.IntN(40)))
		}
		sorted := slices.Clone(x)
		slices.Sort(sorted)
		k := 1 + rng.IntN(len(x)+2)
		want := math.Inf(-1)
		if k < len(x) {
			want = sorted[len(x)-k]
		}
		if got := largest(x, k); got != want {
			t.Fatalf("the %d. largest of %v is %v, want %v", k, sorted, got, want)
		}
	}
}
