package learn_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/experiments/learn"
	"touchpoint/experiments/theory"
	"touchpoint/solvers"
	"touchpoint/solvers/crossval"
	"touchpoint/solvers/greedy"
	"touchpoint/solvers/lasso"
)

// Ridge and dropout against the normal equations, at the penalty that they say they used.
func TestQuadraticPenalties(t *testing.T) {
	for _, shape := range shapes {
		s, in := draw(80, shape[0], shape[1], shape[2], .5)
		s.A.Col(1)[0] *= 40 // columns of very different length
		for _, spelling := range []string{"ridge", "ridge:penalty=0.5", "ridge:penalty=oracle"} {
			f := fit(t, spelling, s, in)
			if want := quadratic(s, func(int) float64 { return 2 * f.Penalty }); !alike(f.X, want, 1e-8) {
				t.Errorf("%s: %v, want %v", spelling, f.X, want)
			}
		}
		for _, spelling := range []string{"dropout", "dropout:keep=0.5", "dropout:keep=oracle"} {
			f := fit(t, spelling, s, in)
			square := func(j int) float64 { return math.Pow(solvers.Norm(s.A.Col(j), 2), 2) }
			if want := quadratic(s, func(j int) float64 { return f.Penalty * square(j) }); !alike(f.X, want, 1e-8) {
				t.Errorf("%s: %v, want %v", spelling, f.X, want)
			}
			if k := learn.Keep(f.Penalty); spelling == "dropout:keep=0.5" && !close(k, .5, 1e-12) {
				t.Errorf("%s: keep %v", spelling, k)
			}
		}
	}
}

// Dropout by doing it: stochastic gradient descent over random masks, a fresh one for each sample, ends near the closed form, and nowhere is the
// expected loss less.
func TestDropoutByDescent(t *testing.T) {
	const keep, sweeps = .7, 20000
	s, in := draw(90, 12, 4, 2, .5)
	x := fit(t, "dropout:keep=0.7", s, in).X
	rng := rand.New(rand.NewPCG(9, 9))
	w, mean, row := make([]float64, 4), make([]float64, 4), make([]float64, 4)
	for sweep := range sweeps {
		for i, b := range s.B {
			score := 0.0
			for j := range w {
				row[j] = 0
				if rng.Float64() < keep {
					row[j] = s.A.At(i, j) / keep
				}
				score += row[j] * w[j]
			}
			for j := range w {
				w[j] += .02 / math.Sqrt(float64(1+sweep)) * (b - score) * row[j]
				mean[j] += w[j] / float64(sweeps*len(s.B))
			}
		}
	}
	if !alike(mean, x, .03) {
		t.Errorf("descent %.4f, closed form %.4f", mean, x)
	}
	least, err := theory.DropoutLoss(s.A, s.B, x, 1-keep)
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		y := slices.Clone(x)
		for j := range y {
			y[j] += .01 * rng.NormFloat64()
		}
		if loss, _ := theory.DropoutLoss(s.A, s.B, y, 1-keep); loss < least {
			t.Errorf("a loss of %v beside %v", loss, least)
		}
	}
}

// The Lasso against coordinate descent, at the penalty that it says it used.
func TestLassoAgainstDescent(t *testing.T) {
	for seed := range uint64(6) {
		s, in := draw(100+seed, 20, 30-3*int(seed), 3, .7)
		for _, spelling := range []string{"lasso", "lasso:penalty=1se", "lasso:penalty=oracle", "lasso:penalty=0.13"} {
			f := fit(t, spelling, s, in)
			if f.Penalty >= lasso.LambdaMax(s.A, s.B) {
				continue
			}
			want, err := solvers.Solve(t.Context(), &lasso.Solver{Tolerance: 1e-14}, solvers.Problem{A: s.A, B: s.B, P: 1, Lambda: f.Penalty})
			if err != nil || !alike(f.X, want.X, 1e-6) {
				t.Errorf("%s: %.5f, want %.5f (%v)", spelling, f.X, want.X, err)
			}
		}
		f := fit(t, "lasso:refit=true", s, in)
		for j, c := range correlations(s, f.X) {
			if f.X[j] != 0 && math.Abs(c) > 1e-9 {
				t.Errorf("refit: correlation %v with a feature in use", c)
			}
		}
	}
}

// Every coordinate of the L1/2 point is at its global minimum with the others held, and small moves of all do not help.
func TestHalfIsLocallyBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 1))
	for seed := range uint64(6) {
		s, in := draw(110+seed, 20, 30-3*int(seed), 3, .7)
		for _, spelling := range []string{"half", "half:penalty=oracle", "half:penalty=0.05"} {
			f := fit(t, spelling, s, in)
			for j, c := range correlations(s, f.X) {
				square := math.Pow(solvers.Norm(s.A.Col(j), 2), 2)
				if want := theory.Half(f.X[j]+c/square, f.Penalty/square); !close(f.X[j], want, 1e-4) {
					t.Errorf("%s: x[%d] = %v, its minimum is at %v", spelling, j, f.X[j], want)
				}
			}
			p := solvers.Problem{A: s.A, B: s.B, P: .5, Lambda: f.Penalty}
			here := p.Objective(f.X)
			for range 50 {
				y := slices.Clone(f.X)
				for j := range y {
					y[j] += 1e-3 * rng.NormFloat64()
				}
				if p.Objective(y) < here-1e-9 {
					t.Errorf("%s: objective %v beside %v", spelling, p.Objective(y), here)
				}
			}
		}
	}
}

// For features that are nearly orthogonal small steps follow the Lasso.
func TestStagewiseFollowsLasso(t *testing.T) {
	s, in := draw(120, 400, 8, 3, 1)
	for _, share := range []string{"0.5", "0.1"} {
		a, b := fit(t, "lasso:penalty="+share, s, in).X, fit(t, "stagewise:step=0.001:penalty="+share, s, in).X
		if !alike(a, b, .01) {
			t.Errorf("stagewise %.4f, Lasso %.4f", b, a)
		}
	}
}

// The greedy learners are their solvers at that size.
func TestGreedyAgainstSolvers(t *testing.T) {
	for seed := range uint64(5) {
		s, in := draw(130+seed, 25, 40, 3, .4)
		for spelling, solver := range map[string]solvers.Solver{
			"omp:size=4": &greedy.OMP{Sparsity: 4}, "iht:size=4": &greedy.IHT{Sparsity: 4}, "htp:size=4": &greedy.HTP{Sparsity: 4},
		} {
			want, err := solvers.Solve(t.Context(), solver, solvers.Problem{A: s.A, B: s.B})
			if got := fit(t, spelling, s, in).X; err != nil || !alike(got, want.X, 1e-9) {
				t.Errorf("%s: %v, want %v (%v)", spelling, got, want.X, err)
			}
		}
	}
}

// One-shot pruning by hand: the largest weights of the ridge fit, as they are or fitted anew; and step by step from the fit of least norm.
func TestPruneByHand(t *testing.T) {
	top := func(x []float64, size int) (set []int) {
		for len(set) < size {
			best := -1
			for j, v := range x {
				if !slices.Contains(set, j) && (best < 0 || math.Abs(v) > math.Abs(x[best])) {
					best = j
				}
			}
			set = append(set, best)
		}
		slices.Sort(set)
		return set
	}
	for seed := range uint64(4) {
		s, in := draw(140+seed, 20, 30, 4, .5)
		dense := fit(t, "ridge", s, in).X
		want, once := top(dense, 4), fit(t, "prune:size=k:way=once", s, in).X
		for j, v := range once {
			if in := slices.Contains(want, j); in && v != dense[j] || !in && v != 0 {
				t.Errorf("once: x[%d] = %v, was %v", j, v, dense[j])
			}
		}
		again, err := greedy.Refit(s.A, s.B, want)
		if got := fit(t, "prune:size=k", s, in).X; err != nil || !alike(got, again, 1e-12) {
			t.Errorf("refit: %v, want %v (%v)", got, again, err)
		}
		// 30 weights: 24, 19, 15, 12, 9, 7, 5 and 4 are left
		x, set := fit(t, "least", s, in).X, []int(nil)
		for _, left := range []int{24, 19, 15, 12, 9, 7, 5, 4} {
			set = top(x, left)
			part := learn.Sample{A: solvers.NewColumns(20, left, nil), B: s.B}
			for i, j := range set {
				copy(part.A.Col(i), s.A.Col(j))
			}
			fitted := fit(t, "least", part, learn.Insight{}).X
			x = make([]float64, 30)
			for i, j := range set {
				x[j] = fitted[i]
			}
		}
		if got := fit(t, "prune:size=k:way=iterate:from=least", s, in).X; !alike(got, x, 1e-9) {
			t.Errorf("iterate: %v, want %v", got, x)
		}
	}
}

// Cross-validation of dropout by plain loops: every fold has the whole of q, for the penalty grows with the sample by itself. That of the Lasso is the
// house's, which gives a fold its part of lambda.
func TestValidation(t *testing.T) {
	s, in := draw(150, 17, 10, 2, 1)
	rng := rand.New(rand.NewPCG(3, 4)) // as in fit
	seed := rng.Uint64()
	fold, err := crossval.CrossValidation{Folds: 5, Seed: seed}.Deal(17)
	if err != nil {
		t.Fatal(err)
	}
	least, best := math.Inf(1), 0.0
	for i := range 65 {
		q := 1e4 * math.Pow(1e-8, float64(i)/64)
		sum := 0.0
		for k := range 5 {
			part := learn.Sample{}
			var rows []int
			for r, f := range fold {
				if f != k {
					rows = append(rows, r)
				}
			}
			part.A = solvers.NewColumns(len(rows), 10, nil)
			for to, from := range rows {
				part.B = append(part.B, s.B[from])
				for j := range 10 {
					part.A.Col(j)[to] = s.A.At(from, j)
				}
			}
			x := quadratic(part, func(j int) float64 { return q * math.Pow(solvers.Norm(part.A.Col(j), 2), 2) })
			for r, v := range left(s, x) {
				if fold[r] == k {
					sum += v * v
				}
			}
		}
		if sum < least {
			least, best = sum, q
		}
	}
	if got := fit(t, "dropout", s, in).Penalty; !close(got, best, 1e-9) {
		t.Errorf("dropout: q = %v, by loops %v", got, best)
	}
	top := lasso.LambdaMax(s.A, s.B)
	r, err := crossval.CrossValidation{Folds: 5, Seed: seed}.Run(t.Context(), (&lasso.Solver{Tolerance: 1e-13}).Points, s.A, s.B, lasso.Grid(top, 1e-3, 61))
	if got := fit(t, "lasso", s, in).Penalty; err != nil || !close(got, r.Lambda(), 1e-9) {
		t.Errorf("lasso: lambda = %v, by descent %v (%v)", got, r.Lambda(), err)
	}
}
