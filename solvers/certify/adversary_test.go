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

// A dual vector a billionth off on a tiny entry of the support moved a dependent column, tied, out of sight.
func TestDeviationOnTheSupportIsMultiplied(t *testing.T) {
	a1, a2 := []float64{.5, .25, 1, .125}, []float64{1, -.5, .75, .25}
	a := solvers.NewColumns(4, 3, nil)
	copy(a.Col(0), a1)
	copy(a.Col(1), a2)
	for i := range a1 {
		a.Col(2)[i] = 1000*a1[i] - 999*a2[i]
	}
	x := []float64{0x1p-17, 1, 0}
	b := make([]float64, 4)
	a.Mul(b, x)
	p := solvers.Problem{A: a, B: b, P: 1}
	exact := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: x})
	if !exact.Tied || exact.Contact.Dim != 1 {
		t.Fatalf("without a dual: %+v", exact)
	}
	// A dual that gives a_1 the score 1 - 0.9e-9 and a_2 the score 1: least squares over the two columns.
	g11, g12, g22 := dot(a1, a1), dot(a1, a2), dot(a2, a2)
	r1, r2 := 1-.9e-9, 1.
	d := g11*g22 - g12*g12
	c1, c2 := (r1*g22-r2*g12)/d, (r2*g11-r1*g12)/d
	y := make([]float64, 4)
	for i := range y {
		y[i] = c1*a1[i] + c2*a2[i]
	}
	if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: x, Dual: y}); c.Unique {
		t.Errorf("with a dual slightly off: %+v", c)
	}
}

func dot(x, y []float64) (sum float64) {
	for i := range x {
		sum += x[i] * y[i]
	}
	return sum
}

// A point far from optimal is not solved for in rational arithmetic, however small the system.
func TestPoorPointsCostLittle(t *testing.T) {
	a := solvers.NewColumns(20, 100, nil)
	x, b := make([]float64, 100), make([]float64, 20)
	for k := range a.Data() {
		a.Data()[k] = math.Sin(float64(7*k*k + 3*k))
	}
	for j := range x {
		x[j] = math.Cos(float64(j))
	}
	a.Mul(b, x)
	p := solvers.Problem{A: a, B: b, P: 1}
	best, err := solvers.Solve(t.Context(), new(homotopy.Solver), p)
	if err != nil {
		t.Fatal(err)
	}
	excess := 1 - solvers.Norm(best.X, 1)/solvers.Norm(x, 1) // the gap that rational arithmetic would end with
	if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: x}); c.Kind != certify.Feasible || c.Exact || !(c.Gap > excess*(1+1e-6)) {
		t.Errorf("%+v; solved to its end, the gap is %v", c, excess)
	}
	// With the best dual vector the excess is proved at once.
	if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: x, Dual: best.Dual}); c.Kind != certify.Feasible || math.Abs(c.Gap/excess-1) > 1e-9 {
		t.Errorf("with the best dual: %+v, want a gap of %v", c, excess)
	}
}

func TestNoPointProvesNothing(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{10, 1}), B: []float64{5}, P: 1}
	for _, x := range [][]float64{nil, {.5}, {.5, 0, 0}} {
		if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: x}); c.Kind != certify.None || c.Unique || c.Basic {
			t.Errorf("x = %v: %+v", x, c)
		}
	}
}

func TestHostileDuals(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{10, 1}), B: []float64{5}, P: 1}
	wrong := []float64{0, 5} // feasible, not optimal
	for _, y := range [][]float64{nil, {math.NaN()}, {math.Inf(1)}, {-1e300}, {0}, {1}, {1e-300}} {
		if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: wrong, Dual: y}); c.Kind != certify.Feasible || c.Unique || c.Tied {
			t.Errorf("dual %v: %+v", y, c)
		}
		if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: []float64{.5, 0}, Dual: y}); c.Kind != certify.Optimal || !c.Unique {
			t.Errorf("dual %v spoils the proof for the optimum: %+v", y, c)
		}
	}
}
