package peers

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// recovered is how near a point must come to the truth, relative to its norm, to count as found.
const recovered = 1e-3

// tally counts what a method finds over many trials.
type tally struct {
	*entrant
	seconds []float64 // a trial
	hits    int
}

// count has the methods of the field solve trials one after the other, in turns. Who has spent his budget of seconds is out at the end of
// a round of so many trials. A method that fails on one trial has missed it; one that fails on the first, or is over the limit, is out at once.
func count(ctx context.Context, s settings, trials int, trial func(i int) (problem, error), field []*entrant, round int, budget float64) ([]*tally, error) {
	var all []*tally
	for _, e := range field {
		all = append(all, &tally{entrant: e})
	}
	out := map[*tally]bool{}
	for i := range trials {
		if i%round == 0 {
			for _, t := range all {
				out[t] = total(t.seconds) > budget
			}
		}
		p, err := trial(i)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			for _, t := range all { // a first call loads and compiles
				_, _, _ = t.worker.solve(ctx, p, t.job(s, &judge{}, t.tolerance, 1))
			}
		}
		order := slices.Clone(all)
		if i%2 == 1 {
			slices.Reverse(order)
		}
		for _, t := range order {
			if t.failure != "" || out[t] {
				continue
			}
			if err := t.try(ctx, s, p); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// try solves one trial.
func (t *tally) try(ctx context.Context, s settings, p problem) error {
	seconds, x, err := t.worker.solve(ctx, p, t.job(s, &judge{}, t.tolerance, 1))
	switch {
	case context.Cause(ctx) != nil:
		return context.Cause(ctx)
	case errors.Is(err, errLimit):
		t.over, t.failure = true, err.Error()
	case err != nil && len(t.seconds) == 0:
		t.failure = err.Error()
	case err != nil:
		t.seconds = append(t.seconds, total(t.seconds)/float64(len(t.seconds)))
	default:
		t.seconds = append(t.seconds, seconds)
		if distance(x, p.truth) <= recovered {
			t.hits++
		}
	}
	return nil
}

// distance is |x - x0|_2 / |x0|_2; NaN where x has one.
func distance(x, truth []float64) float64 {
	square, norm := 0.0, 0.0
	for j, v := range truth {
		square += (x[j] - v) * (x[j] - v)
		norm += v * v
	}
	return math.Sqrt(square / norm)
}

func total(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum
}

// settle turns the times into that of one trial, or of one recovered trial: over all, and over each fifth where all trials were run.
func (t *tally) settle(trials int, hitsOnly bool) {
	n := len(t.seconds)
	per := float64(n)
	if hitsOnly {
		per = float64(t.hits)
	}
	if t.good = per > 0; !t.good {
		if t.failure == "" {
			t.failure = fmt.Sprintf("recovered none of %d", n)
		}
		return
	}
	t.typical = total(t.seconds) / per
	const parts = 5
	if n < trials || n < parts {
		return
	}
	for i := range parts {
		part := t.seconds[i*n/parts : (i+1)*n/parts]
		t.samples = append(t.samples, total(part)/float64(len(part))*float64(n)/per)
	}
}
