package learn_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/experiments/learn"
	"touchpoint/solvers"

	"gonum.org/v1/gonum/mat"
)

// every spells each learner in each of its ways.
var every = []string{
	"null", "least", "sparse", "subset", "ridge", "ridge:penalty=1se", "ridge:penalty=oracle", "ridge:penalty=0.5", "dropout", "dropout:keep=oracle",
	"dropout:keep=0.5", "lasso", "lasso:penalty=1se", "lasso:penalty=oracle", "lasso:penalty=0.2", "lasso:refit=true", "lasso:size=k", "lasso:size=3:refit=true",
	"half", "half:penalty=oracle", "half:penalty=0.2", "half:size=k", "half:refit=true", "stagewise", "stagewise:penalty=oracle", "stagewise:size=k:step=0.05",
	"omp", "omp:size=k", "omp:size=2", "omp:size=oracle", "iht", "iht:size=k", "htp", "htp:size=k", "htp:size=1se", "prune", "prune:size=k", "prune:size=k:way=once",
	"prune:size=k:way=iterate", "prune:way=iterate:from=least", "prune:size=k:from=dropout", "prune:size=k:from=least:way=once",
}

// draw returns m samples of n independent N(0,1) features, k of which matter by ±1, with the insight into them.
func draw(seed uint64, m, n, k int, sigma float64) (learn.Sample, learn.Insight) {
	rng := rand.New(rand.NewPCG(seed, 7))
	s := learn.Sample{A: solvers.NewColumns(m, n, nil), B: make([]float64, m)}
	for i := range s.A.Data() {
		s.A.Data()[i] = rng.NormFloat64()
	}
	truth := make([]float64, n)
	for _, j := range rng.Perm(n)[:k] {
		truth[j] = math.Copysign(1, rng.NormFloat64())
	}
	s.A.Mul(s.B, truth)
	for i := range s.B {
		s.B[i] += sigma * rng.NormFloat64()
	}
	return s, learn.Insight{Truth: truth, K: k}
}

func fit(t *testing.T, spelling string, s learn.Sample, in learn.Insight) learn.Fit {
	t.Helper()
	l, err := learn.Find(spelling)
	if err != nil {
		t.Fatal(err)
	}
	f, err := l.Fit(t.Context(), s, in, rand.New(rand.NewPCG(3, 4)))
	if err != nil {
		t.Fatalf("%s: %v", spelling, err)
	}
	return f
}

// left returns b - A x.
func left(s learn.Sample, x []float64) []float64 {
	r := learn.Predict(s.A, x)
	for i := range r {
		r[i] = s.B[i] - r[i]
	}
	return r
}

// correlations returns A'(b - A x).
func correlations(s learn.Sample, x []float64) []float64 {
	_, n := s.A.Dims()
	c := make([]float64, n)
	s.A.MulT(c, left(s, x))
	return c
}

func close(a, b, tolerance float64) bool {
	return math.Abs(a-b) <= tolerance*max(1, math.Abs(a), math.Abs(b))
}

func alike(a, b []float64, tolerance float64) bool {
	return slices.EqualFunc(a, b, func(a, b float64) bool { return close(a, b, tolerance) })
}

// quadratic is the solution of (A'A + diag(weight)) x = A'b by Cholesky.
func quadratic(s learn.Sample, weight func(j int) float64) []float64 {
	_, n := s.A.Dims()
	var gram mat.Dense
	gram.Mul(s.A.T(), s.A)
	matrix := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			matrix.SetSym(i, j, gram.At(i, j))
		}
		matrix.SetSym(i, i, gram.At(i, i)+weight(i))
	}
	var chol mat.Cholesky
	if !chol.Factorize(matrix) {
		panic("the matrix is not positive definite")
	}
	right, x := mat.NewVecDense(n, nil), mat.NewVecDense(n, nil)
	right.MulVec(s.A.T(), mat.NewVecDense(len(s.B), s.B))
	if err := chol.SolveVecTo(x, right); err != nil {
		panic(err)
	}
	return x.RawVector().Data
}

// degenerate lists samples of every rank: wide, tall, square, with columns and rows that repeat.
func degenerate() map[string]learn.Sample {
	list := make(map[string]learn.Sample)
	for _, shape := range [][2]int{{5, 9}, {9, 5}, {7, 7}} {
		s, _ := draw(60, shape[0], shape[1], 2, .5)
		list[fmt.Sprint(shape)] = s
	}
	columns, _ := draw(61, 9, 5, 2, .5)
	copy(columns.A.Col(3), columns.A.Col(1))
	list["a column twice"] = columns
	rows, _ := draw(62, 6, 9, 2, .5)
	for j := range 9 {
		rows.A.Col(j)[4] = rows.A.Col(j)[2] // with two labels
	}
	list["a row twice, labelled differently"] = rows
	empty, _ := draw(63, 8, 4, 2, .5)
	clear(empty.A.Col(2))
	list["a feature that is always zero"] = empty
	return list
}
