package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// panels is a processor that keeps rows of a result in registers while all columns are added to them: faster than adds where that is
// the whole result.
type panels interface {
	processor
	height() int                     // of a panel at most, in vectors
	last(rows Register, vectors int) // prepares the mask of the rows that the last vector of a panel has
	result(y Mem, q int, part, store bool)
	add(a Mem, q int, part bool) // vector q of the result += coefficient 0 * a
}

// short emits what adds does, panel after panel.
func short(p panels, w walk) {
	function("short"+w.name+p.name(), "func(dst *float64, "+w.arguments+", x *float64, m, n int)")
	dst, left, offset := argument("dst"), argument("m"), GP64()
	XORQ(offset, offset)
	done := label("done")
	for vectors := p.height(); vectors > 0; vectors-- {
		again, next := label("panel"), label("lower")
		Label(again)
		CMPQ(left, Imm(uint64(p.width()*(vectors-1))))
		JLE(LabelRef(next))
		p.last(left, vectors)
		panel(p, w, dst, offset, vectors)
		SUBQ(Imm(uint64(p.width()*vectors)), left)
		JLE(LabelRef(done))
		ADDQ(U32(uint32(8*p.width()*vectors)), offset)
		JMP(LabelRef(again))
		Label(next)
	}
	Label(done)
	finish()
}

// panel emits the work on the rows from an offset in bytes on.
func panel(p panels, w walk, dst, offset Register, vectors int) {
	row := func(column Register, q int) Mem {
		return Mem{Base: column, Index: offset, Scale: 1, Disp: 8 * p.width() * q}
	}
	for q := range vectors {
		p.result(row(dst, q), q, q == vectors-1, false)
	}
	x, n, column := argument("x"), argument("n"), GP64()
	next := w.begin(argument("m"))
	loop := label("column")
	Label(loop)
	next(column)
	p.broadcast(0, Mem{Base: x})
	for q := range vectors {
		p.add(row(column, q), q, q == vectors-1)
	}
	ADDQ(Imm(8), x)
	DECQ(n)
	JNZ(LabelRef(loop))
	for q := range vectors {
		p.result(row(dst, q), q, q == vectors-1, true)
	}
}

// AVX-512: the result in Z0 .. Z15.

func (avx512) height() int { return 16 }

func (p avx512) last(rows Register, vectors int) { p.edge(rows, vectors) }

func (avx512) result(to Mem, q int, part, store bool) {
	switch {
	case part && store:
		VMOVUPD(z[q], K1, to)
	case part:
		VMOVUPD_Z(to, K1, z[q])
	case store:
		VMOVUPD(z[q], to)
	default:
		VMOVUPD(to, z[q])
	}
}

func (avx512) add(a Mem, q int, part bool) {
	if part {
		VFMADD231PD(a, z[24], K1, z[q])
	} else {
		VFMADD231PD(a, z[24], z[q])
	}
}

// AVX2: the result in Y0 .. Y7.

func (avx2) height() int { return 8 }

func (avx2) last(rows Register, vectors int) {
	left, table, four := GP64(), GP64(), GP64()
	MOVQ(rows, left)
	SUBQ(Imm(uint64(4*(vectors-1))), left)
	MOVQ(U32(4), four)
	CMPQ(left, four)
	CMOVQGT(four, left)
	NEGQ(left)
	LEAQ(masks, table)
	VMOVUPD(Mem{Base: table, Index: left, Scale: 8, Disp: 64}, Y11)
}

func (avx2) result(to Mem, q int, part, store bool) {
	switch {
	case part && store:
		VMASKMOVPD(y[q], Y11, to)
	case part:
		VMASKMOVPD(to, Y11, y[q])
	case store:
		VMOVUPD(y[q], to)
	default:
		VMOVUPD(to, y[q])
	}
}

func (p avx2) add(a Mem, q int, part bool) {
	if part {
		p.load(1, a, q, part)
		VFMADD231PD(Y9, y[12], y[q])
	} else {
		VFMADD231PD(a, y[12], y[q])
	}
}
