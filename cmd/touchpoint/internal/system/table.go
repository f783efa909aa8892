package system

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// table gathers the rows of a matrix written as text, one row a line.
//
//   - The first line that is neither blank nor a comment decides what stands between the cells: a semicolon if it has one,
//     else a comma, else a tab, else white space. Decimal commas are therefore refused, never misread, wherever a
//     semicolon, a tab or a space separates.
//   - A first row in which no cell begins like a number is a header. A header cell without a name is refused: that is how row labels
//     are exported, and reading those as data would be wrong in silence.
//   - A line that begins with # is a comment. Blank lines may stand before and after the rows, not between them: in a
//     single column that would be a missing value.
//   - A cell may be quoted as in RFC 4180, but holds no line break.
type table struct {
	most      int // entries
	separator rune
	line      int // the current one
	width     int // cells in every row, 0 before the first
	first     int // the line that set the width
	blank     int // the last blank line after the first row, 0 if there is none
	header    []string
	values    []float64 // row after row
}

const whiteSpace = ' '

func readTable(r io.Reader, most int) (Array, error) {
	t := table{most: most}
	in := newLines(r)
	for in.next() {
		if err := t.add(in.number, in.text); err != nil {
			return Array{}, err
		}
	}
	switch err := in.err(); {
	case err != nil:
		return Array{}, err
	case len(t.values) == 0 && t.header != nil:
		return Array{}, fmt.Errorf("holds no number, only a header row in line %d: %s", t.first, quoted(t.header))
	case len(t.values) == 0:
		return Array{}, errors.New("holds no number, only blank lines or comments")
	}
	return Array{
		Format:  "table",
		Columns: byRows(len(t.values)/t.width, t.width, t.values),
		Header:  t.header,
	}, nil
}

// add takes one more line.
func (t *table) add(line int, text string) error {
	t.line = line
	switch trimmed := strings.TrimSpace(text); {
	case trimmed == "":
		if t.width > 0 {
			t.blank = line
		}
		return nil
	case trimmed[0] == '#':
		return nil
	case t.blank > 0:
		return t.errorf("follows the blank line %d; rows must not be parted by blank lines", t.blank)
	}
	if t.separator == 0 {
		t.separator = separatorOf(text)
	}
	cells, err := split(text, t.separator)
	if err != nil {
		return t.errorf("%w", err)
	}
	if t.width == 0 {
		t.width, t.first = len(cells), line
		if !slices.ContainsFunc(cells, numeric) {
			return t.name(cells)
		}
	}
	return t.row(cells)
}

// name takes a row without numbers for the header.
func (t *table) name(cells []string) error {
	if j := slices.Index(cells, ""); j >= 0 {
		return t.cellErrorf(j, "the header has no name here (row labels and trailing separators must be left out)")
	}
	t.header = cells
	return nil
}

// row takes a row of numbers.
func (t *table) row(cells []string) error {
	if len(cells) != t.width {
		return t.errorf("has %s; line %d has %d", plural(len(cells), "column", "columns"), t.first, t.width)
	}
	if size := len(t.values) + t.width; size > t.most {
		return t.errorf("brings the matrix to %d entries; at most %d are read", size, t.most)
	}
	for j, cell := range cells {
		v, err := number(cell)
		if err != nil && t.line == t.first && !numeric(cell) {
			return t.cellErrorf(j, "%w (other cells of this first row begin like numbers, so it is no header)", err)
		}
		if err != nil {
			return t.cellErrorf(j, "%w", err)
		}
		t.values = append(t.values, v)
	}
	return nil
}

func (t *table) errorf(format string, args ...any) error {
	return fmt.Errorf("line %d: %w", t.line, fmt.Errorf(format, args...))
}

func (t *table) cellErrorf(j int, format string, args ...any) error {
	return fmt.Errorf("line %d, column %d: %w", t.line, j+1, fmt.Errorf(format, args...))
}

var quotedCell = regexp.MustCompile(`"[^"]*"`)

// separatorOf decides by a first line what stands between cells; what is inside quotes does not count.
func separatorOf(line string) rune {
	bare := quotedCell.ReplaceAllString(line, "")
	for _, separator := range ";,\t" {
		if strings.ContainsRune(bare, separator) {
			return separator
		}
	}
	return whiteSpace
}

// split returns the cells of a line without the white space around them.
func split(line string, separator rune) ([]string, error) {
	if !strings.Contains(line, `"`) {
		if separator == whiteSpace {
			return strings.Fields(line), nil
		}
		cells := strings.Split(line, string(separator))
		for j := range cells {
			cells[j] = strings.TrimSpace(cells[j])
		}
		return cells, nil
	}
	if separator == whiteSpace {
		line = strings.TrimSpace(line)
	}
	reader := csv.NewReader(strings.NewReader(line))
	reader.Comma = separator
	reader.TrimLeadingSpace = separator != '\t' // it would swallow empty cells between tabs
	cells, err := reader.Read()
	if cause := (*csv.ParseError)(nil); errors.As(err, &cause) {
		return nil, fmt.Errorf("byte %d: %w", cause.Column, cause.Err)
	}
	for j := range cells {
		cells[j] = strings.TrimSpace(cells[j])
	}
	return cells, err
}
