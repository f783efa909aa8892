package homotopy

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

func draw(rng *rand.Rand, m, n int) solvers.Problem {
	p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: 1}
	for i := range p.A.Data() {
		p.A.Data()[i] = rng.NormFloat64()
	}
	for i := range p.B {
		p.B[i] = rng.NormFloat64()
	}
	return p
}

// At every event of a walk by products, they and all that is read off them are what the columns say.
func TestProductsAreThoseOfColumns(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 1))
	for _, shape := range [][2]int{{30, 400}, {200, 90}} {
		problem := draw(rng, shape[0], shape[1])
		var p path
		p.start(problem)
		p.begin(1)
		p.most = 1000
		top, steps := p.lambda, 0
		for p.target = .02 * top; ; {
			for p.next() && (p.set.Len() < len(p.watched)/2 || len(p.watched) == shape[1]) {
				p.change()
				byColumns(t, &p)
				steps++
			}
			if !p.event.exists || !p.known.serves() {
				break
			}
			p.survey(p.event.lambda)
			p.choose(math.Inf(1))
			p.welcome()
			p.segment()
			byColumns(t, &p)
		}
		if steps < 20 || p.known.floor != shallow*top {
			t.Fatalf("%v: %d steps, the last with products down to %v of lambda_max", shape, steps, p.known.floor/top)
		}
	}
}

// byColumns computes everything from columns that a walk by products takes from them.
func byColumns(t *testing.T, p *path) {
	t.Helper()
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-11*(1+math.Abs(want))) {
			t.Fatalf("%s: %v by products, %v by columns, with %d of %d watched in the set", what, got, want, p.set.Len(), len(p.watched))
		}
	}
	e, w := slices.Clone(p.b), make([]float64, len(p.b))
	p.set.MulAdd2(e, w, -1, 1, p.u, p.q)
	for i, j := range p.watched {
		near("A'e", p.ae[i], kernel.Dot(p.a.Col(j), e))
		near("A'w", p.aw[i], kernel.Dot(p.a.Col(j), w))
		near("A'b", p.height(j), kernel.Dot(p.a.Col(j), p.b))
		for l, k := range p.watched {
			near("A'A", p.known.gram[i*len(p.watched)+l], kernel.Dot(p.a.Col(j), p.a.Col(k)))
		}
	}
	lambda := p.lambda / 3
	for i, r := range p.residual(nil, lambda) {
		near("b - A x", r, e[i]+lambda*w[i])
	}
}

// Products are left where they would take more room than A, where lambda is small, where a column is close to the span of the set, and where squares leave the range.
func TestWhereProductsEnd(t *testing.T) {
	rng := rand.New(rand.NewPCG(42, 1))
	walk := func(problem solvers.Problem, share float64) *path {
		products := make([]float64, len(problem.A.Data())/len(problem.B))
		problem.A.MulT(products, problem.B)
		problem.Lambda = share * kernel.NormInf(products)
		s := &Solver{Whole: 1}
		sol, err := s.Solve(t.Context(), problem)
		if err != nil || sol.Status != solvers.Converged {
			t.Fatal(sol.Status, err)
		}
		return &s.path
	}
	plain := draw(rng, 100, 300)
	if p := walk(plain, .1); !p.known.serves() || p.set.Len() == 0 {
		t.Error("a plain walk to a tenth of lambda_max read columns")
	}
	if p := walk(plain, shallow/2); p.known.serves() {
		t.Error("a walk to a small lambda ended by products")
	}
	if p := walk(draw(rng, 30, 60), .03); p.known.serves() {
		t.Errorf("products of %d columns take more room than A", len(p.watched))
	}
	close := draw(rng, 100, 300)
	for j := 1; j < 300; j++ {
		for i, v := range close.A.Col(j - 1) {
			close.A.Col(j)[i] = v + .02*close.A.Col(j)[i]
		}
	}
	if p := walk(close, .001); p.known.serves() {
		t.Error("columns close to each other were taken by their products")
	}
	large := draw(rng, 100, 300)
	for i := range large.A.Data() {
		large.A.Data()[i] *= 1e120
	}
	if p := walk(large, .1); p.known.serves() {
		t.Error("squares out of the range were trusted")
	}
}

// A limit of steps that comes while products serve leaves a point with numbers in it and a dual within its bounds.
func TestLimitByProducts(t *testing.T) {
	problem := draw(rand.New(rand.NewPCG(43, 1)), 60, 400)
	for steps := 1; steps < 30; steps++ {
		s := &Solver{Whole: 1, MaxSteps: steps}
		sol, err := s.Solve(t.Context(), problem)
		if err != nil || sol.Status != solvers.Limit || !s.path.known.serves() {
			t.Fatalf("%d steps: %v, %v", steps, sol.Status, err)
		}
		for _, v := range slices.Concat(sol.X, sol.Dual) {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%d steps: %v among the numbers", steps, v)
			}
		}
	}
}
