package certify_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/cube"
)

// boxes returns every vertex of {(x, t): A x = b, |x_j| <= t} of a small system in rationals, t last: all patterns of coordinates at t, at -t and
// free for which the free columns and the sum of the others are independent.
func boxes(a *solvers.Columns, b []float64) [][]*big.Rat {
	m, n := a.Dims()
	patterns := 1
	for range n {
		patterns *= 3
	}
	var all [][]*big.Rat
	for code := range patterns {
		sides, free := make([]int64, n), []int(nil)
		sum := make([]float64, m)
		for j, rest := 0, code; j < n; j, rest = j+1, rest/3 {
			if sides[j] = int64(rest%3 - 1); sides[j] == 0 {
				free = append(free, j)
			}
			for i := range m {
				sum[i] += float64(sides[j]) * a.At(i, j)
			}
		}
		system := solvers.NewColumns(m, len(free)+1, nil)
		for k, j := range free {
			copy(system.Col(k), a.Col(j))
		}
		copy(system.Col(len(free)), sum)
		whole := make([]int, len(free)+1)
		for k := range whole {
			whole[k] = k
		}
		z := basic(system, b, whole)
		if z == nil {
			continue
		}
		t := z[len(free)]
		inside := t.Sign() > 0
		vertex := make([]*big.Rat, n+1)
		for j, side := range sides {
			vertex[j] = new(big.Rat).Mul(t, big.NewRat(side, 1))
		}
		for k, j := range free {
			vertex[j] = z[k]
			inside = inside && new(big.Rat).Abs(z[k]).Cmp(t) <= 0
		}
		if vertex[n] = t; inside {
			all = append(all, vertex)
		}
	}
	return all
}

// lowest returns the vertices of least t without it, the dimension of their convex hull, which is the contact set, and the coordinates that are
// strictly inside the cube somewhere on it.
func lowest(all [][]*big.Rat) (best [][]*big.Rat, dim int, inner []int) {
	n := len(all[0]) - 1
	least := all[0][n]
	for _, x := range all {
		if x[n].Cmp(least) < 0 {
			least = x[n]
		}
	}
	for _, x := range all {
		if x[n].Cmp(least) == 0 {
			best = append(best, x[:n])
		}
	}
	var differences [][]*big.Rat
	for _, x := range best[1:] {
		row := make([]*big.Rat, n)
		for j := range x {
			row[j] = new(big.Rat).Sub(x[j], best[0][j])
		}
		differences = append(differences, row)
	}
	for j := range n {
		sum, number := new(big.Rat), big.NewRat(int64(len(best)), 1)
		for _, x := range best {
			sum.Add(sum, x[j])
		}
		if sum.Abs(sum).Cmp(number.Mul(number, least)) < 0 {
			inner = append(inner, j)
		}
	}
	return best, rank(differences, n), inner
}

// For systems of small integers the verdict on the contact of the cube agrees with all of its vertices in rationals, whichever optimal point the
// referee is shown, and no other vertex is called optimal.
func TestCubeAgainstAllVertices(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	var referee certify.Referee
	var solver cube.Solver
	ties, feasible := 0, 0
	for trial := range 150 {
		m, reach := 1+rng.IntN(3), 1+rng.IntN(3)
		n := m + rng.IntN(6-m)
		a, b := solvers.NewColumns(m, n, nil), make([]float64, m)
		for i := range a.Data() {
			a.Data()[i] = float64(rng.IntN(2*reach+1) - reach)
		}
		for i := range b {
			b[i] = float64(rng.IntN(9) - 4)
		}
		p := solvers.Problem{A: a, B: b, P: math.Inf(1)}
		all := boxes(a, b)
		if zero := solvers.Norm(b, 1) == 0; zero || len(all) == 0 {
			if !zero && !referee.Infeasible(p) {
				t.Fatalf("trial %d: no solution, but the referee does not see it: %v, %v", trial, a.Data(), b)
			}
			continue
		}
		sol, err := solvers.Solve(t.Context(), &solver, p)
		if err != nil {
			t.Fatalf("trial %d: %v", trial, err)
		}
		feasible++
		best, dim, inner := lowest(all)
		if dim > 0 {
			ties++
		}
		middle := make([]float64, n)
		for _, x := range best {
			for j, v := range floats(x) {
				middle[j] += v / float64(len(best))
			}
		}
		check := func(x []float64) {
			c := referee.Certify(t.Context(), p, solvers.Solution{X: x, Dual: sol.Dual})
			if c.Kind != certify.Optimal || !c.Exact || c.Unique != (dim == 0) || c.Tied != (dim > 0) || c.Contact.Dim != dim ||
				c.Contact.Face != len(inner) || !slices.Equal(c.Contact.Set, inner) || !(c.Margin > 0 && c.Margin <= 1) {
				t.Fatalf("trial %d (%d x %d, b = %v, A = %v) at %v: %+v, want dim %d, inside %v", trial, m, n, b, a.Data(), x, c, dim, inner)
			}
		}
		check(sol.X)
		check(middle)
		for _, x := range best {
			check(floats(x))
		}
		least := solvers.Norm(middle, math.Inf(1))
		for _, x := range all {
			if f := floats(x[:n]); solvers.Norm(f, math.Inf(1)) > least*(1+1e-6) {
				if c := referee.Certify(t.Context(), p, solvers.Solution{X: f, Dual: sol.Dual}); c.Kind == certify.Optimal {
					t.Fatalf("trial %d: %v called optimal, the minimum is %v", trial, f, least)
				}
			}
		}
	}
	if ties < feasible/10 || ties == feasible {
		t.Errorf("%d ties among %d systems: the draw tests one side only", ties, feasible)
	}
}

// What floating point says of real numbers agrees with all vertices too, and with rational arithmetic where that is asked.
func TestCubeInFloatingPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	floating, exact := certify.Referee{ExactWork: -1}, certify.Referee{}
	var solver cube.Solver
	for trial := range 45 {
		m := 1 + rng.IntN(3)
		n := m + rng.IntN(6-m)
		a, b := solvers.NewColumns(m, n, nil), make([]float64, m)
		for i := range a.Data() {
			a.Data()[i] = rng.NormFloat64()
		}
		for i := range b {
			b[i] = rng.NormFloat64()
		}
		twins := trial%3 == 0 && n > m+1
		if twins { // equal columns are tied where they are free, and not at the bound
			copy(a.Col(0), a.Col(1))
		}
		p := solvers.Problem{A: a, B: b, P: math.Inf(1)}
		sol, err := solvers.Solve(t.Context(), &solver, p)
		if err != nil {
			t.Fatal(err)
		}
		_, dim, inner := lowest(boxes(a, b))
		c, proved := floating.Certify(t.Context(), p, sol), exact.Certify(t.Context(), p, sol)
		if c.Kind != certify.Optimal || c.Tied || c.Exact || c.Unique != (dim == 0) || c.Unique && (c.Contact.Dim != 0 || !slices.Equal(c.Contact.Set, inner)) {
			t.Fatalf("trial %d: %+v, want dim %d, inside %v", trial, c, dim, inner)
		}
		if !c.Unique && c.Contact.Dim != -1 {
			t.Errorf("trial %d: undecided with %+v", trial, c.Contact)
		}
		if proved.Exact != (dim > 0) || proved.Unique != (dim == 0) || proved.Contact.Dim != dim || !slices.Equal(proved.Contact.Set, inner) {
			t.Fatalf("trial %d: %+v, want dim %d, inside %v", trial, proved, dim, inner)
		}
	}
}

// Built backward: a dual vector orthogonal to the free columns, the others at the bound. The touch is unique while the free columns are independent.
func TestCubeBuiltBackward(t *testing.T) {
	rng := rand.New(rand.NewPCG(25, 26))
	var referee certify.Referee
	for _, s := range []struct{ m, n int }{{4, 9}, {20, 50}, {60, 90}} {
		for free := 0; free < s.m+3; free++ {
			a, y, x, b := solvers.NewColumns(s.m, s.n, nil), make([]float64, s.m), make([]float64, s.n), make([]float64, s.m)
			for i := range a.Data() {
				a.Data()[i] = rng.NormFloat64()
			}
			for i := range y {
				y[i] = rng.NormFloat64()
			}
			size := 0.0
			for j := range x {
				score := dot(a.Col(j), y)
				if j >= free {
					x[j] = math.Copysign(1, score)
					size += math.Abs(score)
					continue
				}
				x[j] = 1.8*rng.Float64() - .9
				for i := range y {
					a.Col(j)[i] -= score / dot(y, y) * y[i]
				}
			}
			for i := range y {
				y[i] /= size
			}
			a.Mul(b, x)
			p := solvers.Problem{A: a, B: b, P: math.Inf(1)}
			c := referee.Certify(t.Context(), p, solvers.Solution{X: x, Dual: y})
			if c.Kind != certify.Optimal || c.Unique != (free < s.m) || c.Contact.Face != free || c.Unique && c.Contact.Dim != 0 {
				t.Errorf("%d x %d, %d free: %+v", s.m, s.n, free, c)
			}
			if c := referee.Certify(t.Context(), p, solvers.Solution{X: x}); c.Kind != certify.Feasible || !math.IsNaN(c.Gap) {
				t.Errorf("%d x %d, %d free, without a dual vector: %+v", s.m, s.n, free, c)
			}
		}
	}
}

// The generic law: n - m + 1 coordinates at the bound, m - 1 inside, one point.
func TestCubeOfGenericData(t *testing.T) {
	rng := rand.New(rand.NewPCG(27, 28))
	var referee certify.Referee
	var solver cube.Solver
	for _, s := range []struct{ m, n, trials int }{{1, 6, 100}, {3, 5, 100}, {10, 20, 50}, {50, 100, 5}} {
		for range s.trials {
			a, b := solvers.NewColumns(s.m, s.n, nil), make([]float64, s.m)
			for i := range a.Data() {
				a.Data()[i] = rng.NormFloat64()
			}
			for i := range b {
				b[i] = rng.NormFloat64()
			}
			p := solvers.Problem{A: a, B: b, P: math.Inf(1)}
			sol, err := solvers.Solve(t.Context(), &solver, p)
			if err != nil {
				t.Fatal(err)
			}
			if c := referee.Certify(t.Context(), p, sol); c.Kind != certify.Optimal || !c.Unique || c.Contact.Dim != 0 || c.Contact.Face != s.m-1 || !(c.Margin > 0) {
				t.Errorf("%d x %d: %+v", s.m, s.n, c)
			}
		}
	}
}

// The referee asks for a dual vector where the solution brings none, or a poor one.
func TestCubeAsksForADual(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{3, 1}), B: []float64{8}, P: math.Inf(1)}
	asking := certify.Referee{Dual: supplied(.25)}
	for _, y := range [][]float64{nil, {.1}, {-3}, {math.NaN()}} {
		if c := asking.Certify(t.Context(), p, solvers.Solution{X: []float64{2, 2}, Dual: y}); c.Kind != certify.Optimal || !c.Unique || c.Contact.Face != 0 {
			t.Errorf("dual %v: %+v", y, c)
		}
		if c := asking.Certify(t.Context(), p, solvers.Solution{X: []float64{2.5, .5}, Dual: y}); c.Kind != certify.Feasible || c.Unique || c.Tied {
			t.Errorf("dual %v, a point that is not optimal: %+v", y, c)
		}
	}
}

// A dual vector slightly off on free coordinates close to the bound, which its gap does not show, hides no dependent column.
func TestCubeDeviationInsideIsMultiplied(t *testing.T) {
	// a_3 = 1000 a_1 - 999 a_2; all three are free and dependent, so that the touch is an edge.
	a := columns(
		[]float64{1, .5, 1000 - 999*.5, 0, 0},
		[]float64{.25, 1, 250 - 999, 0, 0},
		[]float64{0, 0, 0, 1, 1},
	)
	x := []float64{1 - 0x1p-28, 1 - 0x1p-28, 1 - 0x1p-28, 1, 1}
	b := make([]float64, 3)
	a.Mul(b, x)
	p := solvers.Problem{A: a, B: b, P: math.Inf(1)}
	exact := []float64{0, 0, .5}
	if c := (&certify.Referee{ExactWork: -1}).Certify(t.Context(), p, solvers.Solution{X: x, Dual: exact}); c.Kind != certify.Optimal || c.Unique || c.Contact.Face != 3 {
		t.Errorf("exact dual: %+v", c)
	}
	for _, e := range []float64{1e-12, 1e-11, 1e-10, 1e-9} {
		y := []float64{e, -e / 4, .5}
		c := (&certify.Referee{ExactWork: -1}).Certify(t.Context(), p, solvers.Solution{X: x, Dual: y})
		if c.Kind != certify.Optimal || c.Unique {
			t.Errorf("dual off by %g: %+v", e, c)
		}
	}
}

// Where rounding has put b out of the range of A, rational arithmetic has nothing to say, and what floating point says stands.
func TestCubeOfRedundantRows(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{3, 1}, []float64{3, 1}), B: []float64{8, math.Nextafter(8, 9)}, P: math.Inf(1)}
	c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: []float64{2, 2}, Dual: []float64{.125, .125}})
	if c.Kind != certify.Optimal || !c.Unique || c.Exact || c.Contact.Face != 0 {
		t.Errorf("%+v", c)
	}
	p.B[1] = 8
	c = new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: []float64{2, 2}, Dual: []float64{.125, .125}})
	if !c.Unique || !c.Exact || c.Contact.Face != 0 {
		t.Errorf("without rounding: %+v", c)
	}
}

func TestCubeOfZero(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{1, 1}), B: []float64{0}, P: math.Inf(1)}
	c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: []float64{0, 0}, Dual: []float64{0}})
	if c.Kind != certify.Optimal || !c.Unique || c.Gap != 0 || c.Contact.Face != -1 {
		t.Errorf("%+v", c)
	}
}
