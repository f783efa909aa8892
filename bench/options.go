package bench

import (
	"fmt"

	"golang.org/x/perf/benchproc"
)

// Options say what is compared and how sure one wants to be. Filter and projections are spelled as for benchstat:
//
//	go doc golang.org/x/perf/benchproc/syntax
type Options struct {
	Filter     string  // results that count: "*", "/solver:homotopy", ".unit:sec/op"
	Column     string  // projection that tells old from new
	Row        string  // projection that names a row
	Table      string  // projection that keeps apart rows of one name
	Ignore     string  // keys that may vary without a note
	Alpha      float64 // probability that a comparison of equals has any row that is called changed
	Confidence float64 // of the intervals of the medians
	Threshold  float64 // relative change above which a row that is worse is a regression
}

// Defaults compares file with file, name with name and package with package, at 5%.
func Defaults() Options {
	return Options{Filter: "*", Column: ".file", Row: ".fullname", Table: "pkg", Alpha: 0.05, Confidence: 0.95, Threshold: 0.05}
}

// projections are the parsed options.
type projections struct {
	filter                      *benchproc.Filter
	column, row, table, residue *benchproc.Projection
	unit                        *benchproc.Field // of table
}

// parse reports the first option that does not parse or is out of range.
func (o Options) parse() (p projections, err error) {
	bad := func(what, value string, err error) error {
		return fmt.Errorf("bench: %w: %s %q: %w", ErrInput, what, value, err)
	}
	for _, share := range []struct {
		name  string
		value float64
	}{{"alpha", o.Alpha}, {"confidence", o.Confidence}} {
		if !(share.value > 0 && share.value < 1) {
			return p, fmt.Errorf("bench: %w: %s %v; it must be between 0 and 1", ErrInput, share.name, share.value)
		}
	}
	if !(o.Threshold >= 0) {
		return p, fmt.Errorf("bench: %w: threshold %v; it must not be negative", ErrInput, o.Threshold)
	}
	if p.filter, err = benchproc.NewFilter(o.Filter); err != nil {
		return p, bad("filter", o.Filter, err)
	}
	var parser benchproc.ProjectionParser
	if p.table, p.unit, err = parser.ParseWithUnit(o.Table, p.filter); err != nil {
		return p, bad("table", o.Table, err)
	}
	if p.row, err = parser.Parse(o.Row, p.filter); err != nil {
		return p, bad("row", o.Row, err)
	}
	if p.column, err = parser.Parse(o.Column, p.filter); err != nil {
		return p, bad("column", o.Column, err)
	}
	if _, err = parser.Parse(o.Ignore, p.filter); err != nil {
		return p, bad("ignore", o.Ignore, err)
	}
	p.residue = parser.Residue()
	return p, nil
}
