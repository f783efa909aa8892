package stats

import (
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// midranks is the ranks 1..n of x, equal numbers sharing the mean of theirs.
func midranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return x[order[a]] < x[order[b]] })
	ranks := make([]float64, len(x))
	for from := 0; from < len(x); {
		to := from
		for to < len(x) && x[order[to]] == x[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = float64(from+1+to) / 2
		}
		from = to
	}
	return ranks
}

// SignedRank is Wilcoxon's test that numbers are symmetric about 0, for paired ones take Differences. The statistic is the sum of the ranks of
// |x_i| over the positive x_i. Zeros are left out; ties share their ranks. Up to 200 numbers the p-value is exact, given the ranks, beyond it
// is normal with corrections for ties and continuity, which overstates small ones, 1.3e-5 by a fifth. If no number differs from 0, P = 1.
//
// Reference: F. Wilcoxon, Individual comparisons by ranking methods, 1945; J. Pratt, Remarks on zeros and ties, 1959.
func SignedRank(x []float64) (Test, error) {
	if err := sampleError(x, 1); err != nil {
		return Test{}, err
	}
	var sizes []float64
	var positive []bool
	for _, v := range x {
		if v != 0 {
			sizes, positive = append(sizes, math.Abs(v)), append(positive, v > 0)
		}
	}
	ranks := midranks(sizes)
	var w float64
	for i, r := range ranks {
		if positive[i] {
			w += r
		}
	}
	const exact = 200
	if len(ranks) <= exact {
		return Test{Statistic: w, P: signedRankTail(ranks, w)}, nil
	}
	var total, squares float64
	for _, r := range ranks {
		total, squares = total+r, squares+r*r
	}
	z := max(0, math.Abs(w-total/2)-0.5) / math.Sqrt(squares/4)
	return Test{Statistic: w, P: 2 * distuv.UnitNormal.Survival(z)}, nil
}

// signedRankTail is the exact two-sided p-value of the sum w of a random half of the ranks. It counts in half ranks, which are whole.
func signedRankTail(ranks []float64, w float64) float64 {
	law, top := []float64{1}, 0
	for _, r := range ranks {
		step := int(2 * r)
		next := make([]float64, top+step+1)
		for s, p := range law {
			next[s] += p / 2
			next[s+step] += p / 2
		}
		law, top = next, top+step
	}
	far := int(2 * w)
	far = min(far, top-far) // the law is symmetric
	var tail float64
	for _, p := range law[:far+1] {
		tail += p
	}
	return min(1, 2*tail)
}

// Spearman is the test that y neither rises nor falls with x. The statistic is the correlation of their ranks; equal numbers share ranks. Up
// to 9 pairs the p-value counts all permutations, beyond that it is Student's with n - 2 degrees of freedom. At least 3 pairs are needed. If
// all x or all y are equal, the statistic is 0 and P = 1.
//
// Reference: C. Spearman, The proof and measurement of association between two things, 1904.
func Spearman(x, y []float64) (Test, error) {
	if err := pairsError(x, y, 3); err != nil {
		return Test{}, err
	}
	n := len(x)
	u, v := midranks(x), midranks(y)
	if stat.Variance(u, nil) == 0 || stat.Variance(v, nil) == 0 {
		return Test{P: 1}, nil
	}
	rho := max(-1, min(1, stat.Correlation(u, v, nil)))
	const exact = 9
	if n <= exact {
		return Test{Statistic: rho, P: permutationTail(u, v)}, nil
	}
	t := student(rho, math.Sqrt((1-rho*rho)/float64(n-2)), n-2)
	return Test{Statistic: rho, DF: n - 2, P: t.P}, nil
}

// permutationTail is the share of all permutations of v in which sum u_i v_i is at least as far from its mean as now.
func permutationTail(u, v []float64) float64 {
	n := len(u)
	mean := float64(n) * stat.Mean(u, nil) * stat.Mean(v, nil)
	seen, far, all := math.Abs(floats.Dot(u, v)-mean), 0, 0
	v = slices.Clone(v)
	var permute func(from int, sum float64)
	permute = func(from int, sum float64) {
		if from == n {
			all++
			if math.Abs(sum-mean) >= seen-1e-9 { // sums of ranks are multiples of 1/4
				far++
			}
			return
		}
		for i := from; i < n; i++ {
			v[from], v[i] = v[i], v[from]
			permute(from+1, sum+u[from]*v[from])
			v[from], v[i] = v[i], v[from]
		}
	}
	permute(0, 0)
	return float64(far) / float64(all)
}
