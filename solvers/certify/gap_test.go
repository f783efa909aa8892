package certify_test

import (
	"math"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/ensemble"
)

// The short answer is that of the whole referee, for the exact point and for one beside it.
func TestGapIsThatOfTheCertificate(t *testing.T) {
	var sampler ensemble.Sampler
	for trial := range 20 {
		system, err := sampler.Draw(ensemble.Draw{N: 30, M: 12, K: trial % 5, Ensemble: "gaussian", Amplitudes: "gaussian", Seed: 7, Trial: trial})
		if err != nil {
			t.Fatal(err)
		}
		for _, lambda := range []float64{0, 0.5} {
			p := solvers.Problem{A: system.A, B: system.B, P: 1, Lambda: lambda}
			entry, err := solvers.Find(catalog.Entries(), "homotopy")
			if err != nil {
				t.Fatal(err)
			}
			sol, err := solvers.Solve(t.Context(), entry.New(), p)
			if err != nil {
				t.Fatal(err)
			}
			for _, bend := range []float64{0, 1e-11, 1e-3} {
				point := solvers.Solution{X: append([]float64(nil), sol.X...)}
				if lambda == 0 {
					point.Dual = sol.Dual
				}
				for j := range point.X {
					point.X[j] *= 1 + bend
				}
				short, whole := certify.Referee{ExactWork: -1}, certify.Referee{ExactWork: -1}
				c := whole.Certify(t.Context(), p, point)
				residual, gap := short.Gap(p, point)
				if c.Kind == certify.None { // too far from A x = b to be asked for a gap
					c.Gap = gap
				}
				if residual != c.Residual && lambda == 0 || math.Abs(gap-c.Gap) > 1e-14+1e-6*c.Gap {
					t.Errorf("trial %d, lambda %v, bent by %v: residual %v, gap %v; certificate %v, %v", trial, lambda, bend, residual, gap, c.Residual, c.Gap)
				}
				if bend == 0 && gap > 1e-12 || bend == 1e-3 && lambda == 0 && residual < 1e-4 {
					t.Errorf("trial %d, lambda %v, bent by %v: residual %v, gap %v", trial, lambda, bend, residual, gap)
				}
			}
		}
	}
}
