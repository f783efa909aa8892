package bench

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
	"touchpoint/solvers/ensemble"
)

// Cell is what one benchmark solves: a problem, drawn a few times, and a solver of the catalog.
type Cell struct {
	N, M, K int     // columns, rows, planted non-zeros; K = 0 draws a generic b
	P       float64 // exponent of the ball
	Lambda  float64 // penalty as a fraction of lambda_max = |A'b|_inf; 0 means A x = b
	Solver  string  // spelling in the catalog; an option may have the value n, m or k
}

const (
	law  = "gaussian" // of matrix and amplitudes
	seed = 1
)

// Key spells the cell as sweeps do: n=200/m=100/k=20/p=1/ensemble=gaussian/amplitudes=gaussian/solver=homotopy, with lambda behind p.
func (c Cell) Key() string {
	key := results.Key{
		{Name: "n", Value: strconv.Itoa(c.N)},
		{Name: "m", Value: strconv.Itoa(c.M)},
		{Name: "k", Value: strconv.Itoa(c.K)},
		{Name: "p", Value: spell(c.P)},
	}
	if c.Lambda != 0 {
		key = append(key, results.Pair{Name: "lambda", Value: spell(c.Lambda)})
	}
	return append(key,
		results.Pair{Name: "ensemble", Value: law},
		results.Pair{Name: "amplitudes", Value: law},
		results.Pair{Name: "solver", Value: c.Solver}).String()
}

func spell(x float64) string {
	if math.IsInf(x, 1) {
		return "inf"
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// Draws is the number of systems of the cell: 8 of up to 200 columns, so that the typical one is measured, and one of those above.
func (c Cell) Draws() int {
	if c.N <= 200 {
		return 8
	}
	return 1
}

// entry finds the solver, its options resolved.
func (c Cell) entry() (solvers.Entry, error) {
	own := strings.NewReplacer("=n", "="+strconv.Itoa(c.N), "=m", "="+strconv.Itoa(c.M), "=k", "="+strconv.Itoa(c.K))
	return solvers.Find(catalog.Entries(), own.Replace(c.Solver))
}

// system draws a problem of the cell, and its planted point or nil.
func (c Cell) system(trial int) (solvers.Problem, []float64, error) {
	d := ensemble.Draw{N: c.N, M: c.M, K: c.K, Ensemble: law, Amplitudes: law, Seed: seed, Trial: trial}
	s, err := new(ensemble.Sampler).Draw(d)
	if err != nil {
		return solvers.Problem{}, nil, err
	}
	p := solvers.Problem{A: s.A, B: s.B, P: c.P}
	if c.Lambda > 0 {
		product := make([]float64, c.N)
		s.A.MulT(product, s.B)
		p.Lambda = c.Lambda * solvers.Norm(product, math.Inf(1))
	}
	return p, s.Truth, nil
}

// problems are the problems of [Cells], whoever solves them.
func problems() []Cell {
	shapes := func(p, lambda float64, sizes ...[3]int) (cells []Cell) {
		for _, s := range sizes {
			cells = append(cells, Cell{N: s[0], M: s[1], K: s[2], P: p, Lambda: lambda})
		}
		return cells
	}
	tiny := [3]int{12, 6, 2} // all bases can be tried
	small := [][3]int{{50, 25, 5}, {100, 50, 10}, {200, 100, 20}}
	medium := [][3]int{{500, 250, 50}, {1000, 500, 100}}
	large, generic := [3]int{2000, 1000, 200}, [][3]int{{100, 50, 0}, {500, 250, 0}}
	return slices.Concat(
		shapes(1, 0, small...), shapes(1, 0, medium...), shapes(1, 0, large), shapes(1, 0, generic...),
		shapes(0, 0, small...), shapes(0, 0, medium...),
		shapes(0.5, 0, tiny), shapes(0.5, 0, small...), shapes(0.5, 0, medium[0]), shapes(0.5, 0, generic[0]),
		shapes(1.5, 0, small[1:]...), shapes(2, 0, small[1:]...), shapes(2, 0, medium...), shapes(math.Inf(1), 0, small[1:]...),
		shapes(1, 0.5, small[2], [3]int{1000, 100, 20}), shapes(1, 0.1, small[2], [3]int{1000, 100, 20}),
		shapes(1, 0.01, small[2], [3]int{1000, 100, 20}), shapes(1, 0.1, [3]int{100, 500, 20}),
		shapes(2, 0.1, small[2]), shapes(0.5, 0.1, small[2]),
	)
}

// Cells lists what is measured: each problem below by every solver of the catalog that accepts it, methods that want to know the number of non-zeros
// told so.
//
//	p = 1, 0     planted, (n, m, k) = (50,25,5), (100,50,10), (200,100,20), (500,250,50), (1000,500,100), and for p = 1 (2000,1000,200)
//	p = 1        generic b, (100,50), (500,250)
//	p = 1/2      planted, (12,6,2), where all bases are tried, and up to (500,250,50); generic b, (100,50)
//	p = 3/2, inf planted, (100,50,10), (200,100,20);  p = 2 up to (1000,500,100)
//	penalised    p = 1 at lambda/lambda_max = 0.5, 0.1, 0.01, (200,100,20) and (1000,100,20), and at 0.1 (100,500,20); p = 2 and 1/2 at 0.1
func Cells() (cells []Cell) {
	for _, c := range problems() {
		for _, e := range catalog.Entries() {
			c.Solver = e.Name
			if slices.Contains(solvers.Options(e.New()), "sparsity") && c.K > 0 {
				c.Solver += ":sparsity=k"
			}
			if c.accepted() {
				cells = append(cells, c)
			}
		}
	}
	return cells
}

// accepted asks the solver about the problem.
func (c Cell) accepted() bool {
	e, err := c.entry()
	if err != nil {
		return false
	}
	p := solvers.Problem{A: solvers.NewColumns(c.M, c.N, make([]float64, c.M*c.N)), B: make([]float64, c.M), P: c.P, Lambda: c.Lambda}
	return solvers.Accepts(e.New(), p) == nil
}
