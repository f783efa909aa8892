package certify_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/ensemble"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/simplex"
)

// proof is a problem with a point that is to be certified.
type proof struct {
	name    string
	draw    ensemble.Draw
	lambda  float64 // relative to |A'b|_inf
	solver  solvers.Solver
	without bool // the solver's dual vector is withheld
}

var proofs = []proof{
	{name: "n=10/m=5/k=2", draw: ensemble.Draw{N: 10, M: 5, K: 2}},
	{name: "n=64/m=32/k=8", draw: ensemble.Draw{N: 64, M: 32, K: 8}},
	{name: "n=200/m=30/k=5", draw: ensemble.Draw{N: 200, M: 30, K: 5}},
	{name: "n=200/m=100/k=20", draw: ensemble.Draw{N: 200, M: 100, K: 20}},
	{name: "n=200/m=100/k=20/solver=simplex", draw: ensemble.Draw{N: 200, M: 100, K: 20}, solver: new(simplex.Solver)},
	{name: "n=200/m=100/k=4/dual=none", draw: ensemble.Draw{N: 200, M: 100, K: 4}, without: true},
	{name: "n=200/m=100/k=60", draw: ensemble.Draw{N: 200, M: 100, K: 60}},
	{name: "n=200/m=190/k=180", draw: ensemble.Draw{N: 200, M: 190, K: 180}},
	{name: "n=500/m=250/k=0", draw: ensemble.Draw{N: 500, M: 250}},
	{name: "n=1000/m=500/k=100", draw: ensemble.Draw{N: 1000, M: 500, K: 100}},
	{name: "n=200/m=100/k=20/lambda=0.1", draw: ensemble.Draw{N: 200, M: 100, K: 20}, lambda: .1},
	{name: "n=1000/m=100/k=20/lambda=0.05", draw: ensemble.Draw{N: 1000, M: 100, K: 20}, lambda: .05},
	{name: "n=500/m=250/k=0/lambda=0.01", draw: ensemble.Draw{N: 500, M: 250}, lambda: .01},
}

// pose draws the problem and has it solved.
func (c proof) pose(tb testing.TB) (solvers.Problem, solvers.Solution) {
	c.draw.Amplitudes, c.draw.Seed = "gaussian", 1
	if c.draw.Ensemble == "" {
		c.draw.Ensemble = "gaussian"
	}
	var sampler ensemble.Sampler
	system, err := sampler.Draw(c.draw)
	if err != nil {
		tb.Fatal(err)
	}
	p := solvers.Problem{A: system.A, B: system.B, P: 1}
	if c.lambda > 0 {
		scores := make([]float64, c.draw.N)
		p.A.MulT(scores, p.B)
		p.Lambda = c.lambda * solvers.Norm(scores, math.Inf(1))
	}
	if c.solver == nil {
		c.solver = new(homotopy.Solver)
	}
	sol, err := solvers.Solve(tb.Context(), c.solver, p)
	if err != nil {
		tb.Fatal(err)
	}
	if c.without {
		sol.Dual = nil
	}
	return p, sol
}

// The time of a certificate, and the same in passes over A, as one A'y takes.
func BenchmarkCertify(b *testing.B) {
	for _, c := range proofs {
		b.Run(c.name, func(b *testing.B) {
			p, sol := c.pose(b)
			var r certify.Referee
			b.ReportAllocs()
			for b.Loop() {
				if cert := r.Certify(b.Context(), p, sol); cert.Kind != certify.Optimal || !cert.Unique || cert.Exact {
					b.Fatalf("%+v", cert)
				}
			}
			each := float64(b.Elapsed()) / float64(b.N)
			b.ReportMetric(each/pass(p), "passes")
		})
	}
}

// pass is the time of one A'y, in nanoseconds: the best of a few.
func pass(p solvers.Problem) float64 {
	_, n := p.A.Dims()
	scores, best := make([]float64, n), math.Inf(1)
	for range 50 {
		start := time.Now()
		p.A.MulT(scores, p.B)
		best = min(best, float64(time.Since(start)))
	}
	return best
}

// Systems that rational arithmetic settles: integers, ties, large entries.
func BenchmarkExact(b *testing.B) {
	for _, c := range []ensemble.Draw{
		{N: 784, M: 1, Ensemble: "magnitude:255"},
		{N: 10, M: 1, Ensemble: "integer:2"},
		{N: 10, M: 5, K: 1, Ensemble: "rademacher"},
		{N: 20, M: 10, K: 1, Ensemble: "rademacher"},
		{N: 20, M: 10, K: 3, Ensemble: "integer:3"},
		{N: 64, M: 32, K: 4, Ensemble: "rademacher"},
		{N: 100, M: 50, K: 3, Ensemble: "integer:1"},
	} {
		b.Run(fmt.Sprintf("n=%d/m=%d/k=%d/ensemble=%s", c.N, c.M, c.K, c.Ensemble), func(b *testing.B) {
			const draws = 32
			var referee [draws]certify.Referee
			var problems [draws]solvers.Problem
			var sols [draws]solvers.Solution
			for i := range draws {
				c.Trial, c.Amplitudes = i, "gaussian"
				problems[i], sols[i] = proof{draw: c}.pose(b)
			}
			exact, i := 0, 0
			b.ReportAllocs()
			for b.Loop() {
				cert := referee[i%draws].Certify(b.Context(), problems[i%draws], sols[i%draws])
				if cert.Kind != certify.Optimal {
					b.Fatalf("%+v", cert)
				}
				if cert.Exact {
					exact++
				}
				i++
			}
			b.ReportMetric(float64(exact)/float64(i), "exact")
		})
	}
}
