package bench

import (
	"cmp"
	"slices"
)

// holm adjusts the p-values of all rows of a comparison for testing all of them: calling a row changed where its adjusted value is at most alpha
// keeps the probability of any false alarm in the whole comparison at alpha, whatever the dependence between rows. (A row whose values are all
// alike has no p-value and is no part of the family: the test is one of permutations, and it is the pooled values alone that decide.)
//
//	adjusted p_(i) = max over j <= i of min(1, (N - j + 1) p_(j)),  p_(1) <= .. <= p_(N)
//
// Reference: S. Holm, A simple sequentially rejective multiple test procedure, 1979.
func holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	adjusted, largest := make([]float64, len(p)), 0.0
	for rank, i := range order {
		largest = max(largest, min(1, float64(len(p)-rank)*p[i]))
		adjusted[i] = largest
	}
	return adjusted
}
