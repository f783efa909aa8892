package main

import (
	"context"
	"errors"
	"fmt"
	"io"

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
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err != nil {
		fmt.Fprintf(stderr, "touchpoint: %v\n", err)
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
		results.ErrOtherSweep, results.ErrForeign, results.ErrManifest,
	} {
		if errors.Is(err, input) {
			return exitUsage
		}
	}
	return exitFailed
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "touchpoint",
		Short:         "Measure where the growing Lp ball touches the solutions of A x = b",
		Version:       version(results.ThisBuild()),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetVersionTemplate("{{.Name}} {{.Version}}\n")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usagef("%w (see %s --help)", err, c.CommandPath())
	})
	root.AddCommand(newSolve(), newSweep(), newStudy(), newTheory(), newSolvers())
	group(root)
	return root
}

// group makes a command that only holds others explain itself, and name the nearest where an unknown one is asked for.
func group(c *cobra.Command) {
	c.Args = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		var known []string
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				known = append(known, sub.Name())
			}
		}
		return usagef("%w", experiments.Unknown("command", args[0], known))
	}
	c.RunE = func(c *cobra.Command, _ []string) error {
		c.SetOut(c.ErrOrStderr())
		if err := c.Help(); err != nil {
			return err
		}
		return usagef("%s needs a command", c.CommandPath())
	}
}

// exactly wants n arguments, named in the sentence of the error.
func exactly(n int, names string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != n {
			return usagef("%s needs %s, got %d arguments (see %s --help)", c.CommandPath(), names, len(args), c.CommandPath())
		}
		return nil
	}
}

// version spells a build on one line.
func version(b results.Build) string {
	commit := b.Commit
	if b.Dirty {
		commit += " (modified)"
	}
	return fmt.Sprintf("%s, commit %s, %s %s/%s", b.Tool, commit, b.Go, b.OS, b.Arch)
}
