package learn_test

import (
	"fmt"
	"math"
	"testing"

	"touchpoint/experiments/learn"
	"touchpoint/experiments/theory"
	"touchpoint/solvers"
	"touchpoint/solvers/simplex"
)

// The five characters of the article: a shared component, and each its own.
func TestRadical(t *testing.T) {
	const c = 5
	s := learn.Sample{A: solvers.NewColumns(c, c+1, nil), B: make([]float64, c)}
	for i := range c {
		s.A.Col(0)[i], s.A.Col(i + 1)[i], s.B[i] = 1, 1, 1
	}
	r := theory.Radical{Positives: c}
	check := func(spelling string, want theory.Memory, err error, tolerance float64) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		x := fit(t, spelling, s, learn.Insight{}).X
		for j, v := range x {
			w := want.Own
			if j == 0 {
				w = want.Shared
			}
			if !close(v, w, tolerance) {
				t.Errorf("%s: x = %.6f, want %.6f and %.6f", spelling, x, want.Shared, want.Own)
				break
			}
		}
	}
	want, err := r.Touch(2)
	check("least", want, err, 1e-12)
	want, err = r.Touch(1)
	check("sparse", want, err, 1e-12)
	for _, share := range []float64{.1, .4, .9} {
		want, err = r.Lasso(share * c) // |A'b|_inf = c
		check(fmt.Sprintf("lasso:penalty=%v", share), want, err, 1e-12)
		check(fmt.Sprintf("lasso:lambda=%v", share*c), want, err, 1e-12)
		check(fmt.Sprintf("stagewise:step=0.001:penalty=%v", share), want, err, 2e-3)
	}
	for _, number := range []float64{.1, 1, 30} {
		want, err = r.Ridge(number * 10 / 6) // the columns have squares 5, 1, 1, 1, 1, 1
		check(fmt.Sprintf("ridge:penalty=%v", number), want, err, 1e-12)
		check(fmt.Sprintf("ridge:lambda=%v", number*5/6), want, err, 1e-12)
	}
	for _, keep := range []float64{.5, .8, .1} {
		want, err = r.Dropout(1 - keep)
		check(fmt.Sprintf("dropout:keep=%v", keep), want, err, 1e-12)
	}
	check("omp:size=1", theory.Memory{Shared: 1}, nil, 1e-12)
	check("prune:size=1", theory.Memory{Shared: 1}, nil, 1e-12)
}

// For orthonormal columns every penalty is a threshold on A'b.
func TestOrthonormal(t *testing.T) {
	const n, m = 6, 9
	s := learn.Sample{A: solvers.NewColumns(m, n, nil), B: []float64{2, -1.3, .7, .4, -.35, .1, 5, 5, 5}}
	for j := range n {
		s.A.Col(j)[j] = 1
	}
	for spelling, want := range map[string]func(z float64) float64{
		"lasso:penalty=0.3":       func(z float64) float64 { return theory.Soft(z, .6) },
		"half:penalty=0.2":        func(z float64) float64 { return theory.Half(z, .2*math.Pow(2/1.5, 1.5)) },
		"ridge:penalty=3":         func(z float64) float64 { return z / 4 },
		"dropout:keep=0.25":       func(z float64) float64 { return z / 4 },
		"least":                   func(z float64) float64 { return z },
		"sparse":                  func(z float64) float64 { return z },
		"omp:size=2":              func(z float64) float64 { return keep(z, .8) },
		"iht:size=3":              func(z float64) float64 { return keep(z, .5) },
		"htp:size=3":              func(z float64) float64 { return keep(z, .5) },
		"prune:size=3":            func(z float64) float64 { return keep(z, .5) },
		"lasso:size=2":            func(z float64) float64 { return theory.Soft(z, .7) },
		"lasso:size=2:refit=true": func(z float64) float64 { return keep(z, .8) },
	} {
		f := fit(t, spelling, s, learn.Insight{})
		for j, v := range f.X {
			if !close(v, want(s.B[j]), 1e-9) {
				t.Errorf("%s: x = %v; entry %d should be %v", spelling, f.X, j, want(s.B[j]))
			}
		}
	}
}

// keep is z above a level in size, and 0 below.
func keep(z, level float64) float64 {
	if math.Abs(z) > level {
		return z
	}
	return 0
}

// The least-squares fits: A'(b - A x) = 0 for both, of least norm |x|_2 for the one, x in the range of A', and least |x|_1 for the other.
func TestInterpolation(t *testing.T) {
	for name, s := range degenerate() {
		round, sparse := fit(t, "least", s, learn.Insight{}).X, fit(t, "sparse", s, learn.Insight{}).X
		for spelling, x := range map[string][]float64{"least": round, "sparse": sparse} {
			if c := solvers.Norm(correlations(s, x), math.Inf(1)); c > 1e-9 {
				t.Errorf("%s, %s: |A'(b - A x)| = %v", name, spelling, c)
			}
		}
		// ridge with a tiny penalty is the naive twin of the least norm: (A'A + eps)^-1 A'b
		if twin := quadratic(s, func(int) float64 { return 1e-9 }); !alike(round, twin, 1e-4) {
			t.Errorf("%s: least: %v, want %v", name, round, twin)
		}
		// for the sparse one the linear program on the same fit
		program, err := solvers.Solve(t.Context(), new(simplex.Solver), solvers.Problem{A: s.A, B: learn.Predict(s.A, round), P: 1})
		if err != nil {
			t.Fatal(err)
		}
		if !close(solvers.Norm(sparse, 1), solvers.Norm(program.X, 1), 1e-8) {
			t.Errorf("%s: |x|_1 = %v, want %v", name, solvers.Norm(sparse, 1), solvers.Norm(program.X, 1))
		}
	}
}

// The subset oracle is least squares on the columns of the truth alone.
func TestSubset(t *testing.T) {
	for seed := range uint64(5) {
		s, in := draw(70+seed, 12, 20, 4, 1)
		x := fit(t, "subset", s, in).X
		for j, c := range correlations(s, x) {
			if in.Truth[j] != 0 && math.Abs(c) > 1e-9 || in.Truth[j] == 0 && x[j] != 0 {
				t.Errorf("entry %d: x = %v, correlation %v", j, x[j], c)
			}
		}
	}
	s, in := draw(75, 5, 20, 9, 1) // more that matter than samples: they are interpolated
	if r := solvers.Norm(left(s, fit(t, "subset", s, in).X), 2); r > 1e-9 {
		t.Errorf("left over: %v", r)
	}
}
