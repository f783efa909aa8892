package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"touchpoint/bench"
	"touchpoint/results/render"

	"github.com/spf13/cobra"
)

func newBenchHistory() *cobra.Command {
	h := history{}
	c := &cobra.Command{
		Use:   "history [A..B]",
		Short: "Speed and quality over commits, with the changes marked",
		Long: `Measure every commit of the range, or the --last ones, by turns with a reference commit that is the same for all of them, and
mark the commits at which a benchmark changes. Both ends of A..B are in it. The reference is --reference, or the one used before, or the first commit of the
range. What is measured in OUT is not measured again; Ctrl-C loses the commit in hand only, and the same command goes on.
A commit that does not build or has no benchmarks is said and left out.

Tables go to stdout, and with the figure to OUT: history.txt, changes.txt, history.svg.`,
		Example: `  touchpoint bench history --last 10 --bench 'Solve/n=200/'
  touchpoint bench history v1.0..main --reference v1.0`,
		Args: arguments(0, 1, "a range A..B"),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 && c.Flags().Changed("last") {
				return usagef("a range and --last contradict each other")
			}
			h.revisions = args
			return h.run(c)
		},
	}
	h.measure.flags(c)
	f := c.Flags()
	f.Lookup("out").DefValue = filepath.Join("results", "bench", "history")
	h.measure.out = f.Lookup("out").DefValue
	f.IntVar(&h.last, "last", 10, "commits, along first parents from HEAD")
	f.StringVar(&h.reference, "reference", "", "commit that all are measured with (default the one used before, or the first)")
	f.DurationVar(&h.budget, "budget", time.Minute, "time for measuring a commit")
	f.Float64Var(&h.width, "width", 0.01, "± of both medians at which a benchmark is done")
	f.Float64Var(&h.alpha, "alpha", 0.05, "probability that a history without a change has any marked")
	return c
}

// history is a series of comparisons with one reference.
type history struct {
	measure   measuring
	revisions []string
	last      int
	reference string
	budget    time.Duration
	width     float64
	alpha     float64
}

func (h *history) run(c *cobra.Command) error {
	recipe, err := h.measure.recipe(c)
	if err != nil {
		return err
	}
	if h.last < 1 || h.budget < 0 || !(h.width >= 0) || !(h.alpha > 0 && h.alpha < 1) {
		return usagef("--last %d, --budget %v, --width %v, --alpha %v; want --last at least 1, the next two not negative, alpha between 0 and 1", h.last, h.budget, h.width, h.alpha)
	}
	ctx := c.Context()
	r, err := repository(ctx)
	if err != nil {
		return err
	}
	commits, err := h.commits(ctx, r)
	if err != nil {
		return err
	}
	reference, err := h.referenceOf(ctx, r, commits)
	if err != nil {
		return err
	}
	stopped := h.fill(c, r, reference, commits, recipe)
	if stopped != nil && !errors.Is(stopped, context.Canceled) {
		return stopped
	}
	shown := h.show(c, reference, commits)
	if stopped != nil {
		return kept(stopped)
	}
	return shown
}

// commits lists what is asked for, oldest first.
func (h *history) commits(ctx context.Context, r bench.Repository) ([]string, error) {
	if len(h.revisions) == 0 {
		return r.Commits(ctx, "--max-count="+strconv.Itoa(h.last), "HEAD")
	}
	from, to, ok := strings.Cut(h.revisions[0], "..")
	if !ok || from == "" || to == "" || strings.HasPrefix(to, ".") {
		return nil, usagef("%q is no range; write A..B", h.revisions[0])
	}
	ends := [2]string{from, to}
	for i, revision := range ends {
		var err error
		if ends[i], err = r.Commit(ctx, revision); err != nil {
			return nil, err
		}
	}
	found, err := r.Commits(ctx, ends[0]+".."+ends[1])
	if err == nil && len(found) == 0 {
		return nil, usagef("there is no commit in %s", h.revisions[0])
	}
	return append([]string{ends[0]}, found...), err
}

// referenceOf resolves the reference: the one that is named, or the one of the newest results, or the first commit.
func (h *history) referenceOf(ctx context.Context, r bench.Repository, commits []string) (string, error) {
	if h.reference != "" {
		return r.Commit(ctx, h.reference)
	}
	entries, err := os.ReadDir(h.measure.out)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	newest, found := time.Time{}, commits[0]
	for _, e := range entries {
		reference, _, ok := strings.Cut(e.Name(), "..")
		if info, err := e.Info(); ok && err == nil && info.ModTime().After(newest) {
			if commit, err := r.Commit(ctx, reference); err == nil {
				newest, found = info.ModTime(), commit
			}
		}
	}
	return found, nil
}

// dir is where a commit is kept.
func (h *history) dir(reference, commit string) string {
	return filepath.Join(h.measure.out, shown(reference)+".."+shown(commit))
}

// done says whether a commit is measured.
func (h *history) done(reference, commit string) bool {
	dir := h.dir(reference, commit)
	return size(filepath.Join(dir, "old.txt")) > 0 && size(filepath.Join(dir, "new.txt")) > 0
}

// fill measures the commits that are not measured yet.
func (h *history) fill(c *cobra.Command, r bench.Repository, reference string, commits []string, recipe bench.Recipe) (err error) {
	var missing []string
	for _, commit := range commits {
		if !h.done(reference, commit) {
			missing = append(missing, commit)
		} else if err := h.alike(h.dir(reference, commit)); err != nil {
			return err
		}
	}
	recipe.Say(fmt.Sprintf("%d of %d commits are to be measured, with %s", len(missing), len(commits), shown(reference)))
	if len(missing) == 0 {
		return nil
	}
	workshop, err := bench.NewWorkshop(c.Context(), r)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workshop.Close()) }()
	base, err := workshop.Build(c.Context(), reference, false, recipe)
	if err != nil {
		return err
	}
	for _, commit := range missing {
		err := h.milestone(c, r, base, reference, commit, recipe)
		if errors.Is(err, context.Canceled) {
			return err
		}
		if err != nil {
			recipe.Say(fmt.Sprintf("%s is left out: %s", shown(commit), sentence(err)))
		}
	}
	return nil
}

// milestone measures a commit.
func (h *history) milestone(c *cobra.Command, r bench.Repository, base *bench.Program, reference, commit string, recipe bench.Recipe) (err error) {
	workshop, err := bench.NewWorkshop(c.Context(), r)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, workshop.Close()) }()
	program, err := workshop.Build(c.Context(), commit, false, recipe)
	if err != nil {
		return err
	}
	d := bench.Duel{Old: base, New: program, Budget: h.budget, Width: h.width, Options: bench.Defaults()}
	_, err = fought(c, "bench history "+shown(commit), h.dir(reference, commit), d, recipe)
	return err
}

// alike refuses results of other benchmarks than those asked for.
func (h *history) alike(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "new.txt"))
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		if pattern, ok := strings.CutPrefix(strings.TrimSpace(line), "pattern: "); ok && pattern != h.measure.pattern {
			return usagef("%s was measured with --bench '%s'; give the same, or another --out", dir, pattern)
		}
	}
	return nil
}

// show reads what is measured, and writes tables and figure.
func (h *history) show(c *cobra.Command, reference string, commits []string) error {
	var milestones []bench.Milestone
	for _, commit := range commits {
		if !h.done(reference, commit) {
			continue
		}
		var files [2]*os.File
		for i, name := range sideNames {
			f, err := os.Open(filepath.Join(h.dir(reference, commit), name+".txt"))
			if err != nil {
				return err
			}
			defer f.Close()
			files[i] = f
		}
		milestones = append(milestones, bench.Milestone{Commit: commit, Reference: files[0], Own: files[1]})
	}
	if len(milestones) == 0 {
		return errors.New("no commit is measured")
	}
	traced, err := bench.Trace(milestones, h.alpha)
	if err != nil {
		return err
	}
	tables := traced.Tables()
	for _, t := range tables {
		if err := writeFile(filepath.Join(h.measure.out, t.Name+".txt"), func(f *os.File) error { return render.Text(f, t) }); err != nil {
			return err
		}
	}
	path := filepath.Join(h.measure.out, "history.svg")
	if err := writeFile(path, func(f *os.File) error { return render.Figure(f, "svg", traced.Figure()) }); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "touchpoint: figure: %s\n", path)
	return showAll(c.OutOrStdout(), "text", tables)
}
