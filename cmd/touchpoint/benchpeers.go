package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"touchpoint/bench/peers"
	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers/catalog"

	"github.com/spf13/cobra"
)

// benchPeers says what to measure, with which peers, and where to write it.
type benchPeers struct {
	quick   bool
	limit   float64 // s
	out     string
	pythons []string
	rscript string
}

func newBenchPeers() *cobra.Command {
	var b benchPeers
	c := &cobra.Command{
		Use:   "peers",
		Short: "Measure our solvers beside those of Python, R, Clp and GLPK, on the same files",
		Long: `Time our solvers and those that people use today on the same files, in turns, on one core, and have the referee check
every point. Writes peers.md, peers.csv and peers.svg to --out. Peers that are not installed are named and skipped; on
Debian, make peers installs them when it is run as root. Takes about half an hour, and three minutes with --quick.`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error { return b.run(c) },
	}
	c.Flags().BoolVar(&b.quick, "quick", false, "fewer rows, rounds and trials, and a limit of 3 s unless --limit says otherwise")
	c.Flags().Float64Var(&b.limit, "limit", 60, "seconds that one solve may take")
	c.Flags().StringVar(&b.out, "out", "results/published", "directory for the report")
	c.Flags().StringSliceVar(&b.pythons, "python", []string{"/usr/bin/python3", "python3"}, "interpreters to ask for peers; of two that have the same, the first is taken")
	c.Flags().StringVar(&b.rscript, "rscript", "Rscript", "interpreter of R")
	return c
}

func (b benchPeers) run(c *cobra.Command) error {
	if err := errors.Join(filled(c, "out"), directory(b.out)); err != nil {
		return err
	}
	if !(b.limit > 0 && b.limit <= 3600) {
		return usagef("--limit %v; it must be positive, and an hour at most", b.limit)
	}
	if b.quick && !c.Flags().Changed("limit") {
		b.limit = 3
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	build := results.ThisBuild()
	report, err := peers.Run(c.Context(), peers.Options{
		Self: []string{self, "bench", "worker"}, Entries: catalog.Entries(), Pythons: found(b.pythons...), Rscript: strings.Join(found(b.rscript), ""),
		Quick: b.quick, Limit: b.limit, Build: version(build), Study: phaseStudy, Log: c.ErrOrStderr(),
	})
	if err != nil {
		return err
	}
	if err := report.Write(b.out); err != nil {
		return err
	}
	if err := show(c.OutOrStdout(), b.out, report.Tables[0]); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.ErrOrStderr(), "peers: %s\n", b.out)
	return err
}

// found returns the paths of those programs that are there, each once.
func found(names ...string) []string {
	var paths []string
	for _, name := range names {
		path, err := exec.LookPath(name)
		if err == nil && !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// newBenchWorker is the process in which our solvers are timed.
func newBenchWorker() *cobra.Command {
	return &cobra.Command{
		Use:    "worker",
		Short:  "Solve what is asked on standard input, line by line",
		Hidden: true,
		Args:   arguments(0, 0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			return peers.Serve(c.Context(), catalog.Entries(), version(results.ThisBuild()), c.InOrStdin(), c.OutOrStdout())
		},
	}
}

// phaseStudy runs the phase study whole, as touchpoint sweep would, on so many cores.
func phaseStudy(ctx context.Context, solver string, trials, cores int) (count int, cpu, wall float64, err error) {
	dir, err := os.MkdirTemp("", "phase-")
	if err != nil {
		return 0, 0, 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	lab, err := newLab(cores)
	if err != nil {
		return 0, 0, 0, err
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	plan := phasePlan(solver, trials)
	began, used := time.Now(), peers.CPU()
	err = withStore(dir, plan, lab, func(store *results.Store) error { return lab.Run(ctx, plan, 0, store) })
	return plan.Trials(), (peers.CPU() - used).Seconds(), time.Since(began).Seconds(), err
}

// phasePlan is the plane of m/n and k/m at n = 200 in ten steps each, so many trials a cell; cells that coincide share one with the trials of both.
func phasePlan(solver string, trials int) experiments.Plan {
	var plan experiments.Plan
	for _, cell := range peers.PhaseCells() {
		plan = append(plan, experiments.Sweep{
			N: []int{cell.N}, M: []int{cell.M}, K: []int{cell.K}, P: []experiments.Real{1}, Lambda: []experiments.Real{0}, Noise: []experiments.Real{0},
			Ensemble: []string{"gaussian"}, Amplitudes: []string{"gaussian"}, Solver: []string{solver}, Trials: trials * cell.Times, Seed: 1,
		})
	}
	return plan
}
