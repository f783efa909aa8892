package theory

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// MinNormRadiusCDF is P(c <= t) for the touch radius c of [MinNormRadius]. The error says that m is not between 1 and n.
func MinNormRadiusCDF(n, m int, t float64) (float64, error) {
	if err := rows(n, m, n); err != nil {
		return 0, err
	}
	return radiusCDF(MinNormRadius(n, m), t), nil
}

// MinNormRadiusQuantile is the t with P(c <= t) = level, 0 for level 0 and +Inf for level 1.
func MinNormRadiusQuantile(n, m int, level float64) (float64, error) {
	if err := rows(n, m, n); err != nil {
		return 0, err
	}
	return quantile(func(t float64) float64 { return radiusCDF(MinNormRadius(n, m), t) }, math.Inf(1), level)
}

// MeanSquareMinNorm is E c^2 = m/(n-m-1); infinite for m >= n - 1.
func MeanSquareMinNorm(n, m int) (float64, error) {
	if err := rows(n, m, n); err != nil {
		return 0, err
	}
	if m >= n-1 {
		return math.Inf(1), nil
	}
	return float64(m) / float64(n-m-1), nil
}

// MinNormShareQuantile is the s with P(|x|_2^2/|x0|_2^2 <= s) = level for the law of [MinNormShare]; its CDF is that of
// the law. |x - x0|_2^2 is the rest, 1 - s. The error says that m is not between 1 and n-1 or level not between 0 and 1.
func MinNormShareQuantile(n, m int, level float64) (float64, error) {
	if err := rows(n, m, n-1); err != nil {
		return 0, err
	}
	return quantile(MinNormShare(n, m).CDF, 1, level)
}

// radiusCDF takes the law of c^2/(1+c^2) to the smaller side, where nothing is rounded to 1.
func radiusCDF(law distuv.Beta, t float64) float64 {
	switch {
	case t <= 0:
		return 0
	case t > 1:
		other := distuv.Beta{Alpha: law.Beta, Beta: law.Alpha}
		return 1 - other.CDF(1/(1+t*t))
	}
	return law.CDF(t * t / (1 + t*t))
}

// quantile inverts a continuous cdf on [0, top]. The inverses of gonum lose the lower tail.
func quantile(cdf func(float64) float64, top, level float64) (float64, error) {
	switch {
	case !(level >= 0 && level <= 1):
		return 0, fmt.Errorf("theory: level = %v is not between 0 and 1", level)
	case level == 0:
		return 0, nil
	case level == 1:
		return top, nil
	}
	// Bisection over log t reaches small quantiles as precisely as large ones.
	high := min(top, math.MaxFloat64)
	below := func(logT float64) bool { return cdf(math.Exp(logT)) < level }
	return math.Exp(bisect(below, math.Log(math.SmallestNonzeroFloat64), math.Log(high))), nil
}

func rows(n, m, most int) error {
	if m < 1 || m > most {
		return fmt.Errorf("theory: m = %d is not between 1 and %d at n = %d", m, most, n)
	}
	return nil
}
