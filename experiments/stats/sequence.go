package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Sequence is a confidence sequence for a rate: intervals that all contain it, after every number of trials, with a probability of at least
// 1 - Alpha. Trials may therefore be stopped when the interval is narrow enough, or for any other reason, and it still holds. A sequence of
// Clopper-Pearson intervals misses every rate sooner or later.
//
// The evidence against a rate p, the likelihood ratio averaged over Jeffreys' prior of the other rate,
//
//	E(p) = B(hits + 1/2, misses + 1/2) / (B(1/2, 1/2) p^hits (1-p)^misses)
//
// is a martingale that starts at 1 if p is the rate, and then ever reaches 1/Alpha with a probability of at most Alpha. The interval is
// {p : E(p) < 1/Alpha}. Alpha is such as 0.05, strictly between 0 and 1; the zero value is an error.
//
// Reference: J. Ville, Etude critique de la notion de collectif, 1939; S. Howard, A. Ramdas, J. McAuliffe and J. Sekhon, Time-uniform,
// nonparametric, nonasymptotic confidence sequences, 2021.
type Sequence struct{ Alpha float64 }

// Interval is the interval after some trials. No trials give [0, 1].
func (s Sequence) Interval(hits, trials int) (Interval, error) {
	if err := countError(hits, trials); err != nil {
		return Interval{}, err
	}
	if !(s.Alpha > 0 && s.Alpha < 1) {
		return Interval{}, fmt.Errorf("stats: Alpha %v is not between 0 and 1: give an error rate such as 0.05", s.Alpha)
	}
	limit := -math.Log(s.Alpha)
	believed := func(p float64) bool { return logEvidence(hits, trials, p) < limit }
	rate := float64(hits) / float64(max(1, trials))
	i := Interval{0, 1}
	if hits > 0 {
		i.Lo = boundary(rate, 0, believed)
	}
	if hits < trials {
		i.Hi = boundary(rate, 1, believed)
	}
	return i, nil
}

// logEvidence is log E(p), the evidence against the rate p.
func logEvidence(hits, trials int, p float64) float64 {
	x, y := float64(hits), float64(trials-hits)
	evidence := mathext.Lbeta(x+0.5, y+0.5) - math.Log(math.Pi)
	if hits > 0 {
		evidence -= x * math.Log(p)
	}
	if hits < trials {
		evidence -= y * math.Log1p(-p)
	}
	return evidence
}
