package localtest

import (
	"errors"
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

// Bench measures a solver on a planted system at which L1 fails.
func Bench(b *testing.B, s solvers.Solver, unit string) {
	p, _ := Draw(b, 1, 256, 100, 40, 0)
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(float64(Solve(b, s, p).Iterations), unit)
	}
}
