package network

import (
	"fmt"
	"testing"
)

// BenchmarkTrain measures one training, its share of measuring included.
func BenchmarkTrain(b *testing.B) {
	for _, shape := range []struct{ inputs, train int }{{20, 100}, {20, 200}, {100, 200}, {20, 2000}} {
		data := draw(b, func(t *Task) { t.Inputs, t.Train, t.Validation, t.Test = shape.inputs, shape.train, shape.train, 4000 })
		for _, m := range Methods() {
			b.Run(fmt.Sprintf("d=%d/m=%d/method=%s", shape.inputs, shape.train, m.Name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := (Trainer{}).Train(b.Context(), data, m, m.Strengths[2]); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
