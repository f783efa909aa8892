// Package render gives the tables of package results a form: text for a terminal, Markdown for a report, CSV for a program; and it draws
// its figures.
//
// Its output is a function of the table alone. Text and Markdown show as many digits as the values declare; CSV has every
// number in full.
package render

import (
	"errors"
	"fmt"
	"io"

	"touchpoint/results"
)

// ErrFormat is wrapped by the error of [Write] for a format there is not.
var ErrFormat = errors.New("unknown format")

// Format is a form a table can have.
type Format struct {
	Name      string // as [Write] knows it
	Extension string // of files, without the dot
	write     func(io.Writer, results.Table) error
}

// Formats lists the formats that [Write] knows.
func Formats() []Format {
	return []Format{{"text", "txt", Text}, {"markdown", "md", Markdown}, {"csv", "csv", CSV}}
}

// Write writes the table in the format of that name. A table that is not valid is an error, and nothing is written.
func Write(w io.Writer, name string, t results.Table) error {
	for _, f := range Formats() {
		if f.Name == name {
			return f.write(w, t)
		}
	}
	return fmt.Errorf("render: %w %q; want text, markdown or csv", ErrFormat, name)
}
