package greedy_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"touchpoint/solvers"
	"touchpoint/solvers/greedy"
)

// naive is a system with columns of length 1, and the textbook's methods on it: sorting, dense QR, no updates.
type naive struct {
	a    *solvers.Columns
	norm []float64
	b    []float64
}

func newNaive(p solvers.Problem) naive {
	m, n := p.A.Dims()
	t := naive{solvers.NewColumns(m, n, nil), make([]float64, n), p.B}
	for j := range n {
		t.norm[j] = solvers.Norm(p.A.Col(j), 2)
		copy(t.a.Col(j), scaled(p.A.Col(j), 1/t.norm[j]))
	}
	return t
}

// fit returns the least-squares point on the support by dense QR.
func (t naive) fit(support []int) []float64 {
	m, n := t.a.Dims()
	z := make([]float64, n)
	if len(support) == 0 {
		return z
	}
	part := mat.NewDense(m, len(support), nil)
	for k, j := range support {
		part.SetCol(k, t.a.Col(j))
	}
	var (
		qr  mat.QR
		fit mat.VecDense
	)
	qr.Factorize(part)
	if err := qr.SolveVecTo(&fit, false, mat.NewVecDense(m, t.b)); err != nil {
		panic(err)
	}
	for k, j := range support {
		z[j] = fit.AtVec(k)
	}
	return z
}

func (t naive) residual(z []float64) []float64 { return residual(t.a, z, t.b) }

// correlations returns A'r.
func (t naive) correlations(r []float64) []float64 {
	_, n := t.a.Dims()
	g := make([]float64, n)
	t.a.MulT(g, r)
	return g
}

// top returns the places of the k largest magnitudes, by sorting, in increasing order.
func top(v []float64, k int) []int {
	order := make([]int, len(v))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(math.Abs(v[j]), math.Abs(v[i])) })
	order = slices.Clone(order[:min(k, len(v))])
	slices.Sort(order)
	return order
}

// kept returns H_k(v).
func kept(v []float64, k int) []float64 {
	out := make([]float64, len(v))
	for _, j := range top(v, k) {
		out[j] = v[j]
	}
	return out
}

func plus(x []float64, c float64, y []float64) []float64 {
	out := slices.Clone(x)
	for j := range out {
		out[j] += c * y[j]
	}
	return out
}

func union(a, b []int) []int {
	both := slices.Concat(a, b)
	slices.Sort(both)
	return slices.Compact(both)
}

// next maps an iterate of a method to the one after it, which may be the same.
type next func(t naive, z []float64, k int) []float64

func htp(t naive, z []float64, k int) []float64 {
	return t.fit(top(plus(z, 1, t.correlations(t.residual(z))), k))
}

func cosamp(t naive, z []float64, k int) []float64 {
	wide := union(support(z), top(t.correlations(t.residual(z)), 2*k))
	return kept(t.fit(wide), k)
}

func subspace(t naive, z []float64, k int) []float64 {
	wide := union(support(z), top(t.correlations(t.residual(z)), k))
	fit := t.fit(top(t.fit(wide), k))
	if norm(t.residual(fit)) >= norm(t.residual(z)) {
		return z
	}
	return fit
}

func iht(t naive, z []float64, k int) []float64 {
	g := t.correlations(t.residual(z))
	s := support(z)
	if len(s) == 0 {
		s = top(g, k)
	}
	on := make([]float64, len(g))
	for _, j := range s {
		on[j] = g[j]
	}
	stretch := func(d []float64) float64 {
		image := make([]float64, len(t.b))
		t.a.Mul(image, d)
		return math.Pow(norm(d)/norm(image), 2)
	}
	for mu := stretch(on); ; mu /= 2 * .99 {
		z2 := kept(plus(z, mu, g), k)
		if slices.Equal(support(z2), s) || mu <= .99*stretch(plus(z2, -1, z)) {
			return z2
		}
	}
}

// after returns the least-squares point on the best support within so many iterations.
func (t naive) after(step next, k, iterations int) []float64 {
	_, n := t.a.Dims()
	z := make([]float64, n)
	best, least := []int(nil), norm(t.b)
	for range iterations {
		z = step(t, z, k)
		if r := norm(t.residual(z)); r < least {
			best, least = support(z), r
		}
	}
	x := t.fit(best)
	for j := range x {
		x[j] /= t.norm[j]
	}
	return x
}

// uneven draws a planted system whose columns differ in size by up to 1e6.
func uneven(rng *rand.Rand, m, n, k int) (solvers.Problem, []float64) {
	p, truth := planted(rng, m, n, k)
	for j := range n {
		c := math.Pow(10, 6*rng.Float64()-3)
		copy(p.A.Col(j), scaled(p.A.Col(j), c))
		truth[j] /= c
	}
	return p, truth
}

// Each method agrees with its naive twin, iteration by iteration, on columns of any size.
func TestTwins(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	for trial := range 12 {
		const m, n = 24, 60
		k := 3 + trial%5
		p, _ := uneven(rng, m, n, k)
		twin := newNaive(p)
		for i := 1; i <= 7; i++ {
			for _, c := range []struct {
				solver solvers.Solver
				step   next
			}{
				{&greedy.IHT{Sparsity: k, MaxIterations: i}, iht},
				{&greedy.HTP{Sparsity: k, MaxIterations: i}, htp},
				{&greedy.CoSaMP{Sparsity: k, MaxIterations: i}, cosamp},
				{&greedy.SubspacePursuit{Sparsity: k, MaxIterations: i}, subspace},
			} {
				sol := solve(t, c.solver, p)
				sameTerms(t, fmt.Sprintf("%T, trial %d, %d iterations", c.solver, trial, i), p.A, sol.X, twin.after(c.step, k, i))
			}
		}
	}
}

// OMP chooses by |a_j'r|/|a_j| and fits anew at each step: compared with dense QR on the columns as they are.
func TestTwinOMP(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 2))
	for trial := range 20 {
		p, _ := uneven(rng, 15, 40, 8)
		twin := newNaive(p)
		var chosen []int
		for k := 1; k <= 8; k++ {
			r := twin.residual(twin.fit(chosen))
			best, size := -1, -1.0
			for j := range 40 {
				if c := math.Abs(dot(p.A.Col(j), r)) / solvers.Norm(p.A.Col(j), 2); c > size && !slices.Contains(chosen, j) {
					best, size = j, c
				}
			}
			chosen = append(chosen, best)
			want := twin.fit(chosen)
			for j := range want {
				want[j] /= twin.norm[j]
			}
			sameTerms(t, fmt.Sprintf("trial %d, %d columns", trial, k), p.A, solve(t, &greedy.OMP{Sparsity: k}, p).X, want)
		}
	}
}
