// Command touchpoint measures where the growing Lp ball touches the solutions of a linear system.
//
//	touchpoint solve    one system from files
//	touchpoint sweep    random systems over a grid of cells
//	touchpoint study    the claims of the catalog
//	touchpoint bench    speed and quality across commits
//	touchpoint theory   exact and asymptotic truths
//	touchpoint solvers  who solves what
//
// Data goes to stdout, everything else to stderr. Exit status: 0 success, 1 a failed run, 2 bad usage or input, 130 after Ctrl-C or
// SIGTERM.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
