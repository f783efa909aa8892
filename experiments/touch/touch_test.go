package touch_test

import (
	"math"
	"testing"

	"touchpoint/experiments/touch"
	"touchpoint/solvers"
	"touchpoint/solvers/certify"
)

func TestOfStatesTheCertificate(t *testing.T) {
	unknown := certify.Contact{Face: -1, Dim: -1}
	for _, c := range []struct {
		name string
		x    []float64
		cert certify.Certificate
		want touch.Touch
	}{
		{"a tip", []float64{0.5, 0}, certify.Certificate{Unique: true, Margin: 0.9},
			touch.Touch{Support: 1, Unique: true, Margin: 0.9}},
		{"a vertex of an edge", []float64{1000, 0}, certify.Certificate{Tied: true, Contact: certify.Contact{Face: 1, Dim: 1}},
			touch.Touch{Support: 1, Face: 1, Dim: 1, Tied: true}},
		{"contact unknown", []float64{1, -2, 0, 3}, certify.Certificate{Contact: unknown, Margin: 0.25},
			touch.Touch{Support: 3, Face: 2, Dim: -1, Margin: 0.25}},
		{"the origin", []float64{0, 0}, certify.Certificate{Unique: true, Contact: certify.Contact{Face: -1}},
			touch.Touch{Support: 0, Face: -1, Unique: true}},
		{"rounding beside an entry", []float64{1, 1e-12}, certify.Certificate{Contact: unknown},
			touch.Touch{Support: 1, Face: 0, Dim: -1, Blur: 1e-3}},
		{"small beside large", []float64{1e150, 1e145}, certify.Certificate{Contact: unknown},
			touch.Touch{Support: 2, Face: 1, Dim: -1, Blur: 1e-4}},
	} {
		got := touch.Of(c.x, c.cert)
		if math.Abs(got.Blur-c.want.Blur) > 1e-6*c.want.Blur+1e-8 { // non-zeros far from the line blur a little, too
			t.Errorf("%s: blur %v, want %v", c.name, got.Blur, c.want.Blur)
		}
		got.Blur = c.want.Blur
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// The article's two lines, from data to touch: 10 x_1 + x_2 = 5 is touched at a tip, x_1 + x_2 = 1000 along an edge.
func TestOfTheArticlesLines(t *testing.T) {
	for _, c := range []struct {
		a, x []float64
		b    float64
		want touch.Touch
	}{
		{[]float64{10, 1}, []float64{0.5, 0}, 5, touch.Touch{Support: 1, Face: 0, Dim: 0, Unique: true}},
		{[]float64{1, 1}, []float64{1000, 0}, 1000, touch.Touch{Support: 1, Face: 1, Dim: 1, Tied: true}},
		{[]float64{1, 1}, []float64{250, 750}, 1000, touch.Touch{Support: 2, Face: 1, Dim: 1, Tied: true}},
	} {
		p := solvers.Problem{A: solvers.NewColumns(1, 2, c.a), B: []float64{c.b}, P: 1}
		var referee certify.Referee
		got := touch.Of(c.x, referee.Certify(t.Context(), p, solvers.Solution{X: c.x}))
		got.Margin, got.Blur = 0, 0
		if got != c.want {
			t.Errorf("%v x = %v at %v: %+v, want %+v", c.a, c.b, c.x, got, c.want)
		}
	}
}

// The facts are those of the point, not of its length: a scaled problem is touched in the same way.
func TestOfDoesNotDependOnTheScale(t *testing.T) {
	x := []float64{3, 0, -1e-3, 2e-12}
	want := touch.Of(x, certify.Certificate{Contact: certify.Contact{Face: -1, Dim: -1}})
	for _, by := range []float64{0x1p-400, 0x1p-3, 0x1p400} {
		scaled := make([]float64, len(x))
		for j, v := range x {
			scaled[j] = -by * v
		}
		if got := touch.Of(scaled, certify.Certificate{Contact: certify.Contact{Face: -1, Dim: -1}}); got != want {
			t.Errorf("times %g: %+v, want %+v", by, got, want)
		}
	}
}
