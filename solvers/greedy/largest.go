package greedy

import (
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
)

// chooser picks the largest entries of vectors.
type chooser struct{ sizes []float64 }

// largest returns, in dst and in increasing order, the places of the k entries of v that are largest in magnitude: fewer where fewer are
// not zero, and the first of equals. It takes time linear in len(v).
func (c *chooser) largest(dst []int, v []float64, k int) []int {
	dst = dst[:0]
	c.sizes = kernel.Resize(c.sizes, len(v))[:0]
	for _, e := range v {
		if e != 0 {
			c.sizes = append(c.sizes, math.Abs(e))
		}
	}
	k = min(k, len(c.sizes))
	if k <= 0 {
		return dst
	}
	bound := quickselect(c.sizes, k-1)
	equal := k // places left for entries on the bound
	for _, e := range c.sizes[:k-1] {
		if e > bound {
			equal--
		}
	}
	for j, e := range v {
		switch e = math.Abs(e); {
		case e > bound:
			dst = append(dst, j)
		case e == bound && equal > 0:
			dst = append(dst, j)
			equal--
		}
	}
	return dst
}

// quickselect reorders v so that v[k] is its k-th largest entry, counted from 0, and returns that; those before it are no smaller and those
// behind it no larger.
//
// Reference: C. A. R. Hoare (1961), Algorithm 65: Find.
func quickselect(v []float64, k int) float64 {
	for low, high := 0, len(v)-1; low < high; {
		pivot := median(v[low], v[low+(high-low)/2], v[high])
		i, j := low, high
		for i <= j {
			for v[i] > pivot {
				i++
			}
			for v[j] < pivot {
				j--
			}
			if i <= j {
				v[i], v[j] = v[j], v[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return v[k]
		}
	}
	return v[k]
}

func median(a, b, c float64) float64 { return max(min(a, b), min(max(a, b), c)) }

// only sets dst, which may be v itself, to v on the set, in increasing order, and to zero elsewhere.
func only(dst, v []float64, set []int) {
	for j := range dst {
		if len(set) > 0 && set[0] == j {
			dst[j], set = v[j], set[1:]
		} else {
			dst[j] = 0
		}
	}
}

// union sets dst to the union of two sets, in increasing order.
func union(dst, a, b []int) []int {
	dst = append(append(dst[:0], a...), b...)
	slices.Sort(dst)
	return slices.Compact(dst)
}

// or returns the value, or the default in place of zero.
func or[T int | float64](value, byDefault T) T {
	if value == 0 {
		return byDefault
	}
	return value
}
