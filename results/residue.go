package results

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Residue says what varies among the cells pooled in one cell of a table without being named in its rows or columns: one
// note an axis, such as
//
//	pooled over amplitudes: gaussian, rademacher
//
// in the order in which the axes first occur in the keys. Values are sorted, as numbers where all of them are numbers; an
// axis that some of the keys lack (lambda and noise where they are zero) has the value "none" there.
func Residue(pooled []Key, named ...string) []string {
	var axes []string
	values := make(map[string][]string)
	for _, key := range pooled {
		for _, pair := range key {
			if _, known := values[pair.Name]; !known {
				axes = append(axes, pair.Name)
			}
			values[pair.Name] = append(values[pair.Name], pair.Value)
		}
	}
	var notes []string
	for _, axis := range axes {
		if slices.Contains(named, axis) {
			continue
		}
		distinct := sortValues(values[axis])
		if len(values[axis]) < len(pooled) {
			distinct = slices.Insert(distinct, 0, "none")
		}
		if len(distinct) > 1 {
			notes = append(notes, "pooled over "+axis+": "+strings.Join(distinct, ", "))
		}
	}
	return notes
}

// sortValues returns the distinct values in order. Values that parse alike (1 and 1.0) stay apart.
func sortValues(values []string) []string {
	slices.Sort(values)
	values = slices.Compact(values)
	numbers := make(map[string]float64, len(values))
	for _, v := range values {
		x, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return values
		}
		numbers[v] = x
	}
	slices.SortStableFunc(values, func(a, b string) int { return cmp.Compare(numbers[a], numbers[b]) })
	return values
}
