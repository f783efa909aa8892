package kernel

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"
)

// FuzzLevels lets every level work on the same bytes: vectors of any bits, of any length, from any place.
func FuzzLevels(f *testing.F) {
	f.Add([]byte("an inner product of no great length, but of some strange numbers"), uint8(1))
	f.Add(slices.Repeat([]byte{0, 0, 0, 0, 0, 0, 0xf0, 0xff, 1, 0, 0, 0, 0, 0, 0, 0x80}, 40), uint8(3))
	f.Fuzz(func(t *testing.T, data []byte, shift uint8) {
		var all []float64
		for ; len(data) >= 8; data = data[8:] {
			all = append(all, math.Float64frombits(binary.LittleEndian.Uint64(data)))
		}
		all = all[min(int(shift%8), len(all)):]
		m := len(all) / 4
		x, y, a := all[:m], all[m:2*m], all[:4*m]
		onEveryLevel(t, func(t *testing.T) {
			check(t, "Dot", []float64{Dot(x, y)}, []float64{dotDefined(x, y)})
			got, want := slices.Clone(y), slices.Clone(y)
			Axpy(-1.5, x, got)
			axpyDefined(-1.5, x, want)
			check(t, "Axpy", got, want)

			products, defined, second := make([]float64, 4), make([]float64, 4), make([]float64, 4)
			mulTDefined(defined, a, y)
			MulT2(products, second, a, y, y)
			check(t, "MulT2, first", products, defined)
			check(t, "MulT2, second", second, defined)

			set := []int{3, 0, 0, 2, 1}
			copy(got, x)
			copy(want, x)
			coefficients := []float64{1, -2, 0x1p-1060, 3, 0}
			mulAddSetDefined(want, a, 0.5, set, coefficients)
			MulAddSet(got, a, 0.5, set, coefficients)
			check(t, "MulAddSet", got, want)
		})
	})
}
