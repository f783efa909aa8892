package system

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

const marketMagic = "%%MatrixMarket"

// market is a file in Matrix Market's exchange format: a banner, comments that begin with %, a line of sizes, and one entry a
// line. An array lists values column after column; coordinates list "row column value", counted from one, in any order.
// A symmetric file holds only entries on and below the diagonal, a skew-symmetric one only those below it.
// Entries that are not listed are zero, and those of a pattern are one. An entry listed twice is refused: the format
// forbids it, and programs differ in whether they add or overwrite.
//
// Reference: Boisvert, Pozo, Remington, 1996, The Matrix Market exchange formats: initial design (NISTIR 5935).
type market struct {
	in         *lines
	most       int // entries of the dense matrix
	coordinate bool
	field      string // real, integer or pattern
	symmetry   string // general, symmetric or skew-symmetric
	m, n       int
	count      int // values that must follow
}

func readMarket(r io.Reader, most int) (Array, error) {
	f := market{in: newLines(r), most: most}
	if err := f.banner(); err != nil {
		return Array{}, err
	}
	if err := f.sizes(); err != nil {
		return Array{}, err
	}
	read := f.array
	if f.coordinate {
		read = f.coordinates
	}
	columns, err := read()
	return Array{Format: "Matrix Market", Columns: columns}, err
}

// banner reads the first line: %%MatrixMarket matrix <format> <field> <symmetry>, in upper or lower case.
func (f *market) banner() error {
	if !f.in.next() {
		return f.in.err() // the magic was seen, so the line is there but cannot be read to its end
	}
	words := strings.Fields(strings.ToLower(f.in.text))
	if len(words) != 5 || words[0] != strings.ToLower(marketMagic) {
		return f.errorf("%s; the banner is %s matrix, format, field, symmetry", shown(f.in.text), marketMagic)
	}
	for i, known := range [][]string{
		{"matrix"}, {"array", "coordinate"}, {"real", "double", "integer", "pattern"}, {"general", "symmetric", "skew-symmetric"},
	} {
		if word := words[i+1]; !slices.Contains(known, word) {
			return f.errorf("%s is not read; this word of the banner is %s", shown(word), strings.Join(known, " or "))
		}
	}
	f.coordinate, f.field, f.symmetry = words[2] == "coordinate", words[3], words[4]
	if f.field == "pattern" && !f.coordinate {
		return f.errorf("a pattern has coordinates; an array has none")
	}
	if f.field == "pattern" && f.symmetry == "skew-symmetric" {
		return f.errorf("a pattern has no signs, so it cannot be skew-symmetric")
	}
	return nil
}

// sizes reads "rows columns", and for coordinates the number of entries listed.
func (f *market) sizes() error {
	words, err := f.words()
	if err == io.EOF {
		return errors.New("ends before its line of sizes")
	}
	if err != nil {
		return err
	}
	targets, names := []*int{&f.m, &f.n}, "rows and columns"
	if f.coordinate {
		targets, names = append(targets, &f.count), "rows, columns and entries"
	}
	if len(words) != len(targets) {
		return f.errorf("%s where the sizes are expected: %s", plural(len(words), "word", "words"), names)
	}
	for i, word := range words {
		if *targets[i], err = strconv.Atoi(word); err != nil || *targets[i] < 0 {
			return f.errorf("%s is not a size; the sizes are %s", shown(word), names)
		}
	}
	if err := fits(f.m, f.n, f.most); err != nil {
		return f.errorf("%w", err)
	}
	if f.symmetry != "general" && f.m != f.n {
		return f.errorf("%d x %d is not square, but the banner says %s", f.m, f.n, f.symmetry)
	}
	if f.coordinate && f.count > f.stored() {
		return f.errorf("declares %s; %d x %d %s has room for %d", plural(f.count, "entry", "entries"), f.m, f.n, f.symmetry, f.stored())
	}
	if !f.coordinate {
		f.count = f.stored()
	}
	return nil
}

// stored is the number of entries that a file of this symmetry may list.
func (f *market) stored() int {
	switch f.symmetry {
	case "symmetric":
		return f.n * (f.n + 1) / 2
	case "skew-symmetric":
		return f.n * (f.n - 1) / 2
	}
	return f.m * f.n
}

// top is the first row that is listed of column j.
func (f *market) top(j int) int {
	switch f.symmetry {
	case "symmetric":
		return j
	case "skew-symmetric":
		return j + 1
	}
	return 0
}

// words returns the next line that is neither blank nor a comment, cut into words, and io.EOF after the last.
func (f *market) words() ([]string, error) {
	for f.in.next() {
		if words := strings.Fields(f.in.text); len(words) > 0 && words[0][0] != '%' {
			return words, nil
		}
	}
	if err := f.in.err(); err != nil {
		return nil, err
	}
	return nil, io.EOF
}

func (f *market) errorf(format string, args ...any) error {
	return fmt.Errorf("line %d: %w", f.in.number, fmt.Errorf(format, args...))
}
