package main

import (
	"math"
	"strings"

	"touchpoint/results"
	"touchpoint/results/render"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"

	"github.com/spf13/cobra"
)

func newSolvers() *cobra.Command {
	return &cobra.Command{
		Use:   "solvers",
		Short: "What each solver solves, accepts, and its reference",
		Args:  arguments(0, 0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			t := results.Table{Name: "solvers", Title: "Solvers", Columns: []results.Column{
				{Header: "name"}, {Header: "solves"}, {Header: "accepts"}, {Header: "reference"},
			}}
			for _, e := range catalog.Entries() {
				t.Append(results.Text(e.Name), results.Text(e.About), results.Text(accepts(e)), results.Text(e.Reference))
			}
			return render.Text(c.OutOrStdout(), t)
		},
	}
}

// accepts asks a solver about every form of a small problem.
func accepts(e solvers.Entry) string {
	s := e.New()
	probe := func(lambda float64) string {
		var taken []string
		for _, p := range []struct {
			value float64
			name  string
		}{{0, "0"}, {0.25, "0.25"}, {0.5, "0.5"}, {0.75, "0.75"}, {1, "1"}, {1.5, "1.5"}, {2, "2"}, {3, "3"}, {math.Inf(1), "inf"}} {
			q := solvers.Problem{A: solvers.NewColumns(1, 2, []float64{1, 2}), B: []float64{1}, P: p.value, Lambda: lambda}
			if q.Validate() == nil && solvers.Accepts(s, q) == nil {
				taken = append(taken, p.name)
			}
		}
		return strings.Join(taken, ", ")
	}
	var forms []string
	if p := probe(0); p != "" {
		forms = append(forms, "A x = b: p = "+p)
	}
	if p := probe(1); p != "" {
		forms = append(forms, "lambda > 0: p = "+p)
	}
	return strings.Join(forms, "; ")
}
