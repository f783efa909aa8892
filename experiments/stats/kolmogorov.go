package stats

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// KolmogorovSmirnov is the test that numbers come from a continuous law, given by its distribution function. The statistic is
//
//	D = max |share of the numbers <= x - cdf(x)|
//
// The law must be fixed beforehand: with parameters fitted to the same numbers P is far too large.
//
// Reference: A. Kolmogorov, Sulla determinazione empirica di una legge di distribuzione, 1933.
func KolmogorovSmirnov(x []float64, cdf func(x float64) float64) (Test, error) {
	if err := sampleError(x, 1); err != nil {
		return Test{}, err
	}
	if cdf == nil {
		return Test{}, errors.New("stats: no distribution function")
	}
	sorted := slices.Sorted(slices.Values(x))
	n := float64(len(sorted))
	var d, before float64
	for i, v := range sorted {
		p := cdf(v)
		if !(p >= 0 && p <= 1) || p < before {
			return Test{}, fmt.Errorf("stats: cdf(%v) = %v after %v: it must rise from 0 to 1", v, p, before)
		}
		d, before = max(d, p-float64(i)/n, float64(i+1)/n-p), p
	}
	return Test{Statistic: d, P: KolmogorovTail(len(sorted), d)}, nil
}

// KolmogorovTail is P(D >= d) for n numbers of a continuous law, n >= 1.
//
// Where n d^2 >= 3, which is below 0.5%, it is twice the exact one-sided probability, relative error below 1e-7, none for d > 1/2. Else it is exact up to n =
// 10,000, absolute error below 1e-12, and beyond that Kolmogorov's limit with Vrbik's correction for n, absolute error below 3e-6, where the
// better known one of Stephens leaves 1e-3.
//
// Reference: R. Simard and P. L'Ecuyer, Computing the two-sided Kolmogorov-Smirnov distribution, 2011; J. Vrbik, Small-sample corrections to
// Kolmogorov-Smirnov test statistic, 2018.
func KolmogorovTail(n int, d float64) float64 {
	const exact = 10_000
	switch size := float64(n); {
	case n < 1 || math.IsNaN(d):
		panic(fmt.Sprintf("stats: Kolmogorov's statistic %v of %d numbers", d, n))
	case d >= 1:
		return 0
	case size*d <= 0.5:
		return 1
	case size*d*d >= 3 || d > 0.5:
		return min(1, 2*smirnovTail(n, d))
	case n <= exact:
		return max(0, 1-insideBand(n, d))
	default:
		return limitTail(n, d)
	}
}

// limitTail is P(D >= d) for large n: Kolmogorov's limit at a corrected d.
func limitTail(n int, d float64) float64 {
	size, root := float64(n), math.Sqrt(float64(n))
	x := d * root
	return kolmogorovLimit(x + 1/(6*root) + (x-1)/(4*size))
}

// smirnovTail is the one-sided P(max (share - cdf) >= d), all terms positive:
//
//	sum_{j <= n(1-d)} d/q_j P(Binomial(n, q_j) = j),  q_j = d + j/n
//
// Reference: Z. Birnbaum and F. Tingey, One-sided confidence contours for probability distribution functions, 1951.
func smirnovTail(n int, d float64) (sum float64) {
	for j := 0; j <= n; j++ {
		q := d + float64(j)/float64(n)
		if q >= 1 {
			break
		}
		sum += d / q * math.Exp(logMass(j, n, q))
	}
	return sum
}

// insideBand is P(D < d): that a Poisson process of rate n on [0, 1] stays between the lines n (t - d) and n (t + d), given that it ends at n.
// At time d + i/n the lower line puts out the levels up to i, and before i/n - d the upper line keeps out those from i on. Between such times
// the law of the level is spread by Poisson weights. All terms are positive, so that nothing cancels.
//
// Reference: E. Khmaladze and E. Shinjikashvili, Calculation of noncrossing probabilities for Poisson processes and its corollaries, 2001.
func insideBand(n int, d float64) float64 {
	end, band := float64(n), float64(n)*d // times in units of 1/n
	law := make([]float64, n+1)
	law[0] = 1
	low, high := 0, 0 // the levels where law counts
	out, in := 0, int(band)+1
	for now := 0.0; now < end; {
		leave, enter := band+float64(out), float64(in)-band
		then := min(leave, enter, end)
		weights := poissonWeights(then - now)
		top := min(n, in-1, high+len(weights)-1)
		spread(law, weights, low, top)
		now, high = then, top
		if then == leave {
			out++
			low = out
		}
		if then == enter {
			in++
		}
		if low > high {
			return 0
		}
	}
	return law[n] * math.Sqrt(2*math.Pi*end) * math.Exp(stirling(end))
}

// spread replaces law, on the levels low to top, by its convolution with the weights.
func spread(law, weights []float64, low, top int) {
	for to := top; to >= low; to-- {
		var sum float64
		for k, w := range weights[:min(len(weights), to-low+1)] {
			sum += w * law[to-k]
		}
		law[to] = sum
	}
}

// poissonWeights is the masses of a Poisson law of mean at most 1, as far as they count.
func poissonWeights(mean float64) []float64 {
	weights := []float64{math.Exp(-mean)}
	for k := 1; weights[k-1] > 1e-25; k++ {
		weights = append(weights, weights[k-1]*mean/float64(k))
	}
	return weights
}

// kolmogorovLimit is lim P(D sqrt n >= x), by the one of its two series that converges at once.
func kolmogorovLimit(x float64) float64 {
	var sum float64
	if x < 1 {
		for k := 1; k <= 9; k += 2 {
			sum += math.Exp(-float64(k*k) * math.Pi * math.Pi / (8 * x * x))
		}
		return 1 - math.Sqrt(2*math.Pi)/x*sum
	}
	for k := 9; k >= 1; k-- {
		sum = math.Exp(-2*float64(k*k)*x*x) - sum
	}
	return 2 * sum
}
