package render

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"touchpoint/results"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func rate(hits, misses, undecided int, lo, hi float64) results.Estimate {
	return results.Estimate{Rate: results.Rate{Hits: hits, Misses: misses, Undecided: undecided}, Lo: lo, Hi: hi}
}

// tables are the golden tables by name: an ordinary one, one with every hard value, one without rows, one of prose.
func tables() []results.Table {
	plain := results.Table{
		Name: "recovery", Title: "How often the touch point is the planted truth, n = 64",
		Caption: "A hit is a trial in which the minimiser is proved to be unique and to be x0. The intervals are Clopper-Pearson " +
			"at 95%, each for itself; undecided trials are counted apart and stand outside the rate.",
		Columns: []results.Column{
			{Header: "m", Align: results.Right}, {Header: "solver"}, {Header: "success", Align: results.Right},
			{Header: "undecided", Align: results.Right}, {Header: "iterations", Align: results.Right}, {Header: "time", Unit: "us", Align: results.Right},
		},
	}
	plain.Append(results.Int(16), results.Text("homotopy"), rate(0, 2000, 0, 0, 0.0018), results.Int(0), results.Float{Value: 23.4567, Digits: 3}, results.Float{Value: 81.2, Digits: 3})
	plain.Append(results.Int(32), results.Text("homotopy"), rate(1658, 342, 0, 0.8118, 0.8453), results.Int(0), results.Float{Value: 12.5, Digits: 3}, results.Float{Value: 43, Digits: 3})
	plain.Append(results.Int(32), results.Text("omp"), rate(1790, 200, 10, 0.8855, 0.9124), results.Int(10), results.Float{Value: 4, Digits: 3}, results.Float{Value: 1234.5, Digits: 3})
	plain.Append(results.Int(64), results.Text("lasso"), results.Missing{}, results.Missing{}, results.Missing{}, results.Missing{})
	plain.Note(results.Residue([]results.Key{{{Name: "amplitudes", Value: "rademacher"}}, {{Name: "amplitudes", Value: "gaussian"}}})...)
	plain.Note("lasso declined every problem of this sweep, since it solves the penalised form only: its rows hold nothing, and are shown so that nobody looks for them.")

	hard := results.Table{
		Name: "hard", Title: "Values | that *break* `tables` & <b>markup</b>",
		Columns: []results.Column{
			{Header: "|x|_1 < 1"}, {Header: "int", Align: results.Right}, {Header: "float", Align: results.Right},
			{Header: "percent", Align: results.Right}, {Header: "rate", Align: results.Right},
		},
	}
	nan, inf := math.NaN(), math.Inf(1)
	hard.Append(results.Text("a|b"), results.Int(-7), results.Float{Value: nan, Digits: 3}, results.Percent{Fraction: 0.1234, Digits: 1}, rate(0, 0, 3, 0, 1))
	hard.Append(results.Text("two\nlines"), results.Int(math.MaxInt64), results.Float{Value: inf}, results.Percent{Fraction: nan}, rate(1, 0, 0, nan, nan))
	hard.Append(results.Text(`a "quote", a comma`), nil, results.Float{Value: math.Copysign(0, -1), Digits: 2}, results.Percent{Fraction: 1}, rate(3, 1e6, 0, 6.2e-7, 8.8e-6))
	hard.Append(results.Text(`back\slash`), results.Int(0), results.Float{Value: 0.1}, results.Percent{Fraction: -0.005, Digits: 2}, results.Text("n/a"))
	hard.Append(results.Text("\u03bb \u2265 \u00bd"), results.Missing{}, results.Float{Value: 1e-9, Digits: 3}, results.Missing{}, nil)
	hard.Append(results.Text(""), results.Int(1), results.Float{Value: -123456789.0, Digits: 4}, results.Missing{}, results.Missing{})
	hard.Note("a note | with a pipe", "a note\non two lines")

	empty := results.Table{Name: "empty", Columns: []results.Column{{Header: "n", Align: results.Right}, {Header: "solver"}}}

	prose := results.Table{Name: "prose", Title: "Claims", Columns: []results.Column{{Header: "claim"}, {Header: "sentence"}, {Header: "n", Align: results.Right}}}
	prose.Append(results.Text("tips"), results.Text("A touch that is unique has at most m non-zeros, in every dimension and for every exponent that is not larger than one."), results.Int(3))
	prose.Append(results.Text("edges"), results.Text("Short."), results.Int(40))
	return []results.Table{plain, hard, empty, prose}
}

func render(t *testing.T, format string, table results.Table) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, format, table); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestGolden(t *testing.T) {
	extensions := map[string]string{"text": ".txt", "markdown": ".md", "csv": ".csv"}
	for _, table := range tables() {
		for _, format := range Formats() {
			got := render(t, format.Name, table)
			path := filepath.Join("testdata", table.Name+extensions[format.Name])
			if *update {
				if err := os.WriteFile(path, got, 0o666); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs; run go test -update if that is meant. Got:\n%s", path, got)
			}
		}
	}
}

// TestLocale: ambiguous characters such as lambda are one column wide on every machine.
func TestLocale(t *testing.T) {
	hard := tables()[1]
	want := render(t, "text", hard)
	twwidth.SetEastAsian(true)
	defer twwidth.SetEastAsian(false)
	if got := render(t, "text", hard); !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestMarkdownCells: every row has one cell a column, whatever is in it.
func TestMarkdownCells(t *testing.T) {
	for _, table := range tables() {
		rows := 0
		for line := range strings.Lines(string(render(t, "markdown", table))) {
			if !strings.HasPrefix(line, "|") {
				continue
			}
			rows++
			bare := strings.NewReplacer(`\\`, "", `\|`, "").Replace(line)
			if got := strings.Count(bare, "|"); got != len(table.Columns)+1 {
				t.Errorf("%s: %d pipes for %d columns in %s", table.Name, got, len(table.Columns), line)
			}
		}
		if rows != len(table.Rows)+2 {
			t.Errorf("%s: %d lines for %d rows", table.Name, rows, len(table.Rows))
		}
	}
}

// TestTextLines: a table of numbers has a line a row and no blanks at their ends.
func TestTextLines(t *testing.T) {
	for _, table := range tables() {
		for line := range strings.Lines(string(render(t, "text", table))) {
			if line != strings.TrimRight(line, " \n")+"\n" || len([]rune(line)) > 121 {
				t.Errorf("%s: line %q", table.Name, line)
			}
		}
	}
}

// TestCSVReadsBack: a rate and a float keep every bit.
func TestCSVReadsBack(t *testing.T) {
	table := results.Table{Columns: []results.Column{{Header: "x"}, {Header: "success"}}}
	e := rate(2, 5, 1, 0.1/3, 0.7)
	e.WilsonLo, e.WilsonHi = 0.2/3, 0.61
	table.Append(results.Float{Value: 1.0 / 3, Digits: 2}, e)
	table.Append(results.Float{Value: math.SmallestNonzeroFloat64, Digits: 2}, results.Missing{})
	records, err := csv.NewReader(bytes.NewReader(render(t, "csv", table))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"x", "success", "success_lo", "success_hi", "success_wilson_lo", "success_wilson_hi", "success_hits", "success_trials", "success_undecided"}
	if !slices.Equal(records[0], want) {
		t.Fatalf("header %q, want %q", records[0], want)
	}
	for j, want := range []float64{1.0 / 3, 2.0 / 7, 0.1 / 3, 0.7, 0.2 / 3, 0.61, 2, 7, 1} {
		if got, err := strconv.ParseFloat(records[1][j], 64); err != nil || got != want {
			t.Errorf("%s = %v, %v; want %v", records[0][j], got, err, want)
		}
	}
	if want := []string{"5e-324", "", "", "", "", "", "", "", ""}; !slices.Equal(records[2], want) {
		t.Errorf("missing rate: %q, want %q", records[2], want)
	}
}

func TestSignificant(t *testing.T) {
	for _, c := range []struct {
		x      float64
		digits int
		want   string
	}{
		{0, 3, "0"}, {0.5, 3, "0.500"}, {0.9996, 3, "1.00"}, {-0.9996, 3, "-1.00"}, {12.345, 3, "12.3"}, {999.96, 4, "1000"}, {1234.5, 3, "1234"},
		{0.00012345, 3, "0.000123"}, {0.000012345, 3, "1.23e-05"}, {9999999, 3, "1.00e+07"}, {9994999, 3, "9994999"}, {1e7, 1, "1e+07"},
		{2.0 / 3, 0, "0.6666666666666666"}, {math.Inf(-1), 3, "-inf"}, {math.Inf(1), 0, "+inf"}, {math.NaN(), 0, "-"},
	} {
		if got := significant(c.x, c.digits); got != c.want {
			t.Errorf("significant(%v, %d) = %s, want %s", c.x, c.digits, got, c.want)
		}
	}
}

func TestIntervalDecimals(t *testing.T) {
	for _, c := range []struct {
		width float64
		want  int
	}{{0, 3}, {-1, 3}, {math.NaN(), 3}, {1, 3}, {0.0335, 3}, {0.009, 4}, {0.0012, 4}, {1e-6, 7}, {8e-7, 8}, {1e-30, 9}} {
		if got := intervalDecimals(c.width); got != c.want {
			t.Errorf("intervalDecimals(%v) = %d, want %d", c.width, got, c.want)
		}
	}
}

type brokenWriter struct{ writes int }

var errBroken = errors.New("broken")

func (w *brokenWriter) Write([]byte) (int, error) { w.writes++; return 0, errBroken }

func TestErrors(t *testing.T) {
	if err := Write(&bytes.Buffer{}, "pdf", tables()[0]); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "markdown") {
		t.Errorf("unknown format: %v", err)
	}
	clash := results.Table{Columns: []results.Column{{Header: "x"}, {Header: "x_lo"}}, Rows: [][]results.Value{{rate(1, 1, 0, 0, 1), nil}}}
	if err := CSV(&bytes.Buffer{}, clash); !errors.Is(err, results.ErrTable) || !strings.Contains(err.Error(), "x_lo") {
		t.Errorf("a column called like a part of a rate: %v", err)
	}
	crooked := results.Table{Columns: []results.Column{{Header: "a"}}, Rows: [][]results.Value{{}}}
	for _, format := range Formats() {
		w := &brokenWriter{}
		if err := Write(w, format.Name, crooked); !errors.Is(err, results.ErrTable) || w.writes != 0 {
			t.Errorf("%s of a crooked table: %v, %d writes", format.Name, err, w.writes)
		}
		if err := Write(w, format.Name, tables()[0]); !errors.Is(err, errBroken) {
			t.Errorf("%s to a broken writer: %v", format.Name, err)
		}
	}
}
