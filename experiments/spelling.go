package experiments

import (
	"slices"
	"strconv"
	"strings"
)

// spelled returns the spelling of a solver with the cell's own numbers for the values n, m and k of its options: iht:sparsity=k.
func (c Cell) spelled(solver string) string {
	if !strings.Contains(solver, "=") {
		return solver
	}
	words := strings.Split(solver, ":")
	for i, word := range words {
		option, value, _ := strings.Cut(word, "=")
		if number, ok := c.number(value); ok {
			words[i] = option + "=" + strconv.Itoa(number)
		}
	}
	return strings.Join(words, ":")
}

func (c Cell) number(name string) (int, bool) {
	switch name {
	case "n":
		return c.N, true
	case "m":
		return c.M, true
	case "k":
		return c.K, true
	}
	return 0, false
}

// settled returns the spelling without the options whose value depends on the cell.
func settled(solver string) string {
	words := strings.Split(solver, ":")
	return strings.Join(slices.DeleteFunc(words, func(word string) bool {
		_, value, _ := strings.Cut(word, "=")
		_, depends := Cell{}.number(value)
		return depends
	}), ":")
}
