package pnorm

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
)

var exponents = []float64{1.1, 1.5, 2, 3, 10}

// scaledBy returns c·v.
func scaledBy(v []float64, c float64) []float64 {
	out := make([]float64, len(v))
	for i := range v {
		out[i] = c * v[i]
	}
	return out
}

// Powers of two commit no rounding error, wherever they are put.
func TestPowersOfTwoChangeNoDigit(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 1))
	var s Solver
	for _, p := range exponents {
		a, b := draw(rng, 6, 12, 0, rng.NormFloat64)
		want := mustSolve(t, &s, solvers.Problem{A: a, B: b, P: p})
		scaledRow := solvers.From(a)
		for j := range 12 {
			scaledRow.Col(j)[2] *= 0x1p-400
		}
		right := slices.Clone(b)
		right[2] *= 0x1p-400
		for _, c := range []struct {
			name string
			a    *solvers.Columns
			b    []float64
			x    float64 // factor of x
		}{
			{"b up", a, scaledBy(b, 0x1p500), 0x1p500},
			{"b down", a, scaledBy(b, 0x1p-500), 0x1p-500},
			{"A up", solvers.NewColumns(6, 12, scaledBy(a.Data(), 0x1p500)), b, 0x1p-500},
			{"A down", solvers.NewColumns(6, 12, scaledBy(a.Data(), 0x1p-500)), b, 0x1p500},
			{"one row", scaledRow, right, 1},
		} {
			sol := mustSolve(t, &s, solvers.Problem{A: c.a, B: c.b, P: p})
			if !slices.Equal(sol.X, scaledBy(want.X, c.x)) || sol.Status != want.Status {
				t.Errorf("p = %v, %s: %v x = %v, want %v x %v", p, c.name, sol.Status, sol.X, c.x, want.X)
			}
		}
	}
}

// Columns of any size: x solves the system, and the solver knows whether y proves it. No y in float64 is orthogonal to a column of
// size 1e150 to the precision that the others need.
func TestColumnsOfAnySize(t *testing.T) {
	rng := rand.New(rand.NewPCG(22, 1))
	var s Solver
	for _, p := range exponents {
		for _, c := range []float64{1e-150, 1e150, 1e-9, 1e9} {
			for trial := range 15 {
				a, b := draw(rng, 4, 9, 0, rng.NormFloat64)
				for j := range 1 + trial%3 {
					copy(a.Col(j), scaledBy(a.Col(j), c))
				}
				problem := solvers.Problem{A: a, B: b, P: p}
				sol := mustSolve(t, &s, problem)
				proof := prove(problem, sol)
				if proof.residual > 1e-11 || c < 1e100 && proof.gap > 1e-7 {
					t.Errorf("p = %v, columns scaled by %g, trial %d: %v, %+v", p, c, trial, sol.Status, proof)
				}
				if sol.Status == solvers.Converged && (proof.dual > 1e-7 || proof.gap > 1e-7) {
					t.Errorf("p = %v, columns scaled by %g, trial %d: converged, but %+v", p, c, trial, proof)
				}
			}
		}
	}
}

// corners returns consistent systems of deficient rank and of other odd shapes.
func corners(rng *rand.Rand) map[string]solvers.Problem {
	integer := func() float64 { return float64(rng.IntN(5) - 2) }
	all := map[string]solvers.Problem{}
	add := func(name string, a *solvers.Columns, b []float64) { all[name] = solvers.Problem{A: a, B: b} }

	a, b := draw(rng, 6, 10, 3, integer)
	add("integers", a, b)
	a, b = draw(rng, 9, 5, 3, rng.NormFloat64)
	add("tall", a, b)
	a, b = draw(rng, 5, 5, 0, rng.NormFloat64)
	add("square", a, b)
	a, b = draw(rng, 6, 10, 0, rng.NormFloat64)
	for j := range 10 {
		a.Col(j)[2] = 0
	}
	clear(a.Col(3))
	b[2] = 0
	add("zero row and column", a, b)
	a, b = draw(rng, 6, 10, 0, rng.NormFloat64)
	for j := range 10 {
		c := a.Col(j)
		c[4], c[5] = c[0]+c[1], c[2]-2*c[3]
	}
	b[4], b[5] = b[0]+b[1], b[2]-2*b[3]
	add("redundant rows", a, b)
	a, _ = draw(rng, 8, 4, 0, rng.NormFloat64)
	copy(a.Col(3), a.Col(1))
	b = make([]float64, 8)
	a.Mul(b, []float64{1, 2, 0, 0.5})
	add("tall with a duplicate", a, b)
	a, b = draw(rng, 1, 1, 0, rng.NormFloat64)
	add("one by one", a, b)
	a, b = draw(rng, 12, 12, 2, func() float64 { return 1 })
	add("all ones", a, b)
	return all
}

func TestHardCorners(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 1))
	var s Solver
	for range 20 {
		for name, problem := range corners(rng) {
			for _, p := range exponents {
				problem.P = p
				sol := mustSolve(t, &s, problem)
				if slices.Max(problem.B) == 0 && slices.Min(problem.B) == 0 {
					continue
				}
				if c := prove(problem, sol); sol.Status != solvers.Converged || !c.holds(1e-9) {
					t.Errorf("p = %v, %s: %v, %+v", p, name, sol.Status, c)
				}
			}
		}
	}
}

// Duplicated columns share their entry in equal parts, and opposite ones oppose.
func TestDuplicatesShare(t *testing.T) {
	rng := rand.New(rand.NewPCG(24, 1))
	var s Solver
	for _, p := range exponents {
		for range 20 {
			a, b := draw(rng, 5, 12, 0, rng.NormFloat64)
			for j := range 3 {
				copy(a.Col(j+6), a.Col(j))
				copy(a.Col(j+9), scaledBy(a.Col(j), -1))
			}
			x := mustSolve(t, &s, solvers.Problem{A: a, B: b, P: p}).X
			size := solvers.Norm(x, math.Inf(1))
			// what optimality determines of an entry is its power p-1
			for j := range x {
				x[j] = math.Copysign(math.Pow(math.Abs(x[j])/size, max(1, p-1)), x[j])
			}
			for j := range 3 {
				if math.Abs(x[j]-x[j+6]) > 1e-9 || math.Abs(x[j]+x[j+9]) > 1e-9 {
					t.Errorf("p = %v: x[%d], its duplicate and its opposite are %v, %v, %v", p, j, x[j], x[j+6], x[j+9])
				}
			}
		}
	}
}

func TestInconsistentSystems(t *testing.T) {
	rng := rand.New(rand.NewPCG(25, 1))
	var s Solver
	check := func(name string, a *solvers.Columns, b []float64) {
		for _, p := range exponents {
			if _, err := solvers.Solve(t.Context(), &s, solvers.Problem{A: a, B: b, P: p}); !errors.Is(err, solvers.ErrInfeasible) {
				t.Errorf("p = %v, %s: %v, want ErrInfeasible", p, name, err)
			}
		}
	}
	a, b := draw(rng, 7, 4, 0, rng.NormFloat64)
	check("tall", a, b)
	check("tall and small", solvers.NewColumns(7, 4, scaledBy(a.Data(), 1e-150)), scaledBy(b, 1e-150))
	check("equal rows", solvers.NewColumns(2, 2, []float64{1, 1, 2, 2}), []float64{0, 1})
	check("equal rows, the other way", solvers.NewColumns(2, 2, []float64{1, 1, 2, 2}), []float64{1, 0})
	check("zero matrix", solvers.NewColumns(2, 3, nil), []float64{0, 1})
	a, b = draw(rng, 4, 8, 0, rng.NormFloat64)
	for j := range 8 {
		a.Col(j)[1] = 0
	}
	b[1] = 1e-200
	check("zero row", a, b)
	a, b = draw(rng, 4, 8, 4, rng.NormFloat64)
	for j := range 8 {
		a.Col(j)[3] = a.Col(j)[0] - a.Col(j)[1]
	}
	b[3] = (b[0] - b[1]) * (1 + 1e-6)
	check("contradicting rows", a, b)
}

// Behind the door b = 0 has the answer 0, too.
func TestZeroRightHandSide(t *testing.T) {
	a, _ := draw(rand.New(rand.NewPCG(29, 1)), 3, 5, 0, rand.New(rand.NewPCG(29, 2)).NormFloat64)
	sol, err := new(Solver).Solve(t.Context(), solvers.Problem{A: a, B: make([]float64, 3), P: 1.5})
	if err != nil || sol.Status != solvers.Converged || !slices.Equal(sol.X, make([]float64, 5)) {
		t.Errorf("%+v, %v", sol, err)
	}
}

func TestDeclines(t *testing.T) {
	a := solvers.NewColumns(1, 2, []float64{1, 2})
	for _, p := range []solvers.Problem{
		{P: 1}, {P: 0.5}, {P: math.Inf(1)}, {P: 1.5, Lambda: 1}, {P: 1.0001}, {P: 1001},
	} {
		p.A, p.B = a, []float64{1}
		if _, err := solvers.Solve(t.Context(), new(Solver), p); !errors.Is(err, solvers.ErrDeclined) {
			t.Errorf("p = %v, lambda = %v: %v, want ErrDeclined", p.P, p.Lambda, err)
		}
	}
}

// Too few steps give a feasible point that is called converged only where it is proved.
func TestLimit(t *testing.T) {
	rng := rand.New(rand.NewPCG(26, 1))
	for _, p := range []float64{1.001, 1.1, 1.5, 3, 10, 1000} {
		for limit := 1; limit <= 3; limit++ {
			a, b := draw(rng, 20, 40, 0, rng.NormFloat64)
			problem := solvers.Problem{A: a, B: b, P: p}
			sol := mustSolve(t, &Solver{MaxIterations: limit}, problem)
			c := prove(problem, sol)
			if (sol.Status == solvers.Limit) == (c.gap <= gapTolerance) || sol.Iterations != limit || !(c.residual <= 1e-9) || !(c.dual <= 1e-9) {
				t.Errorf("p = %v, limit %d: %v after %d steps, %+v", p, limit, sol.Status, sol.Iterations, c)
			}
		}
	}
}

// stopping is a context that is cancelled at its calls-th look.
type stopping struct {
	context.Context
	calls int
}

func (c *stopping) Err() error {
	if c.calls--; c.calls <= 0 {
		return context.Canceled
	}
	return nil
}

func TestCancelledBetweenSteps(t *testing.T) {
	a, b := draw(rand.New(rand.NewPCG(27, 1)), 20, 40, 0, rand.New(rand.NewPCG(27, 2)).NormFloat64)
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(context.Canceled)
	_, err := new(Solver).Solve(&stopping{ctx, 3}, solvers.Problem{A: a, B: b, P: 1.1})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// A workspace that has seen other shapes, exponents and failures answers like a fresh one, bit for bit.
func TestWorkspaceKeepsNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(28, 1))
	var used Solver
	for trial := range 200 {
		m, n := 1+rng.IntN(12), 1+rng.IntN(12)
		a, b := draw(rng, m, n, rng.IntN(min(m, n)+1), rng.NormFloat64)
		p := solvers.Problem{A: a, B: b, P: exponents[rng.IntN(len(exponents))]}
		x, err := solvers.Solve(t.Context(), &used, p)
		y, other := solvers.Solve(t.Context(), new(Solver), p)
		if (err == nil) != (other == nil) || !slices.Equal(x.X, y.X) || !slices.Equal(x.Dual, y.Dual) || x.Status != y.Status || x.Iterations != y.Iterations {
			t.Fatalf("trial %d: used %v %v, fresh %v %v", trial, x, err, y, other)
		}
	}
}
