package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Workshop is a temporary directory in which commits are checked out and built. Close removes it, work trees first.
type Workshop struct {
	repository Repository
	dir        string
	remove     []func() error
}

const workshops = "touchpoint-bench-" // PID and a random number follow

// NewWorkshop makes a workshop, and removes those of processes that were killed before they could.
func NewWorkshop(ctx context.Context, r Repository) (*Workshop, error) {
	if err := r.removeStale(ctx); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", fmt.Sprintf("%s%d-", workshops, os.Getpid()))
	if err != nil {
		return nil, err
	}
	return &Workshop{repository: r, dir: dir}, nil
}

// Build checks a commit out and builds its benchmarks.
func (w *Workshop) Build(ctx context.Context, commit string, dirty bool, r Recipe) (*Program, error) {
	name := fmt.Sprint(len(w.remove))
	tree := filepath.Join(w.dir, "tree"+name)
	remove, err := w.repository.CheckOut(ctx, commit, tree)
	if err != nil {
		return nil, err
	}
	w.remove = append(w.remove, remove)
	return Build(ctx, tree, filepath.Join(w.dir, "tests"+name), commit, dirty, r)
}

// Close removes everything.
func (w *Workshop) Close() error {
	var errs []error
	for _, remove := range w.remove {
		errs = append(errs, remove())
	}
	return errors.Join(append(errs, os.RemoveAll(w.dir))...)
}

// removeStale removes the workshops of processes that are no more.
func (r Repository) removeStale(ctx context.Context) error {
	dirs, err := filepath.Glob(filepath.Join(os.TempDir(), workshops+"*"))
	if err != nil {
		return err
	}
	for _, dir := range dirs {
		pid, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(dir), workshops), "-")
		if number, err := strconv.Atoi(pid); err != nil || number == os.Getpid() || alive(number) {
			continue
		}
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	_, err = git(ctx, r.Root, "worktree", "prune")
	return err
}
