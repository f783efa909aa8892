package ensemble

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"

	"gonum.org/v1/gonum/mat"
)

// inner returns xᵀy in exact arithmetic.
func inner(x, y []float64) *big.Rat { return product(solvers.NewColumns(1, len(x), x), 0, y) }

func TestBackwardDualityHoldsExactly(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct{ n, m, support, dim int }{
		{1, 1, 1, 0}, {2, 1, 2, 1}, {10, 5, 2, 0}, {10, 5, 5, 0}, {10, 5, 6, 1}, {10, 5, 3, 2}, {40, 20, 12, 3}, {6, 9, 6, 0}, {8, 8, 1, 0},
	} {
		for range 20 {
			touch, err := Backward(rng, c.n, c.m, c.support, c.dim)
			if err != nil {
				t.Fatal(err)
			}
			checkDuality(t, touch)
			if got := len(touch.Support()); got != c.support || touch.Dim != c.dim {
				t.Fatalf("%+v: support %d, dim %d", c, got, touch.Dim)
			}
			if rank := rank(touch); rank != c.support-c.dim {
				t.Fatalf("%+v: rank of A_J is %d", c, rank)
			}
		}
	}
}

// checkDuality proves X optimal in exact arithmetic.
func checkDuality(t *testing.T, touch Touch) {
	t.Helper()
	one, norm := big.NewRat(1, 1), new(big.Rat)
	bound := new(big.Rat).Sub(one, new(big.Rat).SetFloat64(touch.Margin))
	for j, v := range touch.X {
		value := inner(touch.A.Col(j), touch.Dual)
		if v == 0 {
			if value.Abs(value).Cmp(bound) > 0 {
				t.Fatalf("column %d outside J has |a'y| = %v, margin %v", j, value.FloatString(6), touch.Margin)
			}
			continue
		}
		if value.Mul(value, big.NewRat(int64(new(big.Rat).SetFloat64(v).Sign()), 1)).Cmp(one) != 0 {
			t.Fatalf("column %d of J has sign(x) a'y = %v", j, value.FloatString(6))
		}
		norm.Add(norm, new(big.Rat).Abs(new(big.Rat).SetFloat64(v)))
	}
	for i, b := range touch.B {
		if product(touch.A, i, touch.X).Cmp(new(big.Rat).SetFloat64(b)) != 0 {
			t.Fatalf("b[%d] = %v is rounded", i, b)
		}
	}
	if norm.Cmp(inner(touch.B, touch.Dual)) != 0 {
		t.Fatal("b'y is not |x|_1")
	}
	if touch.Margin < marginGrid {
		t.Fatalf("margin %v", touch.Margin)
	}
}

func rank(touch Touch) int {
	support := touch.Support()
	m, _ := touch.A.Dims()
	sub := solvers.NewColumns(m, len(support), nil)
	for i, j := range support {
		copy(sub.Col(i), touch.A.Col(j))
	}
	var svd mat.SVD
	if !svd.Factorize(sub, mat.SVDNone) {
		return -1
	}
	return svd.Rank(1e-10)
}

func TestBackwardRefusesImpossibleShapes(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, c := range [][4]int{{0, 1, 1, 0}, {1, 0, 1, 0}, {3, 2, 4, 1}, {3, 2, 0, 0}, {3, 2, 2, 2}, {3, 2, 2, -1}, {5, 2, 3, 0}} {
		if _, err := Backward(rng, c[0], c[1], c[2], c[3]); err == nil {
			t.Errorf("%v: built all the same", c)
		}
	}
}
