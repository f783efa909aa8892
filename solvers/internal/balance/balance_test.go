package balance

import (
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
