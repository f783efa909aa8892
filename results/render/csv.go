package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"

	"touchpoint/results"
)

// CSV writes the rows with every number in full, under a line of column names; title and notes are left out, and what is
// missing is empty. A column NAME in which there is a rate becomes NAME, NAME_lo, NAME_hi, NAME_wilson_lo, NAME_wilson_hi,
// NAME_hits, NAME_trials and NAME_undecided, where NAME = NAME_hits / NAME_trials; one with a quantity and its interval becomes NAME, NAME_lo and
// NAME_hi. A percentage is written as its fraction.
func CSV(w io.Writer, t results.Table) error {
	if err := t.Validate(); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	extra := extraColumns(t)
	var header []string
	for j, c := range t.Columns {
		header = append(header, c.Label())
		for _, part := range extra[j] {
			header = append(header, c.Label()+part)
		}
	}
	if name := doubled(header); name != "" {
		return fmt.Errorf("render: %w %q: two columns of its CSV are called %q", results.ErrTable, t.Name, name)
	}
	out := csv.NewWriter(w)
	records := [][]string{header}
	for _, row := range t.Rows {
		var record []string
		for j, v := range row {
			record = append(record, plain(v))
			record = append(record, parts(v, len(extra[j]))...)
		}
		records = append(records, record)
	}
	if err := out.WriteAll(records); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	return nil
}

// doubled returns a name that occurs twice, "" if none does.
func doubled(names []string) string {
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if seen[name] {
			return name
		}
		seen[name] = true
	}
	return ""
}

// rateParts are the columns behind that of a rate; the first two of them also stand behind a quantity with an interval.
var rateParts = []string{"_lo", "_hi", "_wilson_lo", "_wilson_hi", "_hits", "_trials", "_undecided"}

// extraColumns returns, for each column, those that follow it: as many as the richest of its values needs.
func extraColumns(t results.Table) [][]string {
	extra := make([][]string, len(t.Columns))
	for _, row := range t.Rows {
		for j, v := range row {
			switch v.(type) {
			case results.Estimate:
				extra[j] = rateParts
			case results.Measured:
				extra[j] = rateParts[:max(2, len(extra[j]))]
			}
		}
	}
	return extra
}

func plain(value results.Value) string {
	switch v := value.(type) {
	case results.Text:
		return string(v)
	case results.Int:
		return strconv.Itoa(int(v))
	case results.Float:
		return full(v.Value)
	case results.Percent:
		return full(v.Fraction)
	case results.Estimate:
		return full(v.Rate.Value())
	case results.Measured:
		return full(v.Value)
	}
	return ""
}

// parts returns what stands in the extra columns behind the value, blank where it has no more to say.
func parts(value results.Value, columns int) []string {
	row := make([]string, columns)
	switch v := value.(type) {
	case results.Estimate:
		copy(row, rateRow(v))
	case results.Measured:
		copy(row, []string{full(v.Lo), full(v.Hi)})
	}
	return row
}

func rateRow(e results.Estimate) []string {
	r, low, high := e.Rate, full(e.WilsonLo), full(e.WilsonHi)
	if e.WilsonHi == 0 { // Wilson's upper limit is positive, even without a hit
		low, high = "", ""
	}
	return []string{full(e.Lo), full(e.Hi), low, high, strconv.Itoa(r.Hits), strconv.Itoa(r.Trials()), strconv.Itoa(r.Undecided)}
}

func full(x float64) string {
	if math.IsNaN(x) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
