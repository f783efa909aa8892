package experiments

import (
	"encoding/json"
	"fmt"
	"iter"

	"touchpoint/results"
)

// Run draws round after round until no cell is open, and returns the cells as they were seen. Every round is carried out by run, such as
// [Lab.Run], from a trial of the round on. The records of all rounds, one after the other, are the canonical order of the sink, which may be nil;
// earlier are those of a run that was cut short, which are not drawn again. Records and cells do not depend on where that was: what the next
// round is depends on the records before it alone.
func (a Adaptive) Run(plan Plan, earlier iter.Seq2[results.Record, error], sink Sink, run func(round Plan, start int, sink Sink) error) ([]Summary, error) {
	if err := a.Validate(plan); err != nil {
		return nil, err
	}
	summaries, drawn := NewSummaries(plan), 0
	next, stop := iter.Pull2(earlier)
	defer stop()
	for {
		round := a.Next(plan, summaries.Cells())
		if len(round) == 0 {
			return summaries.Cells(), surplus(next)
		}
		start, err := replay(newSchedule(round), next, summaries)
		if err == nil && start < round.Trials() {
			err = run(round, start, &later{drawn, sink, summaries})
		}
		if err != nil {
			return nil, err
		}
		drawn += round.Trials()
	}
}

// replay counts earlier records as trials of a round, and returns how many there are.
func replay(s *schedule, next func() (results.Record, error, bool), summaries *Summaries) (int, error) {
	for seq := range s.total {
		r, err, ok := next()
		if !ok || err != nil {
			return seq, err
		}
		if c, trial := s.trial(seq); r.Cell != c.key || r.Trial != trial {
			return seq, fmt.Errorf("experiments: record of trial %d of %s where trial %d of %s should follow; another rule made these records", r.Trial, r.Cell, trial, c.key)
		}
		if err := summaries.Append(seq, r); err != nil {
			return seq, err
		}
	}
	return s.total, nil
}

// surplus refuses records after the last round.
func surplus(next func() (results.Record, error, bool)) error {
	r, err, ok := next()
	if ok && err == nil {
		err = fmt.Errorf("experiments: record of trial %d of %s after the last round; another rule made these records", r.Trial, r.Cell)
	}
	return err
}

// later counts the records of a round, and appends them to a sink behind those of the rounds before.
type later struct {
	drawn     int // in the rounds before
	sink      Sink
	summaries *Summaries
}

func (l *later) Append(seq int, records ...results.Record) error {
	if l.sink != nil {
		if err := l.sink.Append(l.drawn+seq, records...); err != nil {
			return err
		}
	}
	return l.summaries.Append(seq, records...)
}

func (l *later) Flush() error {
	if f, ok := l.sink.(interface{ Flush() error }); ok {
		return f.Flush()
	}
	return nil
}

// Manifest describes the plan with the rule, for a [results.Store] of all rounds.
func (a Adaptive) Manifest(plan Plan, l Lab) (results.Manifest, error) {
	m, err := plan.Manifest(l)
	if err != nil {
		return m, err
	}
	type ruled struct {
		Sweep
		Width float64 `json:"until-width"`
		Batch int     `json:"batch,omitempty"`
	}
	var list []ruled
	for _, s := range plan {
		list = append(list, ruled{s, a.Width, a.Batch})
	}
	if m.Sweep, err = json.Marshal(list); err != nil {
		return m, fmt.Errorf("experiments: %w", err)
	}
	return m, nil
}

// Stopped is a cell that was drawn by a rule. Its line is that of a [Summary], with the ends of the confidence sequence for lo and hi.
type Stopped Summary

// MarshalJSON writes the line.
func (s Stopped) MarshalJSON() ([]byte, error) { return Summary(s).line(uniform) }
