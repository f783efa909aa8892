package cube

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
)

// Data full of ties, where most steps have length zero: idle steps give way to perturbation, and pivots stay few.
func TestTies(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 1))
	var s Solver
	perturbed := 0
	for name, entry := range map[string]law{"rademacher": rademacher, "ternary": ternary, "sparse": sparse} {
		for _, c := range []struct{ m, n int }{{5, 10}, {10, 40}, {50, 100}, {50, 200}, {90, 100}, {60, 40}} {
			for range 10 {
				p := consistent(rng, matrix(rng, c.m, c.n, entry), ternary)
				if solvers.Norm(p.B, 1) == 0 {
					continue
				}
				sol, _ := solve(t, &s, p)
				optimal(t, p, sol)
				if sol.Iterations > 20*c.n {
					t.Errorf("%s, %d x %d: %d pivots", name, c.m, c.n, sol.Iterations)
				}
				if s.work.perturbed > 0 {
					perturbed++
				}
			}
		}
	}
	if perturbed < 10 {
		t.Errorf("%d systems needed a perturbation: the draw tests little", perturbed)
	}
}

// incidence returns the incidence matrix of a complete directed graph, and a flow to be spread: the least largest flow on any arc.
func incidence(nodes int) solvers.Problem {
	a := solvers.NewColumns(nodes, nodes*(nodes-1), nil)
	j := 0
	for u := range nodes {
		for v := range nodes {
			if u != v {
				a.Col(j)[u], a.Col(j)[v] = 1, -1
				j++
			}
		}
	}
	b := make([]float64, nodes)
	b[0], b[nodes-1] = 1, -1
	return solvers.Problem{A: a, B: b, P: math.Inf(1)}
}

// The flow between two nodes is spread over 2 (n-1) arcs at each of them, for an arc may be used against its direction.
func TestNetworks(t *testing.T) {
	var s Solver
	for nodes := 2; nodes <= 14; nodes++ {
		p := incidence(nodes)
		sol, _ := solve(t, &s, p)
		optimal(t, p, sol)
		if want := 1 / float64(2*(nodes-1)); math.Abs(solvers.Norm(sol.X, math.Inf(1))-want) > 1e-13 {
			t.Errorf("%d nodes: |x|_inf = %v, want %v", nodes, solvers.Norm(sol.X, math.Inf(1)), want)
		}
	}
}

// Bland's rule ends where perturbation is of no avail.
func TestBlandsRule(t *testing.T) {
	rng := rand.New(rand.NewPCG(42, 1))
	for _, c := range []struct{ m, n int }{{4, 8}, {8, 16}, {12, 40}} {
		for trial := range 40 {
			p := consistent(rng, matrix(rng, c.m, c.n, []law{sparse, ternary}[trial%2]), ternary)
			if solvers.Norm(p.B, 1) == 0 {
				continue
			}
			var d descent
			d.Load(p)
			d.start()
			d.perturbed, d.idle = len(perturbations), patience+1
			if status, err := d.minimise(t.Context(), 1000); status != solvers.Converged || err != nil {
				t.Fatalf("%d x %d, trial %d: %v, %v", c.m, c.n, trial, status, err)
			}
			optimal(t, p, d.finish(p, solvers.Converged))
		}
	}
}

// corners returns consistent systems of deficient rank and of other odd shapes.
func corners(rng *rand.Rand) map[string]solvers.Problem {
	all := map[string]solvers.Problem{}
	add := func(name string, a *solvers.Columns) { all[name] = consistent(rng, a, gaussian) }
	a := matrix(rng, 6, 10, gaussian)
	for j := range 10 {
		a.Col(j)[2] = 0
	}
	clear(a.Col(3))
	add("zero row and column", a)
	a = matrix(rng, 6, 10, gaussian)
	for j := range 10 {
		c := a.Col(j)
		c[4], c[5] = c[0]+c[1], c[2]-2*c[3]
	}
	add("redundant rows", a)
	a = matrix(rng, 8, 4, gaussian)
	copy(a.Col(3), a.Col(1))
	add("tall with a duplicate", a)
	add("tall", matrix(rng, 9, 5, gaussian))
	add("square", matrix(rng, 7, 7, gaussian))
	add("one by one", matrix(rng, 1, 1, gaussian))
	add("one column", matrix(rng, 6, 1, gaussian))
	add("all ones", matrix(rng, 12, 12, func(*rand.Rand) float64 { return 1 }))
	a = matrix(rng, 5, 12, gaussian)
	for j := range 6 {
		for i, v := range a.Col(j) {
			a.Col(j + 6)[i] = -v
		}
	}
	add("opposite columns", a)
	return all
}

func TestHardCorners(t *testing.T) {
	rng := rand.New(rand.NewPCG(43, 1))
	var s Solver
	for range 20 {
		for name, p := range corners(rng) {
			sol, ok := solve(t, &s, p)
			if !ok {
				t.Fatalf("%s: called infeasible", name)
			}
			optimal(t, p, sol)
		}
	}
}

// A coordinate of a zero column is zero, the others of one equation are at the bound.
func TestZeroColumns(t *testing.T) {
	sol, _ := solve(t, new(Solver), solvers.Problem{A: solvers.NewColumns(1, 4, []float64{2, 0, -1, 0}), B: []float64{6}, P: math.Inf(1)})
	if !slices.Equal(sol.X, []float64{2, 0, -2, 0}) {
		t.Errorf("x = %v, want (2, 0, -2, 0)", sol.X)
	}
}

func TestInconsistentSystems(t *testing.T) {
	rng := rand.New(rand.NewPCG(44, 1))
	for name, p := range map[string]solvers.Problem{
		"tall":            generic(rng, 7, 4, gaussian),
		"equal rows":      {A: solvers.NewColumns(2, 2, []float64{1, 1, 2, 2}), B: []float64{0, 1}},
		"zero matrix":     {A: solvers.NewColumns(2, 3, nil), B: []float64{0, 1}},
		"zero row":        {A: solvers.NewColumns(2, 2, []float64{1, 0, 2, 0}), B: []float64{1, 1e-200}},
		"nearly the same": {A: solvers.NewColumns(2, 2, []float64{1, 2, 3, 6}), B: []float64{1, 2 + 1e-6}},
	} {
		p.P = math.Inf(1)
		if _, err := solvers.Solve(t.Context(), new(Solver), p); !errors.Is(err, solvers.ErrInfeasible) {
			t.Errorf("%s: %v, want ErrInfeasible", name, err)
		}
	}
}

// Powers of two commit no rounding error, wherever they are put.
func TestPowersOfTwoChangeNoDigit(t *testing.T) {
	rng := rand.New(rand.NewPCG(45, 1))
	var s Solver
	times := func(v []float64, c float64) []float64 {
		out := slices.Clone(v)
		scale(out, c)
		return out
	}
	for range 10 {
		p := generic(rng, 6, 12, gaussian)
		want, _ := solve(t, &s, p)
		row, right := solvers.From(p.A), slices.Clone(p.B)
		for j := range 12 {
			row.Col(j)[2] *= 0x1p-400
		}
		right[2] *= 0x1p-400
		for name, c := range map[string]struct {
			a *solvers.Columns
			b []float64
			x float64 // factor of x
		}{
			"b up":    {p.A, times(p.B, 0x1p500), 0x1p500},
			"b down":  {p.A, times(p.B, 0x1p-500), 0x1p-500},
			"A up":    {solvers.NewColumns(6, 12, times(p.A.Data(), 0x1p500)), p.B, 0x1p-500},
			"A down":  {solvers.NewColumns(6, 12, times(p.A.Data(), 0x1p-500)), p.B, 0x1p500},
			"one row": {row, right, 1},
		} {
			sol, _ := solve(t, &s, solvers.Problem{A: c.a, B: c.b, P: math.Inf(1)})
			if !slices.Equal(sol.X, times(want.X, c.x)) {
				t.Errorf("%s: x = %v, want %v x %v", name, sol.X, c.x, want.X)
			}
		}
	}
}

// Columns of any size: x solves the system, and the solver knows whether y proves it.
func TestColumnsOfAnySize(t *testing.T) {
	rng := rand.New(rand.NewPCG(46, 1))
	var s Solver
	for _, c := range []float64{1e-300, 1e-150, 1e-9, 1e-3, 1e3, 1e9, 1e150, 1e300} {
		for trial := range 30 {
			p := generic(rng, 4, 9, gaussian)
			for j := range 1 + trial%3 {
				scale(p.A.Col(j), c)
			}
			sol, err := solvers.Solve(t.Context(), &s, p)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case sol.Status == solvers.Converged && c >= 1e-9 && c <= 1e9:
				optimal(t, p, sol)
			case c == 1e-3 || c == 1e3:
				t.Errorf("columns scaled by %g, trial %d: %v", c, trial, sol.Status)
			}
			residual := make([]float64, 4)
			p.A.Mul(residual, sol.X)
			for i, v := range p.B {
				residual[i] -= v
			}
			if miss := solvers.Norm(residual, 2) / solvers.Norm(p.B, 2); !(miss <= 1e-11) {
				t.Errorf("columns scaled by %g, trial %d: %v, but |A x - b| = %.3g |b|", c, trial, sol.Status, miss)
			}
		}
	}
}

// Ill-conditioned systems are solved, or said not to be.
func TestIllConditioned(t *testing.T) {
	var s Solver
	for m := 2; m <= 16; m++ {
		n := 2 * m
		a := solvers.NewColumns(m, n, nil)
		for j := range n {
			for i := range m {
				a.Col(j)[i] = 1 / float64(i+j+1)
			}
		}
		p := consistent(rand.New(rand.NewPCG(47, uint64(m))), a, gaussian)
		sol, err := solvers.Solve(t.Context(), &s, p)
		if err != nil {
			t.Fatalf("m = %d: %v", m, err)
		}
		product := make([]float64, n)
		p.A.MulT(product, sol.Dual)
		value := 0.0
		for i, v := range p.B {
			value += v * sol.Dual[i]
		}
		gap := 1 - value/solvers.Norm(sol.X, math.Inf(1))/max(1, solvers.Norm(product, 1))
		if (sol.Status == solvers.Converged) != (math.Abs(gap) <= 1e-9) {
			t.Errorf("m = %d: %v with a gap of %.3g", m, sol.Status, gap)
		}
		t.Logf("m = %d: %v, gap %.3g, %d pivots", m, sol.Status, gap, sol.Iterations)
	}
}

func TestDeclines(t *testing.T) {
	a := solvers.NewColumns(1, 1, []float64{1})
	for _, p := range []solvers.Problem{{P: 2}, {P: 1}, {P: 1000}, {P: 1, Lambda: 1}} {
		p.A, p.B = a, []float64{1}
		if _, err := solvers.Solve(t.Context(), &Solver{}, p); !errors.Is(err, solvers.ErrDeclined) {
			t.Errorf("p = %v, lambda = %v: error %v", p.P, p.Lambda, err)
		}
	}
}

// Behind the door b = 0 has the answer 0, too.
func TestZeroRightHandSide(t *testing.T) {
	p := generic(rand.New(rand.NewPCG(48, 1)), 3, 5, gaussian)
	clear(p.B)
	if sol, err := new(Solver).Solve(t.Context(), p); err != nil || sol.Status != solvers.Converged || !slices.Equal(sol.X, make([]float64, 5)) {
		t.Errorf("%+v, %v", sol, err)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("enough")
	cancel(cause)
	if _, err := new(Solver).Solve(ctx, generic(rand.New(rand.NewPCG(49, 1)), 20, 40, gaussian)); !errors.Is(err, cause) {
		t.Errorf("error %v after cancelling", err)
	}
}

// At the limit x solves the system, is no larger than the solution of least Euclidean norm, and y bounds the minimum from below.
func TestLimit(t *testing.T) {
	p := generic(rand.New(rand.NewPCG(50, 1)), 32, 64, gaussian)
	best, _ := solve(t, new(Solver), p)
	least := solvers.Norm(best.X, math.Inf(1))
	before := math.Inf(1)
	for limit := 1; limit < best.Iterations; limit++ {
		sol, err := solvers.Solve(t.Context(), &Solver{MaxPivots: limit}, p)
		if err != nil || sol.Status != solvers.Limit || sol.Iterations != limit {
			t.Fatalf("limit %d: %v after %d, error %v", limit, sol.Status, sol.Iterations, err)
		}
		residual, product, value := make([]float64, 32), make([]float64, 64), 0.0
		p.A.Mul(residual, sol.X)
		p.A.MulT(product, sol.Dual)
		for i, v := range p.B {
			residual[i] -= v
			value += v * sol.Dual[i]
		}
		switch gap := least - value; {
		case solvers.Norm(residual, 2) > 1e-11 || solvers.Norm(product, 1) > 1+1e-12 || gap < 0 || solvers.Norm(sol.X, math.Inf(1)) < least:
			t.Errorf("limit %d: %v <= %v <= %v does not hold", limit, value, least, solvers.Norm(sol.X, math.Inf(1)))
		case gap > before:
			t.Errorf("limit %d: the lower bound misses by %v, by %v a pivot before", limit, gap, before)
		default:
			before = gap
		}
	}
}

// A workspace that has seen other shapes and failures answers like a fresh one, bit for bit, and leaves the problem alone.
func TestWorkspace(t *testing.T) {
	rng := rand.New(rand.NewPCG(51, 1))
	var used Solver
	for trial := range 100 {
		m, n := 1+rng.IntN(12), 1+rng.IntN(20)
		p := consistent(rng, matrix(rng, m, n, []law{gaussian, sparse}[trial%2]), gaussian)
		a, b := slices.Clone(p.A.Data()), slices.Clone(p.B)
		x, err := solvers.Solve(t.Context(), &used, p)
		y, other := solvers.Solve(t.Context(), new(Solver), p)
		if (err == nil) != (other == nil) || !slices.Equal(x.X, y.X) || !slices.Equal(x.Dual, y.Dual) || x.Status != y.Status || x.Iterations != y.Iterations {
			t.Fatalf("trial %d: used %v %v, fresh %v %v", trial, x, err, y, other)
		}
		if !slices.Equal(a, p.A.Data()) || !slices.Equal(b, p.B) {
			t.Fatalf("trial %d: the problem was written to", trial)
		}
	}
}

func TestAllocations(t *testing.T) {
	var s Solver
	p := generic(rand.New(rand.NewPCG(52, 1)), 30, 60, gaussian)
	if got := testing.AllocsPerRun(5, func() { s.Solve(context.Background(), p) }); got > 2 {
		t.Errorf("%v allocations a solve, want x and y only", got)
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, c := range []struct{ n, m int }{{20, 10}, {50, 25}, {100, 50}, {200, 100}, {400, 200}, {1000, 100}} {
		for name, entry := range map[string]law{"gaussian": gaussian, "sparse": sparse} {
			b.Run(fmt.Sprintf("n=%d/m=%d/ensemble=%s", c.n, c.m, name), func(b *testing.B) {
				rng := rand.New(rand.NewPCG(53, 1))
				var problems []solvers.Problem
				for range 8 {
					problems = append(problems, consistent(rng, matrix(rng, c.m, c.n, entry), gaussian))
				}
				var s Solver
				pivots, i := 0, 0
				b.ReportAllocs()
				for b.Loop() {
					sol, err := s.Solve(b.Context(), problems[i%len(problems)])
					if err != nil || sol.Status != solvers.Converged {
						b.Fatal(sol.Status, err)
					}
					pivots += sol.Iterations
					i++
				}
				b.ReportMetric(float64(pivots)/float64(i), "pivots/op")
			})
		}
	}
}
