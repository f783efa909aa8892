package enumerate

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
)

type hardSystem struct {
	name string
	solvers.Problem
}

// hardSystems are small systems with every kind of degeneracy.
func hardSystems(rng *rand.Rand) []hardSystem {
	var systems []hardSystem
	add := func(name string, a *solvers.Columns, x []float64) {
		m, _ := a.Dims()
		b := make([]float64, m)
		a.Mul(b, x)
		systems = append(systems, hardSystem{name, solvers.Problem{A: a, B: b}})
	}
	integers := func(m, n, largest int) *solvers.Columns {
		a := solvers.NewColumns(m, n, nil)
		for k := range a.Data() {
			a.Data()[k] = float64(rng.IntN(2*largest+1) - largest)
		}
		return a
	}
	sparse := func(n, k int) []float64 {
		x := make([]float64, n)
		for _, j := range rng.Perm(n)[:k] {
			x[j] = float64(1 + rng.IntN(5))
		}
		return x
	}
	add("ternary", integers(3, 7, 1), sparse(7, 2))
	add("integers", integers(4, 8, 3), sparse(8, 3))
	add("zero b", integers(3, 6, 2), make([]float64, 6))
	duplicated := integers(3, 7, 4)
	copy(duplicated.Col(3), duplicated.Col(0))
	copy(duplicated.Col(5), duplicated.Col(0))
	add("duplicated columns", duplicated, sparse(7, 2))
	zero := integers(4, 7, 3)
	deficient := integers(5, 7, 3)
	tall := integers(8, 4, 3)
	for j := range 7 {
		zero.Col(j)[2] = 0
		c := deficient.Col(j)
		c[1], c[4] = 3*c[0], c[2]-2*c[3]
	}
	add("zero row", zero, sparse(7, 3))
	add("rank 3 of 5", deficient, sparse(7, 4))
	add("tall", tall, sparse(4, 2))
	add("zero matrix", solvers.NewColumns(2, 3, nil), sparse(3, 1))
	return systems
}

func TestAgreesWithRationalArithmetic(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var s Solver
	for range 12 {
		for _, hard := range hardSystems(rng) {
			p := hard.Problem
			exact := basicSolutions(p.A, p.B)
			for _, p.P = range []float64{0, 0.5, 1} {
				got := global(t, &s, p)
				first, second := least(exact, p)
				if got.Minima != len(exact) || !near(got.Value, first, 1e-12) || !near(got.Second, second, 1e-12) {
					t.Errorf("%s, p = %v: %+v, want %d minima, values %v and %v", hard.name, p.P, got, len(exact), first, second)
				}
				if got.Value != p.Objective(got.X) {
					t.Errorf("%s, p = %v: value %v, objective %v", hard.name, p.P, got.Value, p.Objective(got.X))
				}
			}
		}
	}
}

// Rows and columns times 2^±450 move the binary point of the basic solutions and change nothing else.
func TestExtremeScalesChangeNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var s Solver
	for range 5 {
		for _, hard := range hardSystems(rng) {
			exact := basicSolutions(hard.A, hard.B)
			scaled := solvers.Problem{A: solvers.From(hard.A), B: slices.Clone(hard.B), P: 0.5}
			m, n := scaled.A.Dims()
			rows, columns := powers(rng, m), powers(rng, n)
			for i, f := range rows {
				scaled.B[i] *= f
			}
			for j, f := range columns {
				for i := range m {
					scaled.A.Col(j)[i] *= rows[i]
					scaled.A.Col(j)[i] *= f
				}
				for _, x := range exact {
					x[j] /= f
				}
			}
			got := global(t, &s, scaled)
			if first, _ := least(exact, scaled); got.Minima != len(exact) || !near(got.Value, first, 1e-12) {
				t.Errorf("%s: %d minima, value %v; want %d and %v", hard.name, got.Minima, got.Value, len(exact), first)
			}
		}
	}
}

// powers draws factors that are one, tiny or huge.
func powers(rng *rand.Rand, n int) []float64 {
	factors := make([]float64, n)
	for i := range factors {
		factors[i] = math.Ldexp(1, 450*(rng.IntN(3)-1))
	}
	return factors
}
