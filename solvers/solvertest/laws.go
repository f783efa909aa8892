package solvertest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
)

const repeats = 40 // systems drawn for each law

// optimal: the answer on ordinary systems is what its form promises, whatever the shape.
func optimal(t *testing.T, s *subject) {
	rng := rand.New(rand.NewPCG(11, 1))
	for i := range repeats {
		a, b := system(rng)
		m, n := a.Dims()
		s.solve(t, fmt.Sprintf("system %d (%d x %d)", i, m, n), s.form.problem(a, b))
	}
}

// oneRow: with one equation and p <= 1 the ball touches at the axis of the largest entry, x_j = b/a_j.
func oneRow(t *testing.T, s *subject) {
	if s.form.p > 1 || s.form.p == 0 || s.form.fraction > 0 { // p = 0: every axis does
		return
	}
	rng := rand.New(rand.NewPCG(12, 1))
	for range repeats {
		a, b := gaussian(rng, 1, 2+rng.IntN(9)), generic(rng, 1)
		largest := 0
		for j, v := range a.Data() {
			if math.Abs(v) > math.Abs(a.Data()[largest]) {
				largest = j
			}
		}
		want := make([]float64, len(a.Data()))
		want[largest] = b[0] / a.Data()[largest]
		p := s.form.problem(a, b)
		sol, _ := s.solve(t, "one row", p)
		s.agree(t, "one row", p, want, sol.X, true)
	}
}

// builtBackward: problems made from their dual vector have a known minimum at p = 1.
func builtBackward(t *testing.T, s *subject) {
	if s.form.p != 1 || s.form.fraction > 0 {
		return
	}
	rng := rand.New(rand.NewPCG(13, 1))
	for i := range repeats {
		n := 4 + rng.IntN(20)
		m := 2 + rng.IntN(n/2)
		support := 1 + rng.IntN(min(m, n-1))
		dim := rng.IntN(min(support, 3))
		touch, err := ensemble.Backward(rng, n, m, support, dim)
		if err != nil {
			t.Fatal(err)
		}
		p := s.form.problem(touch.A, touch.B)
		if solvers.Accepts(s.solver, p) != nil {
			continue
		}
		what := fmt.Sprintf("touch %d (%d x %d, support %d, dim %d)", i, m, n, support, dim)
		sol, c := s.solve(t, what, p)
		if c.Unique != (touch.Dim == 0) || c.Tied != (touch.Dim > 0) || c.Contact.Dim != touch.Dim {
			s.errorf(t, "%s: certificate %+v", what, c)
		}
		s.agree(t, what, p, touch.X, sol.X, c.Unique)
	}
}

// homogeneous: x(c b) = c x(b), the penalty scaled by c^(2-p).
func homogeneous(t *testing.T, s *subject) {
	rng := rand.New(rand.NewPCG(14, 1))
	for range repeats {
		a, b := system(rng)
		p := s.form.problem(a, b)
		sol, c := s.solve(t, "b", p)
		for _, factor := range []float64{-1, 3, 1e-8, 1e8, 0x1p-300, 0x1p300} {
			q := solvers.Problem{A: a, B: scaled(b, factor), P: p.P, Lambda: p.Lambda * math.Pow(math.Abs(factor), 2-p.P)}
			if math.IsInf(p.P, 1) {
				q.Lambda = 0
			}
			if p.Lambda > 0 && (q.Lambda < 1e-200 || q.Lambda > 1e200) {
				continue // |A x - b|^2 leaves the range of float64
			}
			what := fmt.Sprintf("%g b", factor)
			again, d := s.solve(t, what, q)
			s.agree(t, what, p, sol.X, scaled(again.X, 1/factor), c.Unique && d.Unique)
		}
	}
}

// permuted: permuting columns and flipping their signs does the same to x.
func permuted(t *testing.T, s *subject) {
	rng := rand.New(rand.NewPCG(15, 1))
	for range repeats {
		a, b := system(rng)
		m, n := a.Dims()
		order := rng.Perm(n)
		moved, back := solvers.NewColumns(m, n, nil), make([]float64, n)
		signs := make([]float64, n)
		for j, from := range order {
			signs[j] = float64(2*rng.IntN(2) - 1)
			copy(moved.Col(j), scaled(a.Col(from), signs[j]))
		}
		p := s.form.problem(a, b)
		sol, c := s.solve(t, "A", p)
		again, d := s.solve(t, "permuted A", s.form.problem(moved, b))
		for j, from := range order {
			back[from] = signs[j] * again.X[j]
		}
		s.agree(t, "permuted A", p, sol.X, back, c.Unique && d.Unique)
	}
}

// rowsMixed: an equality problem depends on the solutions of A x = b alone, so that G A x = G b has the same answer.
func rowsMixed(t *testing.T, s *subject) {
	if s.form.fraction > 0 {
		return
	}
	rng := rand.New(rand.NewPCG(16, 1))
	for range repeats {
		a, b := system(rng)
		m, n := a.Dims()
		mixed, right := solvers.NewColumns(m, n, slices.Clone(a.Data())), slices.Clone(b)
		for range 3 * m { // elementary row operations: row i += c row j
			i, j, c := rng.IntN(m), rng.IntN(m), float64(rng.IntN(5)-2)/2
			if i == j {
				continue
			}
			for k := range n {
				mixed.Col(k)[i] += c * mixed.Col(k)[j]
			}
			right[i] += c * right[j]
		}
		p := s.form.problem(a, b)
		sol, c := s.solve(t, "A", p)
		again, d := s.solve(t, "GA", s.form.problem(mixed, right))
		s.agree(t, "GA", p, sol.X, again.X, c.Unique && d.Unique)
	}
}

// inputKept: the problem is the caller's.
func inputKept(t *testing.T, s *subject) {
	rng := rand.New(rand.NewPCG(17, 1))
	for range repeats {
		a, b := system(rng)
		data, right := slices.Clone(a.Data()), slices.Clone(b)
		sol, _ := s.solve(t, "system", s.form.problem(a, b))
		if !slices.Equal(data, a.Data()) || !slices.Equal(right, b) {
			t.Fatal("the solver changed its input")
		}
		x := slices.Clone(sol.X)
		s.solve(t, "another system", s.form.problem(gaussian(rng, 3, 7), generic(rng, 3)))
		if !slices.Equal(x, sol.X) {
			t.Fatal("the solver changed a solution it had returned")
		}
	}
}

// deterministic: the same problem has the same answer, bit for bit, from a solver used for another one and from a fresh one; on large systems, too, where solvers
// take other ways. Where the solver declines those, the small ones are all there is to test.
func deterministic(t *testing.T, s *subject) {
	rng := rand.New(rand.NewPCG(18, 1))
	var problems []solvers.Problem
	for range repeats {
		problems = append(problems, s.form.problem(system(rng)))
	}
	for _, shape := range [][2]int{{60, 130}, {20, 900}, {60, 130}, {55, 90}, {60, 130}} {
		a := gaussian(rng, shape[0], shape[1])
		if p := s.form.problem(a, generic(rng, shape[0])); solvers.Accepts(s.entry.New(), p) == nil {
			problems = append(problems, p)
		}
	}
	for _, p := range problems {
		fresh := s.plainly(t, s.entry.New(), p)
		used := s.plainly(t, s.solver, p)
		again := s.plainly(t, s.solver, p)
		for name, other := range map[string]solvers.Solution{"used for another problem": used, "used for this problem": again} {
			if !slices.Equal(fresh.X, other.X) || !slices.Equal(fresh.Dual, other.Dual) || fresh.Iterations != other.Iterations || fresh.Status != other.Status {
				t.Fatalf("a solver %s answers differently than a fresh one: %v, fresh %v", name, other, fresh)
			}
		}
	}
}

// plainly solves a problem that is not certified.
func (s *subject) plainly(t *testing.T, solver solvers.Solver, p solvers.Problem) solvers.Solution {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), solver, p)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}
