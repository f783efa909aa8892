package theory

import (
	"fmt"
	"math"
)

// Radical is the article's robot as a system of equations. Every character is a row. Each of the Positives, labelled +1,
// has a component of its own and one that all of them share; each of the Negatives, labelled -1, has only its own:
//
//	t + u_i = 1,  i = 1..Positives        w_j = -1,  j = 1..Negatives
//
// With Intercept, a weight b that no method penalises is added to all rows. By symmetry the u_i are equal, and so are the
// w_j, wherever the solution is unique. A new character with the shared component has a component of its own that was never
// seen, of weight 0, so that its score is t + b: the pattern is t = 1, and t = 0, u = 1 has memorised the characters.
//
// Leaving one positive character out is a Radical with one Positive less, and the score of the one left out is
// [Memory.Unseen] there.
//
// All methods need two characters of each kind that occur, and Negatives where there is an Intercept.
type Radical struct {
	Positives, Negatives int
	Intercept            bool
}

// Memory is the weights that a method learns: t, u, w and b.
type Memory struct{ Shared, Own, Other, Intercept float64 }

// Unseen is the score of a new character with the shared component; its label is +1.
func (m Memory) Unseen() float64 { return m.Shared + m.Intercept }

// Stranger is the score of a new character without it; its label is -1.
func (m Memory) Stranger() float64 { return m.Intercept }

// Touch is the exact fit of least |(t, u, w)|_p, 0 <= p <= +Inf. For p > 1, with e = 1/(p-1), c positives and d negatives,
//
//	t : u : -w = 1 : c^-e : d^-e,  t + u = 1, w = -1;  t + u - w = 2 with intercept
//
// and for p <= 1 the shared component alone: t = 1, or 2 with intercept. The error also says that p is no exponent, or that the
// touch is not unique: p = +Inf with negatives and without intercept, where w = -1 leaves t free.
func (r Radical) Touch(p float64) (Memory, error) {
	if err := r.check(); err != nil {
		return Memory{}, err
	}
	c, d := r.sizes()
	switch {
	case !(p >= 0):
		return Memory{}, fmt.Errorf("theory: p = %v; it must not be negative", p)
	case p <= 1:
		c, d = 0, 0
	case math.IsInf(p, 1) && !r.Intercept && r.Negatives > 0:
		return Memory{}, fmt.Errorf("theory: the touch at p = +Inf is not unique: every t in [0, 1] has |x|_inf = 1")
	default:
		c, d = math.Pow(c, -1/(p-1)), math.Pow(d, -1/(p-1))
	}
	if !r.Intercept {
		return Memory{Shared: 1 / (1 + c), Own: c / (1 + c), Other: r.negative(-1)}, nil
	}
	t := 2 / (1 + c + d)
	return Memory{Shared: t, Own: c * t, Other: -d * t, Intercept: d*t - 1}, nil
}

// LocalMinima is all local minima of |(t, u, w)|_p on the exact fits, 0 < p < 1, with the values of |.|_p^p, the global one
// first: the pattern, t = 1, and the robot that has memorised the positives, u = 1; with intercept t = 2, u = 2, and one that has
// memorised the negatives, w = -2.
func (r Radical) LocalMinima(p float64) (points []Memory, values []float64, err error) {
	if err := r.check(); err != nil {
		return nil, nil, err
	}
	if !(p > 0 && p < 1) {
		return nil, nil, fmt.Errorf("theory: p = %v is not between 0 and 1", p)
	}
	c, d := r.sizes()
	if !r.Intercept {
		w := r.negative(-1)
		return []Memory{{Shared: 1, Other: w}, {Own: 1, Other: w}}, []float64{1 + d, c + d}, nil
	}
	two := math.Pow(2, p)
	points = []Memory{{Shared: 2, Intercept: -1}, {Own: 2, Intercept: -1}, {Other: -2, Intercept: 1}}
	return points, []float64{two, c * two, d * two}, nil
}

func (r Radical) sizes() (c, d float64) { return float64(r.Positives), float64(r.Negatives) }

// negative is the weight of a negative's own component where there are negatives.
func (r Radical) negative(w float64) float64 {
	if r.Negatives == 0 {
		return 0
	}
	return w
}

func (r Radical) check() error {
	switch {
	case r.Positives < 2:
		return fmt.Errorf("theory: %d positive characters; two or more are needed", r.Positives)
	case r.Negatives < 0 || r.Negatives == 1 || r.Intercept && r.Negatives == 0:
		return fmt.Errorf("theory: %d negative characters; two or more are needed, or none without intercept", r.Negatives)
	}
	return nil
}
