package theory

import (
	"fmt"
	"math"
)

// Success is the probability that x0 is the only minimiser of |x|_1 subject to A x = A x0, for an A of shape m x n with
// independent N(0,1) entries (or any law whose null space is uniformly distributed) and an x0 with k non-zeros. It
// depends neither on their signs nor on their magnitudes:
//
//	P = 2 sum C(n-k, l) B G  over l = m-k, m-k-2, .. >= 0
//	B = ∫_0^inf phi(r) erf(r/sqrt(2(k+l)))^(n-k-l) dr
//	G = sqrt(1 + l/k) E exp(-(|g_1| + .. + |g_l|)^2/(2k))
//
// All terms are positive: the relative error is below 1e-11 for n up to some thousand, also where P is tiny, down to the
// smallest float64. P = 1 for k = 0 and for m >= n, 0 for k > m. The error says which of n, m, k is not a size: negative,
// or k above n.
//
// Reference: F. Affentranger and R. Schneider, Random projections of regular simplices, 1992; D. Donoho and J. Tanner,
// Counting faces of randomly projected polytopes when the projection radically lowers dimension, 2009; D. Amelunxen, M.
// Lotz, M. McCoy and J. Tropp, Living on the edge: phase transitions in convex programs with random data, 2014.
func Success(n, m, k int) (float64, error) {
	switch {
	case n < 0 || m < 0 || k < 0:
		return 0, fmt.Errorf("theory: negative size in n = %d, m = %d, k = %d", n, m, k)
	case k > n:
		return 0, fmt.Errorf("theory: k = %d exceeds n = %d", k, n)
	case k == 0 || m >= n:
		return 1, nil
	case k > m:
		return 0, nil
	}
	var p float64
	for l := (m - k) % 2; l <= m-k; l += 2 {
		p += math.Exp(logVolume(n, k, l))
	}
	return min(2*p, 1), nil
}

// IntrinsicVolumes is v_0, .., v_n of the descent cone of |x|_1 at a point with k of n coordinates not zero, 1 <= k <= n:
// a probability law on 0..n, with mean the statistical dimension. The null space of an m x n Gaussian matrix meets the
// cone in {0} only with probability 2(v_{m-1} + v_{m-3} + ..).
//
// Reference: D. Amelunxen, M. Lotz, M. McCoy and J. Tropp, Living on the edge, 2014 (conic kinematic formula).
func IntrinsicVolumes(n, k int) ([]float64, error) {
	if k < 1 || k > n {
		return nil, fmt.Errorf("theory: k = %d is not between 1 and n = %d", k, n)
	}
	v := make([]float64, n+1)
	for l := range n - k + 1 {
		v[k-1+l] = math.Exp(logVolume(n, k, l))
	}
	v[n] = math.Exp(logNegative(k, n-k))
	return v, nil
}

// logVolume is log v_{k-1+l} = log C(n-k, l) B G, for k - 1 + l < n.
func logVolume(n, k, l int) float64 {
	return logChoose(n-k, l) + logExternal(n, k+l) + logInternal(k, l)
}

func logChoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n) + 1)
	b, _ := math.Lgamma(float64(k) + 1)
	c, _ := math.Lgamma(float64(n-k) + 1)
	return a - b - c
}
