package catalog

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"touchpoint/experiments"
	"touchpoint/experiments/learn"
	"touchpoint/experiments/stats"
	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
)

// dropoutMasks are the numbers of random masks over which dropout is averaged.
var dropoutMasks = []int{10, 100, 1000}

// measureDropping holds dropout on the inputs of a linear model against what it is said to be.
func measureDropping() experiments.Measure {
	facts := []experiments.Fact{
		fact("deviation", "ratio", "largest difference of x from (A'A + q diag A'A)^-1 A'b, over its largest entry"),
		fact("shrunk", "ratio", "|x|_2 over that of the least-squares fit of least norm"),
		fact("zeros", "count", "exact zeros of x"),
		fact("balance", "p-value", "that the gradient has mean 0 at x over random masks, along a random direction, by Student's test"),
		fact("test", "ratio", "expected squared error on a new sample, all inputs added back, over that of the best constant"),
		fact("while", "ratio", "the same while inputs are still dropped"),
		fact("natives", "ratio", "as test, of least squares on half of the inputs"),
		fact("immigrants", "ratio", "as test, with the other half added after half of the samples"),
		fact("whole", "ratio", "as test, of least squares on all inputs from the start"),
	}
	for _, masks := range dropoutMasks {
		facts = append(facts, fact(dropoutApart(masks), "ratio", fmt.Sprintf("|x_R - x|_2/|x|_2, x_R the least-squares fit to R = %d masked copies of the sample", masks)))
	}
	return experiments.Measure{
		Name: "dropping",
		About: "drops inputs of a linear model with q = lambda, that is each with probability q/(1 + q) for every sample and step, compares the mean over drawn masks with the " +
			"closed form, predicts with the dropped inputs added back and without, and adds half of the inputs after half of the samples",
		Facts: facts,
		Accepts: func(_ experiments.Lab, c experiments.Cell) error {
			if c.Solver != "dropout" || !(c.Lambda > 0) || c.K == 0 || c.Ensemble != "gaussian" || c.N < 2 || c.M < 2 {
				return fmt.Errorf("n = %d, m = %d, k = %d, lambda = %v, ensemble %q, solver %q; dropping takes gaussian samples, two or more of two or more inputs, with a truth, lambda > 0 and the solver dropout",
					c.N, c.M, c.K, c.Lambda, c.Ensemble, c.Solver)
			}
			return nil
		},
		Run: dropoutRun,
	}
}

// dropoutApart names the distance of the least-squares fit to so many masked copies of the sample from the closed form, |x_R - x|_2/|x|_2.
func dropoutApart(masks int) string { return "apart_" + strconv.Itoa(masks) }

func dropoutRun(ctx context.Context, t *experiments.Trial) ([]float64, error) {
	s, err := t.Draw()
	if err != nil {
		return nil, err
	}
	q := t.Cell.Lambda
	x, err := dropoutLearn(ctx, "dropout:keep="+strconv.FormatFloat(1/(1+q), 'g', -1, 64), s.A, s.B)
	if err != nil {
		return nil, err
	}
	gram, product := dropoutNormal(s.A, s.B)
	diagonal := mat.NewSymDense(t.Cell.N, nil)
	for j := range t.Cell.N {
		diagonal.SetSym(j, j, q*gram.At(j, j))
	}
	closed, err := dropoutSolve(gram, diagonal, product)
	if err != nil {
		return nil, err
	}
	stages, err := dropoutStages(ctx, t.Rand("half"), s)
	if err != nil {
		return nil, err
	}
	masked, balance, err := dropoutAverage(t.Rand("masks"), s, 1/(1+q), x)
	if err != nil {
		return nil, err
	}
	variance := t.Cell.Noise * t.Cell.Noise
	risk := func(x []float64) float64 {
		return (variance + math.Pow(floats.Distance(x, s.Truth, 2), 2)) / (variance + floats.Dot(s.Truth, s.Truth))
	}
	size := floats.Dot(x, x)
	still := risk(x) + q*size/(variance+floats.Dot(s.Truth, s.Truth))
	facts := []float64{
		floats.Distance(x, closed, math.Inf(1)) / floats.Norm(closed, math.Inf(1)), math.Sqrt(size) / floats.Norm(stages[2], 2), float64(len(x) - floats.Count(dropoutUsed, x)), balance,
		risk(x), still, risk(stages[0]), risk(stages[1]), risk(stages[2]),
	}
	for _, average := range masked {
		facts = append(facts, floats.Distance(average, x, 2)/math.Sqrt(size))
	}
	return facts, nil
}

func dropoutUsed(v float64) bool { return v != 0 }

func dropoutLearn(ctx context.Context, learner string, a *solvers.Columns, b []float64) ([]float64, error) {
	l, err := learn.Find(learner)
	if err != nil {
		return nil, err
	}
	fit, err := l.Fit(ctx, learn.Sample{A: a, B: b}, learn.Insight{}, nil)
	return fit.X, err
}

// dropoutNormal is A'A and A'b.
func dropoutNormal(a *solvers.Columns, b []float64) (*mat.SymDense, []float64) {
	_, n := a.Dims()
	gram, product := mat.NewSymDense(n, nil), make([]float64, n)
	for j := range n {
		for l := range j + 1 {
			gram.SetSym(j, l, floats.Dot(a.Col(j), a.Col(l)))
		}
		product[j] = floats.Dot(a.Col(j), b)
	}
	return gram, product
}

// dropoutSolve solves (gram + diagonal) x = product.
func dropoutSolve(gram, diagonal *mat.SymDense, product []float64) ([]float64, error) {
	var sum mat.SymDense
	var factor mat.Cholesky
	sum.AddSym(gram, diagonal)
	if !factor.Factorize(&sum) {
		return nil, fmt.Errorf("%w: the masked samples do not determine the weights", solvers.ErrSolver)
	}
	x := make([]float64, len(product))
	return x, factor.SolveVecTo(mat.NewVecDense(len(x), x), mat.NewVecDense(len(product), product))
}

// dropoutAverage draws masks, under which an input is kept with a probability and then divided by it. It returns the least-squares fits to the first 10,
// 100, .. masked samples taken together, and the p-value of Student's test that the gradient at x along a random direction has mean 0.
func dropoutAverage(rng *rand.Rand, s ensemble.System, keep float64, x []float64) (fits [][]float64, balance float64, err error) {
	m, n := s.A.Dims()
	direction := make([]float64, n)
	for j := range direction {
		direction[j] = rng.NormFloat64()
	}
	masked, residual := solvers.NewColumns(m, n, nil), make([]float64, m)
	gram, product, slopes := mat.NewSymDense(n, nil), make([]float64, n), []float64(nil)
	for _, masks := range dropoutMasks {
		for len(slopes) < masks {
			for j := range n {
				for i, v := range s.A.Col(j) {
					masked.Col(j)[i] = 0
					if rng.Float64() < keep {
						masked.Col(j)[i] = v / keep
					}
				}
			}
			g, p := dropoutNormal(masked, s.B)
			gram.AddSym(gram, g)
			floats.Add(product, p)
			masked.Mul(residual, x)
			floats.Sub(residual, s.B)
			slope := 0.0
			for j, d := range direction {
				slope += d * floats.Dot(masked.Col(j), residual)
			}
			slopes = append(slopes, slope)
		}
		fit, err := dropoutSolve(gram, mat.NewSymDense(n, nil), product)
		if err != nil {
			return nil, 0, err
		}
		fits = append(fits, fit)
	}
	test, err := stats.StudentTest(slopes)
	return fits, test.P, err
}

// dropoutStages is least squares by gradient descent in stages, each from where the one before ended: a random half of the inputs on the first half of
// the samples, and then on all samples, first without the other inputs, second with them added. Third is all inputs on all samples from 0.
func dropoutStages(ctx context.Context, rng *rand.Rand, s ensemble.System) (points [3][]float64, err error) {
	m, n := s.A.Dims()
	half := rng.Perm(n)[:n/2]
	part := solvers.NewColumns(m/2, len(half), nil)
	narrow := solvers.NewColumns(m, len(half), nil)
	for i, j := range half {
		copy(part.Col(i), s.A.Col(j)[:m/2])
		copy(narrow.Col(i), s.A.Col(j))
	}
	first, err := dropoutLearn(ctx, "least", part, s.B[:m/2])
	if err != nil {
		return points, err
	}
	start := make([]float64, n)
	for i, j := range half {
		start[j] = first[i]
	}
	left := learn.Predict(s.A, start)
	floats.SubTo(left, s.B, left)
	step, err := dropoutLearn(ctx, "least", narrow, left)
	if err != nil {
		return points, err
	}
	points[0] = append([]float64(nil), start...)
	for i, j := range half {
		points[0][j] += step[i]
	}
	if step, err = dropoutLearn(ctx, "least", s.A, left); err != nil {
		return points, err
	}
	points[1] = floats.AddTo(make([]float64, n), start, step)
	points[2], err = dropoutLearn(ctx, "least", s.A, s.B)
	return points, err
}
