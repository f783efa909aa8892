// Package system reads a linear system A x = b, and the planted truth x0 where there is one, from files or standard input.
//
// A file is recognised by what it begins with, never by its name, so that standard input works for every format:
//
//	\x93NUMPY         .npy: real or integer, one or two dimensions, C or Fortran order, either byte order
//	%%MatrixMarket    Matrix Market: array or coordinate; real, double, integer or pattern; general, symmetric or skew-symmetric
//	anything else     a table in text: semicolons, commas, tabs or white space between the cells, with or without a header row
//
// Whatever is read is rectangular, finite and not empty. Everything else is refused with one sentence that names the file,
// the place in it and the value there; such an error wraps [ErrInput]. Memory grows with what is read, not with what a
// header declares, and stops at 2^27 entries (1 GiB).
package system

import (
	"errors"
	"fmt"
	"io"

	"touchpoint/solvers"
)

// ErrInput is wrapped by every error of this package: the fault lies in the files or in their names.
var ErrInput = errors.New("bad input")

// System is a linear system A x = b with the planted truth, if known.
type System struct {
	A     *solvers.Columns // m x n
	B     []float64        // m
	Truth []float64        // n; nil where no file was named
	Notes []string         // what was decided while reading, a sentence each: a header row that was skipped
}

// Load reads A, b and, unless its name is empty, the truth, and checks that their sizes fit. The name "-" stands for stdin,
// which can be read only once. A vector is a file with one column or one row.
func Load(a, b, truth string, stdin io.Reader) (System, error) {
	if twice := a == "-" && b == "-" || truth == "-" && (a == "-" || b == "-"); twice {
		return System{}, fmt.Errorf("%w: - (standard input) is named more than once, but it can be read only once", ErrInput)
	}
	var s System
	matrix, err := s.load(a, stdin)
	if err != nil {
		return System{}, err
	}
	s.A = matrix.Columns
	m, n := s.A.Dims()
	if s.B, err = s.vector(b, stdin, m, fmt.Sprintf("a row of %s", display(a))); err != nil {
		return System{}, err
	}
	if truth == "" {
		return s, nil
	}
	if s.Truth, err = s.vector(truth, stdin, n, fmt.Sprintf("a column of %s", display(a))); err != nil {
		return System{}, err
	}
	return s, nil
}

// load reads one array and notes what was decided about it.
func (s *System) load(name string, stdin io.Reader) (Array, error) {
	r, err := Open(name, stdin)
	if err != nil {
		return Array{}, err
	}
	defer r.Close()
	array, err := Read(name, r)
	if array.Header != nil {
		s.Notes = append(s.Notes, fmt.Sprintf("%s: the first row holds no number and was taken for a header: %s",
			display(name), quoted(array.Header)))
	}
	return array, err
}

// vector reads a vector of the given length, one entry for each of what the last argument names.
func (s *System) vector(name string, stdin io.Reader, length int, each string) ([]float64, error) {
	array, err := s.load(name, stdin)
	if err != nil {
		return nil, err
	}
	v, err := array.Vector()
	if err != nil {
		return nil, err
	}
	if len(v) != length {
		return nil, fmt.Errorf("%w: %s: %s; it needs %d, one for %s", ErrInput, display(name),
			plural(len(v), "entry", "entries"), length, each)
	}
	return v, nil
}
