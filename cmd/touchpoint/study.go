package main

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"touchpoint/experiments"
	claims "touchpoint/experiments/catalog"

	"github.com/spf13/cobra"
)

// study says at what effort claims are meant, and where their records and tables are.
type study struct {
	out    string // holds runs/CLAIM-EFFORT and tables/CLAIM
	effort string
}

func newStudy() *cobra.Command {
	c := &cobra.Command{Use: "study", Short: "The claims of the catalog: list them, run them, write their tables"}
	c.AddCommand(newStudyList(), newStudyRun(), newStudyTables(), newStudyReport())
	return c
}

func (s *study) flags(c *cobra.Command) {
	c.Flags().StringVar(&s.effort, "effort", "quick", "smoke, quick or full")
	c.Flags().StringVar(&s.out, "out", "results", "directory for runs and tables")
}

// chosen returns the named claims in the order of the catalog, or all of them, and the effort.
func (s *study) chosen(c *cobra.Command, names []string) ([]experiments.Claim, experiments.Effort, error) {
	if err := errors.Join(filled(c, "out"), directory(s.out)); err != nil {
		return nil, 0, err
	}
	effort, err := experiments.ParseEffort(s.effort)
	if err != nil {
		return nil, 0, usagef("%w", err)
	}
	all := claims.Claims()
	known := make([]string, len(all))
	for i, claim := range all {
		known[i] = claim.Name
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return nil, 0, usagef("%w", experiments.Unknown("claim", name, known))
		}
	}
	if len(names) == 0 {
		return all, effort, nil
	}
	return slices.DeleteFunc(all, func(claim experiments.Claim) bool { return !slices.Contains(names, claim.Name) }), effort, nil
}

func (s *study) runDir(claim string) string { return filepath.Join(s.out, "runs", claim+"-"+s.effort) }

func (s *study) tableDir(claim string) string { return filepath.Join(s.out, "tables", claim) }

// command spells a command about the same runs.
func (s *study) command(words ...string) string {
	line := strings.Join(append([]string{"run touchpoint study"}, words...), " ") + " --effort " + s.effort
	if s.out != "results" {
		line += " --out " + s.out
	}
	return line
}
