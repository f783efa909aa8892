package homotopy

import "math"

// largest returns the k-th largest of x, or -Inf where there are no more than k; it leaves x in another order.
//
// Reference: Hoare (1961), Algorithm 65: Find.
func largest(x []float64, k int) float64 {
	if k >= len(x) {
		return math.Inf(-1)
	}
	for low, high := 0, len(x)-1; low < high; {
		pivot, i, j := x[low+(high-low)/2], low, high
		for i <= j {
			for x[i] > pivot {
				i++
			}
			for x[j] < pivot {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k-1 <= j:
			high = j
		case k-1 >= i:
			low = i
		default:
			return x[k-1]
		}
	}
	return x[k-1]
}
