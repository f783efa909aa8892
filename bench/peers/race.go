package peers

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
)

// entrant is a method in the race of a row.
type entrant struct {
	Method
	worker    *worker
	tolerance float64 // the one it is timed at, 0 where it has none
	accuracy  accuracy
	good      bool
	failure   string    // why there is no time: what the worker said
	over      bool      // ... which is that the time limit came first
	first     float64   // s, of a single solve
	samples   []float64 // s, one a round; nil where it ran once
	typical   float64   // s: the median of the samples, or what there is
	note      string    // beside the time
}

func (e entrant) ran() bool { return e.failure == "" }

// settings of a run.
type settings struct {
	limit  float64 // s, of one solve
	rounds int
	dir    string
}

const (
	sample   = 0.02 // s: shorter solves are repeated to fill it
	repeats  = 200  // at most
	outpaced = 3.0  // a contender this many times slower than the fastest of its side runs no rounds
)

// race has all methods of a row's task solve its problem, finds their tolerances, and times them in turns.
func race(ctx context.Context, s settings, j *judge, field []*entrant) error {
	for _, e := range field {
		if e.over { // on a smaller problem
			continue
		}
		if err := enter(ctx, s, j, e, givenUp(field, e)); err != nil {
			return err
		}
	}
	chosen := finalists(field)
	for round := range s.rounds {
		order := slices.Clone(chosen)
		if round%2 == 1 {
			slices.Reverse(order)
		}
		for _, e := range order {
			if err := e.again(ctx, s, j); err != nil {
				return err
			}
		}
	}
	return nil
}

// givenUp returns how long a rung of a ladder may take before its method is given up: it is then far behind the fastest of its side.
func givenUp(field []*entrant, e *entrant) float64 {
	best := fastest(field, func(o *entrant) bool { return o.Ours == e.Ours && !o.Context })
	if best == nil {
		return math.Inf(1)
	}
	return 1 + 10*best.first
}

// attempt is a single solve, judged.
type attempt struct {
	seconds  float64
	point    []float64
	accuracy accuracy
}

// enter finds the tolerance at which e is good enough, and a first time; a rung that is not good and takes more seconds than enough ends the ladder. Whatever goes wrong is the method's, but for an error of the context.
func enter(ctx context.Context, s settings, j *judge, e *entrant, enough float64) error {
	try := func(tolerance float64) (a attempt, good bool, err error) {
		a.seconds, a.point, err = e.worker.solve(ctx, j.problem, e.job(s, j, tolerance, 1))
		if err == nil {
			a.accuracy, err = j.look(a.point)
		}
		good = err == nil && j.good(a.accuracy)
		if err == nil && !good && a.seconds > enough {
			err = fmt.Errorf("given up after %.3g s, with a gap of %.1e", a.seconds, a.accuracy.Gap)
		}
		return a, good, err
	}
	var best rung[attempt]
	var err error
	if !e.tuned() {
		best.seen, e.good, err = try(0)
	} else {
		best, e.good, err = loosest(e.Loosest, e.Tightest, try)
	}
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	e.over = errors.Is(err, errLimit)
	if err != nil {
		e.failure = err.Error()
		return nil
	}
	e.tolerance, e.first, e.typical, e.accuracy = best.tolerance, best.seen.seconds, best.seen.seconds, j.settle(ctx, best.seen.point, best.seen.accuracy)
	e.good = e.good && (e.accuracy.Unique || !j.row.unique || !e.Ours) // an interior point of theirs is as good as a vertex
	if e.good && j.row.unique && !e.accuracy.Unique {
		e.note = "no vertex"
	}
	return nil
}

func (e *entrant) job(s settings, j *judge, tolerance float64, repeat int) job {
	return job{
		method: e.Name, task: e.Task, tolerance: tolerance, limit: s.limit, repeat: repeat, out: filepath.Join(s.dir, "point.f64"), lambdas: j.lambdas,
	}
}

// again adds a sample. A short solve is repeated; its first time, with everything cold, may be far off, so that the next sample tells.
func (e *entrant) again(ctx context.Context, s settings, j *judge) error {
	if !e.ran() {
		return nil
	}
	seconds, _, err := e.worker.solve(ctx, j.problem, e.job(s, j, e.tolerance, filling(e.typical)))
	switch {
	case context.Cause(ctx) != nil:
		return context.Cause(ctx)
	case err != nil:
		e.over, e.failure = errors.Is(err, errLimit), err.Error()
	default:
		e.samples = append(e.samples, seconds)
		e.typical = median(e.samples)
	}
	return nil
}

// filling returns how often to repeat a solve.
func filling(seconds float64) int {
	return int(math.Max(1, math.Min(repeats, math.Ceil(sample/math.Max(seconds, 1e-9)))))
}

// finalists returns who is timed in turns: of those that are good enough the fast ones of each side, and what is shown for context.
func finalists(field []*entrant) []*entrant {
	var chosen []*entrant
	for _, e := range field {
		if !e.ran() || !e.good {
			continue
		}
		best := fastest(field, func(o *entrant) bool { return o.Ours == e.Ours && o.Context == e.Context })
		if e.first <= outpaced*best.first+sample {
			chosen = append(chosen, e)
		}
	}
	return chosen
}

// fastest returns the fastest of those that are good enough and taken, nil without one.
func fastest(field []*entrant, take func(*entrant) bool) *entrant {
	var best *entrant
	for _, e := range field {
		if e.ran() && e.good && take(e) && (best == nil || e.typical < best.typical) {
			best = e
		}
	}
	return best
}

// median of at least one value.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	mid := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[mid]
	}
	return (sorted[mid-1] + sorted[mid]) / 2
}
