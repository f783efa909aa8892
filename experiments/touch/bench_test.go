package touch_test

import (
	"testing"

	"touchpoint/experiments/touch"
	"touchpoint/solvers/certify"
)

func BenchmarkOf(b *testing.B) {
	x := make([]float64, 200)
	for j := range 20 {
		x[10*j] = float64(1 + j)
	}
	b.ReportAllocs()
	for b.Loop() {
		if t := touch.Of(x, certify.Certificate{}); t.Support != 20 {
			b.Fatal(t)
		}
	}
}
