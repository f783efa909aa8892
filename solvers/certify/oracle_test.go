package certify_test

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"

	"gonum.org/v1/gonum/mat"
)

// vertices returns every basic solution of a small integer system in rationals, by Gaussian elimination on each subset of columns.
func vertices(a *solvers.Columns, b []float64) [][]*big.Rat {
	m, n := a.Dims()
	var all [][]*big.Rat
	for mask := 1; mask < 1<<n; mask++ {
		var cols []int
		for j := range n {
			if mask>>j&1 == 1 {
				cols = append(cols, j)
			}
		}
		if len(cols) <= m {
			if x := basic(a, b, cols); x != nil {
				all = append(all, x)
			}
		}
	}
	return all
}

// basic solves A_S x_S = b exactly; nil where the columns are dependent or there is no solution.
func basic(a *solvers.Columns, b []float64, cols []int) []*big.Rat {
	m, n := a.Dims()
	rows := make([][]*big.Rat, m)
	for i := range rows {
		for _, j := range cols {
			rows[i] = append(rows[i], new(big.Rat).SetFloat64(a.At(i, j)))
		}
		rows[i] = append(rows[i], new(big.Rat).SetFloat64(b[i]))
	}
	if rank(rows, len(cols)) < len(cols) {
		return nil
	}
	for _, row := range rows[len(cols):] {
		if row[len(cols)].Sign() != 0 {
			return nil
		}
	}
	x := make([]*big.Rat, n)
	for j := range x {
		x[j] = new(big.Rat)
	}
	for i, j := range cols {
		x[j] = rows[i][len(cols)]
	}
	return x
}

// rank brings the first cols columns of rows to reduced echelon form and returns their rank.
func rank(rows [][]*big.Rat, cols int) int {
	r := 0
	for c := 0; c < cols && r < len(rows); c++ {
		p := r
		for p < len(rows) && rows[p][c].Sign() == 0 {
			p++
		}
		if p == len(rows) {
			continue
		}
		rows[r], rows[p] = rows[p], rows[r]
		inv := new(big.Rat).Inv(rows[r][c])
		for k := range rows[r] {
			rows[r][k].Mul(rows[r][k], inv)
		}
		for i := range rows {
			if i == r || rows[i][c].Sign() == 0 {
				continue
			}
			f := new(big.Rat).Set(rows[i][c])
			for k := range rows[i] {
				rows[i][k].Sub(rows[i][k], new(big.Rat).Mul(f, rows[r][k]))
			}
		}
		r++
	}
	return r
}

// optima returns the vertices of least L1 norm and the dimension of their convex hull, the contact set.
func optima(all [][]*big.Rat) (best [][]*big.Rat, dim int) {
	var least *big.Rat
	for _, x := range all {
		norm := new(big.Rat)
		for _, v := range x {
			norm.Add(norm, new(big.Rat).Abs(v))
		}
		if least == nil || norm.Cmp(least) < 0 {
			least, best = norm, nil
		}
		if norm.Cmp(least) == 0 {
			best = append(best, x)
		}
	}
	var differences [][]*big.Rat
	for _, x := range best[1:] {
		row := make([]*big.Rat, len(x))
		for j := range x {
			row[j] = new(big.Rat).Sub(x[j], best[0][j])
		}
		differences = append(differences, row)
	}
	return best, rank(differences, len(best[0]))
}

// For systems of small integers the referee's verdict on the contact set agrees with all vertices in rationals, whichever optimal
// point it is shown, and no other vertex is called optimal.
func TestContactAgainstAllVertices(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	var referee certify.Referee
	ties, feasible := 0, 0
	for trial := range 1500 {
		m, reach := 1+rng.IntN(3), 1+rng.IntN(3)
		n := m + rng.IntN(7-m)
		a, b := solvers.NewColumns(m, n, nil), make([]float64, m)
		for i := range a.Data() {
			a.Data()[i] = float64(rng.IntN(2*reach+1) - reach)
		}
		for i := range b {
			b[i] = float64(rng.IntN(9) - 4)
		}
		all := vertices(a, b)
		p := solvers.Problem{A: a, B: b, P: 1}
		if zero := solvers.Norm(b, 1) == 0; zero || len(all) == 0 {
			if !zero && !referee.Infeasible(p) {
				t.Fatalf("trial %d: no solution, but the referee does not see it: %v, %v", trial, a.Data(), b)
			}
			continue
		}
		feasible++
		best, dim := optima(all)
		if dim > 0 {
			ties++
		}
		middle := make([]float64, n)
		for _, x := range best {
			for j, v := range x {
				f, _ := v.Float64()
				middle[j] += f / float64(len(best))
			}
		}
		check := func(x []float64) {
			c := referee.Certify(t.Context(), p, solvers.Solution{X: x})
			if c.Kind != certify.Optimal || c.Unique != (dim == 0) || c.Tied != (dim > 0) || c.Contact.Dim != dim {
				t.Fatalf("trial %d (%d x %d, b = %v, A = %v) at %v: %+v, want dim %d", trial, m, n, b, a.Data(), x, c, dim)
			}
			if set := certify.AppendSupport(nil, middle); !touches(c, dim, set...) {
				t.Fatalf("trial %d: contact %+v, want the columns %v", trial, c.Contact, set)
			}
		}
		check(middle)
		for _, x := range best {
			check(floats(x))
		}
		least := solvers.Norm(middle, 1)
		for _, x := range all {
			if f := floats(x); solvers.Norm(f, 1) > least*(1+1e-6) {
				if c := referee.Certify(t.Context(), p, solvers.Solution{X: f}); c.Kind == certify.Optimal {
					t.Fatalf("trial %d: %v called optimal at %v, the minimum is %v", trial, f, solvers.Norm(f, 1), least)
				}
			}
		}
	}
	if ties < feasible/10 || ties == feasible {
		t.Errorf("%d ties among %d systems: the draw tests one side only", ties, feasible)
	}
}

func floats(x []*big.Rat) []float64 {
	out := make([]float64, len(x))
	for j, v := range x {
		out[j], _ = v.Float64()
	}
	return out
}

// A column of 1e150 beside ordinary ones leaves no dual vector that float64 can hold; rational arithmetic proves the minimum all the same.
func TestScaledColumnsAreProvedExactly(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	var referee certify.Referee
	for range 50 {
		a, b := solvers.NewColumns(3, 6, nil), make([]float64, 3)
		for i := range a.Data() {
			a.Data()[i] = rng.NormFloat64()
		}
		for i := range b {
			b[i] = rng.NormFloat64()
		}
		for i := range a.Col(2) {
			a.Col(2)[i] *= 1e150
		}
		best, _ := optima(vertices(a, b))
		p := solvers.Problem{A: a, B: b, P: 1}
		if c := referee.Certify(t.Context(), p, solvers.Solution{X: floats(best[0])}); c.Kind != certify.Optimal || !c.Unique || !c.Exact {
			t.Errorf("optimum %v: %+v", floats(best[0]), c)
		}
		worse := floats(best[0])
		for _, x := range vertices(a, b) {
			if f := floats(x); solvers.Norm(f, 1) > 1.01*solvers.Norm(worse, 1) {
				if c := referee.Certify(t.Context(), p, solvers.Solution{X: f}); c.Kind == certify.Optimal {
					t.Errorf("%v called optimal", f)
				}
				break
			}
		}
	}
}

// Below p = 1 a point is optimal only where an enumeration says so.
func TestNonconvexNeedsAnEnumeration(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{10, 1}), B: []float64{5}, P: 0.5}
	tip, other := []float64{.5, 0}, []float64{0, 5}
	var alone certify.Referee
	if c := alone.Certify(t.Context(), p, solvers.Solution{X: tip}); c.Kind != certify.Feasible || !c.Basic || c.Unique || !math.IsNaN(c.Gap) {
		t.Errorf("without an enumeration: %+v", c)
	}
	informed := certify.Referee{Global: enumerated(math.Sqrt(.5), math.Sqrt(5))}
	if c := informed.Certify(t.Context(), p, solvers.Solution{X: tip}); c.Kind != certify.Optimal || !c.Unique || math.Abs(c.Margin-(math.Sqrt(10)-1)) > 1e-12 {
		t.Errorf("the minimum: %+v", c)
	}
	if c := informed.Certify(t.Context(), p, solvers.Solution{X: other}); c.Kind != certify.Feasible || !c.Basic || math.Abs(c.Gap-(math.Sqrt(10)-1)) > 1e-12 {
		t.Errorf("the other local minimum: %+v", c)
	}
	if c := informed.Certify(t.Context(), p, solvers.Solution{X: []float64{.4, 1}}); c.Kind != certify.Feasible || c.Basic {
		t.Errorf("no local minimum: %+v", c)
	}
}

// At p = 0, where no enumeration can be had, a point is feasible, and basic where its columns are independent; nothing else is claimed.
func TestCountsBeyondEnumeration(t *testing.T) {
	rng := rand.New(rand.NewPCG(19, 20))
	large := certify.Referee{Global: func(context.Context, solvers.Problem) (certify.Minimum, error) {
		return certify.Minimum{}, solvers.Declinef("too many bases")
	}}
	const m, n = 40, 100
	a, b := solvers.NewColumns(m, n, nil), make([]float64, m)
	for i := range a.Data() {
		a.Data()[i] = rng.NormFloat64()
	}
	for _, lambda := range []float64{0, .1} {
		for _, k := range []int{1, 7, m, m + 1, n} {
			x := make([]float64, n)
			for j := range k {
				x[j] = rng.NormFloat64()
			}
			a.Mul(b, x)
			p := solvers.Problem{A: a, B: b, P: 0, Lambda: lambda}
			c := large.Certify(t.Context(), p, solvers.Solution{X: x})
			if c.Kind != certify.Feasible || c.Basic != (k <= m) || c.Unique || c.Tied || !math.IsNaN(c.Gap) || !math.IsNaN(c.Margin) || c.Contact.Dim != -1 {
				t.Errorf("lambda = %v, %d non-zeros: %+v", lambda, k, c)
			}
		}
	}
}

func TestPenalised(t *testing.T) {
	// One row: x = (|b| - lambda/|a_1|)/|a_1| on the largest entry.
	p := solvers.Problem{A: columns([]float64{2, 1}), B: []float64{3}, P: 1, Lambda: 1}
	var r certify.Referee
	c := r.Certify(t.Context(), p, solvers.Solution{X: []float64{1.25, 0}})
	if c.Kind != certify.Optimal || !c.Unique || !touches(c, 0, 0) || math.Abs(c.Margin-.5) > 1e-7 {
		t.Errorf("minimum: %+v", c)
	}
	for _, x := range [][]float64{{1.26, 0}, {1.25, .01}, {0, 0}} {
		if c := r.Certify(t.Context(), p, solvers.Solution{X: x}); c.Kind != certify.Feasible || c.Unique {
			t.Errorf("%v: %+v", x, c)
		}
	}
	twin := solvers.Problem{A: columns([]float64{2, 2}), B: []float64{3}, P: 1, Lambda: 1}
	for _, x := range [][]float64{{1.25, 0}, {0, 1.25}, {1, .25}} {
		if c := r.Certify(t.Context(), twin, solvers.Solution{X: x}); c.Kind != certify.Optimal || !c.Tied || !c.Exact || !touches(c, 1, 0, 1) {
			t.Errorf("two equal columns at %v: %+v", x, c)
		}
	}
	zero := solvers.Problem{A: p.A, B: p.B, P: 1, Lambda: 7}
	if c := r.Certify(t.Context(), zero, solvers.Solution{X: []float64{0, 0}}); c.Kind != certify.Optimal || !c.Unique || !c.Basic {
		t.Errorf("lambda above lambda_max: %+v", c)
	}
}

// One equation of integers: the penalised form is tied like the equality, along the face of all largest entries, and not at all where lambda
// is lambda_max or more.
func TestPenalisedTiesOfOneRow(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	var r certify.Referee
	for range 500 {
		a := solvers.NewColumns(1, 2+rng.IntN(6), nil)
		largest, set := 0.0, []int(nil)
		for j := range a.Data() {
			v := float64(rng.IntN(7) - 3)
			a.Data()[j] = v
			switch {
			case math.Abs(v) > largest:
				largest, set = math.Abs(v), []int{j}
			case math.Abs(v) == largest && largest > 0:
				set = append(set, j)
			}
		}
		if largest == 0 {
			continue
		}
		b := rng.NormFloat64()
		fraction := []float64{.1, .75, 1, 1.5}[rng.IntN(4)]
		p := solvers.Problem{A: a, B: []float64{b}, P: 1, Lambda: fraction * largest * math.Abs(b)}
		x := make([]float64, len(a.Data()))
		if fraction < 1 {
			j := set[rng.IntN(len(set))]
			x[j] = (b - math.Copysign(p.Lambda, b)/largest) / a.Data()[j]
		} else {
			set = nil
		}
		c := r.Certify(t.Context(), p, solvers.Solution{X: x})
		if c.Kind != certify.Optimal || c.Unique != (len(set) < 2) || c.Tied != (len(set) > 1) || !touches(c, max(0, len(set)-1), set...) {
			t.Fatalf("A = %v, b = %v, lambda = %v lambda_max, x = %v: %+v", a.Data(), b, fraction, x, c)
		}
	}
}

func TestToleranceIsTheCallers(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{10, 1}), B: []float64{5}, P: 1}
	near := solvers.Solution{X: []float64{.5 * (1 + 1e-6), 0}}
	if c := new(certify.Referee).Certify(t.Context(), p, near); c.Kind != certify.None {
		t.Errorf("default: %v", c.Kind)
	}
	if c := (&certify.Referee{Tolerance: 1e-5}).Certify(t.Context(), p, near); c.Kind != certify.Optimal {
		t.Errorf("1e-5: %v", c.Kind)
	}
}

// For 1 < p < inf the referee finds a dual vector of its own in the gradient of the norm.
func TestSmoothBallsNeedNoDual(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	for _, p := range []float64{1.2, 1.5, 2, 3} {
		q := p / (p - 1)
		for range 30 {
			// Built backward: x = |A'y|^(q-1) sign(A'y) is the point of least norm for b = A x.
			m := 1 + rng.IntN(6)
			n := m + rng.IntN(8)
			a, y, x, b := solvers.NewColumns(m, n, nil), make([]float64, m), make([]float64, n), make([]float64, m)
			for i := range a.Data() {
				a.Data()[i] = rng.NormFloat64()
			}
			for i := range y {
				y[i] = rng.NormFloat64()
			}
			a.MulT(x, y)
			for j, v := range x {
				x[j] = math.Copysign(math.Pow(math.Abs(v), q-1), v)
			}
			a.Mul(b, x)
			problem := solvers.Problem{A: a, B: b, P: p}
			if c := new(certify.Referee).Certify(t.Context(), problem, solvers.Solution{X: x}); c.Kind != certify.Optimal || !c.Unique {
				t.Errorf("p = %v, %d x %d: %+v", p, m, n, c)
			}
			if n == m {
				continue
			}
			// Any other solution of the system is longer.
			kernel := make([]float64, n)
			kernel[m] = 1
			fix := basicSolution(a, a.Col(m))
			for i, v := range fix {
				kernel[i] = -v
			}
			for j := range x {
				x[j] += .1 * kernel[j] / (1 + solvers.Norm(kernel, 2))
			}
			if c := new(certify.Referee).Certify(t.Context(), problem, solvers.Solution{X: x}); c.Kind == certify.Optimal {
				t.Errorf("p = %v, %d x %d: a longer solution called optimal: %+v", p, m, n, c)
			}
		}
	}
}

// basicSolution solves for b on the first m columns.
func basicSolution(a *solvers.Columns, b []float64) []float64 {
	m, _ := a.Dims()
	var x mat.VecDense
	if err := x.SolveVec(mat.DenseCopyOf(a).Slice(0, m, 0, m), mat.NewVecDense(m, b)); err != nil {
		return make([]float64, m)
	}
	return x.RawVector().Data
}
