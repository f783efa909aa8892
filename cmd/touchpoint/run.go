package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"touchpoint/bench"
	"touchpoint/cmd/touchpoint/internal/system"
	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"

	"github.com/spf13/cobra"
)

// The exit statuses.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// usage is an error in how the command was called.
type usage struct{ error }

func (u usage) Unwrap() error { return u.error }

func usagef(format string, args ...any) error { return usage{fmt.Errorf(format, args...)} }

// run is the whole program.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot(stdin, stdout, stderr)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err != nil {
		fmt.Fprintf(stderr, "touchpoint: %s\n", sentence(err))
	}
	return status(err)
}

// status turns an error into an exit status. Whatever lies in the question rather than in its execution is bad input.
func status(err error) int {
	if err == nil {
		return exitOK
	}
	if errors.Is(err, context.Canceled) {
		return exitInterrupted
	}
	if errors.As(err, new(usage)) {
		return exitUsage
	}
	for _, input := range []error{
		system.ErrInput, experiments.ErrSweep, solvers.ErrProblem, solvers.ErrDeclined, solvers.ErrInfeasible,
		results.ErrOtherSweep, results.ErrForeign, results.ErrManifest, bench.ErrInput, bench.ErrRevision, bench.ErrBuild,
	} {
		if errors.Is(err, input) {
			return exitUsage
		}
	}
	return exitFailed
}

func newRoot(stdin io.Reader, stdout, stderr io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:           "touchpoint",
		Short:         "Measure where the growing Lp ball touches the solutions of A x = b",
		Version:       version(results.ThisBuild()),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetVersionTemplate("{{.Name}} {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newSolve(), newSweep(), newStudy(), newTheory(), newSolvers(), newBench(), newCompletion())
	explain(root)
	return root
}

// version spells a build on one line.
func version(b results.Build) string {
	commit := b.Commit
	if b.Dirty {
		commit += " (modified)"
	}
	return fmt.Sprintf("%s, commit %s, %s %s/%s", b.Tool, commit, b.Go, b.OS, b.Arch)
}
