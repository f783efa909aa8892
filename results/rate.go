package results

import "math"

// Rate counts what the marks of a set of records say. Undecided trials are kept apart: they are no misses.
type Rate struct {
	Hits      int `json:"hits"`
	Misses    int `json:"misses"`
	Undecided int `json:"undecided"`
}

// Trials returns the number of decided trials, Hits + Misses: the denominator of the rate.
func (r Rate) Trials() int { return r.Hits + r.Misses }

// Value returns Hits / Trials, and NaN where no trial was decided.
func (r Rate) Value() float64 {
	if r.Trials() == 0 {
		return math.NaN()
	}
	return float64(r.Hits) / float64(r.Trials())
}

// Add counts one mark; Outside changes nothing.
func (r *Rate) Add(m Mark) {
	switch m {
	case Hit:
		r.Hits++
	case Miss:
		r.Misses++
	case Undecided:
		r.Undecided++
	}
}

// Plus returns the rate over both sets of records.
func (r Rate) Plus(s Rate) Rate {
	return Rate{r.Hits + s.Hits, r.Misses + s.Misses, r.Undecided + s.Undecided}
}
