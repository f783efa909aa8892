package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// naive twins: the sums in their plainest form.

func dot(x, y []float64) (sum float64) {
	for i := range x {
		sum += x[i] * y[i]
	}
	return sum
}

func draw(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}

func near(t *testing.T, what string, got, want, size float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-14*(1+size)) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestAgainstNaiveTwins(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for m := range 35 {
		for _, n := range []int{0, 1, 2, 3, 7, 16} {
			a, x, y, z := draw(rng, m*n), draw(rng, n), draw(rng, m), draw(rng, m)
			if n > 2 {
				x[1] = 0
			}
			at1, at2, once := make([]float64, n), make([]float64, n), make([]float64, n)
			MulT2(at1, at2, a, y, z)
			MulT(once, a, y)
			for j := range n {
				column := a[j*m : (j+1)*m]
				near(t, "MulT2, first", at1[j], dot(column, y), float64(m))
				near(t, "MulT2, second", at2[j], dot(column, z), float64(m))
				near(t, "MulT", once[j], dot(column, y), float64(m))
			}
			ax := draw(rng, m) // Mul overwrites what was there
			Mul(ax, a, x)
			for i := range m {
				want := 0.0
				for j := range n {
					want += a[j*m+i] * x[j]
				}
				near(t, "Mul", ax[i], want, float64(n))
			}
			before := append([]float64(nil), z...)
			Axpy(-1.5, y, z)
			for i := range m {
				near(t, "Axpy", z[i], before[i]-1.5*y[i], 1)
			}
			near(t, "Dot", Dot(y, z), dot(y, z), float64(m))
		}
	}
}

func TestNorms(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		x                 []float64
		one, two, largest float64
	}{
		{nil, 0, 0, 0},
		{[]float64{3, -4}, 7, 5, 4},
		{[]float64{3e200, -4e200}, 7e200, 5e200, 4e200},
		{[]float64{3e-200, -4e-200}, 7e-200, 5e-200, 4e-200},
		{[]float64{1, -inf}, inf, inf, inf},
	} {
		if one, two, largest := Norm1(c.x), Norm2(c.x), NormInf(c.x); math.Abs(one/c.one-1) > 1e-15 || math.Abs(two/c.two-1) > 1e-15 || largest != c.largest {
			t.Errorf("%v: norms %v, %v, %v", c.x, one, two, largest)
		}
	}
	for _, x := range [][]float64{{nan, 1}, {1, nan}, {inf, nan}, {nan, inf}} {
		if !math.IsNaN(NormInf(x)) {
			t.Errorf("NormInf(%v) = %v hides a NaN", x, NormInf(x))
		}
	}
}

func TestLengthsMustAgree(t *testing.T) {
	x, y := make([]float64, 2), make([]float64, 3)
	for name, call := range map[string]func(){
		"Dot":   func() { Dot(x, y) },
		"Axpy":  func() { Axpy(1, x, y) },
		"Mul":   func() { Mul(x, y, y) },
		"MulT":  func() { MulT(x, y, y) },
		"MulT2": func() { MulT2(x, x, make([]float64, 6), y, x) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s took slices that do not fit", name)
				}
			}()
			call()
		}()
	}
}

func TestResize(t *testing.T) {
	x := make([]int, 3, 8)
	if y := Resize(x, 8); len(y) != 8 || &y[0] != &x[0] {
		t.Errorf("length %d, want 8 over the same storage", len(y))
	}
	if y := Resize(x, 9); len(y) != 9 {
		t.Errorf("length %d, want 9", len(y))
	}
	if y := Resize[bool](nil, 0); len(y) != 0 {
		t.Errorf("length %d, want 0", len(y))
	}
}
