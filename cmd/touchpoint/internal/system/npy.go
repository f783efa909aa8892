package system

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"touchpoint/solvers"

	"github.com/sbinet/npyio/npy"
)

const (
	npyMagic = "\x93NUMPY"

	// npyLongestHeader is NumPy's own limit (max_header_size), in bytes.
	npyLongestHeader = 10000

	npyChunk = 4096 // values read at a time
)

// readNPY reads an array of real or integer numbers in one or two dimensions. Integers beyond 2^53 are rounded to the
// nearest float64. Indices in errors count from zero, as in NumPy.
//
// Reference: Kern, 2007, A simple file format for NumPy arrays (NEP 1).
func readNPY(r *bufio.Reader, most int) (Array, error) {
	if err := checkHeader(r); err != nil {
		return Array{}, err
	}
	reader, err := openNPY(whole{r})
	if err != nil {
		return Array{}, fmt.Errorf("its .npy header is malformed: %w", err)
	}
	shape := reader.Header.Descr.Shape
	m, n, err := dims(shape, most)
	if err != nil {
		return Array{}, err
	}
	values, err := decode(reader, m*n)
	if err != nil {
		return Array{}, err
	}
	switch _, err := r.ReadByte(); {
	case err == nil:
		return Array{}, fmt.Errorf("goes on after the %s its header declares", plural(m*n, "value", "values"))
	case err != io.EOF:
		return Array{}, err
	}
	for k, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return Array{}, fmt.Errorf("entry %s is %v; entries must be finite", index(k, shape, reader.Header.Descr.Fortran), v)
		}
	}
	if reader.Header.Descr.Fortran {
		return Array{Format: "npy", Columns: solvers.NewColumns(m, n, values)}, nil
	}
	return Array{Format: "npy", Columns: byRows(m, n, values)}, nil
}

// checkHeader makes sure that the whole header is there and of a sane length before the library sees it: the library
// allocates whatever length is declared, up to 4 GiB.
func checkHeader(r *bufio.Reader) error {
	head, err := r.Peek(12)
	if len(head) < 10 {
		return fmt.Errorf("its .npy header is cut short: %w", err)
	}
	size, length := 10, int(binary.LittleEndian.Uint16(head[8:]))
	if version := head[6]; version == 2 {
		if len(head) < 12 {
			return fmt.Errorf("its .npy header is cut short: %w", err)
		}
		size, length = 12, int(binary.LittleEndian.Uint32(head[8:]))
	} else if version != 1 {
		return fmt.Errorf("is of .npy version %d; versions 1 and 2 are read", version)
	}
	if length < 0 || length > npyLongestHeader {
		return fmt.Errorf("declares a .npy header of %d bytes; at most %d are read", length, npyLongestHeader)
	}
	if _, err := r.Peek(size + length); err != nil {
		return fmt.Errorf("its .npy header is cut short: %w", err)
	}
	return nil
}

// openNPY reads the header. The library finds its fields by slicing between fixed phrases without checking their order
// and panics on a header without them; recovering here is what turns that into an error. No state survives the panic.
func openNPY(r io.Reader) (reader *npy.Reader, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = errors.New("descr, fortran_order and shape do not stand in it as NumPy writes them")
		}
	}()
	return npy.NewReader(r)
}

// whole fills every buffer or fails. The library ignores how many bytes a Read returned and takes io.EOF for success, so
// that from a plain reader a short read shifts all later values and a cut file ends in repeated ones.
type whole struct{ r io.Reader }

func (w whole) Read(p []byte) (int, error) {
	n, err := io.ReadFull(w.r, p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// dims turns a shape into rows and columns; one dimension is a column.
func dims(shape []int, most int) (m, n int, err error) {
	switch len(shape) {
	case 1:
		m, n = shape[0], 1
	case 2:
		m, n = shape[0], shape[1]
	default:
		return 0, 0, fmt.Errorf("has %s; a matrix has two, a vector one", plural(len(shape), "dimension", "dimensions"))
	}
	return m, n, fits(m, n, most)
}

// decode reads count values of whatever type the header declares.
func decode(r *npy.Reader, count int) ([]float64, error) {
	switch kind := strings.TrimLeft(r.Header.Descr.Type, "<>|"); kind {
	case "f8":
		return values[float64](r, count)
	case "f4":
		return values[float32](r, count)
	case "i8":
		return values[int64](r, count)
	case "i4":
		return values[int32](r, count)
	case "i2":
		return values[int16](r, count)
	case "i1":
		return values[int8](r, count)
	case "u8":
		return values[uint64](r, count)
	case "u4":
		return values[uint32](r, count)
	case "u2":
		return values[uint16](r, count)
	case "u1":
		return values[uint8](r, count)
	}
	return nil, fmt.Errorf("holds values of type %s; real floats of 4 or 8 bytes and integers are read", shown(r.Header.Descr.Type))
}

// values reads in chunks, so that memory follows the bytes that are there and not the shape that is declared.
func values[T float64 | float32 | int64 | int32 | int16 | int8 | uint64 | uint32 | uint16 | uint8](r *npy.Reader, count int) ([]float64, error) {
	chunk := make([]T, min(count, npyChunk))
	var all []float64
	for len(all) < count {
		part := chunk[:min(len(chunk), count-len(all))]
		switch err := r.Read(&part); {
		case errors.Is(err, io.ErrUnexpectedEOF):
			return nil, fmt.Errorf("ends before the %s its header declares", plural(count, "value", "values"))
		case err != nil:
			return nil, fmt.Errorf("values of type %s: %w", shown(r.Header.Descr.Type), err)
		}
		for _, v := range part {
			all = append(all, float64(v))
		}
	}
	return all, nil
}

// index spells the position of the k-th stored value.
func index(k int, shape []int, fortran bool) string {
	switch {
	case len(shape) == 1:
		return fmt.Sprintf("[%d]", k)
	case fortran:
		return fmt.Sprintf("[%d,%d]", k%shape[0], k/shape[0])
	}
	return fmt.Sprintf("[%d,%d]", k/shape[1], k%shape[1])
}
