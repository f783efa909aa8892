package localtest

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"touchpoint/solvers"
)

// Players are the ways of a method, made anew at each call.
type Players func() map[string]solvers.Solver

// Homogeneous checks that x(cb) = c x(b), to the bit for powers of two, on generic systems.
func Homogeneous(t *testing.T, seed uint64, players Players, exponents []float64) {
	for trial := range 5 {
		p, _ := Draw(t, seed, 10, 5, 0, trial)
		for name, s := range players() {
			for _, p.P = range exponents {
				x := Solve(t, s, p).X
				for factor, tolerance := range map[float64]float64{-1: 0, 0x1p50: 0, -0x1p-50: 0, 3: 1e-12, 1e100: 1e-12} {
					q := p
					q.B = Scaled(p.B, factor)
					if d := Apart(Solve(t, s, q).X, Scaled(x, factor)); d > tolerance {
						t.Errorf("trial %d, p = %v, %q, factor %v: off by %v", trial, p.P, name, factor, d)
					}
				}
			}
		}
	}
}

// HardCorner checks that points of degenerate, deficient and badly scaled systems are basic.
func HardCorner(t *testing.T, seed uint64, trials int, players Players, exponents []float64) {
	for name, spoil := range map[string]func(i, j int, v float64) float64{
		"zero row":        func(i, _ int, v float64) float64 { return v * float64(min(i, 1)) },
		"zero column":     func(_, j int, v float64) float64 { return v * float64(min(j, 1)) },
		"twin columns":    func(i, j int, v float64) float64 { return float64((i*i + i*(j/2) + j/2) % 7) },
		"columns 1e150":   func(_, _ int, v float64) float64 { return v * 1e150 },
		"columns 1e-150":  func(_, _ int, v float64) float64 { return v * 1e-150 },
		"spread columns":  func(_, j int, v float64) float64 { return v * math.Pow(10, float64(j%5-2)) },
		"integer entries": func(_, _ int, v float64) float64 { return math.Round(v) },
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			for trial := range trials {
				p, truth := Draw(t, seed, 15, 6, 3, trial)
				for j := range 15 {
					for i, v := range p.A.Col(j) {
						p.A.Col(j)[i] = spoil(i, j, v)
					}
				}
				p.A.Mul(p.B, truth)
				p.P = exponents[trial%len(exponents)]
				for _, s := range players() {
					CheckBasic(t, p, Solve(t, s, p).X)
				}
			}
		})
	}
}

// Infeasible checks that a system without a solution is said to have none; a start from an inner solver passes its error on.
func Infeasible(t *testing.T, seed uint64, players Players) {
	rng := rand.New(rand.NewPCG(1, 1))
	p, _ := Draw(t, seed, 6, 6, 2, 0)
	clear(p.A.Col(5))
	for i := range p.B {
		p.B[i] = rng.NormFloat64()
	}
	for name, s := range players() {
		if sol, err := solvers.Solve(t.Context(), s, p); !errors.Is(err, solvers.ErrInfeasible) {
			t.Errorf("%q: %+v, %v", name, sol, err)
		}
	}
}

// Stalled checks that where the solution is large beside b, equations that contradict each other by little leave a residual, and no point is called
// converged.
func Stalled(t *testing.T, s solvers.Solver) {
	const little, contradiction = 1e-4, 1e-7
	a := solvers.NewColumns(3, 2, []float64{1, -1, 2, 1, -1 + little, 2 - little}) // row 3 = row 1 - row 2
	p := solvers.Problem{A: a, B: []float64{1, 2, -1 + contradiction}, P: .5}
	if sol := Solve(t, s, p); sol.Status != solvers.Stalled {
		t.Errorf("%v, %v", sol.X, sol.Status)
	}
	p.B[2] = -1
	if sol := Solve(t, s, p); sol.Status != solvers.Converged {
		t.Errorf("without contradiction: %v, %v", sol.X, sol.Status)
	}
}

// Bench measures a method on systems at which L1 fails more and more, 256 unknowns in 100 equations: a solve of each of 20 draws in turn, what a recovered
// truth costs, and how many were recovered.
func Bench(b *testing.B, s solvers.Solver, unit string) {
	const draws = 20
	for _, k := range []int{30, 35, 40, 45, 50} {
		problems, truths := make([]solvers.Problem, draws), make([][]float64, draws)
		for trial := range draws {
			problems[trial], truths[trial] = Draw(b, 1, 256, 100, k, trial)
		}
		b.Run(fmt.Sprintf("k=%d", k), func(b *testing.B) {
			b.ReportAllocs()
			steps, recovered, solves := 0, 0, 0
			for b.Loop() {
				i := solves % draws
				sol := Solve(b, s, problems[i])
				steps, solves = steps+sol.Iterations, solves+1
				if Apart(sol.X, truths[i]) < 1e-6 {
					recovered++
				}
			}
			b.ReportMetric(float64(steps)/float64(solves), unit+"/op")
			b.ReportMetric(float64(recovered)/float64(solves), "recovered/op")
			b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(recovered), "ms/recovered")
		})
	}
}

// Recovers checks that a method meets at least so many of 20 planted truths at each k, 256 unknowns in 100 equations.
func Recovers(t *testing.T, s solvers.Solver, least map[int]int) {
	for k, want := range least {
		met := 0
		for trial := range 20 {
			p, truth := Draw(t, 2, 256, 100, k, trial)
			if Apart(Solve(t, s, p).X, truth) < 1e-10 {
				met++
			}
		}
		if met < want {
			t.Errorf("k = %d: met %d of 20, want %d", k, met, want)
		}
	}
}
