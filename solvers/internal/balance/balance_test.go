package balance

import (
	"math"
	"slices"
	"testing"
)

func TestRows(t *testing.T) {
	// Columns (3, 3e-9, 0) and (-1, 5e-9, 0).
	data := []float64{3, 3e-9, 0, -1, 5e-9, 0}
	factors := Rows(3, data)
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
		if f := Rows(2, data); f != nil {
			t.Errorf("rows of %v are scaled by %v", data, f)
		}
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
		factors := Rows(2, c.a, c.b)
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
