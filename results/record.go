package results

import "math"

// Schema is the version of the record and of the manifest. It grows when a field changes its name or its meaning, as seed and trial do when
// other systems are drawn for them.
const Schema = 3

// Record holds the facts of one trial. In JSON it is one flat object with its fields in the order below; a fact that is not
// known is null for a [Number], -1 for Face and Dim, and false for a flag. Verdicts ("recovered", "tip") are not stored: they
// are views over records.
type Record struct {
	Cell  string `json:"cell"`  // the cell of the sweep as a [Key] spells it, solver included
	Trial int    `json:"trial"` // number of the draw within the cell, from 0

	Outcome    Outcome `json:"outcome"`          // "solved", "infeasible", "declined", "failed"
	Reason     string  `json:"reason,omitempty"` // the sentence of the error, where the outcome is not "solved"
	Status     string  `json:"status"`           // why the method stopped, in its own words: "converged", "limit", "stalled", "unknown"
	Iterations int     `json:"iterations"`       // the method's own count

	Kind   string `json:"kind"`   // what the referee proved: "none", "feasible", "optimal"
	Basic  bool   `json:"basic"`  // the columns of the support are linearly independent
	Unique bool   `json:"unique"` // proved: no other point is optimal
	Tied   bool   `json:"tied"`   // proved: another point is optimal too
	Exact  bool   `json:"exact"`  // Unique or Tied was decided in rational arithmetic

	Support int `json:"support"`         // number of non-zeros of x
	Truth   int `json:"truth,omitempty"` // number of non-zeros that were planted; absent if nothing was
	Found   int `json:"found,omitempty"` // number of planted positions among the non-zeros of x; absent if none is
	Face    int `json:"face"`            // d_F, dimension of the face of the ball that is touched; -1 unknown
	Dim     int `json:"dim"`             // d_T, dimension of the contact set; -1 unknown

	Residual Number `json:"residual"` // of the constraints, relative
	Gap      Number `json:"gap"`      // duality gap, relative
	Margin   Number `json:"margin"`   // distance to a different classification of the touch
	Blur     Number `json:"blur"`     // how close an entry comes to the line between zeros and non-zeros: 1 on it, 0 where none is near

	Objective      Number `json:"objective"`       // at x
	TruthObjective Number `json:"truth_objective"` // at the planted truth x0
	Error          Number `json:"error"`           // |x - x0|_inf / |x0|_inf
	Distance       Number `json:"distance"`        // |x - x0|_2 / |x0|_2

	Spread Number `json:"spread"` // (|x|_1 / |x|_2)^2, the number of entries that count: 1 on an axis, n where all are equal
	Second Number `json:"second"` // the second largest magnitude over the largest: 0 on an axis, 1 in a tie

	X []Number `json:"x,omitempty"` // the point itself, where it has at most three coordinates

	Facts Facts `json:"facts,omitempty"` // what a measure of its own saw, in its own order
}

// Pointless returns the record of a trial that ended without a point: nothing is proved and every number is unknown.
func Pointless(cell string, trial int, outcome Outcome, reason string) Record {
	nan := Number(math.NaN())
	return Record{
		Cell: cell, Trial: trial, Outcome: outcome, Reason: reason, Kind: KindNone, Face: -1, Dim: -1,
		Residual: nan, Gap: nan, Margin: nan, Blur: nan, Objective: nan, TruthObjective: nan, Error: nan, Distance: nan,
		Spread: nan, Second: nan,
	}
}
