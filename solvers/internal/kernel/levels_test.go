package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// onEveryLevel runs a test on each level of this processor.
func onEveryLevel(t *testing.T, test func(t *testing.T)) {
	best := at
	defer func() { at = best }()
	for _, l := range levels() {
		at = l
		t.Run(Level(), test)
	}
}

// source draws vectors that start anywhere and stand between values that no kernel may read or change.
type source struct {
	rng     *rand.Rand
	special float64 // share of entries out of the ordinary
	guards  [][]float64
}

func newSource(seed uint64, special float64) *source {
	return &source{rng: rand.New(rand.NewPCG(seed, 4)), special: special}
}

var specials = []float64{0, math.Copysign(0, -1), 1, -1, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, 0x1p-1074, -0x1p-1050, 0x1p-600, -0x1p-600, 0x1p600}

const guard = 1234.5

func (s *source) vector(n int) []float64 {
	all := slices.Repeat([]float64{guard}, n+32)
	from := 8 + s.rng.IntN(8)
	x := all[from : from+n : from+n]
	s.guards = append(s.guards, all[:from], all[from+n:])
	for i := range x {
		x[i] = s.rng.NormFloat64()
		if s.rng.Float64() < s.special {
			x[i] = specials[s.rng.IntN(len(specials))]
		}
	}
	return x
}

// intact says whether nothing was written beside the vectors drawn so far.
func (s *source) intact(t *testing.T, what string) {
	t.Helper()
	for _, g := range s.guards {
		for _, v := range g {
			if v != guard {
				t.Fatal(what, "wrote beside its vectors")
			}
		}
	}
	s.guards = s.guards[:0]
}

// check compares what a kernel did with what it should have done.
func check(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
			t.Fatalf("%s: entry %d of %d is %v (%#x), want %v (%#x)", what, i, len(want), got[i], math.Float64bits(got[i]), want[i], math.Float64bits(want[i]))
		}
	}
}

// lengths are all up to 200 and a few large ones.
func lengths() []int {
	var list []int
	for n := range 201 {
		list = append(list, n)
	}
	return append(list, 255, 256, 257, 500, 1000, 1023, 4097)
}

func TestVectorsAreAsDefined(t *testing.T) {
	onEveryLevel(t, func(t *testing.T) {
		for _, special := range []float64{0, 0.02, 0.5, 1} {
			s := newSource(1, special)
			for _, n := range lengths() {
				x, y := s.vector(n), s.vector(n)
				check(t, fmt.Sprint("Dot of ", n), []float64{Dot(x, y)}, []float64{dotDefined(x, y)})
				check(t, fmt.Sprint("Norm1 of ", n), []float64{Norm1(x)}, []float64{norm1Defined(x)})
				check(t, fmt.Sprint("NormInf of ", n), []float64{NormInf(x)}, []float64{normInfDefined(x)})
				a, want := s.vector(1)[0], slices.Clone(y)
				axpyDefined(a, x, want)
				Axpy(a, x, y)
				check(t, fmt.Sprint("Axpy of ", n), y, want)
				s.intact(t, "a vector kernel")
			}
		}
	})
}

// Products that all vanish below zero leave lanes of -0: where they meet lanes without elements must not show.
func TestSumsOfNegativeZeroAreZero(t *testing.T) {
	onEveryLevel(t, func(t *testing.T) {
		for _, n := range lengths()[1:] {
			x, y := make([]float64, n), make([]float64, n)
			for i := range x {
				x[i], y[i] = 0x1p-600, -0x1p-600
			}
			if d := Dot(x, y); d != 0 || math.Signbit(d) {
				t.Fatalf("Dot of %d is %v, want +0", n, d)
			}
			dst := make([]float64, 5)
			MulT(dst, slices.Repeat(x, 5), y)
			check(t, "MulT", dst, make([]float64, 5))
			CrossSet(dst, 5, append(y, x...), n, []int{1, 1, 1, 1, 1}, []int{0})
			check(t, "CrossSet", dst, make([]float64, 5))
		}
	})
}

func TestMatricesAreAsDefined(t *testing.T) {
	onEveryLevel(t, func(t *testing.T) {
		for _, special := range []float64{0, 0.02, 0.3} {
			s := newSource(2, special)
			for m := range 70 {
				for _, n := range []int{0, 1, 2, 3, 4, 5, 8, 11, 64, 65, 130} {
					matrices(t, s, m, n)
				}
			}
			matrices(t, s, 300, 9)
			matrices(t, s, 3000, 5)
		}
	})
}

func matrices(t *testing.T, s *source, m, n int) {
	t.Helper()
	a, x1, x2, y1, y2 := s.vector(m*n), s.vector(n), s.vector(n), s.vector(m), s.vector(m)
	shape := fmt.Sprintf(" of %d x %d", m, n)
	if n > 2 {
		x1[1] = 0
	}
	got1, got2, want1, want2 := s.vector(n), s.vector(n), make([]float64, n), make([]float64, n)
	mulTDefined(want1, a, y1)
	mulTDefined(want2, a, y2)
	MulT(got1, a, y1)
	check(t, "MulT"+shape, got1, want1)
	clear(got1)
	MulT2(got1, got2, a, y1, y2)
	check(t, "MulT2, first,"+shape, got1, want1)
	check(t, "MulT2, second,"+shape, got2, want2)

	product, want := s.vector(m), make([]float64, m)
	mulDefined(want, a, x1)
	Mul(product, a, x1)
	check(t, "Mul"+shape, product, want)

	set := s.rng.Perm(n)[:n/2+n%2]
	k := len(set)
	mulTSetDefined(want1[:k], a, set, y1)
	mulTSetDefined(want2[:k], a, set, y2)
	MulTSet(got1[:k], a, set, y1)
	check(t, "MulTSet"+shape, got1[:k], want1[:k])
	clear(got1)
	MulT2Set(got1[:k], got2[:k], a, set, y1, y2)
	check(t, "MulT2Set, first,"+shape, got1[:k], want1[:k])
	check(t, "MulT2Set, second,"+shape, got2[:k], want2[:k])

	columns := s.rng.Perm(n)
	ld := k + s.rng.IntN(3)
	cross, crossed := s.vector(ld*n), make([]float64, ld*n)
	copy(crossed, cross)
	crossSetDefined(crossed, ld, a, m, set, columns)
	CrossSet(cross, ld, a, m, set, columns)
	check(t, "CrossSet"+shape, cross, crossed)

	alpha, beta := s.vector(1)[0], s.vector(1)[0]
	y := slices.Clone(y1)
	sum1, sum2 := slices.Clone(y1), slices.Clone(y2)
	mulAddSetDefined(sum1, a, alpha, set, x1[:k])
	mulAddSetDefined(sum2, a, beta, set, x2[:k])
	MulAddSet(y, a, alpha, set, x1[:k])
	check(t, "MulAddSet"+shape, y, sum1)
	MulAdd2Set(y1, y2, a, alpha, beta, set, x1[:k], x2[:k])
	check(t, "MulAdd2Set, first,"+shape, y1, sum1)
	check(t, "MulAdd2Set, second,"+shape, y2, sum2)
	s.intact(t, "a matrix kernel")
}

func TestTrianglesAreAsDefined(t *testing.T) {
	onEveryLevel(t, func(t *testing.T) {
		for _, special := range []float64{0, 0.02} {
			s := newSource(3, special)
			for _, n := range append(lengths()[:100], 257, 500) {
				triangles(t, s, n)
			}
		}
	})
}

func triangles(t *testing.T, s *source, n int) {
	t.Helper()
	r, v1, v2 := s.vector(n*(n+1)/2), s.vector(n), s.vector(n)
	for k := range n {
		r[k*(k+3)/2] += 3 * math.Sqrt(float64(n)) // so that Gaussian triangles stay in range
	}
	for name, solve := range map[string]struct {
		one     func(r, v []float64)
		two     func(r, v1, v2 []float64)
		defined func(r, v []float64)
	}{"SolveT": {SolveT, SolveT2, solveTDefined}, "Solve": {Solve, Solve2, solveDefined}} {
		want1, want2 := slices.Clone(v1), slices.Clone(v2)
		solve.defined(r, want1)
		solve.defined(r, want2)
		one, two1, two2 := s.vector(n), s.vector(n), s.vector(n)
		copy(one, v1)
		copy(two1, v1)
		copy(two2, v2)
		solve.one(r, one)
		solve.two(r, two1, two2)
		what := fmt.Sprint(name, " of order ", n)
		check(t, what, one, want1)
		check(t, what+", first of two", two1, want1)
		check(t, what+", second of two", two2, want2)
	}
	s.intact(t, "a triangle kernel")
}
