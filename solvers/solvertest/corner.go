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
	name    string
	draw    func(*rand.Rand) (*solvers.Columns, []float64)
	extreme bool // out of the range in which an answer is owed; a solver may say that it broke down
}

func corners() []corner {
	return []corner{
		{"planted, far fewer non-zeros than rows", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 8, 12)
			b, _ := planted(rng, a, 2)
			return a, b
		}, false},
		{"small integers", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := integers(rng, 1+rng.IntN(5), 8, 2)
			b, _ := planted(rng, a, 2)
			return a, b
		}, false},
		{"signs", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := integers(rng, 5, 10, 1)
			for i, v := range a.Data() {
				if v == 0 {
					a.Data()[i] = 1
				}
			}
			b, _ := planted(rng, a, 1+rng.IntN(3))
			return a, b
		}, false},
		{"duplicated and opposite columns", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 5, 10)
			for j := range 4 {
				copy(a.Col(j+5), scaled(a.Col(j), float64(2*rng.IntN(2)-1)))
			}
			return a, generic(rng, 5)
		}, false},
		{"zero rows and zero columns", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 6, 10)
			clear(a.Col(3))
			for j := range 10 {
				a.Col(j)[2] = 0
			}
			b, _ := planted(rng, a, 4)
			return a, b
		}, false},
		{"rank-deficient rows, consistent", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 6, 10)
			for j := range 10 {
				c := a.Col(j)
				c[4], c[5] = c[0]+c[1], c[2]-2*c[3]
			}
			b, _ := planted(rng, a, 6)
			return a, b
		}, false},
		{"more rows than columns, consistent", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 9, 5)
			b, _ := planted(rng, a, 3)
			return a, b
		}, false},
		{"a column scaled by 1e-150", func(rng *rand.Rand) (*solvers.Columns, []float64) { return scaledColumn(rng, 1e-150) }, true},
		{"a column scaled by 1e150", func(rng *rand.Rand) (*solvers.Columns, []float64) { return scaledColumn(rng, 1e150) }, true},
		{"every column scaled by 1e-150", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 4, 8)
			copy(a.Data(), scaled(a.Data(), 1e-150))
			return a, generic(rng, 4)
		}, true},
		{"every column scaled by 1e150", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 4, 8)
			copy(a.Data(), scaled(a.Data(), 1e150))
			return a, generic(rng, 4)
		}, true},
		{"a row of subnormal numbers", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			size := math.Ldexp(1, -1023-rng.IntN(20)) // whole multiples of 2^-1063 or more, so that b is exact
			return solvers.NewColumns(2, 2, []float64{1, size, 1, -size}), []float64{1, size}
		}, true},
		{"columns of widely different scale", func(rng *rand.Rand) (*solvers.Columns, []float64) {
			a := gaussian(rng, 5, 10)
			for j, c := range []float64{1, 1e-3, 1e3, 1e-6, 1e6, 1, 1e-4, 1e4, 1, 1} {
				copy(a.Col(j), scaled(a.Col(j), c))
			}
			return a, generic(rng, 5)
		}, true},
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
	for _, c := range corners() {
		rng := rand.New(rand.NewPCG(21, 1))
		for i := range 12 {
			a, b := c.draw(rng)
			p := s.form.problem(a, b)
			what := fmt.Sprintf("%s, %d", c.name, i)
			sol, err := solvers.Solve(t.Context(), s.solver, p)
			switch {
			case errors.Is(err, solvers.ErrDeclined) || c.extreme && errors.Is(err, solvers.ErrSolver):
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
			optimal := p.P == 1 || p.P > 1 && !c.extreme // a dual vector for p > 1 may not be representable there
			judged := !c.extreme || sol.Status == solvers.Converged
			if judged && (cert.Kind == certify.None || optimal && cert.Kind != certify.Optimal) {
				s.errorf(t, "%s: %v, but %s", what, sol.Status, doubt(sol, cert))
			}
		}
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
