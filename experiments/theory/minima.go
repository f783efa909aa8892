package theory

import (
	"fmt"
	"math/big"
)

// LocalMinima is the number of strict local minima of |x|_p, 0 < p < 1, on the solutions of A x = b, for an m x n matrix
// in general position and b = A x0 with a generic x0 of k non-zeros:
//
//	C(n, m) - C(n-k, m-k) + 1
//
// A point is a strict local minimum if and only if the columns on its support are independent; all bases that contain the
// support of x0 give x0. A generic b is the case k = m: C(n, m). The error says which of 1 <= k <= m <= n does not hold.
//
// Reference: D. Ge, X. Jiang and Y. Ye, A note on the complexity of Lp minimization, 2011.
func LocalMinima(n, m, k int) (*big.Int, error) {
	if k < 1 || m < k || n < m {
		return nil, fmt.Errorf("theory: 1 <= k <= m <= n does not hold for n = %d, m = %d, k = %d", n, m, k)
	}
	bases := new(big.Int).Binomial(int64(n), int64(m))
	planted := new(big.Int).Binomial(int64(n-k), int64(m-k))
	return bases.Sub(bases, planted).Add(bases, big.NewInt(1)), nil
}
