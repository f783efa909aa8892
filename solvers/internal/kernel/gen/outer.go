package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// A strip is 8 rows of a matrix of k columns, packed column after column: 64 bytes each.
const strip = 8

// tiler is a processor that keeps a tile of the result in registers.
type tiler interface {
	processor
	strips() int                                    // of a tile, at most
	scale(to, from, d Mem)                          // to = d · from, for the strip of one column
	edge(rows Register, strips int)                 // prepares the mask of the rows that the last strip has
	columnsAtOnce() int                             // of a tile
	move(tile Mem, column, strips int, store bool)  // a column of the tile from or to the result
	outer(p func(strip int) Mem, q Mem, strips int) // the tile plus the outer product of a column of strips and a column of q
}

// outer emits dst_il += sum_j d_j a_ij a_lj for i from the first row of the packed strips in p on and l in the first strip, at most 8
// columns: q holds the first strip times d. Tiles are as high as the registers allow.
func outer(p tiler) {
	function("outer"+p.name(), "func(dst *float64, ld int, p, q, d *float64, rows, cols, k int)")
	from, q, length := argument("p"), argument("q"), argument("k")
	scaled(p, from, q, argument("d"), length)
	dst, ld, rows, cols := argument("dst"), argument("ld"), argument("rows"), argument("cols")
	SHLQ(Imm(3), ld)
	SHLQ(Imm(6), length) // from here on, the bytes of a strip
	done := label("done")
	for strips := p.strips(); strips > 0; strips-- {
		next, panel := label("panel"), label("panel")
		Label(panel)
		CMPQ(rows, Imm(uint64(strip*(strips-1))))
		JLE(LabelRef(next))
		p.edge(rows, strips)
		for c := 0; c < strip; c += p.columnsAtOnce() {
			tile(p, dst, ld, from, q, cols, length, strips, c)
		}
		ADDQ(Imm(uint64(8*strip*strips)), dst)
		for range strips {
			ADDQ(length, from)
		}
		SUBQ(Imm(uint64(strip*strips)), rows)
		JLE(LabelRef(done))
		JMP(LabelRef(panel))
		Label(next)
	}
	Label(done)
	finish()
}

// scaled emits q = the first strip of p times d.
func scaled(p tiler, from, q, d, k Register) {
	a, to, n := GP64(), GP64(), GP64()
	MOVQ(from, a)
	MOVQ(q, to)
	MOVQ(k, n)
	loop := label("scale")
	Label(loop)
	p.scale(Mem{Base: to}, Mem{Base: a}, Mem{Base: d})
	ADDQ(Imm(64), a)
	ADDQ(Imm(64), to)
	ADDQ(Imm(8), d)
	DECQ(n)
	JNZ(LabelRef(loop))
}

// tile emits the work on one tile, its columns first, first+1, ... of which only those below cols exist.
func tile(p tiler, dst, ld, from, q, cols, length Register, strips, first int) {
	missing := label("missing")
	if first > 0 {
		CMPQ(cols, Imm(uint64(first)))
		JLE(LabelRef(missing))
	}
	at := GP64()
	each := func(store bool) {
		end := label("columns")
		MOVQ(dst, at)
		for range first {
			ADDQ(ld, at)
		}
		for c := range p.columnsAtOnce() {
			if c > 0 {
				CMPQ(cols, Imm(uint64(first+c)))
				JLE(LabelRef(end))
				ADDQ(ld, at)
			}
			p.move(Mem{Base: at}, c, strips, store)
		}
		Label(end)
	}
	each(false)
	a, b, left, loop := GP64(), GP64(), GP64(), label("product")
	MOVQ(from, a)
	LEAQ(Mem{Base: q, Disp: 8 * first}, b)
	MOVQ(length, left)
	Label(loop)
	p.outer(func(s int) Mem {
		if s == 0 {
			return Mem{Base: a}
		}
		return Mem{Base: a, Index: length, Scale: uint8(s)}
	}, Mem{Base: b}, strips)
	ADDQ(Imm(64), a)
	ADDQ(Imm(64), b)
	SUBQ(Imm(64), left)
	JNZ(LabelRef(loop))
	each(true)
	Label(missing)
}

// AVX-512: tiles of 3 strips by 8 columns in Z0 .. Z23, the strips in Z24 .. Z26, entries of q in turn in Z27 .. Z30, the mask in K1.

func (avx512) strips() int        { return 3 }
func (avx512) columnsAtOnce() int { return 8 }

func (avx512) scale(to, from, d Mem) {
	VBROADCASTSD(d, Z0)
	VMULPD(from, Z0, Z0)
	VMOVUPD(Z0, to)
}

func (avx512) edge(rows Register, strips int) {
	left, ones, eight := GP64(), GP64(), GP64()
	MOVQ(rows, left)
	SUBQ(Imm(uint64(strip*(strips-1))), left)
	MOVQ(U32(8), eight)
	CMPQ(left, eight)
	CMOVQGT(eight, left)
	MOVQ(U32(255), ones)
	BZHIQ(left, ones, ones)
	KMOVW(ones.As32(), K1)
}

func (avx512) move(tile Mem, column, strips int, store bool) {
	for s := range strips {
		v := z[3*column+s]
		switch part := s == strips-1; {
		case part && store:
			VMOVUPD(v, K1, tile.Offset(64*s))
		case part:
			VMOVUPD_Z(tile.Offset(64*s), K1, v)
		case store:
			VMOVUPD(v, tile.Offset(64*s))
		default:
			VMOVUPD(tile.Offset(64*s), v)
		}
	}
}

func (avx512) outer(p func(int) Mem, q Mem, strips int) {
	for s := range strips {
		VMOVUPD(p(s), z[24+s])
	}
	for c := range 8 {
		b := z[27+c%4]
		VBROADCASTSD(q.Offset(8*c), b)
		for s := range strips {
			VFMADD231PD(z[24+s], b, z[3*c+s])
		}
	}
}

// AVX2: tiles of one strip by 4 columns in Y0 .. Y7, the strip in Y8 and Y9, entries of q in turn in Y10 and Y11, the masks of the two
// halves of the strip in Y12 and Y13.

func (avx2) strips() int        { return 1 }
func (avx2) columnsAtOnce() int { return 4 }

func (avx2) scale(to, from, d Mem) {
	VBROADCASTSD(d, Y0)
	VMULPD(from, Y0, Y1)
	VMULPD(from.Offset(32), Y0, Y2)
	VMOVUPD(Y1, to)
	VMOVUPD(Y2, to.Offset(32))
}

func (avx2) edge(rows Register, strips int) {
	left, table, eight := GP64(), GP64(), GP64()
	MOVQ(rows, left)
	MOVQ(U32(8), eight)
	CMPQ(left, eight)
	CMOVQGT(eight, left)
	NEGQ(left)
	LEAQ(masks, table)
	VMOVUPD(Mem{Base: table, Index: left, Scale: 8, Disp: 64}, Y12)
	VMOVUPD(Mem{Base: table, Index: left, Scale: 8, Disp: 96}, Y13)
}

func (avx2) move(tile Mem, column, strips int, store bool) {
	for half := range 2 {
		v, mask := y[2*column+half], y[12+half]
		if store {
			VMASKMOVPD(v, mask, tile.Offset(32*half))
		} else {
			VMASKMOVPD(tile.Offset(32*half), mask, v)
		}
	}
}

func (avx2) outer(p func(int) Mem, q Mem, strips int) {
	VMOVUPD(p(0), Y8)
	VMOVUPD(p(0).Offset(32), Y9)
	for c := range 4 {
		b := y[10+c%2]
		VBROADCASTSD(q.Offset(8*c), b)
		VFMADD231PD(Y8, b, y[2*c])
		VFMADD231PD(Y9, b, y[2*c+1])
	}
}
