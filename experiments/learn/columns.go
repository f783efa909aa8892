package learn

import "touchpoint/solvers"

// support lists the non-zeros of x.
func support(x []float64) (set []int) {
	for j, v := range x {
		if v != 0 {
			set = append(set, j)
		}
	}
	return set
}

// every lists 0, .., n-1.
func every(n int) []int {
	set := make([]int, n)
	for j := range set {
		set[j] = j
	}
	return set
}

// columns copies some columns of a.
func columns(a *solvers.Columns, set []int) *solvers.Columns {
	m, _ := a.Dims()
	part := solvers.NewColumns(m, len(set), nil)
	for i, j := range set {
		copy(part.Col(i), a.Col(j))
	}
	return part
}

// spread puts weights back to where their columns were, in n entries.
func spread(n int, set []int, part []float64) []float64 {
	x := make([]float64, n)
	for i, j := range set {
		x[j] = part[i]
	}
	return x
}
