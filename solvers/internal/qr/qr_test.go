package qr

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers/internal/kernel"
)

// Columns join and leave at random; after each move Q must be orthonormal, R triangular, and QR the columns.
func TestBasisUpdates(t *testing.T) {
	const m, n = 12, 40
	rng := rand.New(rand.NewPCG(21, 2))
	a := make([]float64, m*n)
	for i := range a {
		a[i] = rng.NormFloat64()
	}
	column := func(j int) []float64 { return a[j*m : (j+1)*m] }
	copy(column(1), column(0))
	for i := range m { // nearly dependent: the distance from column 2 is 1e-7
		column(3)[i] = column(2)[i] + 1e-7*column(3)[i]
	}
	var f Basis
	f.Fit(m)
	for range 3000 {
		j := rng.IntN(n)
		if k := indexOf(f.Cols, j); k >= 0 {
			f.Leave(k)
		} else if !f.Join(j, column(j), kernel.Norm2(column(j))) && len(f.Cols) < m && j > 1 {
			t.Fatalf("column %d counts as dependent on %v", j, f.Cols)
		}
		checkBasis(t, &f, column)
	}
}

func checkBasis(t *testing.T, f *Basis, column func(int) []float64) {
	t.Helper()
	for k, j := range f.Cols {
		for l := range k {
			if dot := kernel.Dot(f.Direction(k), f.Direction(l)); math.Abs(dot) > 1e-13 {
				t.Fatalf("directions %d and %d have product %v", k, l, dot)
			}
		}
		above, pivot := f.upper(k)
		rest := append([]float64(nil), column(j)...)
		kernel.Axpy(-pivot, f.Direction(k), rest)
		for l, v := range above {
			kernel.Axpy(-v, f.Direction(l), rest)
		}
		if length := kernel.Norm2(rest); length > 1e-13*kernel.Norm2(column(j)) {
			t.Fatalf("QR misses column %d by %v", j, length)
		}
	}
}

func TestBasisSolves(t *testing.T) {
	const m = 9
	rng := rand.New(rand.NewPCG(4, 2))
	var f Basis
	f.Fit(m)
	y := make([]float64, 6)
	for j := range y {
		column := make([]float64, m)
		for i := range column {
			column[i] = rng.NormFloat64()
		}
		f.Join(j, column, kernel.Norm2(column))
		y[j] = rng.NormFloat64()
	}
	plain, transposed := append([]float64(nil), y...), append([]float64(nil), y...)
	f.Solve(plain)
	f.SolveT(transposed)
	for i := range y {
		got, gotT := 0.0, 0.0
		for k := range y {
			if i <= k {
				got += f.r[k*m+i] * plain[k]
			}
			if k <= i {
				gotT += f.r[i*m+k] * transposed[k]
			}
		}
		if math.Abs(got-y[i]) > 1e-13 || math.Abs(gotT-y[i]) > 1e-13 {
			t.Errorf("row %d: R x = %v, Rᵀx = %v, want %v", i, got, gotT, y[i])
		}
	}
}

func indexOf(list []int, j int) int {
	for k, v := range list {
		if v == j {
			return k
		}
	}
	return -1
}
