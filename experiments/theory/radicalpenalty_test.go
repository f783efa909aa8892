package theory

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// A_j'(y - A x) is lambda sgn(x_j), or at most lambda where x_j = 0; 0 for the intercept.
func TestRadicalLassoIsOptimal(t *testing.T) {
	for _, r := range radicals {
		a, y := r.system()
		for _, lambda := range []float64{0, .3, .999, 1.7, 2.4, 4.9, 20} {
			x := r.vector(noError[Memory](t)(r.Lasso(lambda)))
			e := mat.NewVecDense(len(y), residual(a, y, x))
			for j := range x {
				pull := mat.Dot(a.ColView(j), e)
				at := fmt.Sprintf("%+v, lambda = %v, coordinate %d", r, lambda, j)
				switch {
				case j >= len(r.weights(x)):
					within(t, at, pull, 0, 1e-13)
				case x[j] != 0:
					within(t, at, pull, math.Copysign(lambda, x[j]), 1e-13)
				case math.Abs(pull) > lambda+1e-13:
					t.Errorf("%s is zero against a pull of %v", at, pull)
				}
			}
		}
		if zero, touch := noError[Memory](t)(r.Lasso(0)), noError[Memory](t)(r.Touch(1)); zero != touch {
			t.Errorf("%+v: %+v without penalty, touch %+v", r, zero, touch)
		}
	}
}

// The normal equations, with the weight of each column.
func TestRadicalQuadraticPenalties(t *testing.T) {
	for _, r := range radicals {
		a, y := r.system()
		_, columns := a.Dims()
		solve := func(weight func(j int) float64) []float64 {
			var gram, right, x mat.Dense
			gram.Mul(a.T(), a)
			right.Mul(a.T(), mat.NewDense(len(y), 1, y))
			for j := range columns {
				if j <= r.Positives+r.Negatives {
					gram.Set(j, j, gram.At(j, j)+weight(j))
				}
			}
			if err := x.Solve(&gram, &right); err != nil {
				t.Fatal(err)
			}
			return x.RawMatrix().Data
		}
		same := func(what string, got Memory, want []float64) {
			for j, xj := range r.vector(got) {
				within(t, fmt.Sprintf("%+v, %s, coordinate %d", r, what, j), xj, want[j], 1e-11)
			}
		}
		for _, mu := range []float64{.01, 1, 8} {
			same(fmt.Sprintf("mu = %v", mu), noError[Memory](t)(r.Ridge(mu)), solve(func(int) float64 { return mu }))
		}
		for _, drop := range []float64{.1, .5, .9} {
			q := drop / (1 - drop)
			same(fmt.Sprintf("drop = %v", drop), noError[Memory](t)(r.Dropout(drop)), solve(func(j int) float64 {
				return q * mat.Dot(a.ColView(j), a.ColView(j))
			}))
		}
		zero := noError[Memory](t)(r.Ridge(0))
		checkMemory(t, fmt.Sprintf("%+v without penalty", r), zero, noError[Memory](t)(r.Touch(2)))
	}
}

func TestRadicalRefuses(t *testing.T) {
	for _, r := range []Radical{{}, {Positives: 1}, {Positives: 3, Negatives: -1}, {Positives: 3, Negatives: 1}, {Positives: 3, Intercept: true}} {
		_, touchErr := r.Touch(1)
		_, _, minimaErr := r.LocalMinima(.5)
		_, lassoErr := r.Lasso(1)
		_, ridgeErr := r.Ridge(1)
		_, dropoutErr := r.Dropout(.5)
		for i, err := range []error{touchErr, minimaErr, lassoErr, ridgeErr, dropoutErr} {
			if err == nil {
				t.Errorf("method %d of %+v: no error", i, r)
			}
		}
	}
	r := Radical{Positives: 5}
	for _, bad := range []float64{-1, math.NaN()} {
		_, touchErr := r.Touch(bad)
		_, _, minimaErr := r.LocalMinima(bad)
		_, lassoErr := r.Lasso(bad)
		_, ridgeErr := r.Ridge(bad)
		_, dropoutErr := r.Dropout(bad)
		for i, err := range []error{touchErr, minimaErr, lassoErr, ridgeErr, dropoutErr} {
			if err == nil {
				t.Errorf("method %d at %v: no error", i, bad)
			}
		}
	}
	if _, err := r.Dropout(1); err == nil {
		t.Error("dropping everything: no error")
	}
	if _, _, err := r.LocalMinima(1); err == nil {
		t.Error("local minima of a convex problem: no error")
	}
}
