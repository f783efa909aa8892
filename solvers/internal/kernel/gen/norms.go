package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// absolute leaves the absolute value of an element of x in Y8. It uses Y15, which bits prepares.
func absolute(p avx2, x Mem, q int, part bool) {
	p.load(0, x, q, part)
	VANDPD(Y15, Y8, Y8)
}

// bits puts all bits but that of the sign into every element of Y15.
func bits() {
	VPCMPEQQ(Y15, Y15, Y15)
	VPSRLQ(Imm(1), Y15, Y15)
}

// norm1 emits the sum of absolute values. Both levels use it: half the width takes in as much as memory gives.
func norm1(p avx2) {
	function("norm1"+p.name(), "func(x *float64, n int) float64")
	x, n, i := argument("x"), argument("n"), GP64()
	p.mask(n)
	bits()
	p.clear(0)
	rows(p.width(), n, i, func(q int, part bool) {
		absolute(p, at(x, i, q, p.width()), q, part)
		VADDPD(Y8, y[q], y[q])
	})
	total := p.fold(1)
	VZEROUPPER()
	Store(total, ReturnIndex(0))
	RET()
}

// normInf emits the largest absolute value, or all bits, which are a NaN, where some element is no number: those are
// gathered in Y4 .. Y7, the largest values in Y0 .. Y3.
func normInf(p avx2) {
	function("normInf"+p.name(), "func(x *float64, n int) float64")
	x, n, i := argument("x"), argument("n"), GP64()
	p.mask(n)
	bits()
	p.clear(0)
	rows(p.width(), n, i, func(q int, part bool) {
		absolute(p, at(x, i, q, p.width()), q, part)
		VMAXPD(Y8, y[q%4], y[q%4])
		VCMPPD(Imm(3), Y8, Y8, Y8)
		VORPD(Y8, y[4+q%4], y[4+q%4])
	})
	for _, half := range []int{2, 1} {
		for q := range half {
			VMAXPD(y[q+half], y[q], y[q])
			VORPD(y[4+q+half], y[4+q], y[4+q])
		}
	}
	VEXTRACTF128(Imm(1), Y0, X1)
	VEXTRACTF128(Imm(1), Y4, X5)
	VMAXPD(X1, X0, X0)
	VORPD(X5, X4, X4)
	VUNPCKHPD(X0, X0, X1)
	VUNPCKHPD(X4, X4, X5)
	VMAXPD(X1, X0, X0)
	VORPD(X5, X4, X4)
	VORPD(X4, X0, X0)
	VZEROUPPER()
	Store(X0, ReturnIndex(0))
	RET()
}
