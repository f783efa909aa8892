package reweighted

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/internal/kernel"
)

// counting is an inner solver that counts its solves, and keeps its dual vectors to itself if asked.
type counting struct {
	homotopy.Solver
	solves int
	mute   bool
}

func (c *counting) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	c.solves++
	sol, err := c.Solver.Solve(ctx, p)
	if c.mute {
		sol.Dual = nil
	}
	return sol, err
}

func system(rng *rand.Rand, m, n, k int) solvers.Problem {
	p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: .5}
	for i := range p.A.Data() {
		p.A.Data()[i] = rng.NormFloat64()
	}
	for j := range k {
		kernel.Axpy(rng.NormFloat64(), p.A.Col(j), p.B)
	}
	return p
}

// Rounds whose point is proved to stay are those that another solve would not have moved: the answer is the same as without proofs, round for round, and most
// of the solves are saved.
func TestStaying(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 1))
	spared, asked := 0, 0
	for trial := range 40 {
		p := system(rng, 15, 40, []int{3, 6, 9, 15}[trial%4])
		p.P = []float64{0, .5, .9}[trial%3]
		quick, plain := &counting{}, &counting{mute: true}
		got, err := solvers.Solve(t.Context(), &Solver{Inner: quick}, p)
		if err != nil {
			t.Fatal(err)
		}
		want, err := solvers.Solve(t.Context(), &Solver{Inner: plain}, p)
		if err != nil {
			t.Fatal(err)
		}
		for j, v := range want.X {
			if math.Abs(got.X[j]-v) > 1e-12*kernel.NormInf(want.X) {
				t.Errorf("trial %d: x[%d] = %v, want %v", trial, j, got.X[j], v)
			}
		}
		if got.Status != want.Status || got.Iterations != want.Iterations || plain.solves != want.Iterations {
			t.Errorf("trial %d: %v after %d rounds, want %v after %d, of %d solves", trial, got.Status, got.Iterations, want.Status, want.Iterations, plain.solves)
		}
		spared, asked = spared+plain.solves-quick.solves, asked+plain.solves
	}
	if spared < asked/3 {
		t.Errorf("%d of %d solves spared", spared, asked)
	}
}

// A dual vector that is not one proves nothing, and neither does a point that is not basic or whose weights have gone too far.
func TestStays(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 2))
	p := system(rng, 15, 40, 2)
	for name, c := range map[string]struct {
		spoil func(w *workspace)
		stays bool
	}{
		"as it is":     {func(*workspace) {}, true},
		"no dual":      {func(w *workspace) { w.dual = w.dual[:0] }, false},
		"another dual": {func(w *workspace) { w.dual[0] += 5 }, false},
		"more entries": {func(w *workspace) { w.x[20] = 1e-3 }, false},
		"far weights":  {func(w *workspace) { w.inverse[30] = 50 }, false},
		"near weights": {func(w *workspace) { w.inverse[0] *= 1.01; w.inverse[30] /= 2 }, true},
	} {
		var w workspace
		w.start(p)
		sol, err := solvers.Solve(t.Context(), new(homotopy.Solver), w.L1())
		if err != nil {
			t.Fatal(err)
		}
		copy(w.x, sol.X)
		w.learn(sol)
		w.tidy(w.x)
		for j := range w.inverse {
			w.inverse[j] = 1
		}
		c.spoil(&w)
		if got := w.stays(); got != c.stays {
			t.Errorf("%s: %v", name, got)
		}
	}
}
