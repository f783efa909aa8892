package ridge_test

import (
	"math"
	"math/rand/v2"
	"sync"

	"touchpoint/solvers"
)

// penalties reach from the smallest numbers to the largest.
var penalties = []float64{1e-300, 1e-200, 1e-100, 1e-30, 1e-16, 1e-12, 1e-8, 1e-4, 1, 1e4, 1e30, 1e100, 1e300}

// named is a problem without its penalty.
type named struct {
	name string
	solvers.Problem
}

// corpus holds small systems of every shape, rank and scale.
func corpus() []named {
	rng := rand.New(rand.NewPCG(3, 14))
	twins := draw(rng, 6, 4)
	copy(twins.A.Col(2), twins.A.Col(0))
	holes := draw(rng, 4, 4)
	clear(holes.A.Col(1))
	for j := range 4 {
		holes.A.Col(j)[3] = 0
	}
	alone := draw(rng, 6, 3) // only row 4 knows column 2
	clear(alone.A.Col(2))
	alone.A.Col(2)[4] = 3
	return []named{
		{"one entry", draw(rng, 1, 1)},
		{"one row", draw(rng, 1, 6)},
		{"one column", draw(rng, 6, 1)},
		{"square", draw(rng, 4, 4)},
		{"wide", draw(rng, 3, 5)},
		{"tall", draw(rng, 5, 3)},
		{"twin columns", twins},
		{"zero row and column", holes},
		{"a row of its own", alone},
		{"zero matrix", solvers.Problem{A: solvers.NewColumns(2, 3, nil), B: []float64{1, 2}, P: 2}},
		{"square of rank 2", product(rng, 4, 4, 2)},
		{"wide of rank 2", product(rng, 3, 6, 2)},
		{"tall of rank 2", product(rng, 6, 3, 2)},
		{"wide, small columns", columns(draw(rng, 3, 5), 1, 1e-150, 1e-8)},
		{"tall, small columns", columns(draw(rng, 5, 3), 1, 1e-150, 1e-8)},
		{"wide, large columns", columns(draw(rng, 3, 5), 1, 1, 1e150, 1, 1e8)},
		{"tall, large columns", columns(draw(rng, 5, 3), 1, 1e150, 1, 1e8)},
		{"wide, unequal rows", rows(draw(rng, 3, 5), 1e-60, 1, 1e60)},
		{"tall, unequal rows", rows(draw(rng, 5, 3), 1, 1e-10, 1, 1e10, 1)},
		{"all of it small", columns(draw(rng, 5, 4), 1e-150)},
		{"all of it large", columns(draw(rng, 4, 5), 1e150)},
	}
}

// truths are the answers for the corpus, one for each penalty.
var truths = sync.OnceValue(func() (all [][]truth) {
	for _, c := range corpus() {
		var own []truth
		for _, lambda := range penalties {
			own = append(own, exactly(at(c.Problem, lambda)))
		}
		all = append(all, own)
	}
	return all
})

// draw returns a problem of independent N(0,1) entries.
func draw(rng *rand.Rand, m, n int) solvers.Problem {
	p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: 2}
	for _, v := range [][]float64{p.A.Data(), p.B} {
		for i := range v {
			v[i] = rng.NormFloat64()
		}
	}
	return p
}

// columns multiplies the columns by the factors, over and over.
func columns(p solvers.Problem, factors ...float64) solvers.Problem {
	_, n := p.A.Dims()
	for j := range n {
		for i := range p.A.Col(j) {
			p.A.Col(j)[i] *= factors[j%len(factors)]
		}
	}
	return p
}

// rows multiplies the equations by the factors, over and over.
func rows(p solvers.Problem, factors ...float64) solvers.Problem {
	m, n := p.A.Dims()
	for i := range m {
		for j := range n {
			p.A.Col(j)[i] *= factors[i%len(factors)]
		}
		p.B[i] *= factors[i%len(factors)]
	}
	return p
}

// product returns a problem of integers, of rank k or less.
func product(rng *rand.Rand, m, n, k int) solvers.Problem {
	p := draw(rng, m, n)
	left, right := integers(rng, m, k), integers(rng, k, n)
	for j := range n {
		left.Mul(p.A.Col(j), right.Col(j))
	}
	return p
}

func integers(rng *rand.Rand, m, n int) *solvers.Columns {
	a := solvers.NewColumns(m, n, nil)
	for i := range a.Data() {
		a.Data()[i] = float64(rng.IntN(9) - 4)
	}
	return a
}

// apart returns the largest relative difference of an entry of x from that of want.
func apart(x, want []float64) float64 {
	worst := 0.0
	for j := range want {
		if x[j] != want[j] {
			worst = max(worst, math.Abs(x[j]-want[j])/math.Abs(want[j]))
		}
	}
	return worst
}

// offset returns the largest difference of an entry of x from that of want, relative to the largest of want; +Inf where there is no x.
func offset(x, want []float64) float64 {
	if len(x) != len(want) {
		return math.Inf(1)
	}
	worst, size := 0.0, 0.0
	for j, v := range want {
		worst, size = max(worst, math.Abs(x[j]-v)), max(size, math.Abs(v))
	}
	if worst == 0 {
		return 0
	}
	return worst / size
}

// near says whether a and b agree to a relative tolerance.
func near(a, b, tolerance float64) bool {
	return a == b || math.Abs(a-b) <= tolerance*max(math.Abs(a), math.Abs(b))
}
