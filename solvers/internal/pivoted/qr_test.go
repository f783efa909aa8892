package pivoted

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers/internal/kernel"
)

// normals returns a rows x cols matrix of the given rank, row after row.
func normals(rng *rand.Rand, rows, cols, rank int) []float64 {
	data := make([]float64, rows*cols)
	left, right := make([]float64, rows), make([]float64, cols)
	for range rank {
		for i := range left {
			left[i] = rng.NormFloat64()
		}
		for c := range right {
			right[c] = rng.NormFloat64()
		}
		for i, v := range left {
			kernel.Axpy(v, right, data[i*cols:(i+1)*cols])
		}
	}
	return data
}

// Q is orthogonal, and takes column k of R to column Pivots[k] of M.
func TestFactorsMakeUpTheMatrix(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	var f QR
	for _, c := range []struct{ rows, cols, rank int }{{1, 1, 1}, {6, 4, 4}, {4, 6, 4}, {7, 5, 2}, {40, 35, 35}, {3, 2, 0}} {
		m := normals(rng, c.rows, c.cols, c.rank)
		f.Factorise(c.rows, c.cols, slices.Clone(m))
		if got := f.Rank(1e-12); got != c.rank {
			t.Errorf("%+v: rank %d", c, got)
		}
		small := min(c.rows, c.cols)
		columns := make([]float64, c.rows*c.cols)
		for k := range c.cols {
			for i := range min(k+1, small) {
				columns[k*c.rows+i] = f.data[i*c.cols+k]
			}
		}
		triangle := slices.Clone(columns)
		f.Rotate(columns, small)
		for k, pivot := range f.Pivots {
			for i := range c.rows {
				if got, want := columns[k*c.rows+i], m[i*c.cols+pivot]; math.Abs(got-want) > 1e-13*float64(c.rows) {
					t.Fatalf("%+v: entry %d of column %d is %v, want %v", c, i, pivot, got, want)
				}
			}
		}
		f.RotateT(columns, small)
		for k, v := range columns {
			if math.Abs(v-triangle[k]) > 1e-13*float64(c.rows) {
				t.Fatalf("%+v: QᵀQ moves %v to %v", c, triangle[k], v)
			}
		}
	}
}

func TestSolveInvertsTheLeadingBlock(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	var f QR
	f.Factorise(6, 5, normals(rng, 6, 5, 5))
	for size := range 6 {
		want := make([]float64, size)
		for i := range want {
			want[i] = rng.NormFloat64()
		}
		up, down := make([]float64, size), make([]float64, size) // R want, Rᵀ want
		for i := range size {
			for k := i; k < size; k++ {
				up[i] += f.data[i*5+k] * want[k]
				down[k] += f.data[i*5+k] * want[i]
			}
		}
		f.Solve(up)
		f.SolveT(down)
		for i, v := range want {
			if math.Abs(up[i]-v) > 1e-12 || math.Abs(down[i]-v) > 1e-12 {
				t.Errorf("size %d: %v and %v, want %v", size, up[i], down[i], v)
			}
		}
	}
}

func TestNothingToFactorise(t *testing.T) {
	var f QR
	f.Factorise(3, 0, nil)
	x := []float64{1, 2, 3}
	f.Rotate(x, f.Rank(1e-12))
	f.Solve(nil)
	if len(f.Pivots) != 0 || !slices.Equal(x, []float64{1, 2, 3}) {
		t.Errorf("pivots %v, x %v", f.Pivots, x)
	}
}
