package homotopy_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/homotopy"
)

// Every point on the way is the one that a walk of its own ends in, with a dual that proves it.
func TestAlong(t *testing.T) {
	rng := rand.New(rand.NewPCG(35, 1))
	var referee certify.Referee
	for _, whole := range []int{0, 1} {
		s := &homotopy.Solver{Whole: whole}
		for range 20 {
			m := 5 + rng.IntN(30)
			a, b := gaussian(rng, m, 10+rng.IntN(80))
			p := solvers.Problem{A: a, B: b, P: 1}
			_, n := a.Dims()
			product := make([]float64, n)
			a.MulT(product, b)
			top := solvers.Norm(product, math.Inf(1))
			lambdas := []float64{2 * top, top, .7 * top, .3 * top, .29 * top, .05 * top, 1e-4 * top}
			i := 0
			for sol, err := range s.Along(t.Context(), p, lambdas) {
				if err != nil {
					t.Fatal(err)
				}
				p.Lambda = lambdas[i]
				if c := referee.Certify(t.Context(), p, sol); c.Kind != certify.Optimal || c.Gap > 1e-12 {
					t.Fatalf("whole = %d, lambda %d: %v, gap %v", whole, i, c.Kind, c.Gap)
				}
				alone, err := solvers.Solve(t.Context(), s, p)
				if err != nil {
					t.Fatal(err)
				}
				for j := range sol.X {
					if math.Abs(sol.X[j]-alone.X[j]) > 1e-10 {
						t.Fatalf("whole = %d, lambda %d: x[%d] = %v along the path, %v alone", whole, i, j, sol.X[j], alone.X[j])
					}
				}
				i++
			}
			points, err := s.Points(t.Context(), a, b, lambdas)
			if err != nil || i != len(lambdas) || len(points) != i {
				t.Fatalf("%d points, want %d; %d at once, %v", i, len(lambdas), len(points), err)
			}
		}
	}
}

func TestAlongChecksThePenalties(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(1, 2, []float64{1, -4}), B: []float64{3}, P: 1}
	for _, lambdas := range [][]float64{{0}, {1, 1}, {1, 2}, {-1}, {math.NaN()}, {math.Inf(1)}} {
		var last error
		for _, err := range new(homotopy.Solver).Along(t.Context(), p, lambdas) {
			last = err
		}
		if !errors.Is(last, solvers.ErrProblem) {
			t.Errorf("penalties %v: %v", lambdas, last)
		}
	}
	p.B[0] = 0
	for sol, err := range new(homotopy.Solver).Along(t.Context(), p, []float64{2, 1}) {
		if err != nil || solvers.Norm(sol.X, 1) != 0 {
			t.Errorf("b = 0: %v, %v", sol, err)
		}
	}
}

// A fine list of penalties, along which most points need no survey, misses no column that comes in between.
func TestAlongAFineList(t *testing.T) {
	rng := rand.New(rand.NewPCG(46, 1))
	var referee certify.Referee
	const m, n = 40, 600
	a, b := gaussian(rng, m, n)
	product := make([]float64, n)
	a.MulT(product, b)
	var lambdas []float64
	for i := range 200 {
		lambdas = append(lambdas, solvers.Norm(product, math.Inf(1))*math.Pow(.01, float64(i)/199))
	}
	i := 0
	for sol, err := range (&homotopy.Solver{Whole: 1}).Along(t.Context(), solvers.Problem{A: a, B: b, P: 1}, lambdas) {
		if err != nil {
			t.Fatal(err)
		}
		if c := referee.Certify(t.Context(), solvers.Problem{A: a, B: b, P: 1, Lambda: lambdas[i]}, sol); c.Kind != certify.Optimal || c.Gap > 1e-12 {
			t.Fatalf("lambda %d: %v, gap %v", i, c.Kind, c.Gap)
		}
		i++
	}
}
