package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// avx2 keeps the lanes of its only sum in Y0 .. Y7, a vector in Y8, the mask in Y11, coefficients in Y12 .. Y15.
type avx2 struct{}

var masks Mem

// constants writes the table of masks: eight quadwords of ones, then eight of zeros.
func constants() {
	masks = GLOBL("masks", RODATA|NOPTR)
	for i := range 16 {
		DATA(8*i, I64(i/8-1))
	}
}

func (avx2) name() string { return "AVX2" }
func (avx2) width() int   { return 4 }
func (avx2) columns() int { return 1 }

func (avx2) mask(m Register) {
	left, table := GP64(), GP64()
	MOVQ(m, left)
	ANDQ(Imm(3), left)
	NEGQ(left)
	LEAQ(masks, table)
	VMOVUPD(Mem{Base: table, Index: left, Scale: 8, Disp: 64}, Y11)
}

func (avx2) clear(sum int) {
	for q := range 8 {
		VXORPD(x[q], x[q], x[q])
	}
}

func (avx2) load(v int, from Mem, q int, part bool) {
	if part {
		VMASKMOVPD(from, Y11, y[8+v])
	} else {
		VMOVUPD(from, y[8+v])
	}
}

func (p avx2) fma(sum, v int, a Mem, q int, part bool) {
	if part {
		p.load(1, a, q, part)
		VFMADD231PD(Y9, y[8+v], y[q])
	} else {
		VFMADD231PD(a, y[8+v], y[q])
	}
}

func (avx2) fmas([2]int, Mem, int, bool) { panic("gen: no room for two vectors in sixteen registers") }

func (avx2) fold(n int) VecPhysical {
	VADDPD(Y2, Y0, Y0)
	VADDPD(Y3, Y1, Y1)
	VADDPD(Y6, Y4, Y4)
	VADDPD(Y7, Y5, Y5)
	VADDPD(Y4, Y0, Y0)
	VADDPD(Y5, Y1, Y1)
	VADDPD(Y1, Y0, Y0)
	return foldHalves(n)
}

func (avx2) store(totals VecPhysical, to ...Mem) { storeTotals(totals, to) }

func (avx2) broadcast(c int, from Mem) { VBROADCASTSD(from, y[12+c]) }

func (p avx2) update(results, columns []Mem, q int, part bool) {
	p.load(0, results[0], q, part)
	for c, a := range columns {
		if part {
			p.load(1, a, q, part)
			VFMADD231PD(Y9, y[12+c], Y8)
		} else {
			VFMADD231PD(a, y[12+c], Y8)
		}
	}
	if part {
		VMASKMOVPD(Y8, Y11, results[0])
	} else {
		VMOVUPD(Y8, results[0])
	}
}

func (p avx2) quotient(x Mem, q int, part bool) {
	p.load(0, x, q, part)
	VDIVPD(Y12, Y8, Y8)
	if part {
		VMASKMOVPD(Y8, Y11, x)
	} else {
		VMOVUPD(Y8, x)
	}
}
