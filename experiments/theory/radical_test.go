package theory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/combin"
)

var radicals = []Radical{
	{Positives: 5}, {Positives: 5, Negatives: 5}, {Positives: 5, Negatives: 5, Intercept: true},
	{Positives: 2}, {Positives: 3, Negatives: 4}, {Positives: 4, Negatives: 2, Intercept: true}, {Positives: 2, Negatives: 3, Intercept: true},
}

// system is A with columns t, u_1.., w_1.. and, with an intercept, b; and y.
func (r Radical) system() (a *mat.Dense, y []float64) {
	rows, columns := r.Positives+r.Negatives, 1+r.Positives+r.Negatives
	if r.Intercept {
		columns++
	}
	a, y = mat.NewDense(rows, columns, nil), make([]float64, rows)
	for i := range rows {
		a.Set(i, 1+i, 1)
		y[i] = -1
		if i < r.Positives {
			a.Set(i, 0, 1)
			y[i] = 1
		}
		if r.Intercept {
			a.Set(i, columns-1, 1)
		}
	}
	return a, y
}

// vector spells a Memory out.
func (r Radical) vector(m Memory) []float64 {
	x := []float64{m.Shared}
	x = append(x, slices.Repeat([]float64{m.Own}, r.Positives)...)
	x = append(x, slices.Repeat([]float64{m.Other}, r.Negatives)...)
	if r.Intercept {
		x = append(x, m.Intercept)
	}
	return x
}

// weights is the coordinates that a method penalises.
func (r Radical) weights(x []float64) []float64 { return x[:1+r.Positives+r.Negatives] }

func residual(a *mat.Dense, y, x []float64) []float64 {
	e := slices.Clone(y)
	for i := range e {
		for j, xj := range x {
			e[i] -= a.At(i, j) * xj
		}
	}
	return e
}

func checkMemory(t *testing.T, what string, got, want Memory) {
	t.Helper()
	within(t, what+": t", got.Shared, want.Shared, 1e-14)
	within(t, what+": u", got.Own, want.Own, 1e-14)
	within(t, what+": w", got.Other, want.Other, 1e-14)
	within(t, what+": b", got.Intercept, want.Intercept, 1e-14)
}

func TestRadicalOfFiveCharacters(t *testing.T) {
	five := Radical{Positives: 5}
	touch := func(p float64) Memory { return noError[Memory](t)(five.Touch(p)) }
	checkMemory(t, "p = 0", touch(0), Memory{Shared: 1})
	checkMemory(t, "p = 1", touch(1), Memory{Shared: 1})
	checkMemory(t, "p = 2", touch(2), Memory{Shared: 5. / 6, Own: 1. / 6})
	checkMemory(t, "p = inf", touch(math.Inf(1)), Memory{Shared: .5, Own: .5})
	checkMemory(t, "Lasso", noError[Memory](t)(five.Lasso(2)), Memory{Shared: .6})
	checkMemory(t, "Lasso, too strong", noError[Memory](t)(five.Lasso(6)), Memory{})
	checkMemory(t, "ridge", noError[Memory](t)(five.Ridge(3)), Memory{Shared: 5. / 9, Own: 1. / 9})
	checkMemory(t, "dropout", noError[Memory](t)(five.Dropout(.5)), Memory{Shared: 1. / 3, Own: 1. / 3})
	checkMemory(t, "no dropout", noError[Memory](t)(five.Dropout(0)), Memory{Shared: .5, Own: .5})

	ten := Radical{Positives: 5, Negatives: 5, Intercept: true}
	pattern := noError[Memory](t)(ten.Touch(1))
	checkMemory(t, "ten characters", pattern, Memory{Shared: 2, Intercept: -1})
	if pattern.Unseen() != 1 || pattern.Stranger() != -1 {
		t.Errorf("new characters score %v and %v", pattern.Unseen(), pattern.Stranger())
	}
	// The robot of the article: right on all ten, wrong on the eleventh.
	points, _, err := ten.LocalMinima(.5)
	if err != nil {
		t.Fatal(err)
	}
	if robot := points[1]; robot != (Memory{Own: 2, Intercept: -1}) || robot.Unseen() != -1 {
		t.Errorf("the robot is %+v", robot)
	}
	// Leaving one of five out is having seen four.
	within(t, "least norm on the one left out", noError[Memory](t)(Radical{Positives: 4}.Touch(2)).Unseen(), .8, 1e-15)
}

// A touch fits exactly and A'y of its dual y is the gradient of |x|_p^p: residual of the gradient off the row space is 0.
func TestRadicalTouchIsStationary(t *testing.T) {
	for _, r := range radicals {
		a, y := r.system()
		for _, p := range []float64{1.01, 1.5, 2, 3, 10} {
			x := r.vector(noError[Memory](t)(r.Touch(p)))
			gradient := make([]float64, len(x))
			for j, xj := range r.weights(x) {
				gradient[j] = math.Copysign(math.Pow(math.Abs(xj), p-1), xj)
			}
			at := fmt.Sprintf("%+v at p = %v", r, p)
			within(t, at+": fit", mat.Norm(mat.NewVecDense(len(y), residual(a, y, x)), 2), 0, 1e-13)
			var dual, back mat.Dense
			if err := dual.Solve(a.T(), mat.NewDense(len(x), 1, gradient)); err != nil {
				t.Fatal(err)
			}
			back.Mul(a.T(), &dual)
			for j := range gradient {
				within(t, fmt.Sprintf("%s: gradient %d", at, j), back.At(j, 0), gradient[j], 1e-12)
			}
		}
	}
}

// |x|_1 and |x|_inf are convex: no small step along the exact fits may shorten them.
func TestRadicalTouchIsLeast(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 13))
	for _, r := range radicals {
		a, y := r.system()
		for _, p := range []float64{1, math.Inf(1)} {
			touch, err := r.Touch(p)
			if free := math.IsInf(p, 1) && r.Negatives > 0 && !r.Intercept; free {
				if err == nil {
					t.Errorf("%+v: p = inf has many solutions, not only %+v", r, touch)
				}
				continue
			}
			x := r.vector(noError[Memory](t)(touch, err))
			within(t, "fit", mat.Norm(mat.NewVecDense(len(y), residual(a, y, x)), 2), 0, 1e-13)
			least := norm(r.weights(x), p)
			for range 300 {
				if other := norm(r.weights(r.step(random, x, 1e-3)), p); other < least+1e-9 {
					t.Errorf("%+v, p = %v: a step goes from %v to %v", r, p, least, other)
				}
			}
		}
	}
}

// step moves along the exact fits: t and b freely, u and w as they must.
func (r Radical) step(random *rand.Rand, x []float64, size float64) []float64 {
	x = slices.Clone(x)
	t, b := size*random.NormFloat64(), 0.0
	if r.Intercept {
		b = size * random.NormFloat64()
		x[len(x)-1] += b
	}
	x[0] += t
	for i := 1; i <= r.Positives; i++ {
		x[i] -= t + b
	}
	for j := 1 + r.Positives; j <= r.Positives+r.Negatives; j++ {
		x[j] -= b
	}
	return x
}

func norm(x []float64, p float64) float64 {
	return mat.Norm(mat.NewVecDense(len(x), x), p)
}

// Every basis of the system that contains the unpenalised intercept: a local minimum of p < 1 is a point on independent columns.
func TestRadicalLocalMinimaAreAll(t *testing.T) {
	const p = .5
	for _, r := range radicals {
		if r.Positives+r.Negatives > 7 {
			continue
		}
		a, y := r.system()
		rows, columns := a.Dims()
		found := map[string]float64{}
		for _, set := range combin.Combinations(columns, rows) {
			if r.Intercept && !slices.Contains(set, columns-1) {
				continue
			}
			basis := mat.NewDense(rows, rows, nil)
			for i, j := range set {
				basis.SetCol(i, mat.Col(nil, j, a))
			}
			var solution mat.VecDense
			if math.Abs(mat.Det(basis)) < 1e-9 || solution.SolveVec(basis, mat.NewVecDense(rows, y)) != nil {
				continue
			}
			x := make([]float64, columns)
			for i, j := range set {
				x[j] = math.Round(solution.AtVec(i)*1e9)/1e9 + 0 // no -0
			}
			value := 0.0
			for _, xj := range r.weights(x) {
				value += math.Pow(math.Abs(xj), p)
			}
			found[fmt.Sprintf("%.6f", x)] = value
		}
		points, values, err := r.LocalMinima(p)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) != len(points) {
			t.Errorf("%+v: %d basic points, want %d: %v", r, len(found), len(points), found)
		}
		for i, point := range points {
			value, ok := found[fmt.Sprintf("%.6f", r.vector(point))]
			if !ok {
				t.Errorf("%+v: %+v is not among %v", r, point, found)
			}
			within(t, fmt.Sprintf("%+v: value of %+v", r, point), values[i], value, 1e-9)
		}
		if touch := noError[Memory](t)(r.Touch(p)); touch != points[0] || slices.Min(values) != values[0] {
			t.Errorf("%+v: the touch is %+v, the first minimum %+v of values %v", r, touch, points[0], values)
		}
	}
}
