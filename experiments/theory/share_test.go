package theory

import (
	"fmt"
	"math/big"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// simplexTail is P(max_j D_j > num/den) for the uniform law on a simplex by inclusion and exclusion in rationals:
// sum (-1)^(k+1) C(n, k) (1 - k s)_+^exponent.
func simplexTail(n, exponent int, num, den int64) float64 {
	sum, one := new(big.Rat), big.NewRat(1, 1)
	for k := 1; k <= n; k++ {
		left := new(big.Rat).Sub(one, big.NewRat(int64(k)*num, den))
		if left.Sign() <= 0 {
			break
		}
		term := new(big.Rat).SetInt(new(big.Int).Binomial(int64(n), int64(k)))
		for range exponent {
			term.Mul(term, left)
		}
		if k%2 == 0 {
			term.Neg(term)
		}
		sum.Add(sum, term)
	}
	f, _ := sum.Float64()
	return f
}

func TestLargestShareOfASimplex(t *testing.T) {
	for _, n := range []int{2, 3, 5, 10, 30, 100} {
		for _, c := range [][2]int64{{1, 100}, {1, 20}, {1, 10}, {1, 5}, {1, 4}, {3, 10}, {1, 3}, {2, 5}, {9, 20}, {499, 1000}, {3, 5}} {
			s := float64(c[0]) / float64(c[1])
			left := float64(c[1]-c[0]) / float64(c[1])
			at := fmt.Sprintf("n = %d, s = %v", n, s)
			want := simplexTail(n, n, c[0], c[1])
			within(t, at+", b = 1", largestShare(n, 1, 1, s, left), want, 1e-12*want+1e-8*(1-want))
			want = simplexTail(n, n-1, c[0], c[1])
			within(t, at+", b = 0", largestShare(n, 1, 0, s, left), want, 1e-12*want+1e-8*(1-want))
		}
	}
}

// Above 1/2 the integral has one term, whose value is known.
func TestExclusionOfOne(t *testing.T) {
	for _, c := range []struct{ a, b, s float64 }{{.5, 1, .6}, {.5, 0, .7}, {.05, 1, .55}, {3, 1, .52}, {10, 0, .9}} {
		for _, n := range []int{2, 3, 10, 200} {
			rest := float64(n-1)*c.a + c.b
			want := float64(n) * mathext.RegIncBeta(rest, c.a, 1-c.s)
			near(t, fmt.Sprintf("%+v, n = %d", c, n), exclusion(n, c.a, c.b, c.s), want, 2e-11)
		}
	}
}
