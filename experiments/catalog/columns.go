package catalog

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/results"
)

func text(header string) results.Column { return results.Column{Header: header} }
func number(header string) results.Column {
	return results.Column{Header: header, Align: results.Right}
}

func numbers(headers ...string) (columns []results.Column) {
	for _, h := range headers {
		columns = append(columns, number(h))
	}
	return columns
}

// probability shows an exact probability; NaN is missing.
func probability(p float64) results.Value { return results.Float{Value: p, Digits: 4} }

// exponent shows p.
func exponent(p float64) results.Value {
	if math.IsInf(p, 1) {
		return results.Text("inf")
	}
	return results.Float{Value: p}
}

// sorted orders groups by size, planted non-zeros and exponent.
func sorted(data experiments.Data) experiments.Data {
	data = slices.Clone(data)
	slices.SortStableFunc(data, func(a, b experiments.Group) int {
		return cmp.Or(cmp.Compare(a.Cell.N, b.Cell.N), cmp.Compare(a.Cell.M, b.Cell.M), cmp.Compare(a.Cell.K, b.Cell.K), cmp.Compare(a.Cell.P, b.Cell.P))
	})
	return data
}

// sizes lists the numbers of non-zeros that were seen, as a range where there are more than two.
func sizes(support map[int]int) results.Value {
	var seen []int
	for s := range support {
		seen = append(seen, s)
	}
	slices.Sort(seen)
	switch len(seen) {
	case 0:
		return results.Missing{}
	case 1:
		return results.Text(fmt.Sprint(seen[0]))
	case 2:
		return results.Text(fmt.Sprintf("%d or %d", seen[0], seen[1]))
	}
	return results.Text(fmt.Sprintf("%d to %d", seen[0], seen[len(seen)-1]))
}

// residue notes what is pooled in the rows without being named.
func residue(t *results.Table, data experiments.Data, named ...string) error {
	var keys []results.Key
	for _, g := range data {
		key, err := results.ParseKey(g.Cell.Key())
		if err != nil {
			return err
		}
		keys = append(keys, key)
	}
	t.Note(results.Residue(keys, named...)...)
	return nil
}
