package gram

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

func gaussian(rng *rand.Rand, m, n int) *solvers.Columns {
	a := solvers.NewColumns(m, n, nil)
	for i := range a.Data() {
		a.Data()[i] = rng.NormFloat64()
	}
	return a
}

// residual returns the largest entry of A_S'A_S x - rhs, relative to the column norms.
func residual(f *Factor, a *solvers.Columns, x, rhs []float64) float64 {
	m, _ := a.Dims()
	ax, back := make([]float64, m), make([]float64, len(x))
	f.MulAdd(ax, 1, x)
	f.MulT(back, ax)
	worst := 0.0
	for i := range back {
		worst = max(worst, math.Abs(back[i]-rhs[i]))
	}
	return worst
}

// A long random walk of appends and removals solves as well as a fresh factor.
func TestFactorFollowsItsSet(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const m, n = 30, 60
	a := gaussian(rng, m, n)
	var f Factor
	f.Reset(a)
	var set []int
	for range 2000 {
		if len(set) > 0 && (rng.IntN(2) == 0 || len(set) >= 22) {
			i := rng.IntN(len(set))
			set = slices.Delete(set, i, i+1)
			f.Remove(i)
		} else if j := rng.IntN(n); !slices.Contains(set, j) {
			if !f.Append(j) {
				t.Fatalf("column %d of a Gaussian matrix refused with %d in the set", j, len(set))
			}
			set = append(set, j)
		}
		if !slices.Equal(set, f.Set()) {
			t.Fatalf("set %v, want %v", f.Set(), set)
		}
		rhs := make([]float64, len(set))
		for i := range rhs {
			rhs[i] = rng.NormFloat64()
		}
		x := slices.Clone(rhs)
		f.Solve(x)
		if r := residual(&f, a, x, rhs); r > 1e-9 {
			t.Fatalf("residual %g with set %v", r, set)
		}
	}
}

// Beside a set that is close to dependent, what is left of a column in its span is rounding, and no reason to take it.
func TestAppendKnowsItsRounding(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	const m, n = 20, 12
	for trial := range 200 {
		a := gaussian(rng, m, n)
		x := make([]float64, n-1)
		for i := range m {
			a.Col(n - 2)[i] = a.Col(0)[i] + 1e-10*a.Col(n - 2)[i]
			a.Col(n - 1)[i] = 0
		}
		for j := range x {
			x[j] = rng.NormFloat64()
			kernel.Axpy(x[j], a.Col(j), a.Col(n-1))
		}
		var f Factor
		f.Reset(a)
		for j := range n - 1 {
			if !f.Append(j) {
				t.Fatalf("trial %d: column %d refused", trial, j)
			}
		}
		if f.Append(n - 1) {
			t.Fatalf("trial %d: a column in the span was taken, with %g left of it", trial, f.column(n - 1)[n-1])
		}
	}
}

// A column taken by its products leaves the factor that one taken by its entries does; one close to the span is refused, as are products that leave the range.
func TestAppendKnown(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	const m, n = 30, 20
	a := gaussian(rng, m, n)
	for i, v := range a.Col(3) {
		a.Col(n - 1)[i] = v + 0.01*a.Col(n - 1)[i]
	}
	var f, g Factor
	f.Reset(a)
	g.Reset(a)
	products := func(j int) []float64 {
		x := make([]float64, f.Len(), f.Len()+1)
		f.MulT(x, a.Col(j))
		return append(x, kernel.Dot(a.Col(j), a.Col(j)))
	}
	for j := range n - 1 {
		if !f.AppendKnown(j, products(j)) || !g.Append(j) {
			t.Fatalf("column %d refused", j)
		}
	}
	for i, v := range g.r {
		if math.Abs(f.r[i]-v) > 1e-13 {
			t.Fatalf("entry %d of the factor is %v by products, %v by columns", i, f.r[i], v)
		}
	}
	before := slices.Clone(f.r)
	if f.AppendKnown(n-1, products(n-1)) {
		t.Error("a column 0.01 away from another was taken by its products")
	}
	for _, scale := range []float64{0, 1e-250, 1e250, math.Inf(1), math.NaN()} {
		known := products(n - 1)
		for i := range known {
			known[i] *= scale
		}
		if f.AppendKnown(n-1, known) {
			t.Errorf("products times %v were taken", scale)
		}
	}
	if !slices.Equal(before, f.r) || f.Len() != n-1 {
		t.Error("a refusal has changed the factor")
	}
}

func TestAppendRefusesDependentColumns(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, scale := range []float64{1, 0x1p-498, 0x1p498} { // about 1e-150 and 1e150
		a := gaussian(rng, 8, 6)
		for i := range 8 {
			a.Col(3)[i] = a.Col(0)[i] - 2*a.Col(1)[i]
			a.Col(4)[i] = 0
			a.Col(5)[i] = a.Col(0)[i]
		}
		for i := range a.Data() {
			a.Data()[i] *= scale
		}
		var f Factor
		f.Reset(a)
		var got []bool
		for j := range 6 {
			got = append(got, f.Append(j))
		}
		if want := []bool{true, true, true, false, false, false}; !slices.Equal(got, want) {
			t.Errorf("scale %g: appended %v, want %v", scale, got, want)
		}
	}
}

// The diagonal of R stays accurate for nearly dependent columns, where |a|^2 - |v|^2 would have no digit left.
func TestAppendKeepsSmallAngles(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	a := gaussian(rng, 10, 2)
	for i := range 10 {
		a.Col(1)[i] = a.Col(0)[i]
	}
	a.Col(1)[4] += 1e-9
	var f Factor
	f.Reset(a)
	if !f.Append(0) || !f.Append(1) {
		t.Fatal("refused")
	}
	// distance from a_1 to span(a_0) = 1e-9 * sqrt(1 - a_04^2/|a_0|^2), up to the rounding of a_1 itself
	square := 0.0
	for _, v := range a.Col(0) {
		square += v * v
	}
	delta := a.Col(1)[4] - a.Col(0)[4]
	want := delta * math.Sqrt(1-a.Col(0)[4]*a.Col(0)[4]/square)
	if got := f.r[2]; math.Abs(got/want-1) > 1e-6 {
		t.Errorf("diagonal %g, want %g", got, want)
	}
}
