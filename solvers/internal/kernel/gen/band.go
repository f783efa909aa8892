package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// band is how many unknowns of a triangle are settled together. They stay in X0 .. X7, those of two vectors side by side, for what
// takes the time is that each one waits for the one before it.
const band = 8

// bandT emits the solution of one band of Rᵀx = b - t, from row s of a packed triangle on; r is the entry (s, s).
func bandT(vectors int) {
	b, t, columns := begin("bandT", ", t *float64", ", t1, t2 *float64", vectors)
	for k := range band {
		gather(x[k], b, k)
		gather(X9, t, k)
		VSUBPD(X9, x[k], x[k])
		for l := range k {
			multiply(vectors, Mem{Base: columns[k], Disp: 8 * l}, x[l], x[k])
		}
		quotient(vectors, Mem{Base: columns[k], Disp: 8 * k}, x[k])
	}
	settle(b)
}

// bandR emits the solution of one band of Rx = b.
func bandR(vectors int) {
	b, _, columns := begin("bandR", "", "", vectors)
	for k := range band {
		gather(x[k], b, k)
	}
	for k := band - 1; k >= 0; k-- {
		quotient(vectors, Mem{Base: columns[k], Disp: 8 * k}, x[k])
		for l := range k {
			multiply(vectors, Mem{Base: columns[k], Disp: 8 * l}, x[k], x[l])
		}
	}
	settle(b)
}

// begin opens a function on one vector or two and finds row s of each column of the band.
func begin(name, more, more2 string, vectors int) (b, t []Register, columns []Register) {
	if vectors == 1 {
		function(name+"AVX2", "func(r *float64, s int, b *float64"+more+")")
	} else {
		function(name+"2AVX2", "func(r *float64, s int, b1, b2 *float64"+more2+")")
	}
	for v := range vectors {
		b = append(b, argument(numbered("b", v, vectors)))
		if more != "" {
			t = append(t, argument(numbered("t", v, vectors)))
		}
	}
	column, step := argument("r"), argument("s")
	LEAQ(Mem{Base: zero(), Index: step, Scale: 8, Disp: 8}, step)
	for range band {
		r := GP64()
		MOVQ(column, r)
		columns = append(columns, r)
		ADDQ(step, column)
		ADDQ(Imm(8), step)
	}
	return b, t, columns
}

// gather loads entry k of one vector or of two.
func gather(to VecPhysical, from []Register, k int) {
	VMOVSD(Mem{Base: from[0], Disp: 8 * k}, to)
	if len(from) == 2 {
		VMOVHPD(Mem{Base: from[1], Disp: 8 * k}, to, to)
	}
}

// settle stores the unknowns and closes the function.
func settle(b []Register) {
	for k := range band {
		VMOVSD(x[k], Mem{Base: b[0], Disp: 8 * k})
		if len(b) == 2 {
			VMOVHPD(x[k], Mem{Base: b[1], Disp: 8 * k})
		}
	}
	RET()
}

// multiply emits y -= a x.
func multiply(vectors int, a Mem, x, y VecPhysical) {
	if vectors == 1 {
		VFNMADD231SD(a, x, y)
		return
	}
	VMOVDDUP(a, X8)
	VFNMADD231PD(X8, x, y)
}

// quotient emits y /= a.
func quotient(vectors int, a Mem, y VecPhysical) {
	if vectors == 1 {
		VDIVSD(a, y, y)
		return
	}
	VMOVDDUP(a, X8)
	VDIVPD(X8, y, y)
}
