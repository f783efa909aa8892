package pivoted

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
)

// problem returns an m x n system of the given rank with a solution.
func problem(rng *rand.Rand, m, n, rank int) solvers.Problem {
	a := solvers.NewColumns(m, n, normals(rng, n, m, rank))
	x, b := make([]float64, n), make([]float64, m)
	for j := range x {
		x[j] = rng.NormFloat64()
	}
	a.Mul(b, x)
	return solvers.Problem{A: a, B: b}
}

// times returns the problem with rows and columns multiplied by powers of two.
func times(p solvers.Problem, rowExp, colExp []int) solvers.Problem {
	q := solvers.Problem{A: solvers.From(p.A), B: slices.Clone(p.B)}
	for j, c := range colExp {
		for i, r := range rowExp {
			q.A.Col(j)[i] = math.Ldexp(p.A.At(i, j), r+c)
		}
	}
	for i, r := range rowExp {
		q.B[i] = math.Ldexp(p.B[i], r)
	}
	return q
}

// The units of the rows leave no trace, and those of the columns no digit.
func TestScalingIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	p := problem(rng, 3, 4, 3)
	var s, scaled, wide System
	s.load(p)
	scaled.load(times(p, []int{-498, 0, 498}, make([]int, 4)))
	if !slices.Equal(s.A, scaled.A) || !slices.Equal(s.B, scaled.B) || !slices.Equal(s.order, scaled.order) {
		t.Errorf("%v, %v, %v after scaling the rows of %v, %v, %v", scaled.A, scaled.B, scaled.order, s.A, s.B, s.order)
	}
	wide.load(times(p, make([]int, 3), []int{-300, 0, 300, 100}))
	if want := []int{2, 3, 1, 0}; !slices.Equal(wide.order, want) {
		t.Errorf("columns in the order %v, want %v", wide.order, want)
	}
	for k, j := range wide.order {
		for i, v := range p.A.Col(j) {
			if got, _ := math.Frexp(wide.A[3*k+i]); got != first(math.Frexp(v)) {
				t.Errorf("column %d: digits of %v became those of %v", j, v, got)
			}
		}
	}
}

func first(frac float64, _ int) float64 { return frac }

// A x = b and Aᵀy mean the same in either units.
func TestUnitsOfTheProblem(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 1))
	p := times(problem(rng, 3, 4, 3), []int{-20, 0, 30}, []int{0, 10, -5, 7})
	var s System
	s.load(p)
	x, y := normals(rng, 4, 1, 1), normals(rng, 3, 1, 1)
	inner, outer := make([]float64, 3), make([]float64, 3)
	s.Residual(inner, x)
	p.A.Mul(outer, s.Unscaled(x))
	for i, v := range outer {
		if want := math.Ldexp(inner[i], s.rowExp[i]+s.exp); math.Abs(p.B[i]-v-want) > 1e-13*(math.Abs(p.B[i])+math.Abs(v)) {
			t.Errorf("row %d: residual %v, want %v", i, p.B[i]-v, want)
		}
	}
	product := make([]float64, 4)
	p.A.MulT(product, s.UnscaledDual(y))
	for k, j := range s.order {
		want := 0.0
		for i, v := range y {
			want += s.A[3*k+i] * v
		}
		if math.Abs(product[j]-want) > 1e-13*math.Ldexp(1, s.colExp[j]) {
			t.Errorf("column %d: %v, want %v", j, product[j], want)
		}
	}
}

// A zero right-hand side, rows and columns of zeros have no size to be scaled to.
func TestZerosKeepTheirPlace(t *testing.T) {
	var s System
	s.load(solvers.Problem{A: solvers.NewColumns(2, 3, []float64{0, 0, 0, 3e-9, 0, 5}), B: []float64{0, 0}})
	if !slices.Equal(s.order, []int{2, 1, 0}) || s.rowExp[0] != 0 || !slices.Equal(s.B, []float64{0, 0}) {
		t.Errorf("order %v, exponents %v, b = %v", s.order, s.rowExp, s.B)
	}
	if x := s.Unscaled(make([]float64, 3)); !slices.Equal(x, make([]float64, 3)) {
		t.Errorf("0 became %v", x)
	}
}

func TestConsistent(t *testing.T) {
	a := []float64{1, 0, 2, -1, 0, 0} // rows (1, -1), (0, 0), (2, 0)
	for _, c := range []struct {
		b, residual []float64
		size        float64
		want        bool
	}{
		{[]float64{1, 0, 1}, []float64{0, 0, 0}, 0, true},
		{[]float64{1, 0, 1}, []float64{1e-12, 0, -1e-12}, 1, true},
		{[]float64{1, 0, 1}, []float64{1e-8, 0, 0}, 1, false},
		{[]float64{1, 0, 1}, []float64{0, 0, -1e-8}, 1, false},
		{[]float64{1, 0, 1}, []float64{1e-8, 0, 0}, 1000, true},
		{[]float64{1000, 0, 1}, []float64{1e-8, 0, 0}, 1, true},
		{[]float64{1, 1e-300, 1}, []float64{0, 1e-300, 0}, 1, false}, // 0 = 1e-300
	} {
		if got := Consistent(a, c.b, c.residual, c.size); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
