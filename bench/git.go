package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
)

// ErrRevision is wrapped by the error about a revision that there is not.
var ErrRevision = errors.New("no such revision")

// Repository is a git work tree.
type Repository struct {
	Root string // its top directory
}

// FindRepository returns the one that holds the directory.
func FindRepository(ctx context.Context, dir string) (Repository, error) {
	root, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return Repository{}, fmt.Errorf("bench: %w: %s is in no git work tree: %w", ErrInput, dir, err)
	}
	return Repository{root}, nil
}

// git runs a command of git, without hooks, which are for people, and with an author for snapshots.
func git(ctx context.Context, dir string, args ...string) (string, error) {
	own := []string{"-c", "core.hooksPath=" + os.DevNull, "-c", "user.name=touchpoint", "-c", "user.email=touchpoint@localhost"}
	out, err := command(ctx, dir, "git", append(own, args...)...)
	if err != nil && ctx.Err() == nil {
		err = fmt.Errorf("git %s: %w", args[0], err)
	}
	return out, err
}

// Commit resolves a revision to the hash of a commit.
func (r Repository) Commit(ctx context.Context, revision string) (string, error) {
	hash, err := git(ctx, r.Root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil && ctx.Err() == nil {
		return "", fmt.Errorf("bench: %w: git knows no commit %q", ErrRevision, revision)
	}
	return hash, err
}

// Status says whether tracked files differ from HEAD, and how many files are not tracked.
func (r Repository) Status(ctx context.Context) (dirty bool, untracked int, err error) {
	out, err := git(ctx, r.Root, "status", "--porcelain", "--untracked-files=all")
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "??") {
			untracked++
		} else {
			dirty = true
		}
	}
	return dirty, untracked, err
}

// Snapshot makes a commit of the tracked files as they stand, changes included, and touches neither them nor any branch. It is HEAD where
// nothing changed.
func (r Repository) Snapshot(ctx context.Context) (string, error) {
	hash, err := git(ctx, r.Root, "stash", "create", "touchpoint bench")
	if err != nil || hash != "" {
		return hash, err
	}
	return r.Commit(ctx, "HEAD")
}

// Commits lists the commits that git rev-list gives for the arguments, along first parents, oldest first.
func (r Repository) Commits(ctx context.Context, args ...string) ([]string, error) {
	out, err := git(ctx, r.Root, append([]string{"rev-list", "--first-parent", "--reverse"}, args...)...)
	if err != nil {
		return nil, err
	}
	return strings.Fields(out), nil
}

// CheckOut puts a commit into a new work tree, and returns what removes that again.
func (r Repository) CheckOut(ctx context.Context, commit, tree string) (remove func() error, err error) {
	remove = func() error {
		ctx := context.WithoutCancel(ctx) // it is to be done after an interruption, too
		if err := os.RemoveAll(tree); err != nil {
			return err
		}
		_, err := git(ctx, r.Root, "worktree", "prune")
		return err
	}
	if _, err := git(ctx, r.Root, "worktree", "add", "--detach", "--force", tree, commit); err != nil {
		return nil, errors.Join(err, remove())
	}
	return remove, nil
}
