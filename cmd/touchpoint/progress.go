package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"touchpoint/experiments"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// observed runs a plan from its trial number start under a progress bar, or, where stderr is no terminal, with log lines, one every ten
// seconds, whose message is the name of what runs.
func observed(c *cobra.Command, name string, plan experiments.Plan, start int, lab experiments.Lab, sink experiments.Sink) error {
	total := plan.Trials()
	if start > 0 {
		fmt.Fprintf(c.ErrOrStderr(), "touchpoint: %d of %d trials are there already\n", start, total)
	}
	var done atomic.Int64
	done.Store(int64(start))
	lab.Observe = func(n int) { done.Store(int64(n)) }
	stop := logged(c.ErrOrStderr(), name, &done, total)
	if f, ok := c.ErrOrStderr().(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		stop()
		stop = drawn(f, &done, start, total)
	}
	defer stop()
	return lab.Run(c.Context(), plan, start, sink)
}

// every calls look, once a period, until the returned function is called.
func every(period time.Duration, look func()) (stop func()) {
	ticker, quit, gone := time.NewTicker(period), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		for {
			select {
			case <-ticker.C:
				look()
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

// pace tells the time that is left from what was done since the beginning of this run; what an earlier run did says nothing about it.
type pace struct {
	begin        time.Time
	first, total int64
}

func (p pace) left(done int64) string {
	if done <= p.first {
		return "unknown"
	}
	each := time.Since(p.begin) / time.Duration(done-p.first)
	return (each * time.Duration(p.total-done)).Round(time.Second).String()
}

// logged writes sparse lines.
func logged(w io.Writer, name string, done *atomic.Int64, total int) (stop func()) {
	log, pace := slog.New(slog.NewTextHandler(w, nil)), pace{time.Now(), done.Load(), int64(total)}
	return every(10*time.Second, func() {
		n := done.Load()
		log.Info(name, "done", n, "of", total, "left", pace.left(n))
	})
}

// drawn draws a bar with the time that is left.
func drawn(f *os.File, done *atomic.Int64, start, total int) (stop func()) {
	pace := pace{time.Now(), int64(start), int64(total)}
	progress := mpb.New(mpb.WithOutput(f), mpb.WithWidth(60))
	bar := progress.AddBar(int64(total),
		mpb.PrependDecorators(decor.CountersNoUnit("%d of %d trials")),
		mpb.AppendDecorators(decor.Percentage(decor.WCSyncSpace),
			decor.Any(func(s decor.Statistics) string { return pace.left(s.Current) + " left" }, decor.WCSyncSpace)))
	bar.SetRefill(int64(start))
	bar.SetCurrent(int64(start))
	halt := every(100*time.Millisecond, func() { bar.SetCurrent(done.Load()) })
	return func() {
		halt()
		bar.SetCurrent(done.Load())
		bar.Abort(false) // leaves the bar as it stands where the run was cut short
		progress.Wait()
	}
}
