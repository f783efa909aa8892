package theory

import (
	"fmt"

	"gonum.org/v1/gonum/mathext"
)

// SuccessPoint is the k at which basis pursuit succeeds with probability p, 0 < p <= 1 - 1e-9, for k as a continuous variable:
// between neighbouring integers the probit Phi^-1 of the exact [Success] is taken as linear. The error says that n and m
// are no sizes with 1 <= m < n, that p is out of range, or that the point is not between k = 1 and k = m.
func SuccessPoint(n, m int, p float64) (float64, error) {
	if err := rows(n, m, n-1); err != nil {
		return 0, err
	}
	if !(p > 0 && p <= 1-1e-9) {
		return 0, fmt.Errorf("theory: p = %v is not between 0 and 1 - 1e-9, beyond which rounding hides what success lacks", p)
	}
	low, high := 1, m
	above, below := certain(n, m, low), certain(n, m, high)
	if above < p || below > p {
		return 0, fmt.Errorf("theory: success at n = %d, m = %d goes from %.3g at k = 1 to %.3g at k = m and misses p = %v", n, m, above, below, p)
	}
	for high-low > 1 {
		mid := low + (high-low)/2
		if at := certain(n, m, mid); at >= p {
			low, above = mid, at
		} else {
			high, below = mid, at
		}
	}
	if low == high || above == p {
		return float64(low), nil
	}
	return float64(low) + (probit(above)-probit(p))/(probit(above)-probit(below)), nil
}

// certain is [Success] at sizes that are known to be good.
func certain(n, m, k int) float64 {
	p, err := Success(n, m, k)
	if err != nil {
		panic(err)
	}
	return p
}

// HalfPoint is the k at which basis pursuit succeeds half of the time, [SuccessPoint] at 1/2. For large n it is n Sparse + O(1),
// see [Threshold].
func HalfPoint(n, m int) (float64, error) { return SuccessPoint(n, m, 0.5) }

// TransitionWidth is how far k goes while success falls from 0.9 to 0.1; for large n 2.563 Sigma sqrt n, see [Threshold].
func TransitionWidth(n, m int) (float64, error) {
	from, err := SuccessPoint(n, m, 0.9)
	if err != nil {
		return 0, err
	}
	to, err := SuccessPoint(n, m, 0.1)
	return to - from, err
}

// probit is Phi^-1(p).
func probit(p float64) float64 { return mathext.NormalQuantile(p) }
