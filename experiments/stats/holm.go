package stats

import "sort"

// Holm is the p-values adjusted for testing all of them at once, in the order given: rejecting where the adjusted value
// is at most alpha keeps the probability of any false rejection below alpha, whatever the dependence.
//
//	adjusted p_(i) = max over j <= i of min(1, (N - j + 1) p_(j)),  p_(1) <= .. <= p_(N)
//
// Reference: S. Holm, A simple sequentially rejective multiple test procedure, 1979.
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		checkProbability("p-value", p[i])
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return p[order[a]] < p[order[b]] })
	adjusted := make([]float64, len(p))
	var largest float64
	for rank, i := range order {
		largest = max(largest, min(1, float64(len(p)-rank)*p[i]))
		adjusted[i] = largest
	}
	return adjusted
}
