package experiments

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/certify"
)

// Lab is where plans are carried out. Solvers is required; the zero values of the rest are ready.
type Lab struct {
	Solvers  []solvers.Entry
	Measures []Measure               // what the sweeps may name
	Referee  func() *certify.Referee // one for each worker; nil: the zero value of certify.Referee
	Workers  int                     // 0: one for each core

	// Observe is called after each trial, or after a few if they are short, from any worker, with the number of trials recorded without a gap,
	// those before the start included. Calls of different workers may overtake each other, so that the numbers may step back; the last of
	// all is among them.
	Observe func(done int)
}

// Sink takes the records of a plan: numbers seq, seq+1, ... of its canonical order, from several goroutines and slightly out of turn. It takes all
// of a call or fails, and does not keep the slice. [results.Store] is one.
type Sink interface {
	Append(seq int, records ...results.Record) error
}

// Run carries out the trials of the plan from number start on and appends them to the sink. When ctx is cancelled no further
// trial begins, those in hand are finished and recorded, and the cause is returned. Records do not depend on the number of
// workers nor on interruptions.
func (l Lab) Run(ctx context.Context, plan Plan, start int, sink Sink) error {
	if err := plan.Validate(l); err != nil {
		return err
	}
	workers := l.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	schedule := newSchedule(plan)
	turns := newTurns(start, schedule.total, schedule.cellEnd)
	stop := context.AfterFunc(ctx, turns.stop)
	defer stop()
	if ctx.Err() != nil {
		turns.stop() // AfterFunc has a goroutine of its own, which may come too late
	}
	defer flushing(sink)()

	var team sync.WaitGroup
	for range workers {
		team.Go(func() { l.work(context.WithoutCancel(ctx), schedule, turns, sink) })
	}
	team.Wait()
	if turns.err == nil && turns.floor < schedule.total {
		return fmt.Errorf("experiments: stopped after %d of %d trials: %w", turns.floor, schedule.total, context.Cause(ctx))
	}
	return turns.err
}

// work carries out trials as long as there are turns.
func (l Lab) work(ctx context.Context, schedule *schedule, turns *turns, sink Sink) {
	bench := newBench(l)
	records := make([]results.Record, 0, handful)
	for {
		first, count := turns.take()
		if count == 0 {
			return
		}
		begin := time.Now()
		records = records[:0]
		for seq := first; seq < first+count; seq++ {
			c, trial := schedule.trial(seq)
			records = append(records, bench.trial(ctx, c.Cell, c.key, c.seed, trial))
		}
		done := turns.finish(first, count, time.Since(begin), sink.Append(first, records...))
		if l.Observe != nil {
			l.Observe(done)
		}
	}
}

// flushing hands a sink's records to the disk ten times a second, so that slow trials do not wait for a batch to fill. When stop returns no
// flush is under way.
func flushing(sink Sink) (stop func()) {
	flusher, ok := sink.(interface{ Flush() error })
	if !ok {
		return func() {}
	}
	ticker, quit, gone := time.NewTicker(100*time.Millisecond), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		for {
			select {
			case <-ticker.C:
				_ = flusher.Flush() // the error stays with the sink and comes back from its next Append
			case <-quit:
				return
			}
		}
	}()
	return func() {
		ticker.Stop()
		close(quit)
		<-gone
	}
}
