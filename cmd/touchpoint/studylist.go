package main

import (
	"fmt"

	"touchpoint/experiments"
	claims "touchpoint/experiments/catalog"
	"touchpoint/results"
	"touchpoint/results/render"

	"github.com/spf13/cobra"
)

func newStudyList() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "The claims, what they say and what they ask",
		Args:  arguments(0, 0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			t := properties("claims", "Claims", "claim")
			for _, claim := range claims.Claims() {
				trials := fmt.Sprintf("%d quick, %d full", claim.Plan(experiments.Quick).Trials(), claim.Plan(experiments.Full).Trials())
				describe(&t, claim.Name, [][2]string{{"says", claim.Sentence}, {"asks", claim.Question}, {"trials", trials}})
			}
			return render.Text(c.OutOrStdout(), t)
		},
	}
}

// properties is an empty table of things and what is to be said of each, a row a property: narrow enough for a terminal.
func properties(name, title, thing string) results.Table {
	return results.Table{Name: name, Title: title, Columns: []results.Column{{Header: thing}, {Header: "property"}, {Header: "value"}}}
}

// describe adds the properties of a thing, whose name stands in the first of their rows.
func describe(t *results.Table, name string, properties [][2]string) {
	for _, p := range properties {
		t.Append(results.Text(name), results.Text(p[0]), results.Text(p[1]))
		name = ""
	}
}
