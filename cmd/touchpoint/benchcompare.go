package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"touchpoint/bench"
	"touchpoint/results"
	"touchpoint/results/render"

	"github.com/spf13/cobra"
)

func newBenchCompare() *cobra.Command {
	show := comparing{options: bench.Defaults()}
	c := &cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Compare two files of benchmark results, speed and quality",
		Long: `Compare two files in the Go benchmark format, as bench run and go test -bench write them; - is standard input.

Medians, intervals and p-values (Mann-Whitney) are benchstat's. The p-values are adjusted for the number of rows, so that a
comparison of equals has a false alarm in any row with probability --alpha at most. A row is a regression where it is worse
by more than --threshold at the adjusted p-value, "same" where the intervals leave no room for a change that large, and
"unclear" where the runs do not tell. Exact metrics (iterations, nnz, recovered, gap, residual) need no test.

Exit status 1 says that there is a regression, 2 that the input is bad. Filter and projections are those of benchstat, see
go doc golang.org/x/perf/benchproc/syntax. With another --col a single file may hold both columns.`,
		Example: `  touchpoint bench compare old.txt new.txt
  touchpoint bench compare --filter '.unit:sec/op /p:1' old.txt new.txt
  touchpoint bench compare --col '/solver@(simplex homotopy)' new.txt`,
		RunE: func(c *cobra.Command, args []string) error {
			if least := 2; c.Flags().Changed("col") {
				least = 1
			} else if err := arguments(least, 2, "two files, OLD and NEW")(c, args); err != nil {
				return err
			}
			return show.files(c, args)
		},
	}
	show.flags(c)
	c.Flags().StringVar(&show.options.Column, "col", show.options.Column, "projection that tells old from new")
	return c
}

// comparing says what is compared and how it is shown.
type comparing struct {
	options bench.Options
	format  string
	json    bool
	all     bool
}

func (s *comparing) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&s.options.Filter, "filter", s.options.Filter, "results that count")
	f.StringVar(&s.options.Row, "row", s.options.Row, "projection that names a row")
	f.StringVar(&s.options.Table, "table", s.options.Table, "projection that keeps rows of one name apart")
	f.StringVar(&s.options.Ignore, "ignore", s.options.Ignore, "keys that may vary without a note")
	f.Float64Var(&s.options.Alpha, "alpha", s.options.Alpha, "probability that equals have any row called changed")
	f.Float64Var(&s.options.Confidence, "confidence", s.options.Confidence, "of the intervals of the medians")
	f.Float64Var(&s.options.Threshold, "threshold", s.options.Threshold, "relative change above which worse is a regression")
	f.StringVar(&s.format, "format", "text", "text, markdown, csv or json")
	f.BoolVar(&s.json, "json", false, "write one JSON object a row, as --format json")
	f.BoolVar(&s.all, "all", false, "show the rows that are equal in all runs, too")
}

// files compares files.
func (s *comparing) files(c *cobra.Command, names []string) error {
	var sources []bench.Source
	for _, name := range names {
		text, err := open(c, name)
		if err != nil {
			return err
		}
		defer text.Close()
		sources = append(sources, bench.Source{Name: name, Text: text})
	}
	return s.sources(c, sources)
}

func open(c *cobra.Command, name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(c.InOrStdin()), nil
	}
	f, err := os.Open(name)
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return nil, usagef("%s: %w", name, path.Err)
	}
	return f, err
}

// sources compares and shows. A regression is an error.
func (s *comparing) sources(c *cobra.Command, sources []bench.Source) error {
	format, err := s.form(c)
	if err != nil {
		return err
	}
	compared, err := bench.Compare(sources, s.options)
	if err != nil {
		return err
	}
	if err := s.show(c.OutOrStdout(), format, compared); err != nil {
		return err
	}
	if worse := compared.Regressed(); len(worse) > 0 {
		return fmt.Errorf("%d of %d rows are regressions, the first of them %s, %s", len(worse), len(compared.Rows), worse[0].Name, worse[0].Unit)
	}
	return nil
}

// form is the format asked for.
func (s *comparing) form(c *cobra.Command) (string, error) {
	if s.json {
		if c.Flags().Changed("format") && s.format != "json" {
			return "", usagef("--json contradicts --format %s", s.format)
		}
		return "json", nil
	}
	for _, f := range render.Formats() {
		if s.format == f.Name {
			return s.format, nil
		}
	}
	if s.format != "json" {
		return "", usagef("--format: unknown format %q; want text, markdown, csv or json", s.format)
	}
	return s.format, nil
}

func (s *comparing) show(w io.Writer, format string, compared bench.Comparison) error {
	switch format {
	case "json":
		return writeJSONLines(w, compared.Rows)
	case "csv":
		return render.CSV(w, compared.Data())
	}
	return showAll(w, format, compared.Tables(s.all))
}

// showAll writes tables, a blank line between them.
func showAll(w io.Writer, format string, tables []results.Table) error {
	for i, t := range tables {
		if i > 0 {
			if _, err := fmt.Fprintln(w); err != nil {
				return err
			}
		}
		if err := render.Write(w, format, t); err != nil {
			return err
		}
	}
	return nil
}
