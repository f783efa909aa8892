package stats

import "math"

// Fisher is the test of independent p-values taken together: if all hypotheses hold,
//
//	-2 sum log p_i
//
// has a chi-square law with 2N degrees of freedom. It sees many small deviations that no single test would. P-values of counts are not
// uniform but larger, so that for them it errs towards acceptance. No p-values give P = 1, a p-value of 0 gives 0.
//
// Reference: R. Fisher, Statistical methods for research workers, 1932, section 21.1.
func Fisher(p []float64) Test {
	var sum float64
	for _, v := range p {
		checkProbability("p-value", v)
		sum -= 2 * math.Log(v)
	}
	return chiSquare(sum, 2*len(p))
}
