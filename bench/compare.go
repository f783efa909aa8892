package bench

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"touchpoint/results"
)

var errAllEqual = errors.New("all samples are equal")

// Comparison is old against new: a row for each metric of each benchmark, and what may mislead.
type Comparison struct {
	Old, New string    // what the columns are called
	Options  Options   // as they were given
	Rows     []Row     // by table, unit and name, each in the order in which they first occur
	Means    []Geomean // one for each table and unit
	Notes    []string  // on lines left out, on what varies, on what chance alone would do
}

// Compare reads the sources and compares the two columns that they make: by default the two files. Errors wrap [ErrInput].
//
// A source may be malformed, cut short or one-sided: what can be compared is, and everything else is said. Metrics are exact, and better
// in one direction, as a file's Unit lines say, or for the benchmarks of this module without them.
func Compare(sources []Source, o Options) (Comparison, error) {
	p, err := o.parse()
	if err != nil {
		return Comparison{}, err
	}
	g := newGrid(p)
	units, complaints, err := read(sources, g.add)
	if err != nil {
		return Comparison{}, err
	}
	columns, err := g.columns(o.Column)
	if err != nil {
		return Comparison{}, err
	}
	c := Comparison{Old: columns[0].StringValues(), New: columns[1].StringValues(), Options: o, Notes: slices.Concat(complaints, g.complaints)}
	for _, at := range g.places() {
		c.Rows = append(c.Rows, g.compared(at, columns, units, o))
	}
	c.adjust()
	if !slices.ContainsFunc(c.Rows, func(r Row) bool { return r.Old.N > 0 && r.New.N > 0 }) {
		return Comparison{}, fmt.Errorf("bench: %w: %s", ErrInput, strings.Join(append([]string{"old and new have no row in common"}, c.mismatches()...), "; "))
	}
	c.Means = geomeans(c.Rows)
	c.Notes = append(c.Notes, g.differences(columns)...)
	c.Notes = append(c.Notes, c.chances()...)
	return c, nil
}

// adjust makes one family of all rows that were tested, and judges every row.
func (c *Comparison) adjust() {
	var family []float64
	for _, r := range c.Rows {
		if r.tested {
			family = append(family, float64(r.P))
		}
	}
	adjusted := holm(family)
	for i := range c.Rows {
		r := &c.Rows[i]
		if r.tested {
			r.Adjusted, adjusted = results.Number(adjusted[0]), adjusted[1:]
		}
		r.Verdict = r.judge(c.Options)
	}
}

// Regressed returns the rows that are worse by more than the threshold.
func (c Comparison) Regressed() (rows []Row) {
	for _, r := range c.Rows {
		if r.Verdict == Regression {
			rows = append(rows, r)
		}
	}
	return rows
}
