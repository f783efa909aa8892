package main

import (
	"encoding/json"
	"fmt"

	"touchpoint/experiments/theory"

	"github.com/spf13/cobra"
)

func newTheory() *cobra.Command {
	c := &cobra.Command{Use: "theory", Short: "Exact and asymptotic truths"}
	c.AddCommand(newSuccess(), newThreshold())
	return c
}

func newSuccess() *cobra.Command {
	var q struct {
		N           int     `json:"n"`
		M           int     `json:"m"`
		K           int     `json:"k"`
		Probability float64 `json:"probability"`
	}
	var asJSON bool
	c := &cobra.Command{
		Use:     "success",
		Short:   "The exact probability that basis pursuit recovers k planted non-zeros from a Gaussian m x n system",
		Example: "  touchpoint theory success --n 20 --m 10 --k 3",
		Args:    arguments(0, 0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := required(c, "n", "m", "k"); err != nil {
				return err
			}
			p, err := theory.Success(q.N, q.M, q.K)
			if err != nil {
				return usagef("%w", err)
			}
			q.Probability = p
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(q)
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "P(success | n=%d, m=%d, k=%d) = %v\n", q.N, q.M, q.K, p)
			return err
		},
	}
	c.Flags().IntVar(&q.N, "n", 0, "dimension: columns of A")
	c.Flags().IntVar(&q.M, "m", 0, "samples: rows of A")
	c.Flags().IntVar(&q.K, "k", 0, "planted non-zeros")
	c.Flags().BoolVar(&asJSON, "json", false, "write one JSON object")
	return c
}

func newThreshold() *cobra.Command {
	var q struct {
		Delta float64 `json:"delta"`
		Rho   float64 `json:"rho"`
		S     float64 `json:"s"`
	}
	var asJSON bool
	c := &cobra.Command{
		Use:     "threshold",
		Short:   "The weak threshold of basis pursuit: rho = k/m and s = k/n at delta = m/n, as n grows",
		Example: "  touchpoint theory threshold --delta 0.5",
		Args:    arguments(0, 0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := required(c, "delta"); err != nil {
				return err
			}
			weak, err := theory.Threshold(q.Delta)
			if err != nil {
				return usagef("%w", err)
			}
			q.Rho, q.S = weak.Rho, weak.Sparse
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(q)
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "delta = m/n = %v: success up to rho = k/m = %.12g, s = k/n = %.12g\n", q.Delta, q.Rho, q.S)
			return err
		},
	}
	c.Flags().Float64Var(&q.Delta, "delta", 0, "m/n, between 0 and 1")
	c.Flags().BoolVar(&asJSON, "json", false, "write one JSON object")
	return c
}
