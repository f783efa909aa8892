package experiments

import (
	"errors"
	"fmt"
	"sort"

	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// Adaptive is a rule that says when a cell has been drawn often enough: as soon as the interval of its success rate is no wider than Width, and at
// the latest after the Trials of its sweep. A rate near one half gets many trials and a sure thing few, so that a sweep spends its time on
// the transition.
//
// The interval is that of a confidence sequence, [stats.Sequence] at [Level], which holds after every number of trials at once: it may be looked at
// after each round and decide when to stop. An interval for a number of trials fixed beforehand, such as Wilson's, would not survive that. The rate
// beside it leans a little away from one half, for what looks extreme stops first.
//
// Whether a cell goes on depends on its own trials alone, so that other cells beside it change nothing. Width lies between 0 and 1, both
// excluded; the zero value of Batch is ready.
type Adaptive struct {
	Width float64
	Batch int // trials of an open cell in a round, 0 means 100; a quarter of what it has had where that is more, so that rounds stay few
}

const defaultBatch = 100

// Validate says what keeps the rule from being applied to the plan: a width or a batch out of range, cells that have no success rate. The error
// wraps [ErrSweep].
func (a Adaptive) Validate(plan Plan) error {
	var found []string
	if !(a.Width > 0 && a.Width < 1) {
		found = append(found, fmt.Sprintf("until-width = %v; it must lie between 0 and 1, both excluded", a.Width))
	}
	if a.Batch < 0 {
		found = append(found, fmt.Sprintf("batch = %d; it must be positive, or 0 for %d", a.Batch, defaultBatch))
	}
	if err := errors.Join(rateless(plan)...); err != nil {
		found = append(found, err.Error())
	}
	return joined(found)
}

// rateless names one cell of a plan whose trials are no successes or misses, if there is one.
func rateless(plan Plan) []error {
	for _, c := range plan.Cells() {
		switch {
		case c.Measure != "":
			return []error{fmt.Errorf("measure %s sees no success, so that there is no rate whose interval could get narrow; draw a fixed number of trials", c.Measure)}
		case c.K == 0:
			return []error{errors.New("k = 0 draws a generic b, for which there is no success whose rate could be known to a width; plant at least k = 1, or draw a fixed number of trials")}
		}
	}
	return nil
}

// Next is the plan of the next round, given the cells of the plan as they were seen so far, in canonical order: further trials of every cell that is
// still open. A round without a trial is the end. A cell none of whose trials was decided has no rate, and is closed after one batch.
func (a Adaptive) Next(plan Plan, seen []Summary) (round Plan) {
	i := 0
	for _, s := range plan {
		for _, c := range s.Cells() {
			if more := a.more(seen[i].Tally, s.Trials); more > 0 {
				round = append(round, s.alone(c, seen[i].Tally.Trials, more))
			}
			i++
		}
	}
	return round
}

// more is the number of trials that a cell draws in the next round, of at most so many in all.
func (a Adaptive) more(t results.Tally, most int) int {
	batch := a.Batch
	if batch == 0 {
		batch = defaultBatch
	}
	switch {
	case t.Trials == 0:
		return min(batch, most)
	case t.Rate.Trials() == 0, !a.wide(t.Rate):
		return 0
	}
	return min(max(batch, t.Trials/4), max(0, most-t.Trials))
}

// alone is the sweep of one cell from the trial after those it has had.
func (s Sweep) alone(c Cell, had, trials int) Sweep {
	s.N, s.M, s.K, s.P = []int{c.N}, []int{c.M}, []int{c.K}, []Real{Real(c.P)}
	s.Lambda, s.Noise = []Real{Real(c.Lambda)}, []Real{Real(c.Noise)}
	s.Ensemble, s.Amplitudes, s.Solver = []string{c.Ensemble}, []string{c.Amplitudes}, []string{c.Solver}
	s.First, s.Trials = s.First+had, trials
	return s
}

func (a Adaptive) wide(r results.Rate) bool { return uniform(r.Hits, r.Trials()).Width() > a.Width }

// Exhausted tells a cell that has had all the trials of its sweep and whose rate is not known to the width.
func (a Adaptive) Exhausted(s Summary) bool { return a.wide(s.Tally.Rate) }

// uniform is the interval after some trials.
func uniform(hits, trials int) stats.Interval {
	i, err := stats.Sequence{Alpha: 1 - Level}.Interval(hits, trials)
	if err != nil {
		panic("experiments: " + err.Error())
	}
	return i
}

// Estimate returns a rate with the interval of the confidence sequence, see the function [Estimate]; it has no other.
func (a Adaptive) Estimate(r results.Rate) results.Value {
	if r.Trials() == 0 {
		return results.Missing{}
	}
	i := uniform(r.Hits, r.Trials())
	return results.Estimate{Rate: r, Lo: i.Lo, Hi: i.Hi}
}

// Most is the number of decided trials after which every rate is known to the width: as many as a rate of one half takes.
func (a Adaptive) Most() int {
	const half = mostTrials / 2
	return 2 * (1 + sort.Search(half, func(pairs int) bool { return uniform(pairs+1, 2*(pairs+1)).Width() <= a.Width }))
}
