package greedy_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
)

// planted draws a Gaussian system with k Gaussian non-zeros on the grid on which b = A x0 is exact.
func planted(rng *rand.Rand, m, n, k int) (p solvers.Problem, truth []float64) {
	a := solvers.NewColumns(m, n, nil)
	for i := range a.Data() {
		a.Data()[i] = math.Round(rng.NormFloat64()*0x1p20) * 0x1p-20
	}
	truth = make([]float64, n)
	for _, j := range rng.Perm(n)[:k] {
		for truth[j] == 0 {
			truth[j] = math.Round(rng.NormFloat64()*0x1p10) * 0x1p-10
		}
	}
	b := make([]float64, m)
	a.Mul(b, truth)
	return solvers.Problem{A: a, B: b}, truth
}

// noisy adds Gaussian noise to b.
func noisy(rng *rand.Rand, p solvers.Problem, sigma float64) solvers.Problem {
	b := make([]float64, len(p.B))
	for i := range b {
		b[i] = p.B[i] + sigma*rng.NormFloat64()
	}
	p.B = b
	return p
}

func solve(t *testing.T, s solvers.Solver, p solvers.Problem) solvers.Solution {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), s, p)
	if err != nil {
		t.Fatalf("%T: %v", s, err)
	}
	return sol
}

func residual(a *solvers.Columns, x, b []float64) []float64 {
	r := make([]float64, len(b))
	a.Mul(r, x)
	for i := range r {
		r[i] = b[i] - r[i]
	}
	return r
}

func support(x []float64) (set []int) {
	for j, v := range x {
		if v != 0 {
			set = append(set, j)
		}
	}
	return set
}

func norm(x []float64) float64 { return solvers.Norm(x, 2) }

func dot(x, y []float64) (sum float64) {
	for i, v := range x {
		sum += v * y[i]
	}
	return sum
}

func scaled(x []float64, c float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = c * v
	}
	return out
}

// sameTerms compares points by |a_j| x_j, relative to the largest.
func sameTerms(t *testing.T, what string, a *solvers.Columns, got, want []float64) {
	t.Helper()
	largest, worst := 0.0, 0.0
	for j := range want {
		size := norm(a.Col(j))
		largest = max(largest, size*math.Abs(want[j]))
		worst = max(worst, size*math.Abs(got[j]-want[j]))
	}
	if !(worst <= 1e-8*largest) {
		t.Errorf("%s: terms differ by %.3g of the largest: support %v, want %v", what, worst/largest, support(got), support(want))
	}
}
