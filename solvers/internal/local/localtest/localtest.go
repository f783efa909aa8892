// Package localtest is what the tests of methods for 0 <= p < 1 share: draws, what a point must satisfy, and laws of all of them.
package localtest

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"

	"gonum.org/v1/gonum/mat"
)

// Solve solves a problem through the door of all solvers.
func Solve(t testing.TB, s solvers.Solver, p solvers.Problem) solvers.Solution {
	t.Helper()
	sol, err := solvers.Solve(t.Context(), s, p)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

// Draw returns a Gaussian system with p = 1/2, planted with a k-sparse Gaussian truth, or generic for k = 0.
func Draw(t testing.TB, seed uint64, n, m, k, trial int) (p solvers.Problem, truth []float64) {
	t.Helper()
	d := ensemble.Draw{N: n, M: m, K: k, Ensemble: "gaussian", Amplitudes: "gaussian", Seed: seed, Trial: trial}
	system, err := new(ensemble.Sampler).Draw(d)
	if err != nil {
		t.Fatal(err)
	}
	return solvers.Problem{A: system.A, B: system.B, P: .5}, system.Truth
}

// Gaussian returns a problem with independent normal entries in A and b.
func Gaussian(rng *rand.Rand, m, n int, power, lambda float64) solvers.Problem {
	p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: power, Lambda: lambda}
	for i := range p.A.Data() {
		p.A.Data()[i] = rng.NormFloat64()
	}
	for i := range p.B {
		p.B[i] = rng.NormFloat64()
	}
	return p
}

// Apart returns |x - y|_inf / |y|_inf.
func Apart(x, y []float64) float64 {
	distance := 0.0
	for j, v := range y {
		distance = max(distance, math.Abs(x[j]-v))
	}
	return distance / solvers.Norm(y, math.Inf(1))
}

// Scaled returns factor times v.
func Scaled(v []float64, factor float64) []float64 {
	w := make([]float64, len(v))
	for i := range v {
		w[i] = factor * v[i]
	}
	return w
}

// Support lists the non-zeros of x.
func Support(x []float64) (s []int) {
	for j, v := range x {
		if v != 0 {
			s = append(s, j)
		}
	}
	return s
}

// Misfit returns |A x - b|_2 relative to |b| + sum |a_j| |x_j|, to which its rounding is relative.
func Misfit(p solvers.Problem, x []float64) float64 {
	r, size := miss(p, x)
	return solvers.Norm(r, 2) / size
}

// miss returns A x - b and |b| + sum |a_j| |x_j|.
func miss(p solvers.Problem, x []float64) (r []float64, size float64) {
	m, _ := p.A.Dims()
	r = make([]float64, m)
	p.A.Mul(r, x)
	size = solvers.Norm(p.B, 2)
	for j, v := range x {
		size += solvers.Norm(p.A.Col(j), 2) * math.Abs(v)
	}
	for i := range r {
		r[i] -= p.B[i]
	}
	return r, size
}

// Injective returns the least singular value of the columns in s, each scaled to length one.
func Injective(a *solvers.Columns, s []int) float64 {
	m, _ := a.Dims()
	if len(s) > m {
		return 0
	}
	c := solvers.NewColumns(m, len(s), nil)
	for k, j := range s {
		copy(c.Col(k), Scaled(a.Col(j), 1/solvers.Norm(a.Col(j), 2)))
	}
	var svd mat.SVD
	svd.Factorize(c, mat.SVDNone)
	return slices.Min(svd.Values(nil))
}

// CheckBasic holds a point against the system, and its support against the promise that it is independent.
func CheckBasic(t testing.TB, p solvers.Problem, x []float64) {
	t.Helper()
	if off := Misfit(p, x); off > 1e-13 {
		t.Errorf("relative residual %v", off)
	}
	s := Support(x)
	if least := Injective(p.A, s); least < 1e-9 {
		t.Errorf("support %v is dependent: least singular value %v", s, least)
	}
}

// CheckMinimum holds a point against the conditions of a strict local minimiser of the penalised objective: zero gradient and positive
// definite Hessian over the support.
func CheckMinimum(t testing.TB, p solvers.Problem, x []float64) {
	t.Helper()
	r, size := miss(p, x)
	s := Support(x)
	for _, j := range s {
		slope, g := p.Lambda*p.P*math.Pow(math.Abs(x[j]), p.P-1), 0.0
		for i, v := range p.A.Col(j) {
			g += v * r[i]
		}
		if g += math.Copysign(slope, x[j]); math.Abs(g) > 1e-10*slope+1e-14*size*solvers.Norm(p.A.Col(j), 2) {
			t.Errorf("gradient %v at x[%d] = %v, slope %v", g, j, x[j], slope)
		}
	}
	if len(s) == 0 {
		return
	}
	columns := mat.NewDense(len(r), len(s), nil)
	for k, j := range s {
		columns.SetCol(k, p.A.Col(j))
	}
	hessian := mat.NewSymDense(len(s), nil)
	hessian.SymOuterK(1, columns.T())
	for k, j := range s {
		hessian.SetSym(k, k, hessian.At(k, k)-p.Lambda*p.P*(1-p.P)*math.Pow(math.Abs(x[j]), p.P-2))
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(hessian, false) || slices.Min(eigen.Values(nil)) <= 0 {
		t.Errorf("support %v: the Hessian has eigenvalues %v", s, eigen.Values(nil))
	}
}
