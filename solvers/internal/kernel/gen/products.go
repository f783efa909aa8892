package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// processor emits what differs between the levels. A sum is 32 lanes; a slot q of it is as many of them as a register holds.
type processor interface {
	name() string
	width() int                                            // of a register, in elements
	columns() int                                          // sums that fit into the registers: columns that share the load of x
	mask(m Register)                                       // prepares the mask of the first m mod width elements
	clear(sum int)                                         // all lanes of a sum are +0
	load(v int, x Mem, q int, part bool)                   // x into vector v; a missing element is +0
	fma(sum, v int, a Mem, q int, part bool)               // sum += v * a on the lanes of slot q
	fmas(sums [2]int, a Mem, q int, part bool)             // sums[v] += v * a, for two vectors
	fold(n int) VecPhysical                                // the totals of sums 0..n-1, in one register
	store(totals VecPhysical, to ...Mem)                   // the totals, shared equally among the places
	broadcast(c int, from Mem)                             // coefficient c
	quotient(x Mem, q int, part bool)                      // x /= coefficient 0
	update(results []Mem, columns []Mem, q int, part bool) // results[v] += coefficient * column, column after column
}

// dot emits xᵀy.
func dot(p processor) {
	function("dot"+p.name(), "func(x, y *float64, n int) float64")
	x, y, n, i := argument("x"), argument("y"), argument("n"), GP64()
	p.mask(n)
	p.clear(0)
	rows(p.width(), n, i, func(q int, part bool) {
		p.load(0, at(x, i, q, p.width()), q, part)
		p.fma(0, 0, at(y, i, q, p.width()), q, part)
	})
	total := p.fold(1)
	VZEROUPPER()
	Store(total, ReturnIndex(0))
	RET()
}

// dots emits the inner products of columns with one vector, or with two.
func dots(p processor, w walk, vectors int) {
	name, signature := "dots", "func(dst *float64, "+w.arguments+", x *float64, m, n int)"
	if vectors == 2 {
		name, signature = "dots2", "func(dst1, dst2 *float64, "+w.arguments+", x1, x2 *float64, m, n int)"
	}
	function(name+w.name+p.name(), signature)
	m, n, i := argument("m"), argument("n"), GP64()
	next := w.begin(m)
	var x, dst []Register
	for v := range vectors {
		x, dst = append(x, argument(numbered("x", v, vectors))), append(dst, argument(numbered("dst", v, vectors)))
	}
	p.mask(m)
	blocks(n, p.columns()/vectors, func(width int) {
		columns := make([]Register, width)
		for c := range columns {
			columns[c] = GP64()
			next(columns[c])
		}
		for s := range width * vectors {
			p.clear(s)
		}
		rows(p.width(), m, i, func(q int, part bool) {
			for v := range vectors {
				p.load(v, at(x[v], i, q, p.width()), q, part)
			}
			for c := range width {
				a := at(columns[c], i, q, p.width())
				if vectors == 2 {
					p.fmas([2]int{c, width + c}, a, q, part)
				} else {
					p.fma(c, 0, a, q, part)
				}
			}
		})
		to := make([]Mem, vectors)
		for v := range to {
			to[v] = Mem{Base: dst[v]}
		}
		p.store(p.fold(width*vectors), to...)
		for v := range dst {
			ADDQ(Imm(uint64(8*width)), dst[v])
		}
	})
	finish()
}

// axpy emits y += a x.
func axpy(p processor) {
	function("axpy"+p.name(), "func(a float64, x, y *float64, n int)")
	x, y, n, i := argument("x"), argument("y"), argument("n"), GP64()
	p.mask(n)
	coefficient, err := Param("a").Resolve()
	if err != nil {
		panic(err)
	}
	p.broadcast(0, coefficient.Addr)
	rows(p.width(), n, i, func(q int, part bool) {
		p.update([]Mem{at(y, i, q, p.width())}, []Mem{at(x, i, q, p.width())}, q, part)
	})
	finish()
}

// divide emits x /= a.
func divide(p processor) {
	function("divide"+p.name(), "func(a float64, x *float64, n int)")
	x, n, i := argument("x"), argument("n"), GP64()
	coefficient, err := Param("a").Resolve()
	if err != nil {
		panic(err)
	}
	p.mask(n)
	p.broadcast(0, coefficient.Addr)
	rows(p.width(), n, i, func(q int, part bool) { p.quotient(at(x, i, q, p.width()), q, part) })
	finish()
}

// adds emits dst += sum of columns times coefficients, in their order, for one result or two.
func adds(p processor, w walk, results int) {
	name, signature := "adds", "func(dst *float64, "+w.arguments+", x *float64, m, n int)"
	if results == 2 {
		name, signature = "adds2", "func(dst1, dst2 *float64, "+w.arguments+", x1, x2 *float64, m, n int)"
	}
	function(name+w.name+p.name(), signature)
	m, n, i := argument("m"), argument("n"), GP64()
	next := w.begin(m)
	var x, dst []Register
	for v := range results {
		x, dst = append(x, argument(numbered("x", v, results))), append(dst, argument(numbered("dst", v, results)))
	}
	p.mask(m)
	blocks(n, 4, func(width int) {
		columns := make([]Register, width)
		for c := range columns {
			columns[c] = GP64()
			next(columns[c])
			for v := range results {
				p.broadcast(4*v+c, Mem{Base: x[v], Disp: 8 * c})
			}
		}
		rows(p.width(), m, i, func(q int, part bool) {
			var to, from []Mem
			for v := range dst {
				to = append(to, at(dst[v], i, q, p.width()))
			}
			for c := range columns {
				from = append(from, at(columns[c], i, q, p.width()))
			}
			p.update(to, from, q, part)
		})
		for v := range x {
			ADDQ(Imm(uint64(8*width)), x[v])
		}
	})
	finish()
}

func numbered(name string, v, of int) string {
	if of == 1 {
		return name
	}
	return fmt.Sprint(name, v+1)
}
