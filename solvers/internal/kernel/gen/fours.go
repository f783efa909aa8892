package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// fours is a processor that keeps the inner products of columns with four vectors in registers, each a sum of 8 lanes.
type fours interface {
	processor
	beside() int                                // columns that share the loads of the vectors
	four(x, columns []Mem, q int, part bool)    // adds the products on the rows of slot q
	totals(column int) (a, b, c, d VecPhysical) // of its four sums, folded to four lanes each, in Y0 .. Y15
}

// dots4 emits the inner products of columns with four vectors: those of one column stand side by side, ld after those of the column before it.
func dots4(p fours) {
	function("dots4Set"+p.name(), "func(dst *float64, ld int, a *float64, set *int, x1, x2, x3, x4 *float64, m, n int)")
	m, n, i := argument("m"), argument("n"), GP64()
	next := listed.begin(m)
	var x []Register
	for v := range 4 {
		x = append(x, argument(numbered("x", v, 4)))
	}
	dst, ld := argument("dst"), argument("ld")
	SHLQ(Imm(3), ld)
	p.mask(m)
	blocks(n, p.beside(), func(width int) {
		columns := make([]Register, width)
		for c := range columns {
			columns[c] = GP64()
			next(columns[c])
			p.clear(c)
		}
		rows(p.width(), m, i, func(q int, part bool) {
			var from, of []Mem
			for v := range x {
				from = append(from, at(x[v], i, q, p.width()))
			}
			for c := range columns {
				of = append(of, at(columns[c], i, q, p.width()))
			}
			p.four(from, of, q, part)
		})
		for c := range columns {
			a, b, c, d := p.totals(c)
			VHADDPD(b, a, a)
			VHADDPD(d, c, c)
			VPERM2F128(Imm(0x21), c, a, b)
			VBLENDPD(Imm(12), c, a, a)
			VADDPD(b, a, a)
			VXORPD(b, b, b)
			VADDPD(b, a, a)
			VMOVUPD(a, Mem{Base: dst})
			ADDQ(ld, dst)
		}
	})
	finish()
}

// AVX-512: the sums of column c in Z[4c] .. Z[4c+3], the vectors in Z16 .. Z19, a column in Z20.

func (avx512) beside() int { return 2 }

func (p avx512) four(x, columns []Mem, q int, part bool) {
	for v := range x {
		p.load(v, x[v], q, part)
	}
	for c, a := range columns {
		p.load(4, a, q, part)
		for v := range x {
			VFMADD231PD(z[20], z[16+v], z[4*c+v])
		}
	}
}

func (avx512) totals(column int) (a, b, c, d VecPhysical) {
	for s := 4 * column; s < 4*column+4; s++ {
		VEXTRACTF64X4(Imm(1), z[s], y[8+s%4])
		VADDPD(y[8+s%4], y[s], y[s])
	}
	return y[4*column], y[4*column+1], y[4*column+2], y[4*column+3]
}

// AVX2: the halves of sum v in Y[2v] and Y[2v+1], the column in Y8.

func (avx2) beside() int { return 1 }

func (p avx2) four(x, columns []Mem, q int, part bool) {
	p.load(0, columns[0], q, part)
	for v := range x {
		if part {
			p.load(1, x[v], q, part)
			VFMADD231PD(Y9, Y8, y[2*v+q%2])
		} else {
			VFMADD231PD(x[v], Y8, y[2*v+q%2])
		}
	}
}

func (avx2) totals(int) (a, b, c, d VecPhysical) {
	for v := range 4 {
		VADDPD(y[2*v+1], y[2*v], y[2*v])
	}
	return Y0, Y2, Y4, Y6
}
