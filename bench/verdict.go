package bench

import (
	"encoding/json"
	"fmt"
	"math"
)

// Verdict is what a comparison says of a row. The zero value is Unclear: it cannot tell.
type Verdict int

const (
	Unclear     Verdict = iota // the runs do not tell whether there is a change as large as the threshold
	Same                       // no change as large as the threshold, by both intervals; exact metrics are equal
	Regression                 // worse by more than the threshold
	Improvement                // better by more than the threshold
	Worse                      // worse, by no more than the threshold
	Better                     // better, by no more than the threshold
	Changed                    // different, where neither direction is better
	OnlyOld                    // the new results do not have it
	OnlyNew                    // the old results do not have it
)

var verdictNames = [...]string{"unclear", "same", "regression", "improvement", "worse", "better", "changed", "only old", "only new"}

// String returns the verdict in words.
func (v Verdict) String() string {
	if v < 0 || int(v) >= len(verdictNames) {
		return fmt.Sprintf("verdict(%d)", int(v))
	}
	return verdictNames[v]
}

// MarshalJSON writes the verdict in words.
func (v Verdict) MarshalJSON() ([]byte, error) { return json.Marshal(v.String()) }

// Flagged says whether the verdict is that something changed.
func (v Verdict) Flagged() bool { return v >= Regression && v <= Changed }

// judge returns the verdict of the row, whose p-value is adjusted.
func (r *Row) judge(o Options) Verdict {
	switch {
	case r.New.N == 0:
		return OnlyOld
	case r.Old.N == 0:
		return OnlyNew
	case r.unit.exact:
		return r.judgeExact(o)
	case float64(r.Adjusted) <= o.Alpha && r.Old.Center != r.New.Center:
		return r.direction(o)
	case r.within(o.Threshold):
		return Same
	}
	return Unclear
}

// judgeExact compares a metric that is a function of the code. Values that vary all the same are believed only where old and new do not overlap.
func (r *Row) judgeExact(o Options) Verdict {
	low, high := min(r.Old.Lo, r.New.Lo), max(r.Old.Hi, r.New.Hi)
	switch {
	case low == high, low >= 0 && high <= r.unit.floor:
		return Same
	case r.Old.Hi < r.New.Lo, r.New.Hi < r.Old.Lo:
		return r.direction(o)
	}
	return Unclear
}

// direction words a change.
func (r *Row) direction(o Options) Verdict {
	threshold := o.Threshold
	if r.unit.threshold >= 0 {
		threshold = r.unit.threshold
	}
	rise := r.New.Center - r.Old.Center
	large := math.Abs(rise) > threshold*math.Abs(r.Old.Center)
	switch worse := rise*float64(r.unit.better) < 0; {
	case r.unit.better == 0:
		return Changed
	case worse && large:
		return Regression
	case worse:
		return Worse
	case large:
		return Improvement
	}
	return Better
}

// within says whether both intervals, where both hold, leave no room for a change above the threshold.
func (r *Row) within(threshold float64) bool {
	if !r.Old.Varies && !r.New.Varies {
		return r.Old.Center == r.New.Center
	}
	return r.Old.Lo > 0 && r.New.Lo >= (1-threshold)*r.Old.Hi && r.New.Hi <= (1+threshold)*r.Old.Lo
}
