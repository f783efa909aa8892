package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/tw"

	"touchpoint/results"
)

// Width of prose in characters, and of a column of text before its words are wrapped.
const (
	proseWidth  = 100
	columnWidth = 60
)

// Text writes the table for a terminal: title and caption above it, notes below, a rule under the header, no frame.
func Text(w io.Writer, t results.Table) error {
	if err := t.Validate(); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	table, err := grid(t, func(s string) string { return s },
		tablewriter.WithRowAutoWrap(tw.WrapNormal),
		tablewriter.WithRowMaxWidth(columnWidth),
		tablewriter.WithRendition(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbols(tw.StyleASCII),
			Settings: tw.Settings{
				Lines:      tw.Lines{ShowHeaderLine: tw.On},
				Separators: tw.Separators{ShowHeader: tw.On, BetweenColumns: tw.Off, BetweenRows: tw.Off},
			},
		}))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	prose(&out, t.Title, "")
	prose(&out, t.Caption, "")
	if out.Len() > 0 {
		out.WriteByte('\n')
	}
	for line := range bytes.Lines(table) {
		out.Write(bytes.TrimRight(line, " \n"))
		out.WriteByte('\n')
	}
	if len(t.Notes) > 0 {
		out.WriteByte('\n')
	}
	for _, note := range t.Notes {
		prose(&out, "* "+note, "  ")
	}
	_, err = w.Write(out.Bytes())
	return err
}

// prose writes a paragraph, its words wrapped; lines after the first begin with indent.
func prose(out *bytes.Buffer, text, indent string) {
	width := 0
	for i, word := range strings.Fields(oneLine(text)) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case width+1+n > proseWidth:
			out.WriteString("\n" + indent)
			width = len(indent)
		default:
			out.WriteByte(' ')
			width++
		}
		out.WriteString(word)
		width += n
	}
	if width > 0 {
		out.WriteByte('\n')
	}
}
