package system

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"touchpoint/solvers"
)

// maxEntries bounds the dense store, 8 bytes an entry. The solvers here are dense and iterate over all of it: what does not
// fit under the bound would not be solved in reasonable time either.
const maxEntries = 1 << 27

// Array is what one file holds: at least one row, at least one column, every entry finite.
type Array struct {
	Name    string           // the file, "-" for standard input
	Format  string           // "table", "npy" or "Matrix Market"
	Columns *solvers.Columns // m x n; a one-dimensional .npy array is one column
	Header  []string         // the first row of a table where it held no number, nil otherwise
}

// Open opens the named file for reading; "-" is stdin, which closing leaves open.
func Open(name string, stdin io.Reader) (io.ReadCloser, error) {
	switch name {
	case "-":
		return io.NopCloser(stdin), nil
	case "":
		return nil, fmt.Errorf("%w: the name of a file is empty", ErrInput)
	}
	f, err := os.Open(name)
	if err != nil {
		if cause := (*fs.PathError)(nil); errors.As(err, &cause) {
			err = cause.Err // the name and the operation are in the sentence already
		}
		return nil, fmt.Errorf("%w: %s: %w", ErrInput, name, err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errors.Join(fmt.Errorf("%w: %s is a directory", ErrInput, name), f.Close())
	}
	return f, nil
}

// Read reads the array that r holds and nothing else; the name is for the errors.
func Read(name string, r io.Reader) (Array, error) {
	return read(name, r, maxEntries)
}

func read(name string, r io.Reader, most int) (Array, error) {
	buffered := bufio.NewReaderSize(r, 1<<16)
	array, err := parse(buffered, most)
	if err != nil {
		return Array{}, fmt.Errorf("%w: %s: %w", ErrInput, display(name), err)
	}
	array.Name = name
	return array, nil
}

// parse hands the stream to the reader of its format. A read error that cuts the head short comes up again there.
func parse(r *bufio.Reader, most int) (Array, error) {
	if head, _ := r.Peek(3); string(head) == "\ufeff" {
		_, _ = r.Discard(3) // these bytes were just peeked
	}
	head, err := r.Peek(512)
	switch {
	case len(head) == 0 && err == io.EOF:
		return Array{}, errors.New("the file is empty")
	case bytes.HasPrefix(head, []byte(npyMagic)):
		return readNPY(r, most)
	case len(head) >= len(marketMagic) && bytes.EqualFold(head[:len(marketMagic)], []byte(marketMagic)):
		return readMarket(r, most)
	case bytes.HasPrefix(head, []byte("%")):
		return Array{}, fmt.Errorf("line 1: begins with %% but not with %s", marketMagic)
	case bytes.IndexByte(head, 0) >= 0:
		return Array{}, fmt.Errorf("byte %d is 0: this is neither .npy nor text in UTF-8", bytes.IndexByte(head, 0))
	}
	return readTable(r, most)
}

// Vector returns the entries of an array with one column or one row, in order; the slice is the store's own.
func (a Array) Vector() ([]float64, error) {
	m, n := a.Columns.Dims()
	if m != 1 && n != 1 {
		return nil, fmt.Errorf("%w: %s: holds a %d x %d matrix; a vector has one column or one row", ErrInput, display(a.Name), m, n)
	}
	return a.Columns.Data(), nil
}

// fits says whether an m x n matrix may be stored, without overflow in m·n.
func fits(m, n, most int) error {
	switch {
	case m < 1 || n < 1:
		return fmt.Errorf("declares a %d x %d matrix; it needs at least one row and one column", m, n)
	case m > most/n:
		return fmt.Errorf("declares a %d x %d matrix; at most %d entries are read", m, n, most)
	}
	return nil
}

// byRows returns the m x n matrix whose rows stand one after the other in values.
func byRows(m, n int, values []float64) *solvers.Columns {
	if m == 1 || n == 1 {
		return solvers.NewColumns(m, n, values)
	}
	c := solvers.NewColumns(m, n, nil)
	for j := range n {
		column := c.Col(j)
		for i := range column {
			column[i] = values[i*n+j]
		}
	}
	return c
}
