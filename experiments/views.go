package experiments

import (
	"touchpoint/results"
)

// Recovered is the largest relative error |x - x0|_inf / |x0|_inf of a recovered truth.
const Recovered = 1e-6

// blurred is the largest blur with which a support still counts as told: no entry within a factor of two of the line
// between zeros and non-zeros.
const blurred = 0.5

// Decided reports whether a solved trial's touch could be classified. For p <= 1 zeros are clearly told from non-zeros and, for p = 1, the
// optimal point is proved unique or tied, for p < 1 it is basic, a strict local minimum. For p > 1, where no entry is zero and sparsity is
// a matter of degree, the touch is proved unique, or tied for p = inf. What a measure saw is decided.
func Decided(c Cell, r results.Record) bool {
	switch {
	case c.Measure != "":
		return true
	case c.P > 1:
		return r.Unique || r.Tied
	case !(r.Blur <= blurred):
		return false
	case c.P < 1:
		return r.Basic
	}
	return r.Unique || r.Tied
}

// decided guards a view: trials without a touch, those of a measure among them, are outside, trials whose touch could not be classified are undecided.
func decided(view func(Cell, results.Record) bool) func(Cell, results.Record) results.Mark {
	return func(c Cell, r results.Record) results.Mark {
		switch {
		case r.Outcome != results.Solved, c.Measure != "":
			return results.Outside
		case !Decided(c, r):
			return results.Undecided
		case view(c, r):
			return results.Hit
		}
		return results.Miss
	}
}

// Astray reports whether a method for p < 1 ended at a point that misses A x = b. Such methods, the greedy ones above all, promise no solution: to
// miss is theirs, and no defect of the harness.
func Astray(c Cell, r results.Record) bool {
	return c.P < 1 && c.Lambda == 0 && r.Outcome == results.Failed && !r.Residual.Missing()
}

// Success marks the trials that recovered the planted truth: an error of at most [Recovered] and, for p = 1 and lambda = 0, a touch proved
// unique. A point that went [Astray] is a miss. Generic trials, which have no truth, are outside.
func Success(c Cell, r results.Record) results.Mark {
	switch {
	case c.K == 0:
		return results.Outside
	case Astray(c, r):
		return results.Miss
	}
	return decided(func(c Cell, r results.Record) bool {
		return r.Error <= Recovered && (r.Unique || c.P != 1 || c.Lambda > 0)
	})(c, r)
}

// Tip marks the touches at a strict tip of the ball: a single non-zero, d_F = 0, and not proved to be one of many. An entry below 1e-9 of
// the largest counts as zero, for p > 1 too.
func Tip(c Cell, r results.Record) results.Mark {
	return decided(func(c Cell, r results.Record) bool { return !r.Tied && r.Support == 1 })(c, r)
}

// Sparse marks the touches with fewer non-zeros than equations, d_F < m - 1.
func Sparse(c Cell, r results.Record) results.Mark {
	return decided(func(c Cell, r results.Record) bool { return !r.Tied && r.Support < c.M })(c, r)
}

// Edge marks the touches along an edge or a larger face: more than one minimiser, d_T >= 1.
func Edge(c Cell, r results.Record) results.Mark {
	return decided(func(c Cell, r results.Record) bool { return r.Tied && r.Dim >= 1 })(c, r)
}
