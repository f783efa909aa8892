package experiments

import (
	"fmt"
	"math"

	"touchpoint/results"
)

// Reason is why a trial misses the planted truth. The zero value is no reason.
type Reason int

const (
	NoReason  Reason = iota // the truth was found, or nobody can say: declined, undecided, nothing planted
	Geometry                // another point is as good as the truth or better, so that no solver of the problem returns the truth
	Method                  // the solver: the truth is better than its point, or it broke down
	Tolerance               // the point is the truth, but less exactly than asked
)

var reasonNames = []string{"none", "geometry", "solver", "tolerance"}

// String returns the reason in lower case.
func (r Reason) String() string {
	if r < 0 || int(r) >= len(reasonNames) {
		return fmt.Sprintf("reason(%d)", int(r))
	}
	return reasonNames[r]
}

// Near is the largest relative error at which a point that is not [Recovered] still is the truth, told inexactly.
const Near = 1e-2

// rounding is the relative difference above which one objective is lower than another.
const rounding = 1e-9

// Cause tells the three reasons of a miss, see [Success], apart. For A x = b the objectives of point and truth decide: where the point has the lower
// one, or is proved one of many minimisers, it is the geometry. Else a point near the truth is off by tolerance, and one far from it shows a solver
// that stopped short. At p >= 1, where points are proved optimal, the solver is the reason only where it failed. The penalised form, whose minimiser
// is never the truth, has the geometry for a reason where the minimiser is not near it.
func Cause(c Cell, r results.Record) Reason {
	switch {
	case c.K > 0 && r.Outcome == results.Failed:
		return Method
	case Success(c, r) != results.Miss, r.Objective.Missing(), r.TruthObjective.Missing():
		return NoReason
	}
	excess := float64(r.Objective-r.TruthObjective) / math.Abs(float64(r.TruthObjective))
	switch {
	case c.Lambda == 0 && (r.Tied || excess < -rounding):
		return Geometry
	case r.Error <= Near:
		return Tolerance
	case r.Kind != results.KindOptimal && excess > rounding:
		return Method
	}
	return Geometry
}
