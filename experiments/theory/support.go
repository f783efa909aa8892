package theory

import (
	"fmt"
	"math"
)

// SupportRecovery is the probability that the noiseless Lasso has exactly the support and signs of a planted x0 with k
// non-zeros as its penalty vanishes: that y = A_S (A_S'A_S)^-1 s, s the signs, has |a_j'y| < 1 off the support S. For A
// with independent N(0,1) entries y is independent of the other columns and k/|y|^2 is chi-square with m-k+1 degrees of
// freedom, so that
//
//	P = E P(|g| <= chi_{m-k+1}/sqrt k)^(n-k)
//
// It is far below [Success]: this y is only one of the dual points that can certify x0. P = 1 for k = 0, 0 for k > m. The
// error says which of n, m, k is not a size.
//
// Reference: J. Fuchs, On sparse representations in arbitrary redundant bases, 2004 (the certificate).
func SupportRecovery(n, m, k int) (float64, error) {
	switch {
	case n < 0 || m < 0 || k < 0:
		return 0, fmt.Errorf("theory: negative size in n = %d, m = %d, k = %d", n, m, k)
	case k > n:
		return 0, fmt.Errorf("theory: k = %d exceeds n = %d", k, n)
	case k == 0:
		return 1, nil
	case k > m:
		return 0, nil
	}
	return math.Exp(logChiErf(float64(m-k+1), math.Sqrt(float64(k)), float64(n-k))), nil
}
