package balance

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestRows(t *testing.T) {
	// Columns (3, 3e-9, 0) and (-1, 5e-9, 0).
	data := []float64{3, 3e-9, 0, -1, 5e-9, 0}
	factors := Rows(Bound(data), 3, data)
	if len(factors) != 3 || factors[0] != 0.25 || factors[2] != 1 {
		t.Fatalf("factors %v", factors)
	}
	scaled := Scale(factors, data)
	for i := range 2 {
		if largest := max(scaled[i], -scaled[i], scaled[3+i], -scaled[3+i]); !(largest >= 0.5 && largest < 1) {
			t.Errorf("row %d: largest entry %v", i, largest)
		}
	}
	for k, f := range factors {
		if scaled[k]/f != data[k] {
			t.Errorf("scaling by %v changed a digit of %v", f, data[k])
		}
	}
	if !slices.Equal(data, []float64{3, 3e-9, 0, -1, 5e-9, 0}) {
		t.Error("the input was changed")
	}
}

func TestAlikeRowsStay(t *testing.T) {
	for _, data := range [][]float64{{1, 1000}, {0, 0}, {0, 1e-200}, {1e150, 1e149}} {
		if f := Rows(Bound(data), 2, data); f != nil {
			t.Errorf("rows of %v are scaled by %v", data, f)
		}
	}
}

// The bound is one, it is no larger than said, and it is finite only where all values are.
func TestBound(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, 7, 4095, 4096, 4097, 20000} {
		for _, unit := range []float64{0, 5e-324, 1e-200, 1e-150, 1e-124, 1, 1e100, 1e149, 1e155, 1e307} {
			data := make([]float64, size)
			for k := range data {
				data[k] = unit * (2*rng.Float64() - 1)
			}
			if size > 0 {
				data[rng.IntN(size)] = unit
			}
			largest := 0.0
			for _, v := range data {
				largest = max(largest, math.Abs(v))
			}
			if got := Bound(data); !(got >= largest && got <= 64.001*largest) {
				t.Errorf("%d values up to %g: bound %g", size, largest, got)
			}
			for _, odd := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
				for _, k := range []int{0, size / 2, size - 1} {
					if size == 0 {
						continue
					}
					spoilt := slices.Clone(data)
					spoilt[k] = odd
					if got := Bound(spoilt); !math.IsNaN(got) && !math.IsInf(got, 0) {
						t.Errorf("%d values up to %g and %v at %d: bound %g", size, largest, odd, k, got)
					}
				}
			}
		}
	}
}

// A look at the first columns finds no rows alike that a look at all of them does not.
func TestRowsAgreeWithTheirLargestEntries(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	count := [2]int{}
	for range 20000 {
		m, n := 1+rng.IntN(4), 1+rng.IntN(5)
		data, largest := make([]float64, m*n), make([]float64, m)
		for k := range data {
			if rng.IntN(3) > 0 {
				data[k] = math.Ldexp(rng.NormFloat64(), rng.IntN(12)-[]int{0, 0, 500, 1000}[rng.IntN(4)]*rng.IntN(2))
			}
			largest[k%m] = max(largest[k%m], math.Abs(data[k]))
		}
		low, high := math.Inf(1), 0.0
		for _, v := range largest {
			if v > 0 {
				low, high = min(low, v), max(high, v)
			}
		}
		same := high <= 1024*low
		if got := Rows(Bound(data), m, data) == nil; got != same {
			t.Fatalf("%d rows %v: alike %v, want %v", m, data, got, same)
		}
		if same {
			count[0]++
		} else {
			count[1]++
		}
	}
	if min(count[0], count[1]) < 2000 {
		t.Errorf("%v alike and not: the draw tests one side only", count)
	}
}

// At the ends of the range of float64 the factors and their inverses stay finite, and scaling back gives every entry to the bit.
func TestRowsAtTheEndsOfTheRange(t *testing.T) {
	for what, c := range map[string]struct {
		a, b, want []float64 // two rows, column after column
	}{
		"subnormal":                    {[]float64{1, 1e-310, 1, -1e-310}, []float64{1, 1e-310}, []float64{.5, 0x1p1022}},
		"the least of all":             {[]float64{1, 5e-324, 0, 0}, []float64{1, 5e-324}, []float64{.5, 0x1p1022}},
		"the largest of all":           {[]float64{1, math.MaxFloat64, 0, 0}, []float64{1, 1}, []float64{.5, 0x1p-1022}},
		"a right-hand side that grows": {[]float64{1, 0x1p-1000, 0, 0}, []float64{1, 0x1p1000}, []float64{.5, 0x1p23}},
		"one that cannot":              {[]float64{1, 1e-300, 0, 0}, []float64{1, math.MaxFloat64}, []float64{.5, 1}},
		"a small entry":                {[]float64{1, 0x1p1000, 0, 0x1p-100}, []float64{1, 1}, []float64{.5, 0x1p-922}},
		"a small right-hand side":      {[]float64{1, 0x1p1000, 0, 0}, []float64{1, 0x1p-100}, []float64{.5, 0x1p-922}},
		"a subnormal entry":            {[]float64{1, 1e300, 0, 5e-324}, []float64{1, 1}, []float64{.5, 1}},
	} {
		factors := Rows(Bound(c.a), 2, c.a, c.b)
		if !slices.Equal(factors, c.want) {
			t.Errorf("%s: factors %v, want %v", what, factors, c.want)
			continue
		}
		for _, data := range [][]float64{c.a, c.b} {
			for k, v := range Scale(factors, data) {
				if math.IsInf(v, 0) || v/factors[k%2] != data[k] {
					t.Errorf("%s: %v becomes %v", what, data[k], v)
				}
			}
		}
	}
}
