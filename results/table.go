package results

import (
	"errors"
	"fmt"
	"slices"
)

// ErrTable is wrapped by every error of [Table.Validate].
var ErrTable = errors.New("bad table")

// Table is a table as data: what it says, not how it looks. Package render gives it a form.
type Table struct {
	Name    string    // one lower-case word, for file names
	Title   string    // one line above the table
	Caption string    // a paragraph on how to read it; may be empty
	Columns []Column  // at least one
	Rows    [][]Value // each as long as Columns
	Notes   []string  // what varies unnamed (see [Residue]), and warnings, one sentence each
}

// Column describes one column. Header and Unit together name it and are unique in the table.
type Column struct {
	Header string
	Unit   string // "s", "flop"; empty for pure numbers
	Align  Align
}

// Align says on which side the values of a column stand. The zero value is Left.
type Align int

const (
	Left  Align = iota // text
	Right              // numbers
)

// Label returns the name of the column: the header, followed by the unit in parentheses where there is one.
func (c Column) Label() string {
	if c.Unit == "" {
		return c.Header
	}
	return c.Header + " (" + c.Unit + ")"
}

// Append adds a row.
func (t *Table) Append(row ...Value) { t.Rows = append(t.Rows, row) }

// Note adds notes below the table, each once.
func (t *Table) Note(notes ...string) {
	for _, note := range notes {
		if !slices.Contains(t.Notes, note) {
			t.Notes = append(t.Notes, note)
		}
	}
}

// Validate reports the first defect of the shape: no columns, two columns of one name, a row of another length.
func (t Table) Validate() error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("results: %w %q: it has no columns", ErrTable, t.Name)
	}
	seen := make(map[string]bool, len(t.Columns))
	for _, c := range t.Columns {
		if seen[c.Label()] {
			return fmt.Errorf("results: %w %q: two columns are called %q", ErrTable, t.Name, c.Label())
		}
		seen[c.Label()] = true
	}
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return fmt.Errorf("results: %w %q: row %d has %d values, want %d", ErrTable, t.Name, i, len(row), len(t.Columns))
		}
	}
	return nil
}
