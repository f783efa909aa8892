package experiments

import (
	"fmt"
	"strings"
)

// Answer is what the data say about the sentence of a claim. The zero value is Undecided.
type Answer int

const (
	Undecided Answer = iota // the data do not tell, or the harness disagrees with exact theory
	Supported               // the sentence holds in every setting
	Limited                 // it holds in some settings and fails in others
	Refuted                 // it holds in none
)

var answerNames = []string{"undecided", "supported", "supported with limits", "refuted"}

// String returns the answer in lower case.
func (a Answer) String() string {
	if a < 0 || int(a) >= len(answerNames) {
		return fmt.Sprintf("answer(%d)", int(a))
	}
	return answerNames[a]
}

// Verdict is the answer to a claim with what decided it.
type Verdict struct {
	Answer   Answer
	Reason   string    // one line
	Deciding []Finding // those the reason speaks of: one, or for Limited one that holds and one that fails
	Findings []Finding // all of them
}

// Judge turns findings into a verdict, by one rule for all claims. Each finding that is no check is what the sentence predicts in one setting: if all
// hold the sentence is supported, if all fail it is refuted, if some hold and some fail it is supported with limits, and while nothing but open
// ones stands in the way it is undecided. A check that fails withholds the verdict, for then the software is wrong until shown otherwise.
func Judge(findings []Finding) Verdict {
	v := Verdict{Findings: findings}
	by := make(map[Decision][]Finding)
	for _, f := range findings {
		if !f.Check {
			by[f.Decision] = append(by[f.Decision], f)
		} else if f.Decision == Fails {
			return v.because(Undecided, "the harness disagrees with exact theory", f)
		}
	}
	holds, fails, open := by[Holds], by[Fails], by[Open]
	switch {
	case len(holds) > 0 && len(fails) > 0:
		return v.because(Limited, "", holds[0], fails[0])
	case len(open) > 0:
		return v.because(Undecided, "", open[0])
	case len(holds) > 0:
		return v.because(Supported, "", holds[0])
	case len(fails) > 0:
		return v.because(Refuted, "", fails[0])
	}
	return v.because(Undecided, "nothing was measured")
}

func (v Verdict) because(a Answer, why string, deciding ...Finding) Verdict {
	v.Answer, v.Deciding = a, deciding
	reasons := []string{}
	if why != "" {
		reasons = append(reasons, why)
	}
	for _, f := range deciding {
		reasons = append(reasons, fmt.Sprintf("%v: %s (%v)", f.Decision, f.Hypothesis, f.Effect))
	}
	v.Reason = strings.Join(reasons, "; ")
	return v
}
