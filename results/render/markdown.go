package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"

	"touchpoint/results"
)

// Markdown writes the table as GitHub's Markdown: the title as a heading of the third level, the caption as a paragraph, the
// table, the notes as a list. The table's words are data and are escaped; none of them is markup.
func Markdown(w io.Writer, t results.Table) error {
	if err := t.Validate(); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	table, err := grid(t, escape, tablewriter.WithRenderer(renderer.NewMarkdown()))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if t.Title != "" {
		fmt.Fprintf(&out, "### %s\n\n", escape(oneLine(t.Title)))
	}
	if t.Caption != "" {
		fmt.Fprintf(&out, "%s\n\n", escape(oneLine(t.Caption)))
	}
	out.Write(table)
	for i, note := range t.Notes {
		if i == 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(&out, "- %s\n", escape(oneLine(note)))
	}
	_, err = w.Write(out.Bytes())
	return err
}

// escape keeps a pipe from ending the cell, and what Markdown takes for markup from being taken for it. An underscore within
// a word, as in |x|_inf, is none.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "`", "\\`", "<", `\<`).Replace(s)
}
