package lasso_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/lasso"

	"gonum.org/v1/gonum/mat"
)

func mustSolve(t *testing.T, p solvers.Problem) solvers.Solution {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), new(lasso.Solver), p)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

// With one row the point is (|b| - lambda/|a_j|)_+ / |a_j| at the largest |a_j|.
func TestOneRow(t *testing.T) {
	a, b := []float64{1, -4, 3, 0}, 5.0
	for _, lambda := range []float64{1e-9, .5, 7, 19.999, 20, 21} {
		p := solvers.Problem{A: solvers.NewColumns(1, 4, a), B: []float64{b}, P: 1, Lambda: lambda}
		want := []float64{0, -max(b-lambda/4, 0) / 4, 0, 0}
		if err := apart(mustSolve(t, p).X, want, 1e-15); err != nil {
			t.Errorf("lambda = %v: %v", lambda, err)
		}
	}
}

// Orthonormal columns separate the problem: every coordinate is soft thresholded.
func TestOrthonormal(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	p := draw(rng, 12, 7, 0)
	p.A = firstColumns(rotation(rng, 12), 7)
	z := make([]float64, 7)
	p.A.MulT(z, p.B)
	for _, lambda := range []float64{.01, .3, 1} {
		p.Lambda = lambda
		want := make([]float64, 7)
		for j, v := range z {
			want[j] = math.Copysign(max(math.Abs(v)-lambda, 0), v)
		}
		if err := apart(mustSolve(t, p).X, want, 1e-14); err != nil {
			t.Errorf("lambda = %v: %v", lambda, err)
		}
	}
}

// The optimality conditions, the size of the support and the reported dual over the whole corpus.
func TestOptimality(t *testing.T) {
	for _, c := range corpus() {
		for _, ratio := range []float64{.9, .3, .1, .01, 1e-3, 1e-5} {
			t.Run(fmt.Sprintf("%s/%v", c.name, ratio), func(t *testing.T) {
				p := at(c.Problem, ratio)
				sol := mustSolve(t, p)
				if sol.Status != solvers.Converged {
					t.Fatalf("status %v after %d epochs", sol.Status, sol.Iterations)
				}
				if v := kkt(p, sol.X); v > 1e-12/ratio {
					t.Errorf("the optimality conditions are broken by %v", v)
				}
				if m, _ := p.A.Dims(); len(support(sol.X)) > m {
					t.Errorf("%d non-zeros for m = %d", len(support(sol.X)), m)
				}
				checkDual(t, p, sol)
			})
		}
	}
}

// checkDual holds the reported dual against feasibility and against the textbook gap P(x) - (|b|² - |b - lambda y|²)/2.
func checkDual(t *testing.T, p solvers.Problem, sol solvers.Solution) {
	t.Helper()
	_, n := p.A.Dims()
	for j := range n {
		slope, terms := 0.0, 0.0
		for i, a := range p.A.Col(j) {
			slope += a * sol.Dual[i]
			terms += math.Abs(a * sol.Dual[i])
		}
		if math.Abs(slope) > 1+1e-13+1e-15*terms {
			t.Errorf("|a_%dᵀy| = %v", j, slope)
		}
	}
	dual, size := 0.0, 0.0
	for i, b := range p.B {
		theta := p.Lambda * sol.Dual[i]
		dual += theta * (b - theta/2)
		size += b * b
	}
	if objective := p.Objective(sol.X); math.Abs(objective-dual) > 2e-10*objective+1e-15*size {
		t.Errorf("objective %v, dual value %v", objective, dual)
	}
}

// A slow twin: proximal gradient with momentum, run until its step is lost in rounding.
func TestProximalGradientTwin(t *testing.T) {
	for _, c := range corpus()[:9] {
		for _, ratio := range []float64{.5, .1, .02} {
			p := at(c.Problem, ratio)
			got, want := p.Objective(mustSolve(t, p).X), p.Objective(proximalGradient(p, 20_000))
			if math.Abs(got-want) > 1e-8*want {
				t.Errorf("%s/%v: objective %v, twin %v", c.name, ratio, got, want)
			}
		}
	}
}

// proximalGradient is FISTA with restarts (O'Donoghue, Candès 2015).
func proximalGradient(p solvers.Problem, steps int) []float64 {
	m, n := p.A.Dims()
	lipschitz := math.Pow(mat.Norm(p.A, 2), 2)
	x, y, gradient, r := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, m)
	momentum, last := 1.0, math.Inf(1)
	for range steps {
		p.A.Mul(r, y)
		for i := range r {
			r[i] -= p.B[i]
		}
		p.A.MulT(gradient, r)
		next := (1 + math.Sqrt(1+4*momentum*momentum)) / 2
		for j, g := range gradient {
			u := y[j] - g/lipschitz
			v := math.Copysign(max(math.Abs(u)-p.Lambda/lipschitz, 0), u)
			y[j] = v + (momentum-1)/next*(v-x[j])
			x[j] = v
		}
		if momentum = next; p.Objective(x) > last {
			momentum = 1
			copy(y, x)
		}
		last = p.Objective(x)
	}
	return x
}

// At and above LambdaMax the point is zero; just below it is not.
func TestLambdaMax(t *testing.T) {
	for _, c := range corpus() {
		for _, ratio := range []float64{1, 1.5, 1e6} {
			if sol := mustSolve(t, at(c.Problem, ratio)); len(support(sol.X)) != 0 || sol.Status != solvers.Converged || sol.Iterations != 0 {
				t.Errorf("%s/%v: x = %v, status %v after %d epochs", c.name, ratio, sol.X, sol.Status, sol.Iterations)
			}
		}
		if sol := mustSolve(t, at(c.Problem, 1-1e-4)); len(support(sol.X)) == 0 {
			t.Errorf("%s: x = 0 just below the largest penalty", c.name)
		}
	}
}

// Even a vanishing penalty is solved, or the status says otherwise.
func TestTinyPenalty(t *testing.T) {
	for _, c := range corpus() {
		for _, ratio := range []float64{1e-8, 1e-10, 1e-12, 1e-14, 1e-17, 1e-25} {
			p := at(c.Problem, ratio)
			sol := mustSolve(t, p)
			if sol.Status == solvers.Limit {
				t.Errorf("%s/%v: %d epochs", c.name, ratio, sol.Iterations)
			}
			if sol.Status != solvers.Converged && ratio >= 1e-12 {
				t.Errorf("%s/%v: status %v after %d epochs", c.name, ratio, sol.Status, sol.Iterations)
			}
			if sol.Status == solvers.Converged && kkt(p, sol.X) > 1e-12/ratio {
				t.Errorf("%s/%v: claims to have converged, but breaks the conditions by %v", c.name, ratio, kkt(p, sol.X))
			}
		}
	}
}

// A planted point is met to within lambda times the size of the dual solution on its support.
func TestPlantedPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 4))
	p := draw(rng, 40, 100, 0)
	truth := make([]float64, 100)
	for _, j := range rng.Perm(100)[:4] {
		truth[j] = 1 + rng.Float64()
	}
	p.A.Mul(p.B, truth)
	for _, ratio := range []float64{1e-3, 1e-6, 1e-9} {
		if err := apart(mustSolve(t, at(p, ratio)).X, truth, 10*ratio); err != nil {
			t.Errorf("lambda/lambdaMax = %v: %v", ratio, err)
		}
	}
}

// rotation returns a random orthogonal matrix.
func rotation(rng *rand.Rand, m int) *mat.Dense {
	g := mat.NewDense(m, m, nil)
	for i := range m {
		for j := range m {
			g.Set(i, j, rng.NormFloat64())
		}
	}
	var qr mat.QR
	qr.Factorize(g)
	var q mat.Dense
	qr.QTo(&q)
	return &q
}

func firstColumns(q *mat.Dense, n int) *solvers.Columns {
	m, _ := q.Dims()
	return solvers.From(q.Slice(0, m, 0, n))
}
