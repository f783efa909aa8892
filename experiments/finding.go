package experiments

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// Confident is the level of the intervals that decide findings: wider than those of the tables, for there are dozens of findings.
const Confident = 0.99

// Rejected is the Holm-adjusted p-value of a family of tests below which measured rates count as being at odds with exact theory.
const Rejected = 1e-3

// Decision is what the data say about one finding. The zero value is Open.
type Decision int

const (
	Open  Decision = iota // the interval holds the bound
	Holds                 // it lies on the side that the hypothesis names
	Fails                 // it lies on the other side
)

var decisionNames = []string{"open", "holds", "fails"}

// String returns the decision in lower case.
func (d Decision) String() string {
	if d < 0 || int(d) >= len(decisionNames) {
		return fmt.Sprintf("decision(%d)", int(d))
	}
	return decisionNames[d]
}

// Effect is a measured quantity, what it is called, and its interval at the level [Confident].
type Effect struct {
	Name          string
	Value, Lo, Hi float64
	Trials        int // that it was measured from
}

// RateEffect is a rate with the interval of Clopper and Pearson.
func RateEffect(name string, r results.Rate) Effect {
	e := Effect{Name: name, Value: r.Value(), Lo: math.NaN(), Hi: math.NaN(), Trials: r.Trials()}
	if r.Trials() > 0 {
		interval := stats.ClopperPearson(r.Hits, r.Trials(), Confident)
		e.Lo, e.Hi = interval.Lo, interval.Hi
	}
	return e
}

// String shows three digits of the value and of the interval.
func (e Effect) String() string {
	text := e.Name + " " + digits(e.Value)
	if !math.IsNaN(e.Lo) && !math.IsNaN(e.Hi) {
		text += fmt.Sprintf(" [%s, %s]", digits(e.Lo), digits(e.Hi))
	}
	return text
}

func digits(x float64) string {
	if a := math.Abs(x); a >= 1000 && a < 1e6 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

// Finding is a hypothesis, the rule that decides it, fixed before there were data, and what was measured.
type Finding struct {
	Hypothesis string // what the sentence predicts in one setting
	Rule       string // when it holds
	Effect     Effect
	Decision   Decision
	Check      bool      // not evidence on the sentence: the harness against exact theory
	Tests      []float64 // p-values of a check
}

// Above holds where the whole interval lies above the bound and fails where it lies below.
func Above(hypothesis string, e Effect, bound float64) Finding {
	f := Finding{Hypothesis: hypothesis, Effect: e, Rule: "the interval lies above " + digits(bound)}
	switch {
	case e.Lo > bound:
		f.Decision = Holds
	case e.Hi < bound:
		f.Decision = Fails
	}
	return f
}

// Below holds where the whole interval lies below the bound and fails where it lies above.
func Below(hypothesis string, e Effect, bound float64) Finding {
	f := Above(hypothesis, Effect{Lo: -e.Hi, Hi: -e.Lo}, -bound)
	f.Effect, f.Rule = e, "the interval lies below "+digits(bound)
	return f
}

// Within holds where the interval lies between lo and hi, and fails where it lies outside.
func Within(hypothesis string, e Effect, lo, hi float64) Finding {
	f := Finding{Hypothesis: hypothesis, Effect: e, Rule: fmt.Sprintf("the interval lies within [%s, %s]", digits(lo), digits(hi))}
	switch {
	case e.Lo >= lo && e.Hi <= hi:
		f.Decision = Holds
	case e.Hi < lo || e.Lo > hi:
		f.Decision = Fails
	}
	return f
}

// Always holds where every trial is a hit, for what is said to happen with probability one; a single miss is an exception.
func Always(hypothesis string, name string, r results.Rate) Finding {
	f := Finding{Hypothesis: hypothesis, Effect: RateEffect(name, r), Rule: "there is no exception"}
	switch {
	case r.Misses > 0:
		f.Decision = Fails
	case r.Hits > 0:
		f.Decision = Holds
	}
	return f
}

// Agrees is a check of measured rates against exact theory, by the p-values of independent tests: it fails where the least, adjusted for their
// number by Holm's method, is below [Rejected].
func Agrees(hypothesis string, trials int, tests []float64) Finding {
	f := Finding{Hypothesis: hypothesis, Check: true, Tests: tests, Rule: "the least Holm-adjusted p-value is at least " + digits(Rejected)}
	f.Effect = Effect{Name: fmt.Sprintf("least adjusted p-value of %d", len(tests)), Value: math.NaN(), Lo: math.NaN(), Hi: math.NaN(), Trials: trials}
	if len(tests) == 0 {
		return f
	}
	f.Effect.Value = slices.Min(stats.Holm(tests))
	f.Decision = Holds
	if !(f.Effect.Value >= Rejected) {
		f.Decision = Fails
	}
	return f
}
