package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"touchpoint/bench"

	"github.com/spf13/cobra"
)

func newBenchAgainst() *cobra.Command {
	a := against{show: comparing{options: bench.Defaults()}}
	c := &cobra.Command{
		Use:   "against REV",
		Short: "Measure two commits by turns, and compare them",
		Long: `Check both revisions out into temporary git work trees, build their benchmarks, and run them by turns, A B B A, each
measurement in a process of its own, until the medians of every benchmark are known to within --width or the budget ends.
Then compare, as bench compare does. Without --to, REV is compared with the work tree as it stands, changes included, files
that git does not track left out. Ctrl-C ends the measuring and compares what there is.

Results are kept in OUT/OLD..NEW. Exit status 1 says that there is a regression, 2 that a revision does not exist or build.`,
		Example: `  touchpoint bench against main
  touchpoint bench against HEAD~3 --to HEAD --bench 'Solve/n=200/' --budget 2m`,
		Args: arguments(1, 1, "a revision"),
		RunE: func(c *cobra.Command, args []string) error { return a.run(c, args[0]) },
	}
	a.measure.flags(c)
	f := c.Flags()
	f.StringVar(&a.to, "to", "", "the other revision (default the work tree)")
	f.DurationVar(&a.budget, "budget", 5*time.Minute, "time for measuring; 0 is one block A B B A a benchmark")
	f.Float64Var(&a.width, "width", 0.01, "± of both medians at which a benchmark is done")
	a.show.flags(c)
	return c
}

// against is a comparison of two commits.
type against struct {
	measure measuring
	show    comparing
	to      string
	budget  time.Duration
	width   float64
}

// revision is a state of the code.
type revision struct {
	name, commit string
	dirty        bool
}

func (a *against) run(c *cobra.Command, from string) error {
	recipe, err := a.measure.recipe(c)
	if err != nil {
		return err
	}
	if _, err := a.show.form(c); err != nil {
		return err
	}
	if a.budget < 0 || !(a.width >= 0) {
		return usagef("--budget %v, --width %v; they must not be negative", a.budget, a.width)
	}
	r, err := repository(c.Context())
	if err != nil {
		return err
	}
	old, new, err := a.revisions(c.Context(), r, from, recipe)
	if err != nil {
		return err
	}
	dir := filepath.Join(a.measure.out, shown(old.commit)+".."+shown(new.commit))
	pair, stopped := a.duel(c, r, dir, [2]revision{old, new}, recipe)
	switch {
	case stopped != nil && !errors.Is(stopped, context.Canceled):
		return stopped
	case pair == [2]string{} && stopped != nil:
		return fmt.Errorf("%w; nothing was measured yet", stopped)
	case pair == [2]string{}:
		return errors.New("nothing was measured: no benchmark gave a result")
	}
	recipe.Say("results: " + strings.Join(pair[:], " "))
	return errors.Join(stopped, a.compare(c, pair, old, new))
}

// revisions resolves what is compared.
func (a *against) revisions(ctx context.Context, r bench.Repository, from string, recipe bench.Recipe) (old, new revision, err error) {
	old, new = revision{name: from}, revision{name: a.to}
	if old.commit, err = r.Commit(ctx, from); err != nil {
		return old, new, err
	}
	dirty, untracked, err := r.Status(ctx)
	if err != nil {
		return old, new, err
	}
	if a.to != "" {
		if dirty {
			recipe.Say("the work tree has changes that are not committed; they are not measured")
		}
		new.commit, err = r.Commit(ctx, a.to)
		return old, new, err
	}
	new.name, new.dirty = "work tree", dirty
	if dirty {
		recipe.Say("the work tree has changes that are not committed; they are measured")
	}
	if untracked > 0 {
		recipe.Say(fmt.Sprintf("git does not track %d files of the work tree; they are left out", untracked))
	}
	new.commit, err = r.Snapshot(ctx)
	return old, new, err
}

// duel builds and measures both, and returns the names of the results, empty where there are none.
func (a *against) duel(c *cobra.Command, r bench.Repository, dir string, sides [2]revision, recipe bench.Recipe) (pair [2]string, err error) {
	workshop, err := bench.NewWorkshop(c.Context(), r)
	if err != nil {
		return pair, err
	}
	defer func() { err = errors.Join(err, workshop.Close()) }()
	var programs [2]*bench.Program
	for i, side := range sides {
		if programs[i], err = workshop.Build(c.Context(), side.commit, side.dirty, recipe); err != nil {
			return pair, err
		}
	}
	d := bench.Duel{Old: programs[0], New: programs[1], Budget: a.budget, Width: a.width, Options: a.show.options}
	return fought(c, "bench against", dir, d, recipe)
}

// fought carries out a duel whose results become dir/old.txt and dir/new.txt once they are whole; what there is of them after an interruption is
// left in part files. It returns the names of what there is.
func fought(c *cobra.Command, name, dir string, d bench.Duel, recipe bench.Recipe) (pair [2]string, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return pair, err
	}
	var files [2]*os.File
	for i, side := range sideNames {
		if files[i], err = os.Create(filepath.Join(dir, side+".part.txt")); err != nil {
			return pair, err
		}
		defer files[i].Close()
	}
	observe, stop := reported(c.ErrOrStderr(), name)
	defer stop()
	d.Observe = observe
	err = d.Run(c.Context(), recipe, files[0], files[1])
	some := size(files[0].Name()) > 0 && size(files[1].Name()) > 0
	for i, side := range sideNames {
		switch part := files[i].Name(); {
		case !some:
			err = errors.Join(err, os.Remove(part))
		case err != nil:
			pair[i] = part
		default:
			pair[i] = filepath.Join(dir, side+".txt")
			err = os.Rename(part, pair[i])
		}
	}
	if !some {
		os.Remove(dir) // unless it holds earlier results
	}
	return pair, err
}

var sideNames = [2]string{"old", "new"}

// size is 0 for a file that is not there.
func size(path string) int {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return int(info.Size())
}

// compare compares the two files, under the names of the revisions.
func (a *against) compare(c *cobra.Command, pair [2]string, sides ...revision) error {
	var sources []bench.Source
	for i, side := range sides {
		f, err := os.Open(pair[i])
		if err != nil {
			return err
		}
		defer f.Close()
		sources = append(sources, bench.Source{Name: fmt.Sprintf("%s (%s)", side.name, shown(side.commit)), Text: f})
	}
	return a.show.sources(c, sources)
}
