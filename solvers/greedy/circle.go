package greedy

import "slices"

// circle notices when a sequence of sets, each of which follows from the one before, runs in a circle: every set is compared with one that
// was put aside, after 1, 2, 4, ... sets.
//
// Reference: R. Brent (1980), An improved Monte Carlo factorization algorithm.
type circle struct {
	aside     []int
	age, span int
}

// open begins a sequence.
func (c *circle) open() { c.aside, c.age, c.span = c.aside[:0], 0, 1 }

// closes takes the next set and reports whether it has been here before.
func (c *circle) closes(set []int) bool {
	if slices.Equal(set, c.aside) {
		return true
	}
	if c.age++; c.age == c.span {
		c.aside, c.age, c.span = append(c.aside[:0], set...), 0, 2*c.span
	}
	return false
}
