package peers

import "math"

// rung is a tolerance of a method and what was seen there.
type rung[T any] struct {
	tolerance float64
	seen      T
}

// loosest walks down the tolerances 10^from, a decade a step, to the first at which try says that the point is good, and takes the half decade above it if that is good,
// too. It never tries one tighter than needed: there, many methods do not end. Where not even 10^to is good, ok is false and
// best the last; an error of try ends the walk.
func loosest[T any](from, to float64, try func(tolerance float64) (seen T, good bool, err error)) (best rung[T], ok bool, err error) {
	for e := from; e >= to-1e-9 && !ok; e-- {
		best.tolerance = math.Pow(10, e)
		if best.seen, ok, err = try(best.tolerance); err != nil {
			return best, false, err
		}
	}
	if !ok || best.tolerance == math.Pow(10, from) {
		return best, ok, nil
	}
	half := best.tolerance * math.Sqrt(10)
	if seen, good, err := try(half); good && err == nil {
		best = rung[T]{half, seen}
	}
	return best, true, nil
}
