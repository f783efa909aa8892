package simplex

import (
	"math"
	"testing"

	"touchpoint/solvers"
)

// corner draws a system from where a tableau may go astray: columns that are equal, nearly equal or scaled apart, and dependent rows.
func corner(g *rng) solvers.Problem {
	m, n := 1+g.IntN(40), 1+g.IntN(90)
	entry := []law{gaussian, rademacher, integer}[g.IntN(3)]
	p := generic(g, m, n, entry)
	for range n / 3 {
		from, to := p.A.Col(g.IntN(n)), p.A.Col(g.IntN(n))
		switch size := math.Pow(10, -float64(g.IntN(12))); m % 4 {
		case 0:
			copy(to, from)
		case 1:
			for i, v := range from {
				to[i] = v + size*g.NormFloat64()
			}
		case 2:
			for i := range to {
				to[i] *= size
			}
		case 3:
			to[m-1] = to[0] + to[m/2]
		}
	}
	if g.IntN(4) > 0 {
		x := make([]float64, n)
		for range 1 + g.IntN(min(m, n)) {
			x[g.IntN(n)] = math.Round(g.NormFloat64() * 1024)
		}
		p.A.Mul(p.B, x)
	}
	return p
}

// In the hard corner the solver has the optimum of the partial bases, or says that it has no proof, and has one at least as often.
func TestCorner(t *testing.T) {
	var s Solver
	var w workspace
	ours, theirs := 0, 0
	for trial := range 2000 {
		p := corner(stream(131, trial))
		if support(p.B) == 0 {
			continue
		}
		sol, err := s.Solve(t.Context(), p)
		var status solvers.Status
		errPartial := w.load(p)
		if errPartial == nil {
			status, _, errPartial = w.partial(t.Context(), 100000, true)
		}
		if (err == nil) != (errPartial == nil) {
			t.Fatalf("trial %d: error %v, on partial bases %v", trial, err, errPartial)
		}
		if err != nil {
			continue
		}
		twin, err := w.finish(status, 1e-9)
		if err != nil {
			t.Fatal(err)
		}
		if sol.Status == solvers.Converged {
			ours++
		}
		if twin.Status == solvers.Converged {
			theirs++
		}
		got, want := solvers.Norm(sol.X, 1), solvers.Norm(twin.X, 1)
		if sol.Status == solvers.Converged && twin.Status == solvers.Converged && math.Abs(got-want) > 1e-10*want {
			t.Fatalf("trial %d: |x|_1 = %v, on partial bases %v", trial, got, want)
		}
	}
	t.Logf("%d proved, %d on partial bases", ours, theirs)
	if ours < theirs {
		t.Errorf("%d proved, %d on partial bases", ours, theirs)
	}
}
