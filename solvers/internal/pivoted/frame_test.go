package pivoted

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

type shape struct{ m, n, rank int }

var shapes = []shape{{1, 1, 1}, {3, 7, 3}, {5, 5, 5}, {6, 4, 4}, {5, 8, 3}, {8, 5, 2}, {30, 60, 25}, {2, 3, 0}}

// near says whether two vectors agree to 1e-11 of size.
func near(x, y []float64, size float64) bool {
	for k, v := range x {
		if !(math.Abs(v-y[k]) <= 1e-11*size) {
			return false
		}
	}
	return true
}

// Size·E solves the system and is orthogonal to the kernel of A, for it is Aᵀ times something: its dual vector.
func TestLeastSolution(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 1))
	var f Frame
	for _, c := range shapes {
		f.Load(problem(rng, c.m, c.n, c.rank))
		if f.Rank != c.rank || !f.Consistent() {
			t.Fatalf("%+v: rank %d, consistent %v", c, f.Rank, f.Consistent())
		}
		x, gap, y, product := make([]float64, c.n), make([]float64, c.m), make([]float64, c.m), make([]float64, c.n)
		f.Least(x)
		if residual := f.Residual(gap, x); residual > 1e-12 {
			t.Errorf("%+v: residual %v", c, residual)
		}
		if norm := kernel.Norm2(f.E); c.rank > 0 && math.Abs(norm-1) > 1e-14 {
			t.Errorf("%+v: |E| = %v", c, norm)
		}
		f.LeastDual(y)
		kernel.MulT(product, f.A, y)
		if !near(product, f.E, 1) {
			t.Errorf("%+v: Aᵀy = %v, want %v", c, product, f.E)
		}
		f.RotateT(x)
		want := make([]float64, c.n)
		copy(want, f.C)
		for k, v := range x {
			if math.Abs(v-f.Size*want[k]) > 1e-12*f.Size {
				t.Errorf("%+v: coordinate %d is %v, want %v", c, k, v, f.Size*want[k])
			}
		}
	}
}

// The equations that take the place of A x = b have orthonormal rows, and the point of least norm solves them as the combination of their rows that it is.
func TestOrthonormal(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 7))
	var f Frame
	var rows, rhs []float64
	for _, c := range shapes {
		f.Load(problem(rng, c.m, c.n, c.rank))
		rows, rhs = f.Orthonormal(rows, rhs)
		x, combined := make([]float64, c.n), make([]float64, c.n)
		f.Least(x)
		for k := range c.rank {
			row := rows[k*c.n : (k+1)*c.n]
			for l := range k + 1 {
				want := 0.0
				if k == l {
					want = 1
				}
				if got := kernel.Dot(row, rows[l*c.n:(l+1)*c.n]); math.Abs(got-want) > 1e-13 {
					t.Errorf("%+v: rows %d and %d have the product %v", c, k, l, got)
				}
			}
			if got := kernel.Dot(row, x); math.Abs(got-rhs[k]) > 1e-12*f.Size {
				t.Errorf("%+v: equation %d gives %v, want %v", c, k, got, rhs[k])
			}
			kernel.Axpy(rhs[k], row, combined)
		}
		if !near(combined, x, f.Size) {
			t.Errorf("%+v: the rows make %v, want %v", c, combined, x)
		}
	}
}

// A preimage has the image that is asked for, and PreimageT inverts Aᵀ on its range and drops the rest of a vector.
func TestPreimages(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 1))
	var f Frame
	for _, c := range shapes {
		f.Load(problem(rng, c.m, c.n, c.rank))
		x, r, back := slices.Repeat([]float64{7}, c.n), make([]float64, c.m), make([]float64, c.m)
		kernel.Mul(r, f.A, normals(rng, c.n, 1, 1))
		f.Preimage(x, r)
		kernel.Mul(back, f.A, x)
		if !near(back, r, 1+kernel.Norm2(r)) {
			t.Errorf("%+v: A x = %v, want %v", c, back, r)
		}
		f.RotateT(x)
		if beyond := kernel.NormInf(x[c.rank:]); beyond > 1e-12*(1+kernel.Norm2(x)) {
			t.Errorf("%+v: %v of x in the kernel", c, beyond)
		}
		u, y, product := normals(rng, c.n, 1, 1), slices.Repeat([]float64{7}, c.m), make([]float64, c.n)
		f.PreimageT(y, u)
		kernel.MulT(product, f.A, y)
		for j := range u {
			u[j] -= product[j]
		}
		kernel.Mul(back, f.A, u)
		if kernel.NormInf(back) > 1e-11*kernel.Norm2(f.A) {
			t.Errorf("%+v: A(u - Aᵀy) = %v", c, back)
		}
		kept := 0
		for _, v := range y {
			if v != 0 {
				kept++
			}
		}
		if kept > c.rank {
			t.Errorf("%+v: %d equations in use", c, kept)
		}
	}
}

// The rank does not depend on the units of rows and columns; nor does it on a doubled column or a row of zeros.
func TestRankAtEveryScale(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	var f Frame
	for trial := range 200 {
		m, n := 2+rng.IntN(5), 2+rng.IntN(6)
		rank := 1 + rng.IntN(min(m, n)-1)
		a := solvers.NewColumns(m+trial%2, n+1, nil) // a row of zeros every other time
		data := normals(rng, n, m, rank)
		for j := range n {
			copy(a.Col(j), data[j*m:(j+1)*m])
		}
		copy(a.Col(n), a.Col(0))
		p := solvers.Problem{A: a, B: slices.Clone(a.Col(0))}
		rows, cols := a.Dims()
		units := func(n int) []int {
			exps := make([]int, n)
			for k := range exps {
				exps[k] = 450 * (rng.IntN(3) - 1)
			}
			return exps
		}
		f.Load(times(p, units(rows), units(cols)))
		if f.Rank != rank {
			t.Errorf("trial %d: %d x %d of rank %d: %d", trial, rows, cols, rank, f.Rank)
		}
	}
}

func TestInconsistent(t *testing.T) {
	for name, p := range map[string]solvers.Problem{
		"doubled row": {A: solvers.NewColumns(2, 2, []float64{1, 2, 3, 6}), B: []float64{1, 2.001}},
		"zero row":    {A: solvers.NewColumns(2, 2, []float64{1e150, 0, 2e150, 0}), B: []float64{1e150, 1e-100}},
		"tall":        {A: solvers.NewColumns(3, 1, []float64{1, 1, 1}), B: []float64{1, 1, 1.001}},
		"zero matrix": {A: solvers.NewColumns(2, 2, nil), B: []float64{0, 3}},
	} {
		var f Frame
		f.Load(p)
		if f.Consistent() {
			t.Errorf("%s: consistent, with rank %d", name, f.Rank)
		}
	}
}

// A frame that has seen another problem answers like a new one.
func TestStorageLeavesNoTrace(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	var used Frame
	used.Load(problem(rng, 9, 14, 6))
	for _, c := range shapes {
		p := problem(rng, c.m, c.n, c.rank)
		var fresh Frame
		fresh.Load(p)
		used.Load(p)
		if got, want := fmt.Sprint(used.Rank, used.Size, used.E, used.C), fmt.Sprint(fresh.Rank, fresh.Size, fresh.E, fresh.C); got != want {
			t.Errorf("%+v: %s, want %s", c, got, want)
		}
	}
}
