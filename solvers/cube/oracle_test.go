package cube

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
)

// leastVertex returns the least t of the vertices of {(x, t): A x = b, |x_j| <= t}: all patterns of coordinates at t, at -t and free, for
// which the free columns and the sum of the others are independent. It is +Inf for an inconsistent system.
func leastVertex(p solvers.Problem) float64 {
	m, n := p.A.Dims()
	least := math.Inf(1)
	pattern := make([]int, n) // 0 free, 1 at t, 2 at -t
	for {
		rows := make([][]float64, m)
		for i := range rows {
			var row []float64
			sum := 0.0
			for j, at := range pattern {
				switch at {
				case 0:
					row = append(row, p.A.At(i, j))
				case 1:
					sum += p.A.At(i, j)
				case 2:
					sum -= p.A.At(i, j)
				}
			}
			rows[i] = append(row, sum, p.B[i])
		}
		if z, ok := eliminate(rows); ok {
			t, inside := z[len(z)-1], true
			for _, v := range z {
				inside = inside && math.Abs(v) <= t*(1+1e-9)
			}
			if inside {
				least = min(least, t)
			}
		}
		j := 0
		for ; j < n && pattern[j] == 2; j++ {
			pattern[j] = 0
		}
		if j == n {
			return least
		}
		pattern[j]++
	}
}

// eliminate solves the system in rows, its right-hand side last, by Gauss-Jordan elimination; false where the unknowns are not determined or
// there is no solution.
func eliminate(rows [][]float64) (z []float64, ok bool) {
	k := len(rows[0]) - 1
	if k > len(rows) {
		return nil, false
	}
	for c := range k {
		r := c
		for i := c; i < len(rows); i++ {
			if math.Abs(rows[i][c]) > math.Abs(rows[r][c]) {
				r = i
			}
		}
		if math.Abs(rows[r][c]) < 1e-9 {
			return nil, false
		}
		rows[c], rows[r] = rows[r], rows[c]
		for i := range rows {
			if f := rows[i][c] / rows[c][c]; i != c && f != 0 {
				for l := c; l <= k; l++ {
					rows[i][l] -= f * rows[c][l]
				}
			}
		}
	}
	for i, row := range rows {
		if i < k {
			z = append(z, row[k]/row[i])
		} else if math.Abs(row[k]) > 1e-9 {
			return nil, false
		}
	}
	return z, true
}

// The norm is the least of all vertices, for every shape and for data full of ties; systems without a solution are told apart.
func TestEveryVertex(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 1))
	var s Solver
	solved, infeasible := 0, 0
	for trial := range 1200 {
		m, n := 1+rng.IntN(5), 1+rng.IntN(5)
		entry := []law{gaussian, rademacher, ternary, integer}[trial%4]
		p := consistent(rng, matrix(rng, m, n, entry), integer)
		switch trial % 5 {
		case 0:
			p = generic(rng, m, n, entry)
		case 1: // a duplicate and an opposite
			copy(p.A.Col(0), p.A.Col(n-1))
			for i, v := range p.A.Col(n - 1) {
				p.A.Col(n / 2)[i] = -v
			}
		case 2:
			for i := range p.B {
				p.B[i] = integer(rng)
			}
		}
		if solvers.Norm(p.B, 1) == 0 {
			continue
		}
		want := leastVertex(p)
		sol, ok := solve(t, &s, p)
		if ok == math.IsInf(want, 1) {
			t.Fatalf("trial %d: solved %v, but the best vertex has %v: A = %v, b = %v", trial, ok, want, p.A.Data(), p.B)
		}
		if !ok {
			infeasible++
			continue
		}
		solved++
		if c := solvers.Norm(sol.X, math.Inf(1)); math.Abs(c-want) > 1e-11*want {
			t.Fatalf("trial %d: |x|_inf = %v, the best vertex has %v: A = %v, b = %v", trial, c, want, p.A.Data(), p.B)
		}
		optimal(t, p, sol)
	}
	if solved < 500 || infeasible < 100 {
		t.Errorf("%d systems solved and %d without solution: the draw tests one side only", solved, infeasible)
	}
}

// With one equation the cube touches at a vertex of its own: c = |b|/|a|_1.
func TestOneEquation(t *testing.T) {
	rng := rand.New(rand.NewPCG(32, 1))
	var s Solver
	for n := 1; n <= 40; n++ {
		p := generic(rng, 1, n, gaussian)
		sol, _ := solve(t, &s, p)
		c := math.Abs(p.B[0]) / solvers.Norm(p.A.Data(), 1)
		for j, v := range sol.X {
			if want := math.Copysign(c, p.A.At(0, j)*p.B[0]); math.Abs(v-want) > 1e-14*c {
				t.Errorf("n = %d: x[%d] = %v, want %v", n, j, v, want)
			}
		}
		if inner(sol.X) != 0 {
			t.Errorf("n = %d: %d coordinates inside", n, inner(sol.X))
		}
	}
}

// Generic data: n-m+1 coordinates at exactly the same distance, m-1 inside.
func TestGenericFace(t *testing.T) {
	rng := rand.New(rand.NewPCG(33, 1))
	var s Solver
	for _, c := range []struct{ n, m, trials int }{{5, 3, 100}, {20, 10, 100}, {64, 32, 30}, {60, 59, 10}, {60, 60, 10}, {200, 100, 3}, {300, 20, 5}} {
		for range c.trials {
			p := generic(rng, c.m, c.n, gaussian)
			sol, _ := solve(t, &s, p)
			optimal(t, p, sol)
			if got := inner(sol.X); got != c.m-1 {
				t.Errorf("%d x %d: %d coordinates inside, want %d", c.m, c.n, got, c.m-1)
			}
		}
	}
}

// backward returns a system with a known touch: a dual vector is orthogonal to the columns of the first k coordinates, which are free inside the
// cube, and the others are at the bound c with the signs of their products.
func backward(rng *rand.Rand, m, n, k int, c float64) (solvers.Problem, []float64) {
	a, y := matrix(rng, m, n, gaussian), make([]float64, m)
	square := 0.0
	for i := range y {
		y[i] = rng.NormFloat64()
		square += y[i] * y[i]
	}
	x, b := make([]float64, n), make([]float64, m)
	for j := range x {
		product := 0.0
		for i, v := range a.Col(j) {
			product += v * y[i]
		}
		x[j] = math.Copysign(c, product)
		if j < k {
			x[j] = c * (2*rng.Float64() - 1)
			for i := range y {
				a.Col(j)[i] -= product / square * y[i]
			}
		}
	}
	a.Mul(b, x)
	return solvers.Problem{A: a, B: b, P: math.Inf(1)}, x
}

func TestBuiltBackward(t *testing.T) {
	rng := rand.New(rand.NewPCG(34, 1))
	var s Solver
	for _, c := range []struct{ m, n int }{{1, 4}, {3, 5}, {5, 12}, {30, 60}, {50, 55}, {20, 200}} {
		for k := 0; k <= c.m+3 && k < c.n; k += 1 + c.m/6 {
			if c.m == 1 && k > 0 {
				break // the columns inside would be zero but for rounding
			}
			p, want := backward(rng, c.m, c.n, k, 3)
			sol, _ := solve(t, &s, p)
			if got := solvers.Norm(sol.X, math.Inf(1)); math.Abs(got-3) > 1e-11 {
				t.Errorf("%d x %d, %d inside: |x|_inf = %v, want 3", c.m, c.n, k, got)
			}
			if inner(sol.X) > min(k, c.m-1) {
				t.Errorf("%d x %d, %d inside: %d inside, no vertex", c.m, c.n, k, inner(sol.X))
			}
			for j, v := range sol.X {
				if k < c.m && math.Abs(v-want[j]) > 1e-9 { // the touch is unique
					t.Errorf("%d x %d, %d inside: x[%d] = %v, want %v", c.m, c.n, k, j, v, want[j])
				}
			}
		}
	}
}

// The mean radius of one Gaussian equation, E|b| E 1/|a|_1 by numerical integration, and that of (50, 25) by simulation with standard error .0016.
func TestMeanRadius(t *testing.T) {
	rng := rand.New(rand.NewPCG(35, 1))
	var s Solver
	for _, c := range []struct {
		m, n, trials int
		want, err    float64
	}{{1, 2, 20000, .79351502, 0}, {1, 3, 20000, .42921762, 0}, {1, 5, 20000, .22851160, 0}, {25, 50, 400, .2100, .0016}} {
		sum, squares := 0.0, 0.0
		for range c.trials {
			sol, _ := solve(t, &s, generic(rng, c.m, c.n, gaussian))
			r := solvers.Norm(sol.X, math.Inf(1))
			if c.m == 1 && c.n == 2 {
				r = min(r, 1e3) // 1/|a|_1 has no variance; what is cut off is below 1e-3
			}
			sum, squares = sum+r, squares+r*r
		}
		mean := sum / float64(c.trials)
		sd := math.Hypot(math.Sqrt((squares/float64(c.trials)-mean*mean)/float64(c.trials)), c.err)
		t.Logf("%d x %d: mean radius %.4f +- %.4f, want %.4f", c.m, c.n, mean, sd, c.want)
		if math.Abs(mean-c.want) > 4.5*sd {
			t.Errorf("%d x %d: mean radius %v +- %v, want %v", c.m, c.n, mean, sd, c.want)
		}
	}
}
