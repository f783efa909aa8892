package system

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"touchpoint/solvers"
)

// array reads the values of an array, column after column.
func (f *market) array() (*solvers.Columns, error) {
	var listed []float64
	err := f.entries(1, "one value", func(words []string) error {
		v, err := f.value(words[0])
		listed = append(listed, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	c := solvers.NewColumns(f.m, f.n, nil)
	for j := range f.n {
		for i := f.top(j); i < f.m; i++ {
			f.set(c, i, j, listed[0])
			listed = listed[1:]
		}
	}
	return c, nil
}

// coordinates keeps what is listed until all of it is there: only then is the matrix worth its memory.
func (f *market) coordinates() (*solvers.Columns, error) {
	type entry struct {
		i, j, line int
		value      float64
	}
	var listed []entry
	width, expected := 3, "row, column and value"
	if f.field == "pattern" {
		width, expected = 2, "row and column"
	}
	err := f.entries(width, expected, func(words []string) error {
		i, j, err := f.position(words[0], words[1])
		if err != nil {
			return err
		}
		v := 1.0
		if f.field != "pattern" {
			v, err = f.value(words[2])
		}
		listed = append(listed, entry{i, j, f.in.number, v})
		return err
	})
	if err != nil {
		return nil, err
	}
	c := solvers.NewColumns(f.m, f.n, nil)
	taken := make([]bool, f.m*f.n)
	for _, e := range listed {
		k := e.j*f.m + e.i
		if taken[k] {
			return nil, fmt.Errorf("line %d: entry (%d,%d) is listed twice", e.line, e.i+1, e.j+1)
		}
		taken[k] = true
		f.set(c, e.i, e.j, e.value)
	}
	return c, nil
}

// entries hands every line after the sizes to take and holds their number against the declared one.
func (f *market) entries(width int, expected string, take func(words []string) error) error {
	for seen := 0; ; seen++ {
		words, err := f.words()
		if err == io.EOF && seen == f.count {
			return nil
		}
		switch {
		case err == io.EOF:
			return fmt.Errorf("ends after %d of the %s it declares", seen, plural(f.count, "entry", "entries"))
		case err != nil:
			return err
		case seen == f.count:
			return f.errorf("goes on after the %s it declares", plural(f.count, "entry", "entries"))
		case len(words) != width:
			return f.errorf("%s where %s is expected", plural(len(words), "word", "words"), expected)
		}
		if err := take(words); err != nil {
			return err
		}
	}
}

// position reads a row and a column and returns them counted from zero.
func (f *market) position(row, column string) (i, j int, err error) {
	i, err = strconv.Atoi(row)
	if err != nil || i < 1 || i > f.m {
		return 0, 0, f.errorf("row %s is outside 1..%d", shown(row), f.m)
	}
	j, err = strconv.Atoi(column)
	if err != nil || j < 1 || j > f.n {
		return 0, 0, f.errorf("column %s is outside 1..%d", shown(column), f.n)
	}
	if i-1 < f.top(j-1) {
		return 0, 0, f.errorf("entry (%d,%d) stands where a %s file lists nothing: it keeps to what is %s the diagonal",
			i, j, f.symmetry, map[string]string{"symmetric": "on or below", "skew-symmetric": "below"}[f.symmetry])
	}
	return i - 1, j - 1, nil
}

func (f *market) value(word string) (float64, error) {
	v, err := number(word)
	if err != nil {
		return 0, f.errorf("%w", err)
	}
	if f.field == "integer" && v != math.Trunc(v) {
		return 0, f.errorf("%s is not an integer, but the banner says so", shown(word))
	}
	return v, nil
}

// set stores an entry and its mirror image.
func (f *market) set(c *solvers.Columns, i, j int, v float64) {
	c.Col(j)[i] = v
	switch {
	case f.symmetry == "symmetric":
		c.Col(i)[j] = v
	case f.symmetry == "skew-symmetric":
		c.Col(i)[j] = -v
	}
}
