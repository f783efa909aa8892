package minnorm

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// exactly returns the least-norm solution of a consistent system in rational arithmetic: x = Aᵀy with A Aᵀ y = b, by elimination
// with a zero for every dependent row.
func exactly(p solvers.Problem) []float64 {
	m, n := p.A.Dims()
	entry := func(i, j int) *big.Rat { return new(big.Rat).SetFloat64(p.A.At(i, j)) }
	rows := make([][]*big.Rat, m) // [A Aᵀ | b]
	for i := range rows {
		for l := range m {
			sum := new(big.Rat)
			for j := range n {
				sum.Add(sum, new(big.Rat).Mul(entry(i, j), entry(l, j)))
			}
			rows[i] = append(rows[i], sum)
		}
		rows[i] = append(rows[i], new(big.Rat).SetFloat64(p.B[i]))
	}
	y := make([]*big.Rat, m)
	at := eliminate(rows)
	for c := range y {
		y[c] = new(big.Rat)
		if i, ok := at[c]; ok {
			y[c].Quo(rows[i][m], rows[i][c])
		}
	}
	x := make([]float64, n)
	for j := range x {
		sum := new(big.Rat)
		for i := range m {
			sum.Add(sum, new(big.Rat).Mul(entry(i, j), y[i]))
		}
		x[j], _ = sum.Float64()
	}
	return x
}

// eliminate brings rows to reduced echelon form and returns the row of every pivot column.
func eliminate(rows [][]*big.Rat) map[int]int {
	at := map[int]int{}
	width := len(rows)
	for c := range width {
		pivot := len(at)
		for pivot < width && rows[pivot][c].Sign() == 0 {
			pivot++
		}
		if pivot == width {
			continue
		}
		top := len(at)
		rows[top], rows[pivot] = rows[pivot], rows[top]
		at[c] = top
		for i := range rows {
			if i != top && rows[i][c].Sign() != 0 {
				factor := new(big.Rat).Quo(rows[i][c], rows[top][c])
				for k := c; k <= width; k++ {
					rows[i][k].Sub(rows[i][k], new(big.Rat).Mul(factor, rows[top][k]))
				}
			}
		}
	}
	return at
}

type hardSystem struct {
	name string
	solvers.Problem
}

// hardSystems are consistent integer systems of every rank, with a column doubled and a row of zeros.
func hardSystems(rng *rand.Rand) []hardSystem {
	var systems []hardSystem
	for _, c := range []struct{ m, n, rank int }{{3, 6, 3}, {4, 4, 4}, {5, 7, 3}, {7, 4, 4}, {6, 5, 2}, {4, 6, 1}} {
		a := solvers.NewColumns(c.m, c.n, nil)
		mix := solvers.NewColumns(c.m, c.rank, nil)
		for k := range mix.Data() {
			mix.Data()[k] = float64(rng.IntN(7) - 3)
		}
		weights, x := make([]float64, c.rank), make([]float64, c.n)
		for j := range c.n {
			for k := range weights {
				weights[k] = float64(rng.IntN(7) - 3)
			}
			mix.Mul(a.Col(j), weights)
			x[j] = float64(rng.IntN(9) - 4)
		}
		copy(a.Col(c.n-1), a.Col(0))
		for j := range c.n {
			a.Col(j)[1] = 0
		}
		b := make([]float64, c.m)
		a.Mul(b, x)
		systems = append(systems, hardSystem{fmt.Sprintf("%d x %d of rank %d", c.m, c.n, c.rank), solvers.Problem{A: a, B: b, P: 2}})
	}
	return systems
}

// scale returns the problem with rows, columns and b times the given powers of two.
func scale(p solvers.Problem, row, column func() float64) solvers.Problem {
	scaled := solvers.Problem{A: solvers.From(p.A), B: append([]float64(nil), p.B...), P: 2}
	m, n := p.A.Dims()
	for j := range n {
		f := column()
		for i := range m {
			scaled.A.Col(j)[i] *= f
		}
	}
	for i := range m {
		f := row()
		scaled.B[i] *= f
		for j := range n {
			scaled.A.Col(j)[i] *= f
		}
	}
	return scaled
}

func TestHardSystemsAtEveryScale(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	one := func() float64 { return 1 }
	tiny := func() float64 { return 0x1p-500 }
	huge := func() float64 { return 0x1p500 }
	mixed := func() float64 { return math.Ldexp(1, 450*(rng.IntN(3)-1)) }
	var s Solver
	for range 20 {
		for _, hard := range hardSystems(rng) {
			for k, p := range []solvers.Problem{
				hard.Problem, scale(hard.Problem, one, tiny), scale(hard.Problem, one, huge),
				scale(hard.Problem, mixed, one),
			} {
				check(t, fmt.Sprintf("%s, scaling %d", hard.name, k), p, solve(t, &s, p))
			}
		}
	}
}

// Columns of very different size, in general position: the large ones alone may be fewer than the rows, and then the others
// decide what they leave. A dual vector cannot be verified in float64 here, the point can.
func TestColumnsOfVeryDifferentSize(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	mixed := func() float64 { return math.Ldexp(1, 450*(rng.IntN(3)-1)) }
	var s Solver
	for trial := range 100 {
		a, x := solvers.NewColumns(4, 7, nil), make([]float64, 7)
		for k := range a.Data() {
			a.Data()[k] = float64(rng.IntN(2001) - 1000)
		}
		for j := range x {
			x[j] = float64(rng.IntN(2001) - 1000)
		}
		p := solvers.Problem{A: a, B: make([]float64, 4), P: 2}
		a.Mul(p.B, x)
		p = scale(p, mixed, mixed)
		checkPoint(t, fmt.Sprintf("trial %d", trial), p, solve(t, &s, p))
	}
}

func check(t *testing.T, name string, p solvers.Problem, sol solvers.Solution) {
	t.Helper()
	if kernel.NormInf(p.B) > 0 {
		checkDual(t, name, p, sol)
	}
	checkPoint(t, name, p, sol)
}

func checkPoint(t *testing.T, name string, p solvers.Problem, sol solvers.Solution) {
	t.Helper()
	want := exactly(p)
	norm := solvers.Norm(want, 2)
	for j, x := range sol.X {
		if math.Abs(x-want[j]) > 1e-10*norm {
			t.Errorf("%s: x[%d] = %v, want %v in %v", name, j, x, want[j], norm)
		}
	}
}
