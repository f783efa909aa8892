package certify_test

import (
	"math"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/simplex"
)

// Cases found by search, each with what went wrong once.

// A small equation was lost in the norm of a large one, and points that broke it were called optimal.
func TestSmallEquationsCount(t *testing.T) {
	for _, c := range []struct {
		a    *solvers.Columns
		b, x []float64
	}{
		{columns([]float64{1e150, 0}, []float64{0, 1}), []float64{1e150, -2}, []float64{1, -2}},
		{columns([]float64{1e13, 0}, []float64{0, 1}), []float64{1e13, -2}, []float64{1, -2}},
		{columns([]float64{1, 1}, []float64{0, 1e-12}), []float64{1, -1e-12}, []float64{2, -1}},
		{columns([]float64{1, 1}, []float64{0, 1e-10}), []float64{1, 9e-10}, []float64{-8, 9}},
		{columns([]float64{1, 1}, []float64{0, 0x1p-37}), []float64{1, 0x1p-30}, []float64{-127, 128}},
		{columns([]float64{1, 0}, []float64{0, 1}), []float64{1e8, -2}, []float64{1e8, -2}},
	} {
		p := solvers.Problem{A: c.a, B: c.b, P: 1}
		for name, s := range map[string]solvers.Solver{"homotopy": new(homotopy.Solver), "simplex": new(simplex.Solver)} {
			sol, err := solvers.Solve(t.Context(), s, p)
			if err != nil {
				t.Errorf("%s, b = %v: %v", name, c.b, err)
				continue
			}
			cert := new(certify.Referee).Certify(t.Context(), p, sol)
			if math.Abs(sol.X[0]-c.x[0]) > 1e-6 || math.Abs(sol.X[1]-c.x[1]) > 1e-6 || cert.Kind != certify.Optimal || !cert.Unique {
				t.Errorf("%s, b = %v: x = %v, %+v; want %v", name, c.b, sol.X, cert, c.x)
			}
		}
		wrong := solvers.Solution{X: []float64{c.b[0] / c.a.At(0, 0), 0}, Dual: []float64{1, 0}}
		if cert := new(certify.Referee).Certify(t.Context(), p, wrong); cert.Kind != certify.None {
			t.Errorf("b = %v: %v called %v", c.b, wrong.X, cert.Kind)
		}
	}
}

// A dual vector a billionth off its vertex hid two of three tied columns.
func TestSlightlySuboptimalDualHidesNoTie(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{.5, .5, .5}, []float64{.5, -1.5, 0}), B: []float64{.5, 0}, P: 1}
	for _, y := range [][]float64{{2, 0}, {2, 1e-9}, {2, -1e-9}, {2, 4e-10}, {2, 1e-12}} {
		c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: []float64{0, 0, 1}, Dual: y})
		if c.Kind != certify.Optimal || c.Unique || !c.Tied || c.Contact.Dim != 1 {
			t.Errorf("y = %v: %+v", y, c)
		}
	}
}

// Rational arithmetic found another minimiser, and the point was called the unique one all the same.
func TestUniqueMeansThisPoint(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{1, 1e150, 1}, []float64{1, 2e150, 3}), B: []float64{1, 3}, P: 1}
	if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: []float64{-1, 2e-150, 0}}); c.Unique || c.Tied {
		t.Errorf("%+v; the only minimiser is (0, 0, 1)", c)
	}
}

// An entry just above the line of the support once widened the face that rational arithmetic had proved to be a tip.
func TestFaceIsTheProvedOne(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{1, .9375}), B: []float64{1}, P: 1}
	c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: []float64{1 - 5e-9*.9375, 5e-9}, Dual: []float64{1}})
	if c.Contact.Face > 0 {
		t.Errorf("%+v; the touch is at a tip", c)
	}
}

func TestZeroRightHandSide(t *testing.T) {
	for _, lambda := range []float64{0, 1} {
		p := solvers.Problem{A: columns([]float64{1, 1}), B: []float64{0}, P: 1, Lambda: lambda}
		c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: []float64{0, 0}, Dual: []float64{0}})
		if c.Kind != certify.Optimal || !c.Unique || c.Gap != 0 {
			t.Errorf("lambda = %v: %+v", lambda, c)
		}
	}
}
