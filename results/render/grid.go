package render

import (
	"bytes"
	"fmt"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/tw"

	"touchpoint/results"
)

// grid lays out the words of a table with tablewriter. Whatever that would do to them of its own accord - capital headers,
// wrapping, widths after the locale of the machine - is turned off.
func grid(t results.Table, word func(string) string, options ...tablewriter.Option) ([]byte, error) {
	var header []any
	var align []tw.Align
	for _, c := range t.Columns {
		header = append(header, word(oneLine(c.Label())))
		align = append(align, side(c.Align))
	}
	perColumn := tw.CellAlignment{PerColumn: align}
	var out bytes.Buffer
	table := tablewriter.NewTable(&out, append([]tablewriter.Option{
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone),
		tablewriter.WithHeaderAlignmentConfig(perColumn),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithRowAlignmentConfig(perColumn),
	}, options...)...)
	table.Header(header...)
	for _, row := range display(t) {
		for j := range row {
			row[j] = word(row[j])
		}
		if err := table.Append(row); err != nil {
			return nil, fmt.Errorf("render: %w", err)
		}
	}
	if err := table.Render(); err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	return out.Bytes(), nil
}

func side(a results.Align) tw.Align {
	if a == results.Right {
		return tw.AlignRight
	}
	return tw.AlignLeft
}
