package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// avx512 keeps the lanes of sum s in Z[4s] .. Z[4s+3], vectors in Z16 and Z17, coefficients in Z24 .. Z31, the mask in K1.
type avx512 struct{}

var (
	x = []VecPhysical{X0, X1, X2, X3, X4, X5, X6, X7, X8, X9, X10, X11, X12, X13, X14, X15}
	y = []VecPhysical{Y0, Y1, Y2, Y3, Y4, Y5, Y6, Y7, Y8, Y9, Y10, Y11, Y12, Y13, Y14, Y15}
	z = []VecPhysical{Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7, Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15,
		Z16, Z17, Z18, Z19, Z20, Z21, Z22, Z23, Z24, Z25, Z26, Z27, Z28, Z29, Z30, Z31}
)

func (avx512) name() string { return "AVX512" }
func (avx512) width() int   { return 8 }
func (avx512) columns() int { return 4 }

func (avx512) mask(m Register) {
	left, ones := GP64(), GP64()
	MOVQ(m, left)
	ANDQ(Imm(7), left)
	MOVQ(U32(255), ones)
	BZHIQ(left, ones, ones)
	KMOVW(ones.As32(), K1)
}

func (avx512) clear(sum int) {
	for q := range 4 {
		v := x[4*sum+q]
		VXORPD(v, v, v)
	}
}

func (avx512) load(v int, from Mem, q int, part bool) {
	if part {
		VMOVUPD_Z(from, K1, z[16+v])
	} else {
		VMOVUPD(from, z[16+v])
	}
}

func (avx512) fma(sum, v int, a Mem, q int, part bool) {
	if part {
		VFMADD231PD(a, z[16+v], K1, z[4*sum+q])
	} else {
		VFMADD231PD(a, z[16+v], z[4*sum+q])
	}
}

func (p avx512) fmas(sums [2]int, a Mem, q int, part bool) {
	p.load(2, a, q, part)
	for v, s := range sums {
		VFMADD231PD(z[18], z[16+v], z[4*s+q])
	}
}

func (avx512) fold(n int) VecPhysical {
	for s := range n {
		VADDPD(z[4*s+1], z[4*s], z[4*s])
		VADDPD(z[4*s+3], z[4*s+2], z[4*s+2])
		VADDPD(z[4*s+2], z[4*s], z[4*s])
		VEXTRACTF64X4(Imm(1), z[4*s], y[4*s+1])
		VADDPD(y[4*s+1], y[4*s], y[4*s])
	}
	return foldHalves(n)
}

func (avx512) store(totals VecPhysical, to ...Mem) { storeTotals(totals, to) }

func (avx512) broadcast(c int, from Mem) { VBROADCASTSD(from, z[24+c]) }

func (p avx512) update(results, columns []Mem, q int, part bool) {
	for v, from := range results {
		p.load(v, from, q, part)
	}
	for c, a := range columns {
		if len(results) > 1 {
			p.load(2, a, q, part)
			for v := range results {
				VFMADD231PD(z[18], z[24+4*v+c], z[16+v])
			}
		} else if part {
			VFMADD231PD(a, z[24+c], K1, z[16])
		} else {
			VFMADD231PD(a, z[24+c], z[16])
		}
	}
	for v, to := range results {
		if part {
			VMOVUPD(z[16+v], K1, to)
		} else {
			VMOVUPD(z[16+v], to)
		}
	}
}

func (p avx512) quotient(x Mem, q int, part bool) {
	p.load(0, x, q, part)
	VDIVPD(Z24, Z16, Z16)
	if part {
		VMOVUPD(Z16, K1, x)
	} else {
		VMOVUPD(Z16, x)
	}
}

// foldHalves adds the four lanes of Y0, Y4, Y8, ... as (l0 + l2) + (l1 + l3) and puts the n totals, plus +0, side by side.
// It overwrites Y1 .. Y3.
func foldHalves(n int) VecPhysical {
	VXORPD(X3, X3, X3)
	switch n {
	case 1:
		VEXTRACTF128(Imm(1), Y0, X1)
		VADDPD(X1, X0, X0)
		VUNPCKHPD(X0, X0, X1)
		VADDSD(X1, X0, X0)
		VADDSD(X3, X0, X0)
		return X0
	case 2: // [l0 l1 | k0 k1] + [l2 l3 | k2 k3]
		VINSERTF128(Imm(1), X4, Y0, Y1)
		VPERM2F128(Imm(0x31), Y4, Y0, Y2)
		VADDPD(Y2, Y1, Y1)
		VEXTRACTF128(Imm(1), Y1, X2)
		VHADDPD(X2, X1, X0)
		VADDPD(X3, X0, X0)
		return X0
	case 4: // the same for sums 0 and 2, then 1 and 3; the horizontal sum deals them out in order
		VINSERTF128(Imm(1), X8, Y0, Y1)
		VPERM2F128(Imm(0x31), Y8, Y0, Y2)
		VADDPD(Y2, Y1, Y1)
		VINSERTF128(Imm(1), X12, Y4, Y2)
		VPERM2F128(Imm(0x31), Y12, Y4, Y0)
		VADDPD(Y0, Y2, Y2)
		VHADDPD(Y2, Y1, Y0)
		VADDPD(Y3, Y0, Y0)
		return Y0
	}
	panic("gen: no fold for this number of sums")
}

// storeTotals shares what foldHalves returned equally among the places.
func storeTotals(totals VecPhysical, to []Mem) {
	switch {
	case totals == Y0 && len(to) == 1:
		VMOVUPD(Y0, to[0])
	case totals == Y0:
		VMOVUPD(X0, to[0])
		VEXTRACTF128(Imm(1), Y0, to[1])
	case len(to) == 1:
		VMOVSD(X0, to[0])
	default:
		VMOVSD(X0, to[0])
		VMOVHPD(X0, to[1])
	}
}
