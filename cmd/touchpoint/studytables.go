package main

import (
	"fmt"
	"io"
	"path/filepath"

	"touchpoint/results"
	"touchpoint/results/render"

	"github.com/spf13/cobra"
)

func newStudyTables() *cobra.Command {
	var s study
	c := &cobra.Command{
		Use:   "tables [CLAIM...]",
		Short: "Write the tables and figures of the claims that were run, and print the tables",
		RunE:  func(c *cobra.Command, args []string) error { return s.tables(c, args) },
	}
	s.flags(c)
	return c
}

// tables writes tables and figures of the claims whose runs are whole, prints the tables, and names the other claims.
func (s *study) tables(c *cobra.Command, names []string) error {
	whole, others, err := s.runs(c, names)
	if err != nil {
		return err
	}
	for _, r := range whole {
		if err := s.print(c.OutOrStdout(), r); err != nil {
			return fmt.Errorf("%s: %w", r.claim.Name, err)
		}
	}
	if len(others) > 0 {
		if err := render.Text(c.OutOrStdout(), s.leftOut(others)); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(c.ErrOrStderr(), "tables: %s\n", filepath.Join(s.out, "tables"))
	return err
}

// print writes tables and figures of a claim, and prints the tables.
func (s *study) print(w io.Writer, r claimRun) error {
	data, err := s.data(r)
	if err != nil {
		return err
	}
	shown, err := s.write(r.claim, data)
	if err != nil {
		return err
	}
	for _, t := range shown.tables {
		if err := show(w, s.tableDir(r.claim.Name), t); err != nil {
			return err
		}
	}
	return nil
}

// longest is the number of rows above which a table is only written, not printed.
const longest = 48

// show prints a table, or says where it is.
func show(w io.Writer, dir string, t results.Table) error {
	if len(t.Rows) > longest {
		_, err := fmt.Fprintf(w, "%s: %d rows, in %s\n\n", t.Title, len(t.Rows), filepath.Join(dir, t.Name+".txt"))
		return err
	}
	if err := render.Text(w, t); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}
