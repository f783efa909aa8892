package local

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers/internal/kernel"
)

// L Lᵀ makes up g, and solving inverts it.
func TestCholesky(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	const m = 6
	for trial := range 50 {
		factor := make([]float64, m*m)
		for k := range factor {
			factor[k] = rng.NormFloat64()
		}
		g, want, y := make([]float64, m*m), make([]float64, m), make([]float64, m)
		for i := range m {
			kernel.MulT(g[i*m:(i+1)*m], factor, factor[i*m:(i+1)*m])
			g[i*m+i]++
			want[i] = rng.NormFloat64()
		}
		kernel.MulT(y, g, want)
		if positive := Cholesky(g, m); positive != m {
			t.Fatalf("trial %d: %d positive pivots", trial, positive)
		}
		SolveCholesky(g, y)
		for i, v := range y {
			if math.Abs(v-want[i]) > 1e-12 {
				t.Errorf("trial %d: y[%d] = %v, want %v", trial, i, v, want[i])
			}
		}
	}
}

// The count of positive pivots ends at the first leading block that is not positive definite.
func TestIndefinite(t *testing.T) {
	for k := range 5 {
		const m = 5
		g := make([]float64, m*m)
		for i := range m {
			g[i*m+i] = 4
			for l := range i {
				g[i*m+l] = 1
			}
		}
		g[k*m+k] = -1
		if positive := Cholesky(g, m); positive != k {
			t.Errorf("%d positive pivots, want %d", positive, k)
		}
	}
}
