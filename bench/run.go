package bench

import (
	"context"
	"fmt"
	"io"
	"time"
)

// Progress is how far a measurement is.
type Progress struct {
	Rows, Open int           // benchmarks, and those among them that are not done
	Runs       int           // measurements so far
	Spent      time.Duration // since the beginning
}

// Run measures every benchmark of a program count times and writes the results to w as they come: round by round, a process a measurement, so that
// the runs of one benchmark lie far apart in time and see what the machine does over all of it. A benchmark that fails is said and left out.
func (p *Program) Run(ctx context.Context, w io.Writer, count int, r Recipe, observe func(Progress)) error {
	begin, out := time.Now(), newRecorder(w)
	rows, err := p.survey(ctx, r)
	if err != nil {
		return err
	}
	failed := make(map[benchmark]bool)
	at := Progress{Rows: len(rows), Open: len(rows)}
	for round := range count {
		for _, b := range rows {
			if failed[b] {
				continue
			}
			records, err := p.measure(ctx, b, round, r.Benchtime)
			if ctx.Err() != nil {
				return fmt.Errorf("bench: stopped after %d of %d runs: %w", at.Runs, count*len(rows), context.Cause(ctx))
			}
			if err != nil {
				failed[b] = true
				at.Open--
				r.Say(fmt.Sprintf("%s: %v; it is left out", short(p.commit), err))
				continue
			}
			if err := out.write(records); err != nil {
				return err
			}
			at.Runs, at.Spent = at.Runs+1, time.Since(begin)
			observe(at)
		}
	}
	return nil
}
