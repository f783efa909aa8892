package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"touchpoint/bench"

	"github.com/spf13/cobra"
)

func newBench() *cobra.Command {
	c := &cobra.Command{Use: "bench", Short: "Speed and quality of the solvers, compared across commits and with others"}
	c.AddCommand(
		newBenchRun(),
		newBenchCompare(),
		newBenchAgainst(),
		newBenchHistory(),
		newBenchPeers(),
		newBenchWorker(),
	)
	return c
}

// measuring says what is measured and how: the flags that run, against and history share.
type measuring struct {
	packages  []string
	pattern   string
	benchtime time.Duration
	layouts   int
	procs     int
	pin       bool
	realtime  bool
	out       string
}

func (m *measuring) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&m.packages, "package", []string{"./bench", "./experiments", "./solvers/internal/kernel"}, "packages that hold benchmarks")
	f.StringVar(&m.pattern, "bench", ".", "which benchmarks, as go test -bench takes it: Solve/n=200/")
	f.DurationVar(&m.benchtime, "benchtime", 50*time.Millisecond, "of one measurement")
	f.IntVar(&m.layouts, "layouts", 8, "layouts of the code that are linked and measured by turns")
	f.IntVar(&m.procs, "procs", 1, "GOMAXPROCS of a measurement, and the processors it is pinned to")
	f.BoolVar(&m.pin, "pin", true, "pin measurements to processors where the system can")
	f.BoolVar(&m.realtime, "realtime", true, "let nothing of ordinary priority interrupt measurements, where the system allows")
	f.StringVar(&m.out, "out", filepath.Join("results", "bench"), "directory for the results")
}

// recipe checks the flags.
func (m *measuring) recipe(c *cobra.Command) (bench.Recipe, error) {
	switch {
	case m.benchtime <= 0:
		return bench.Recipe{}, usagef("--benchtime %v; it must be positive", m.benchtime)
	case m.layouts < 1:
		return bench.Recipe{}, usagef("--layouts %d; it must be positive", m.layouts)
	case m.procs < 1:
		return bench.Recipe{}, usagef("--procs %d; it must be positive", m.procs)
	case len(m.packages) == 0:
		return bench.Recipe{}, usagef("--package is empty")
	}
	if err := errors.Join(filled(c, "out", "bench"), directory(m.out)); err != nil {
		return bench.Recipe{}, err
	}
	return bench.Recipe{
		Packages: m.packages, Pattern: m.pattern, Benchtime: m.benchtime, Layouts: m.layouts, Processors: m.procs, Pin: m.pin, Realtime: m.realtime,
		Say: func(sentence string) { fmt.Fprintf(c.ErrOrStderr(), "touchpoint: %s\n", sentence) },
	}, nil
}

// reported logs the progress of a measurement every ten seconds, until stop.
func reported(w io.Writer, name string) (observe func(bench.Progress), stop func()) {
	var last atomic.Pointer[bench.Progress]
	log := slog.New(slog.NewTextHandler(w, nil))
	stop = every(10*time.Second, func() {
		if p := last.Load(); p != nil {
			log.Info(name, "benchmarks", p.Rows, "open", p.Open, "runs", p.Runs, "spent", p.Spent.Round(time.Second))
		}
	})
	return func(p bench.Progress) { last.Store(&p) }, stop
}

// repository finds the git work tree that we are in.
func repository(ctx context.Context) (bench.Repository, error) {
	here, err := os.Getwd()
	if err != nil {
		return bench.Repository{}, err
	}
	return bench.FindRepository(ctx, here)
}

// shown is a commit as one reads it.
func shown(commit string) string { return commit[:min(12, len(commit))] }
