package stats

import "sort"

// BenjaminiHochberg is the p-values adjusted for a list of discoveries, in the order given: of those whose adjusted value is at most alpha, on
// average at most a share alpha is false, if the tests are independent or positively dependent. It is for diagnosis; for acceptance, where no
// false rejection is wanted at all, take Holm.
//
//	adjusted p_(i) = min over j >= i of min(1, N/j p_(j)),  p_(1) <= .. <= p_(N)
//
// Reference: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, 1995.
func BenjaminiHochberg(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		checkProbability("p-value", p[i])
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return p[order[a]] > p[order[b]] })
	adjusted := make([]float64, len(p))
	least := 1.0
	for rank, i := range order {
		least = min(least, float64(len(p))/float64(len(p)-rank)*p[i])
		adjusted[i] = least
	}
	return adjusted
}
