package certify_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/homotopy"
)

func columns(rows ...[]float64) *solvers.Columns {
	a := solvers.NewColumns(len(rows), len(rows[0]), nil)
	for i, row := range rows {
		for j, v := range row {
			a.Col(j)[i] = v
		}
	}
	return a
}

// touches reports whether the contact set is known to have this dimension and these columns.
func touches(c certify.Certificate, dim int, set ...int) bool {
	return c.Contact.Dim == dim && c.Contact.Face == len(set)-1 && slices.Equal(c.Contact.Set, set)
}

func TestArticleExamples(t *testing.T) {
	var r certify.Referee
	point := solvers.Problem{A: columns([]float64{10, 1}), B: []float64{5}, P: 1}
	c := r.Certify(t.Context(), point, solvers.Solution{X: []float64{.5, 0}})
	if c.Kind != certify.Optimal || !c.Unique || c.Tied || !c.Basic || !touches(c, 0, 0) || math.Abs(c.Margin-.9) > 1e-12 {
		t.Errorf("(10,5): %+v", c)
	}
	edge := solvers.Problem{A: columns([]float64{1, 1}), B: []float64{1000}, P: 1}
	for _, x := range [][]float64{{1000, 0}, {0, 1000}, {500, 500}, {999, 1}} {
		c := r.Certify(t.Context(), edge, solvers.Solution{X: x})
		if c.Kind != certify.Optimal || c.Unique || !c.Tied || !c.Exact || !touches(c, 1, 0, 1) {
			t.Errorf("(1,1000) at %v: %+v", x, c)
		}
		if basic := x[0] == 0 || x[1] == 0; c.Basic != basic {
			t.Errorf("(1,1000) at %v: basic %v, want %v", x, c.Basic, basic)
		}
	}
	if c := r.Certify(t.Context(), edge, solvers.Solution{X: []float64{1001, -1}}); c.Kind != certify.Feasible {
		t.Errorf("(1,1000) at (1001,-1): %+v, want feasible only", c)
	}
	if c := r.Certify(t.Context(), edge, solvers.Solution{X: []float64{1000, 1}}); c.Kind != certify.None {
		t.Errorf("(1,1000) at (1000,1): %+v, want none", c)
	}
}

// With signs for entries and one planted non-zero, the touch is unique with probability (1 - 2^(1-m))^(n-1).
func TestTiesOfSignMatrices(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		m, n int
		want float64
	}{{2, 3, .25}, {3, 4, .421875}, {5, 10, .5594245067}, {10, 20, .9635357747}} {
		const trials = 2000
		var referee certify.Referee
		var solver homotopy.Solver
		unique := 0
		for range trials {
			a := solvers.NewColumns(c.m, c.n, nil)
			for i := range a.Data() {
				a.Data()[i] = float64(2*rng.IntN(2) - 1)
			}
			b, x0 := make([]float64, c.m), make([]float64, c.n)
			x0[rng.IntN(c.n)] = math.Round(1024*rng.NormFloat64())/1024 + 8
			a.Mul(b, x0)
			p := solvers.Problem{A: a, B: b, P: 1}
			sol, err := solvers.Solve(t.Context(), &solver, p)
			if err != nil {
				t.Fatal(err)
			}
			cert := referee.Certify(t.Context(), p, sol)
			if cert.Kind != certify.Optimal || cert.Unique == cert.Tied || !cert.Exact {
				t.Fatalf("%d x %d: undecided %+v", c.m, c.n, cert)
			}
			if cert.Unique {
				unique++
			}
		}
		z := (float64(unique) - trials*c.want) / math.Sqrt(trials*c.want*(1-c.want))
		if math.Abs(z) > 4.5 {
			t.Errorf("%d x %d: unique %d of %d, want a share of %g: z = %.1f", c.m, c.n, unique, trials, c.want, z)
		}
	}
}

// The contact dimension of one equation with entries uniform on {-K..K} follows its closed form.
func TestContactDimensionOfOneEquation(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var referee certify.Referee
	var solver homotopy.Solver
	const trials, n = 4000, 3 // K = 2: P(d_T = 0, 1, 2) = 12/25, 48/125, 16/125
	count := map[int]int{}
	for range trials {
		a := solvers.NewColumns(1, n, nil)
		for i := range a.Data() {
			a.Data()[i] = float64(rng.IntN(5) - 2)
		}
		p := solvers.Problem{A: a, B: []float64{rng.NormFloat64()}, P: 1}
		sol, err := solvers.Solve(t.Context(), &solver, p)
		if err != nil {
			if !referee.Infeasible(p) {
				t.Fatalf("%v, but the referee does not see it: %v", err, a.Data())
			}
			count[-1]++
			continue
		}
		count[referee.Certify(t.Context(), p, sol).Contact.Dim]++
	}
	for dim, want := range map[int]float64{-1: 1. / 125, 0: 12. / 25, 1: 48. / 125, 2: 16. / 125} {
		if z := (float64(count[dim]) - trials*want) / math.Sqrt(trials*want*(1-want)); math.Abs(z) > 4.5 {
			t.Errorf("d_T = %d: %d of %d, want a share of %g: z = %.1f", dim, count[dim], trials, want, z)
		}
	}
}

// Every planted Gaussian touch is decided in floating point, and its success follows the exact law.
func TestGaussianTouchesAreDecided(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var referee certify.Referee
	var solver homotopy.Solver
	const trials, n, m, k, want = 4000, 20, 10, 3, .82886265635
	hits := 0
	for range trials {
		a := solvers.NewColumns(m, n, nil)
		for i := range a.Data() {
			a.Data()[i] = math.Round(rng.NormFloat64()*0x1p20) * 0x1p-20
		}
		b, x0 := make([]float64, m), make([]float64, n)
		for _, j := range rng.Perm(n)[:k] {
			x0[j] = math.Round(rng.NormFloat64()*0x1p10+.5) * 0x1p-10
		}
		a.Mul(b, x0)
		p := solvers.Problem{A: a, B: b, P: 1}
		sol, err := solvers.Solve(t.Context(), &solver, p)
		if err != nil {
			t.Fatal(err)
		}
		c := referee.Certify(t.Context(), p, sol)
		if c.Kind != certify.Optimal || !c.Unique || c.Exact || c.Contact.Dim != 0 {
			t.Fatalf("not decided: %+v", c)
		}
		worst := 0.0
		for j := range x0 {
			worst = max(worst, math.Abs(sol.X[j]-x0[j]))
		}
		if worst < 1e-6 {
			hits++
		}
	}
	if z := (float64(hits) - trials*want) / math.Sqrt(trials*want*(1-want)); math.Abs(z) > 4.5 {
		t.Errorf("recovered %d of %d: z = %.1f", hits, trials, z)
	}
}

// Near lambda_max a small gap is a large share of |x|_1, and yet screens every column off by its own length.
func TestScreeningByTheColumn(t *testing.T) {
	p := solvers.Problem{A: columns([]float64{1, 1 - 1e-4}), B: []float64{1}, P: 1, Lambda: 1 - 1e-6}
	r := certify.Referee{ExactWork: -1}
	c := r.Certify(t.Context(), p, solvers.Solution{X: []float64{2e-6, 0}})
	if c.Kind != certify.Optimal || !c.Unique || !touches(c, 0, 0) || math.Abs(c.Margin-1e-4) > 1e-5 {
		t.Errorf("%+v", c)
	}
	p.A.Col(1)[0] = 1 - 1e-7 // within the radius: two columns of one row are dependent
	if c := r.Certify(t.Context(), p, solvers.Solution{X: []float64{2e-6, 0}}); c.Kind != certify.Optimal || c.Unique {
		t.Errorf("%+v", c)
	}
}

func TestSparsity(t *testing.T) {
	for _, c := range []struct {
		x    []float64
		blur float64
	}{{nil, 0}, {[]float64{0, 0}, 0}, {[]float64{1, 0}, 1e-9}, {[]float64{1, 1e-9}, 1}, {[]float64{1, 1e-8}, .1}, {[]float64{-1, 1e-12}, 1e-3}, {[]float64{2, 1, 1e-7, 1e-13}, .02},
		{[]float64{5e-324, 0}, 0}} {
		support, blur := certify.Sparsity(c.x)
		if want := len(certify.AppendSupport(nil, c.x)); support != want || math.Abs(blur-c.blur) > 1e-12 {
			t.Errorf("Sparsity(%v) = %d, %v; want %d, %v", c.x, support, blur, want, c.blur)
		}
	}
	rng := rand.New(rand.NewPCG(29, 30))
	for range 1000 { // as defined: over all entries, the ratio to the line or its inverse
		x, blur := make([]float64, 1+rng.IntN(9)), 0.0
		for j := range x {
			x[j] = rng.NormFloat64() * math.Pow(10, -20*rng.Float64())
		}
		for _, v := range x {
			ratio := math.Abs(v) / (1e-9 * solvers.Norm(x, math.Inf(1)))
			blur = max(blur, min(ratio, 1/ratio))
		}
		if support, got := certify.Sparsity(x); got != blur || support != len(certify.AppendSupport(nil, x)) {
			t.Fatalf("Sparsity(%v) = %d, %v, want %v", x, support, got, blur)
		}
	}
}

// enumerated is an enumeration with a known result.
func enumerated(value, second float64) func(context.Context, solvers.Problem) (certify.Minimum, error) {
	return func(context.Context, solvers.Problem) (certify.Minimum, error) {
		return certify.Minimum{Value: value, Second: second}, nil
	}
}

// supplied is a source of dual vectors that has this one.
func supplied(y ...float64) func(context.Context, solvers.Problem) ([]float64, error) {
	return func(context.Context, solvers.Problem) ([]float64, error) { return y, nil }
}
