package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// lanes is the number of partial sums of an inner product: element i is added to lane i mod 32.
const lanes = 32

var labels int

// label returns a name that no other label of the file has.
func label(name string) string {
	labels++
	return fmt.Sprintf("%s%d", name, labels)
}

// function opens a function; finish closes it.
func function(name, signature string) {
	TEXT(name, NOSPLIT, signature)
	Pragma("noescape")
}

func finish() {
	VZEROUPPER()
	RET()
}

func argument(name string) GPVirtual {
	return Load(Param(name), GP64()).(GPVirtual)
}

// rows runs through m rows, 32 at a time and then what is left, width at a time and then fewer than width. In every round
// op(q, part) emits the work on rows q·width .. q·width+width-1 from row i on; part says that only the first m mod width of them exist.
func rows(width int, m, i Register, op func(q int, part bool)) {
	slots := lanes / width
	round, rest, done := label("round"), label("rest"), label("done")
	end := GP64()
	MOVQ(m, end)
	ANDQ(I32(-lanes), end)
	XORQ(i, i)
	CMPQ(i, end)
	JGE(LabelRef(rest))
	Label(round)
	for q := range slots {
		op(q, false)
	}
	ADDQ(Imm(lanes), i)
	CMPQ(i, end)
	JL(LabelRef(round))

	Label(rest)
	left := GP64()
	MOVQ(m, left)
	ANDQ(Imm(lanes-1), left)
	JZ(LabelRef(done))
	part := make([]string, slots)
	for q := range slots {
		part[q] = label("part")
		if q < slots-1 {
			CMPQ(left, Imm(uint64(width*(q+1))))
			JL(LabelRef(part[q]))
			op(q, false)
		}
	}
	for q := slots - 1; q >= 0; q-- {
		Label(part[q])
		TESTQ(I32(int32(width-1)), left)
		JZ(LabelRef(done))
		op(q, true)
		if q > 0 {
			JMP(LabelRef(done))
		}
	}
	Label(done)
}

// at is the address of rows q·width .. from row i of the column that starts at p.
func at(p, i Register, q, width int) Mem {
	return Mem{Base: p, Index: i, Scale: 8, Disp: 8 * q * width}
}

// walk is a way to find columns: its arguments, and next, which emits code that puts the address of the next column into a register.
type walk struct {
	name, arguments string
	begin           func(m Register) (next func(to Register))
}

// strided columns: each starts stride elements after the one before it, and the stride grows by step. Step 0 is a dense matrix,
// step 1 a packed triangle.
var strided = walk{"", "a *float64, stride, step int", func(Register) func(Register) {
	a, stride, step := argument("a"), argument("stride"), argument("step")
	SHLQ(Imm(3), stride)
	SHLQ(Imm(3), step)
	return func(to Register) {
		MOVQ(a, to)
		ADDQ(stride, a)
		ADDQ(step, stride)
	}
}}

// listed columns: those of a dense matrix of m rows whose numbers stand in set.
var listed = walk{"Set", "a *float64, set *int", func(m Register) func(Register) {
	a, set, length := argument("a"), argument("set"), GP64()
	MOVQ(m, length)
	SHLQ(Imm(3), length)
	return func(to Register) {
		MOVQ(Mem{Base: set}, to)
		ADDQ(Imm(8), set)
		IMULQ(length, to)
		ADDQ(a, to)
	}
}}

func zero() Register {
	r := GP64()
	XORQ(r, r)
	return r
}

// blocks emits body(width) for groups of that many of n columns, then body(1) for those left over.
func blocks(n Register, width int, body func(width int)) {
	if width > 1 {
		group, single := label("group"), label("single")
		SUBQ(Imm(uint64(width)), n)
		JL(LabelRef(single))
		Label(group)
		body(width)
		SUBQ(Imm(uint64(width)), n)
		JGE(LabelRef(group))
		Label(single)
		ADDQ(Imm(uint64(width)), n)
	}
	one, end := label("one"), label("end")
	TESTQ(n, n)
	JZ(LabelRef(end))
	Label(one)
	body(1)
	DECQ(n)
	JNZ(LabelRef(one))
	Label(end)
}
