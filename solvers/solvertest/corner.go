package solvertest

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
)

// corner is a system of the kind that breaks solvers.
type corner struct {
	name string
	draw func(*rand.Rand) (*solvers.Columns, []float64)
}

// ordinary are the corners in which an answer is owed.
func ordinary() []corner {
	return []corner{
		{"planted, far fewer non-zeros than rows", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 8, 12)
			b, _ := planted(rng, a, 2)
			return a, b
		}},
		{"small integers", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := integers(rng, 1+rng.IntN(5), 8, 2)
			b, _ := planted(rng, a, 2)
			return a, b
		}},
		{"signs", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := integers(rng, 5, 10, 1)
			for i, v := range a.Data() {
				if v == 0 {
					a.Data()[i] = 1
				}
			}
			b, _ := planted(rng, a, 1+rng.IntN(3))
			return a, b
		}},
		{"duplicated and opposite columns", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 5, 10)
			for j := range 4 {
				copy(a.Col(j+5), scaled(a.Col(j), float64(2*rng.IntN(2)-1)))
			}
			return a, generic(rng, 5)
		}},
		{"zero rows and zero columns", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 6, 10)
			clear(a.Col(3))
			for j := range 10 {
				a.Col(j)[2] = 0
			}
			b, _ := planted(rng, a, 4)
			return a, b
		}},
		{"rank-deficient rows, consistent", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 6, 10)
			for j := range 10 {
				c := a.Col(j)
				c[4], c[5] = c[0]+c[1], c[2]-2*c[3]
			}
			b, _ := planted(rng, a, 6)
			return a, b
		}},
		{"more rows than columns, consistent", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 9, 5)
			b, _ := planted(rng, a, 3)
			return a, b
		}},
	}
}

// extreme are the corners out of the range in which an answer is owed; a solver may say that it broke down.
func extreme() []corner {
	return []corner{
		{"a column scaled by 1e-150", func(rng *rand.Rand) (*solvers.Columns, []float64) { return scaledColumn(rng, 1e-150) }},
		{"a column scaled by 1e150", func(rng *rand.Rand) (*solvers.Columns, []float64) { return scaledColumn(rng, 1e150) }},
		{"every column scaled by 1e-150", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 4, 8)
			copy(a.Data(), scaled(a.Data(), 1e-150))
			return a, generic(rng, 4)
		}},
		{"every column scaled by 1e150", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 4, 8)
			copy(a.Data(), scaled(a.Data(), 1e150))
			return a, generic(rng, 4)
		}},
		{"a row of subnormal numbers", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			size := math.Ldexp(1, -1023-rng.IntN(20)) // whole multiples of 2^-1063 or more, so that b is exact
			return solvers.NewColumns(2, 2, []float64{1, size, 1, -size}), []float64{1, size}
		}},
		{"columns of widely different scale", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 5, 10)
			for j, c := range []float64{1, 1e-3, 1e3, 1e-6, 1e6, 1, 1e-4, 1e4, 1, 1} {
				copy(a.Col(j), scaled(a.Col(j), c))
			}
			return a, generic(rng, 5)
		}},
	}
}

func scaledColumn(rng *rand.Rand, c float64) (*solvers.Columns, []float64) {
	a := gaussian(rng, 4, 8)
	j := rng.IntN(8)
	copy(a.Col(j), scaled(a.Col(j), c))
	return a, generic(rng, 4)
}

// hardCorner: on the systems that break solvers, an answer is right or the solver says that it has none. Every point is what its form
// promises, whatever its status; out of the range in which an answer is owed only one called converged has to be feasible and, for p = 1,
// optimal. A feasible system is not called infeasible; an inconsistent one is not solved.
func hardCorner(t *testing.T, s *subject) {
	for _, c := range ordinary() {
		s.visit(t, c, true)
	}
	for _, c := range extreme() {
		s.visit(t, c, false)
	}
	if s.form.fraction > 0 {
		return
	}
	rng := rand.New(rand.NewPCG(22, 1))
	for range 12 {
		p := s.form.problem(gaussian(rng, 7, 4), generic(rng, 7))
		if _, err := solvers.Solve(t.Context(), s.solver, p); !errors.Is(err, solvers.ErrInfeasible) && !errors.Is(err, solvers.ErrDeclined) {
			s.errorf(t, "a system without solution: error %v, want ErrInfeasible", err)
		}
	}
}

// visit draws systems of a corner and judges what the solver makes of them; owed says whether an answer is.
func (s *subject) visit(t *testing.T, c corner, owed bool) {
	t.Helper()
	rng := rand.New(rand.NewPCG(21, 1))
	for i := range 12 {
		a, b := c.draw(rng)
		p := s.form.problem(a, b)
		what := fmt.Sprintf("%s, %d", c.name, i)
		sol, err := solvers.Solve(t.Context(), s.solver, p)
		switch {
		case errors.Is(err, solvers.ErrDeclined) || !owed && errors.Is(err, solvers.ErrSolver):
			continue
		case errors.Is(err, solvers.ErrInfeasible):
			if !s.referee.Infeasible(p) {
				s.errorf(t, "%s: called infeasible: %v", what, err)
			}
			continue
		case err != nil:
			t.Fatalf("%s: %v", what, err)
		}
		cert := s.referee.Certify(t.Context(), p, sol)
		optimal := p.P == 1 || p.P > 1 && owed // a dual vector for p > 1 may not be representable in the extreme
		judged := owed || sol.Status == solvers.Converged
		if judged && (cert.Kind == certify.None || optimal && cert.Kind != certify.Optimal) {
			s.errorf(t, "%s: %v, but %s", what, sol.Status, doubt(sol, cert))
		}
	}
}
