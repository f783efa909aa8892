package crossval_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/crossval"
	"touchpoint/solvers/lasso"
	"touchpoint/solvers/ridge"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

var (
	lassoPath = crossval.Path(new(lasso.Solver).Points)
	ridgePath = crossval.Path(ridge.Path)
)

// draw returns an m x n system with b = A x + sigma e, of independent N(0,1) entries of A and e.
func draw(rng *rand.Rand, m, n int, x []float64, sigma float64) (*solvers.Columns, []float64) {
	a, b := solvers.NewColumns(m, n, nil), make([]float64, m)
	for i := range a.Data() {
		a.Data()[i] = rng.NormFloat64()
	}
	a.Mul(b, x)
	for i := range b {
		b[i] += sigma * rng.NormFloat64()
	}
	return a, b
}

// spikes returns k entries of 1 and n-k zeros.
func spikes(n, k int) []float64 {
	x := make([]float64, n)
	for j := range k {
		x[j] = 1
	}
	return x
}

func mustRun(t *testing.T, c crossval.CrossValidation, path crossval.Path, a *solvers.Columns, b, lambdas []float64) crossval.Result {
	t.Helper()
	r, err := c.Run(t.Context(), path, a, b, lambdas)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func near(a, b, tolerance float64) bool {
	return math.Abs(a-b) <= tolerance*max(math.Abs(a), math.Abs(b))
}

// naive is the ridge point by its normal equations, over the rows that are kept.
func naive(a *solvers.Columns, b []float64, keep func(i int) bool, lambda float64) *mat.VecDense {
	m, n := a.Dims()
	gram, right := mat.NewSymDense(n, nil), mat.NewVecDense(n, nil)
	for i := range m {
		if !keep(i) {
			continue
		}
		row := mat.NewVecDense(n, mat.Row(nil, i, a))
		gram.SymRankOne(gram, 1, row)
		right.AddScaledVec(right, b[i], row)
	}
	for j := range n {
		gram.SetSym(j, j, gram.At(j, j)+2*lambda)
	}
	var chol mat.Cholesky
	chol.Factorize(gram)
	x := new(mat.VecDense)
	if err := chol.SolveVecTo(x, right); err != nil {
		panic(err)
	}
	return x
}

// Every number of the result by plain loops over folds and rows.
func TestAgainstLoops(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct{ m, n, folds int }{{11, 5, 3}, {10, 14, 2}, {23, 4, 0}, {6, 3, 0}, {9, 2, 9}} {
		a, b := draw(rng, c.m, c.n, spikes(c.n, 2), .5)
		lambdas := []float64{30, 3, .3, .03}
		validation := crossval.CrossValidation{Folds: c.folds, Seed: 5}
		r := mustRun(t, validation, ridgePath, a, b, lambdas)
		fold, err := validation.Deal(c.m)
		if err != nil {
			t.Fatal(err)
		}
		count := c.folds
		if count == 0 {
			count = min(10, c.m)
		}
		for l, lambda := range lambdas {
			total := 0.0
			means, weights := make([]float64, count), make([]float64, count)
			for k := range count {
				rows := 0
				for _, f := range fold {
					if f == k {
						rows++
					}
				}
				x := naive(a, b, func(i int) bool { return fold[i] != k }, lambda*float64(c.m-rows)/float64(c.m))
				for i, f := range fold {
					if f == k {
						e := b[i] - mat.Dot(x, mat.NewVecDense(c.n, mat.Row(nil, i, a)))
						total += e * e
						means[k] += e * e / float64(rows)
					}
				}
				weights[k] = float64(rows)
			}
			if !near(r.Errors[l], total/float64(c.m), 1e-10) {
				t.Errorf("%+v, lambda = %v: error %v, want %v", c, lambda, r.Errors[l], total/float64(c.m))
			}
			// the spread of a weighted mean over K folds, 1/K of the weighted variance with K - 1 degrees of freedom
			want := math.Sqrt(stat.MomentAbout(2, means, stat.Mean(means, weights), weights) / float64(count-1))
			if !near(r.Spread[l], want, 1e-9) {
				t.Errorf("%+v, lambda = %v: spread %v, want %v", c, lambda, r.Spread[l], want)
			}
		}
		least := slices.Index(r.Errors, slices.Min(r.Errors))
		simple := slices.IndexFunc(r.Errors, func(e float64) bool { return e <= r.Errors[least]+r.Spread[least] })
		if r.Least != least || r.Simple != simple || r.Chosen != least || r.Lambda() != lambdas[least] || !slices.Equal(r.Lambdas, lambdas) {
			t.Errorf("%+v: result %+v", c, r)
		}
		validation.OneStandardError = true
		if r := mustRun(t, validation, ridgePath, a, b, lambdas); r.Chosen != simple || r.Lambda() != lambdas[simple] {
			t.Errorf("%+v: one standard error chooses %d, want %d", c, r.Chosen, simple)
		}
	}
}

// With a fold for every row the curve is that of ridge's closed form, at the penalty that m - 1 rows get.
func TestLeaveOneOut(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	for _, shape := range [][2]int{{15, 6}, {12, 30}, {2, 3}} {
		m, n := shape[0], shape[1]
		a, b := draw(rng, m, n, spikes(n, 2), 1)
		lambdas := ridge.Grid(a, 1e-6, 8)
		r := mustRun(t, crossval.CrossValidation{Folds: m}, ridgePath, a, b, lambdas)
		for l, lambda := range lambdas {
			left, err := ridge.LeaveOneOut(a, b, lambda*float64(m-1)/float64(m))
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range left {
				left[i] = e * e
			}
			mean, spread := stat.MeanStdDev(left, nil)
			if !near(r.Errors[l], mean, 1e-10) || !near(r.Spread[l], stat.StdErr(spread, float64(m)), 1e-9) {
				t.Errorf("%v, lambda = %v: error %v +- %v, closed form %v with deviation %v", shape, lambda, r.Errors[l], r.Spread[l], mean, spread)
			}
		}
	}
}

// With a fold for every row the order of the rows and the seed do not matter.
func TestOrderOfRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	a, b := draw(rng, 12, 20, spikes(20, 3), .3)
	lambdas := lasso.Grid(lasso.LambdaMax(a, b), 1e-3, 15)
	want := mustRun(t, crossval.CrossValidation{Folds: 12}, lassoPath, a, b, lambdas)
	moved, right := solvers.NewColumns(12, 20, nil), make([]float64, 12)
	for i, from := range rng.Perm(12) {
		right[i] = b[from]
		for j := range 20 {
			moved.Col(j)[i] = a.Col(j)[from]
		}
	}
	got := mustRun(t, crossval.CrossValidation{Folds: 12, Seed: 99}, lassoPath, moved, right, lambdas)
	if got.Least != want.Least || got.Simple != want.Simple {
		t.Errorf("choices %d and %d, want %d and %d", got.Least, got.Simple, want.Least, want.Simple)
	}
	for l := range lambdas {
		if !near(got.Errors[l], want.Errors[l], 1e-6) { // a gap of 1e-10 leaves points uncertain by its root
			t.Errorf("lambda = %v: error %v, want %v", lambdas[l], got.Errors[l], want.Errors[l])
		}
	}
}

// The choice does not depend on the units of b, even where its square leaves the range of float64.
func TestUnits(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 1))
	a, b := draw(rng, 14, 10, spikes(10, 2), .5)
	lambdas := ridge.Grid(a, 1e-6, 12)
	want := mustRun(t, crossval.CrossValidation{}, ridgePath, a, b, lambdas)
	for _, e := range []int{-900, -3, 5, 300, 900} {
		right := make([]float64, len(b))
		for i, v := range b {
			right[i] = math.Ldexp(v, e)
		}
		got := mustRun(t, crossval.CrossValidation{}, ridgePath, a, right, lambdas)
		if got.Chosen != want.Chosen || got.Simple != want.Simple {
			t.Errorf("b times 2^%d: chosen %d and %d, want %d and %d", e, got.Chosen, got.Simple, want.Chosen, want.Simple)
		}
		if got.Errors[3] != math.Ldexp(want.Errors[3], 2*e) || got.Spread[3] != math.Ldexp(want.Spread[3], 2*e) {
			t.Errorf("b times 2^%d: error %v +- %v, was %v +- %v", e, got.Errors[3], got.Spread[3], want.Errors[3], want.Spread[3])
		}
	}
}

// A curve that is flat has its choice at the largest penalty.
func TestTies(t *testing.T) {
	flat := func(_ context.Context, a *solvers.Columns, _ []float64, lambdas []float64) ([][]float64, error) {
		_, n := a.Dims()
		points := make([][]float64, len(lambdas))
		for i := range points {
			points[i] = make([]float64, n)
			if lambdas[i] > 4 {
				points[i][0] = 1e3
			}
		}
		return points, nil
	}
	a, b := draw(rand.New(rand.NewPCG(5, 1)), 9, 3, spikes(3, 0), 1)
	r := mustRun(t, crossval.CrossValidation{}, flat, a, b, []float64{8, 7, 2, 1, .5})
	if r.Least != 2 || r.Simple != 2 || r.Chosen != 2 {
		t.Errorf("choices %d and %d of %v", r.Least, r.Simple, r.Errors)
	}
	for _, v := range r.Errors[2:] {
		if v != r.Errors[2] {
			t.Errorf("errors %v", r.Errors)
		}
	}
}

// Folds differ by one row at most, and the order of rows that they are dealt from does not depend on their number.
func TestDeal(t *testing.T) {
	for _, m := range []int{2, 7, 10, 101} {
		for _, folds := range []int{0, 2, m} {
			fold, err := crossval.CrossValidation{Folds: folds, Seed: 3}.Deal(m)
			if err != nil {
				t.Fatal(err)
			}
			if folds == 0 {
				folds = min(10, m)
			}
			sizes := make([]int, folds)
			for _, k := range fold {
				sizes[k]++
			}
			if len(fold) != m || slices.Min(sizes) < m/folds || slices.Max(sizes) > (m+folds-1)/folds {
				t.Errorf("%d rows in %d folds: sizes %v", m, folds, sizes)
			}
		}
	}
	all, _ := crossval.CrossValidation{Folds: 30}.Deal(30)
	three, _ := crossval.CrossValidation{Folds: 3}.Deal(30)
	other, _ := crossval.CrossValidation{Folds: 3, Seed: 1}.Deal(30)
	for i, place := range all {
		if three[i] != place%3 {
			t.Errorf("row %d is at place %d, but in fold %d of 3", i, place, three[i])
		}
	}
	if slices.Equal(three, other) {
		t.Error("two seeds deal alike")
	}
	if want := []int{0, 3, 1, 2, 3, 0, 1, 2}; !slices.Equal(must(crossval.CrossValidation{Folds: 4}.Deal(8)), want) {
		t.Errorf("the dealing of seed 0 has changed: %v, was %v", must(crossval.CrossValidation{Folds: 4}.Deal(8)), want)
	}
}

func must(fold []int, err error) []int {
	if err != nil {
		panic(err)
	}
	return fold
}

// Fit is the path of all rows at the choice.
func TestFit(t *testing.T) {
	a, b := draw(rand.New(rand.NewPCG(6, 1)), 20, 30, spikes(30, 3), .3)
	lambdas := lasso.Grid(lasso.LambdaMax(a, b), 1e-3, 20)
	x, r, err := crossval.CrossValidation{OneStandardError: true}.Fit(t.Context(), lassoPath, a, b, lambdas)
	if err != nil {
		t.Fatal(err)
	}
	sol, err := solvers.Solve(t.Context(), new(lasso.Solver), solvers.Problem{A: a, B: b, P: 1, Lambda: r.Lambda()})
	if err != nil {
		t.Fatal(err)
	}
	for j, v := range x {
		if math.Abs(v-sol.X[j]) > 1e-6 {
			t.Errorf("x[%d] = %v, want %v", j, v, sol.X[j])
		}
	}
	again := mustRun(t, crossval.CrossValidation{OneStandardError: true}, lassoPath, a, b, lambdas)
	if again.Chosen != r.Chosen || !slices.Equal(again.Errors, r.Errors) {
		t.Error("Run and Fit disagree")
	}
}

// A training sample may be empty of signal: the only row with one is left out.
func TestNothingToLearn(t *testing.T) {
	a, b := draw(rand.New(rand.NewPCG(7, 1)), 4, 3, spikes(3, 0), 0)
	b[2] = 1
	for name, path := range map[string]crossval.Path{"lasso": lassoPath, "ridge": ridgePath} {
		if r := mustRun(t, crossval.CrossValidation{}, path, a, b, []float64{10, .1}); !(r.Errors[0] > 0) {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestRefuses(t *testing.T) {
	a, b := draw(rand.New(rand.NewPCG(8, 1)), 5, 3, spikes(3, 1), 1)
	one := solvers.NewColumns(1, 3, []float64{1, 2, 3})
	for want, run := range map[string]func() (crossval.Result, error){
		"m = 1": func() (crossval.Result, error) {
			return crossval.CrossValidation{}.Run(t.Context(), ridgePath, one, []float64{1}, []float64{1})
		},
		"6 folds of 5 rows": func() (crossval.Result, error) {
			return crossval.CrossValidation{Folds: 6}.Run(t.Context(), ridgePath, a, b, []float64{1})
		},
		"1 folds of 5 rows": func() (crossval.Result, error) {
			return crossval.CrossValidation{Folds: 1}.Run(t.Context(), ridgePath, a, b, []float64{1})
		},
		"-2 folds of 5 rows": func() (crossval.Result, error) {
			return crossval.CrossValidation{Folds: -2}.Run(t.Context(), ridgePath, a, b, []float64{1})
		},
		"b has 4 entries": func() (crossval.Result, error) {
			return crossval.CrossValidation{}.Run(t.Context(), ridgePath, a, b[:4], []float64{1})
		},
		"A is nil": func() (crossval.Result, error) {
			return crossval.CrossValidation{}.Run(t.Context(), ridgePath, nil, b, []float64{1})
		},
	} {
		if _, err := run(); !errors.Is(err, solvers.ErrProblem) || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	for _, lambdas := range [][]float64{nil, {0}, {-1}, {math.NaN()}, {math.Inf(1)}, {1, 1}, {1, 2}, {1, 0}, {1, math.NaN()}} {
		if _, err := (crossval.CrossValidation{}).Run(t.Context(), ridgePath, a, b, lambdas); !errors.Is(err, solvers.ErrProblem) {
			t.Errorf("penalties %v: error %v", lambdas, err)
		}
	}
}

// A path that breaks its promise is told so, and its own errors come through.
func TestBrokenPaths(t *testing.T) {
	a, b := draw(rand.New(rand.NewPCG(9, 1)), 5, 3, spikes(3, 1), 1)
	own := errors.New("own")
	returns := func(points [][]float64, err error) crossval.Path {
		return func(context.Context, *solvers.Columns, []float64, []float64) ([][]float64, error) { return points, err }
	}
	for name, c := range map[string]struct {
		path crossval.Path
		want error
	}{
		"too few points": {returns(nil, nil), solvers.ErrSolver},
		"short points":   {returns([][]float64{{1, 2}}, nil), solvers.ErrSolver},
		"not finite":     {returns([][]float64{{1, 2, math.NaN()}}, nil), solvers.ErrSolver},
		"too large":      {returns([][]float64{{1, 2, 1e300}}, nil), solvers.ErrProblem},
		"its own error":  {returns(nil, own), own},
	} {
		if _, err := (crossval.CrossValidation{}).Run(t.Context(), c.path, a, b, []float64{1}); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (crossval.CrossValidation{}).Run(ctx, ridgePath, a, b, []float64{1}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error %v", err)
	}
}
