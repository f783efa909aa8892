package greedy_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/enumerate"
	"touchpoint/solvers/greedy"
)

// With noise, no k columns meet b: the answer is the least-squares point on k of them, and the status says that it is no solution.
func TestMissIsVisible(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	for range 10 {
		p, _ := planted(rng, 30, 60, 4)
		p = noisy(rng, p, .1)
		for name, s := range seeking(4) {
			sol := solve(t, s, p)
			if sol.Status != solvers.Limit && sol.Status != solvers.Stalled {
				t.Errorf("%s: %v", name, sol.Status)
			}
			if c := referee().Certify(t.Context(), p, sol); c.Kind != 0 || !c.Basic {
				t.Errorf("%s: the referee says %v, basic %v", name, c.Kind, c.Basic)
			}
			s := support(sol.X)
			r := residual(p.A, sol.X, p.B)
			if len(s) != 4 {
				t.Errorf("%s: %d non-zeros", name, len(s))
			}
			for _, j := range s {
				if d := math.Abs(dot(p.A.Col(j), r)); d > 1e-12*norm(p.A.Col(j))*norm(p.B) {
					t.Errorf("%s: the residual is not orthogonal to column %d: %.3g", name, j, d)
				}
			}
		}
	}
}

// A solution with k <= m/2 non-zeros is the only one in a generic system, so that a point found with so few is the planted one.
func TestFoundIsPlanted(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	found := map[string]int{}
	const trials = 30
	for trial := range trials {
		k := 1 + trial%10
		p, truth := uneven(rng, 20, 40, k)
		for _, sparsity := range []int{0, k} {
			for name, s := range seeking(sparsity) {
				sol := solve(t, s, p)
				if sol.Status == solvers.Converged && len(support(sol.X)) <= 10 {
					found[name]++
					sameTerms(t, name, p.A, sol.X, truth)
				}
			}
		}
	}
	for name, n := range found {
		if n < trials { // of 2 trials
			t.Errorf("%s: found %d of %d", name, n, 2*trials)
		}
	}
}

// One column that meets b is found by normalised correlations, whatever the sizes of the columns (Cauchy-Schwarz).
func TestOneColumn(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 3))
	for range 50 {
		m := 2 + rng.IntN(10)
		p, truth := uneven(rng, m, 1+rng.IntN(100), 1)
		for name, s := range seeking(0) {
			sol := solve(t, s, p)
			if sol.Status != solvers.Converged || !slices.Equal(support(sol.X), support(truth)) {
				t.Errorf("%s, m = %d: %v, support %v, want %v", name, m, sol.Status, support(sol.X), support(truth))
			}
			if sol.Iterations != 1 {
				t.Errorf("%s, m = %d: %d iterations", name, m, sol.Iterations)
			}
		}
	}
}

// No method meets b with fewer non-zeros than the enumeration, and all meet it.
func TestNoneBeatsEnumeration(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 4))
	least := 0
	for trial := range 60 {
		m := 1 + rng.IntN(5)
		n := 2 + rng.IntN(8)
		p, _ := planted(rng, m, n, 1+rng.IntN(min(m, n)))
		if trial%2 == 0 {
			for i := range p.A.Data() {
				p.A.Data()[i] = float64(rng.IntN(5) - 2)
			}
			p.A.Mul(p.B, slices.Repeat([]float64{1, 0}, n)[:n])
		}
		if norm(p.B) == 0 {
			continue
		}
		best, err := new(enumerate.Solver).Global(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		for name, s := range seeking(0) {
			sol := solve(t, s, p)
			count := float64(len(support(sol.X)))
			if r := norm(residual(p.A, sol.X, p.B)); count < best.Value || r > 1e-10*norm(p.B) {
				t.Errorf("%s: %v with %v non-zeros, the least is %v; residual %.3g", name, sol.Status, count, best.Value, r)
			}
			if count == best.Value {
				least++
			}
		}
	}
	if least < 200 {
		t.Errorf("the least number of non-zeros was found %d times", least)
	}
}

// Powers of two in columns and b go through without a digit changed; the order and signs of the columns do not matter.
func TestInvariance(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 5))
	for range 3 {
		const m, n, k = 20, 50, 6
		p, _ := planted(rng, m, n, k)
		order := rng.Perm(n)
		moved, exps, signs := solvers.NewColumns(m, n, nil), make([]int, n), make([]float64, n)
		for j, from := range order {
			exps[j], signs[j] = rng.IntN(80)-40, float64(2*rng.IntN(2)-1)
			copy(moved.Col(j), scaled(p.A.Col(from), math.Ldexp(signs[j], exps[j])))
		}
		q := solvers.Problem{A: moved, B: scaled(p.B, 0x1p-9)}
		for _, sparsity := range []int{0, k} {
			other := seeking(sparsity)
			for name, s := range seeking(sparsity) {
				want, got := solve(t, s, p), solve(t, other[name], q)
				back := make([]float64, n)
				for j, from := range order {
					back[from] = math.Ldexp(signs[j]*got.X[j], exps[j]+9)
				}
				sameTerms(t, name, p.A, back, want.X)
				if got.Status != want.Status {
					t.Errorf("%s: %v, was %v", name, got.Status, want.Status)
				}
			}
		}
		for name, s := range seeking(k) { // columns in their places: bit for bit
			copy(moved.Data(), p.A.Data())
			for j := range n {
				copy(moved.Col(j), scaled(p.A.Col(j), math.Ldexp(1, exps[j])))
			}
			x, y := solve(t, s, p).X, solve(t, s, q).X
			for j := range x {
				if math.Ldexp(y[j], exps[j]+9) != x[j] {
					t.Errorf("%s: x[%d] = %v, scaled %v", name, j, x[j], y[j])
				}
			}
		}
	}
}

func TestShapes(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 6))
	for _, shape := range [][3]int{{1, 1, 1}, {1, 9, 1}, {5, 1, 1}, {5, 5, 5}, {5, 9, 5}, {40, 6, 6}, {40, 6, 2}} {
		p, _ := planted(rng, shape[0], shape[1], shape[2])
		for _, sparsity := range []int{0, shape[2], 1000} {
			for name, s := range seeking(sparsity) {
				if sol := solve(t, s, p); sol.Status != solvers.Converged {
					t.Errorf("%s, %v, sparsity %d: %v with %d non-zeros", name, shape, sparsity, sol.Status, len(support(sol.X)))
				}
			}
		}
	}
}

// Zero rows forgive no right-hand side, however small; systems that no columns solve are told.
func TestInfeasible(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 7))
	tall, _ := planted(rng, 9, 4, 2)
	tall = noisy(rng, tall, 1)
	flat, _ := planted(rng, 4, 8, 2)
	for j := range 8 {
		flat.A.Col(j)[1] = 0
	}
	flat.B[1] = 1e-14
	null := solvers.Problem{A: solvers.NewColumns(2, 3, nil), B: []float64{1, 0}}
	for _, p := range []solvers.Problem{tall, flat, null} {
		for name, s := range seeking(0) {
			if sol, err := solvers.Solve(t.Context(), s, p); !errors.Is(err, solvers.ErrInfeasible) {
				t.Errorf("%s: %v, error %v", name, sol, err)
			}
		}
	}
}

// A coefficient far below the others is no rounding where the system needs it; one that OMP chose in error is, and goes.
func TestDust(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(2, 3, []float64{1, 0, 0, 1, .5, .25}), B: []float64{1, 1e-10}}
	for name, s := range seeking(0) {
		x := solve(t, s, p).X
		if r := residual(p.A, x, p.B); len(support(x)) != 2 || math.Abs(r[0]) > 1e-15 || math.Abs(r[1]) > 1e-24 {
			t.Errorf("%s: x = %v leaves %v", name, x, r)
		}
	}
	wrong := solvers.Problem{A: solvers.NewColumns(3, 3, []float64{1, 0, 0, 0, 1, 0, 1, 1, .1}), B: []float64{1, 1, 0}}
	sol := solve(t, new(greedy.OMP), wrong) // the third column comes first
	if sol.Iterations != 3 || sol.X[2] != 0 || sol.Status != solvers.Converged {
		t.Errorf("%v", sol)
	}
}

// A point that leaves the range of float64 on its way to the units of the problem is not called a solution.
func TestUnderflow(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(1, 1, []float64{1e200}), B: []float64{1e-200}}
	for name, s := range seeking(0) {
		if sol := solve(t, s, p); sol.Status != solvers.Stalled {
			t.Errorf("%s: %v, x = %v", name, sol.Status, sol.X)
		}
	}
}

func TestDeclines(t *testing.T) {
	p, _ := planted(rand.New(rand.NewPCG(2, 8)), 3, 6, 1)
	for _, c := range []struct {
		s         solvers.Solver
		p, lambda float64
		says      string
	}{
		{new(greedy.OMP), .5, 0, "p = 0.5"},
		{new(greedy.HTP), 0, 1, "lambda = 1"},
		{&greedy.IHT{Sparsity: -1}, 0, 0, "sparsity = -1"},
		{&greedy.CoSaMP{MaxIterations: -2}, 0, 0, "max_iterations = -2"},
		{&greedy.SubspacePursuit{Sparsity: -3}, 0, 0, "sp: sparsity"},
		{&greedy.HTP{Step: -1}, 0, 0, "step = -1"},
		{&greedy.HTP{Step: math.NaN()}, 0, 0, "step = NaN"},
	} {
		p.P, p.Lambda = c.p, c.lambda
		if _, err := solvers.Solve(t.Context(), c.s, p); !errors.Is(err, solvers.ErrDeclined) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%T: error %v, want %q", c.s, err, c.says)
		}
	}
}

func TestJSON(t *testing.T) {
	for want, s := range map[string]any{
		`{}`:                                new(greedy.OMP),
		`{"sparsity":3}`:                    &greedy.IHT{Sparsity: 3},
		`{"step":0.5}`:                      &greedy.HTP{Step: .5},
		`{"sparsity":7}`:                    &greedy.SubspacePursuit{Sparsity: 7},
		`{"sparsity":2,"max_iterations":9}`: &greedy.CoSaMP{Sparsity: 2, MaxIterations: 9},
	} {
		if got, err := json.Marshal(s); err != nil || string(got) != want {
			t.Errorf("%T: %s, error %v, want %s", s, got, err, want)
		}
	}
}

// Beyond the slices of the answer and its header, a used solver allocates next to nothing.
func TestAllocations(t *testing.T) {
	p, _ := planted(rand.New(rand.NewPCG(2, 9)), 40, 100, 8)
	for name, s := range seeking(8) {
		if n := testing.AllocsPerRun(5, func() { solve(t, s, p) }); n > 8 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
