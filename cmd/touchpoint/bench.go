package main

import "github.com/spf13/cobra"

func newBench() *cobra.Command {
	c := &cobra.Command{Use: "bench", Short: "Speed: our solvers beside those of others"}
	c.AddCommand(newBenchPeers(), newBenchWorker())
	return c
}
