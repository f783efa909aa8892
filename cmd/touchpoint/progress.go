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

// every calls look until the returned function is called, and then once more.
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

// logged writes sparse lines.
func logged(w io.Writer, name string, done *atomic.Int64, total int) (stop func()) {
	log := slog.New(slog.NewTextHandler(w, nil))
	begin, first := time.Now(), done.Load()
	return every(10*time.Second, func() {
		n := done.Load()
		left := "unknown"
		if n > first {
			left = (time.Since(begin) / time.Duration(n-first) * time.Duration(int64(total)-n)).Round(time.Second).String()
		}
		log.Info(name, "done", n, "of", total, "left", left)
	})
}

// drawn draws a bar with the time that is left.
func drawn(f *os.File, done *atomic.Int64, start, total int) (stop func()) {
	progress := mpb.New(mpb.WithOutput(f), mpb.WithWidth(60))
	bar := progress.AddBar(int64(total),
		mpb.PrependDecorators(decor.CountersNoUnit("%d of %d trials")),
		mpb.AppendDecorators(decor.Percentage(decor.WCSyncSpace), decor.AverageETA(decor.ET_STYLE_GO, decor.WCSyncSpace)))
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
