package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"touchpoint/bench"

	"github.com/spf13/cobra"
)

func newBenchRun() *cobra.Command {
	var m measuring
	var count int
	c := &cobra.Command{
		Use:   "run",
		Short: "Run the benchmarks of the work tree and write their results",
		Long: `Build the benchmarks of the work tree, run each once to warm up, then --count times, round by round, every measurement in a
process of its own. Results go to OUT/COMMIT.txt in the Go benchmark format, OUT/COMMIT-dirty.txt where files differ from
the commit, headed by commit, dirty, gomaxprocs, pinned, date, toolchain and the versions of modules. An interrupted run
leaves OUT/COMMIT.part.txt.`,
		Example: `  touchpoint bench run --count 10
  touchpoint bench run --bench 'Solve/n=200/.*/solver=homotopy' --count 20`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			if count < 1 {
				return usagef("--count %d; it must be positive", count)
			}
			return m.run(c, count)
		},
	}
	m.flags(c)
	c.Flags().IntVar(&count, "count", 10, "runs of each benchmark; below 6 there is no 95% interval")
	return c
}

// run measures the work tree.
func (m *measuring) run(c *cobra.Command, count int) (err error) {
	recipe, err := m.recipe(c)
	if err != nil {
		return err
	}
	ctx := c.Context()
	r, err := repository(ctx)
	if err != nil {
		return err
	}
	commit, err := r.Commit(ctx, "HEAD")
	if err != nil {
		return err
	}
	dirty, _, err := r.Status(ctx)
	if err != nil {
		return err
	}
	name := commit
	if dirty {
		name += "-dirty"
		recipe.Say("files differ from the commit; the results say so")
	}
	tests, err := os.MkdirTemp("", "touchpoint-tests-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tests)) }()
	program, err := bench.Build(ctx, r.Root, tests, commit, dirty, recipe)
	if err != nil {
		return err
	}
	path, err := m.record(filepath.Join(m.out, name), func(f *os.File) error {
		observe, stop := reported(c.ErrOrStderr(), "bench run")
		defer stop()
		return program.Run(ctx, f, count, recipe, observe)
	})
	if path != "" {
		recipe.Say("results: " + path)
	}
	return err
}

// record has results written to STEM.part.txt, which becomes STEM.txt when they are whole. It returns the name of what there is.
func (m *measuring) record(stem string, write func(*os.File) error) (path string, err error) {
	if err := os.MkdirAll(filepath.Dir(stem), 0o777); err != nil {
		return "", err
	}
	part, whole := stem+".part.txt", stem+".txt"
	f, err := os.Create(part)
	if err != nil {
		return "", err
	}
	err = errors.Join(write(f), f.Close())
	if size(part) == 0 {
		return "", errors.Join(err, os.Remove(part))
	}
	if errors.Is(err, context.Canceled) {
		return part, fmt.Errorf("%w; what was measured is kept", err)
	}
	if err != nil {
		return part, err
	}
	return whole, os.Rename(part, whole)
}
