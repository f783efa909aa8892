package ridge_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ridge"
)

// The closed forms over the whole corpus, down to penalties at which 1 - H_ii is below the smallest number.
func TestClosedForms(t *testing.T) {
	for k, c := range corpus() {
		for i, lambda := range penalties {
			want := truths()[k][i]
			freedom, err := ridge.DegreesOfFreedom(c.A, lambda)
			if err != nil || !near(freedom, want.freedom, 1e-12) && math.Abs(freedom-want.freedom) > 1e-300 {
				t.Errorf("%s, lambda = %v: %v degrees of freedom, want %v; error %v", c.name, lambda, freedom, want.freedom, err)
			}
			gcv, err := ridge.GCV(c.A, c.B, lambda)
			if err != nil || !near(gcv, want.gcv, 1e-11) {
				t.Errorf("%s, lambda = %v: score %v, want %v; error %v", c.name, lambda, gcv, want.gcv, err)
			}
			left, err := ridge.LeaveOneOut(c.A, c.B, lambda)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range left {
				if !near(v, want.left[i], 1e-11) {
					t.Errorf("%s, lambda = %v: row %d left out is missed by %v, want %v", c.name, lambda, i, v, want.left[i])
				}
			}
		}
	}
}

// Leaving a row out by closed form is leaving it out.
func TestLeavingOut(t *testing.T) {
	rng := rand.New(rand.NewPCG(12, 1))
	for _, shape := range [][2]int{{2, 1}, {8, 20}, {20, 8}, {12, 12}} {
		m, n := shape[0], shape[1]
		p := draw(rng, m, n)
		for _, lambda := range []float64{1e-8, .1, 10} {
			left, err := ridge.LeaveOneOut(p.A, p.B, lambda)
			if err != nil {
				t.Fatal(err)
			}
			for i := range m {
				rest := solvers.Problem{A: solvers.NewColumns(m-1, n, nil), P: 2, Lambda: lambda}
				for j := range n {
					copy(rest.A.Col(j), p.A.Col(j)[:i])
					copy(rest.A.Col(j)[i:], p.A.Col(j)[i+1:])
				}
				rest.B = append(append(rest.B, p.B[:i]...), p.B[i+1:]...)
				want := p.B[i]
				for j, v := range mustSolve(t, rest).X {
					want -= p.A.At(i, j) * v
				}
				if math.Abs(left[i]-want) > 1e-10*(1+math.Abs(want)) {
					t.Errorf("%d x %d, lambda = %v, row %d: missed by %v, want %v", m, n, lambda, i, left[i], want)
				}
			}
		}
	}
}

func TestClosedFormsRefuse(t *testing.T) {
	p := draw(rand.New(rand.NewPCG(1, 1)), 3, 5)
	for name, ask := range map[string]func(*solvers.Columns, []float64, float64) error{
		"freedom": func(a *solvers.Columns, _ []float64, l float64) error {
			_, err := ridge.DegreesOfFreedom(a, l)
			return err
		},
		"gcv": func(a *solvers.Columns, b []float64, l float64) error { _, err := ridge.GCV(a, b, l); return err },
		"leave out": func(a *solvers.Columns, b []float64, l float64) error {
			_, err := ridge.LeaveOneOut(a, b, l)
			return err
		},
	} {
		for _, lambda := range []float64{0, -1, math.NaN(), math.Inf(1)} {
			if err := ask(p.A, p.B, lambda); !errors.Is(err, solvers.ErrProblem) {
				t.Errorf("%s: lambda = %v: error %v", name, lambda, err)
			}
		}
		if err := ask(nil, p.B, 1); !errors.Is(err, solvers.ErrProblem) {
			t.Errorf("%s: no matrix: error %v", name, err)
		}
		if err := ask(p.A, p.B[:2], 1); name != "freedom" && !errors.Is(err, solvers.ErrProblem) {
			t.Errorf("%s: a short b: error %v", name, err)
		}
	}
}
