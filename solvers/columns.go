package solvers

import (
	"fmt"

	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/mat"
)

// Columns is a dense m x n matrix stored column after column, the order in which every solver here walks it.
// It implements [mat.Matrix]. The zero value is an empty matrix.
type Columns struct {
	rows, cols int
	data       []float64
}

var _ mat.Matrix = (*Columns)(nil)

// NewColumns returns the m x n matrix over data, which holds the columns one after the other and is not copied.
// A nil data allocates zeros. It panics when data has any other length than m·n.
func NewColumns(m, n int, data []float64) *Columns {
	if data == nil {
		data = make([]float64, m*n)
	}
	if m < 0 || n < 0 || len(data) != m*n {
		panic(fmt.Sprintf("solvers: %d values do not make a %d x %d matrix", len(data), m, n))
	}
	return &Columns{rows: m, cols: n, data: data}
}

// From returns a column store holding a copy of a.
func From(a mat.Matrix) *Columns {
	m, n := a.Dims()
	c := NewColumns(m, n, nil)
	for j := range n {
		column := c.Col(j)
		for i := range column {
			column[i] = a.At(i, j)
		}
	}
	return c
}

// Dims returns the number of rows m and of columns n.
func (c *Columns) Dims() (m, n int) { return c.rows, c.cols }

// At returns the entry in row i and column j.
func (c *Columns) At(i, j int) float64 { return c.data[j*c.rows+i] }

// T returns the transpose as a view.
func (c *Columns) T() mat.Matrix { return mat.Transpose{Matrix: c} }

// Col returns column j as a slice of the store itself: writing to it writes to the matrix.
func (c *Columns) Col(j int) []float64 { return c.data[j*c.rows : (j+1)*c.rows : (j+1)*c.rows] }

// Data returns the store itself, m·n values, column after column.
func (c *Columns) Data() []float64 { return c.data }

// Mul sets dst (length m) to Ax for x of length n.
func (c *Columns) Mul(dst, x []float64) { kernel.Mul(dst, c.data, x) }

// MulT sets dst (length n) to Aᵀy for y of length m.
func (c *Columns) MulT(dst, y []float64) { kernel.MulT(dst, c.data, y) }
