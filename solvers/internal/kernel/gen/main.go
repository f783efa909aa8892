// Command gen writes the assembly of package kernel. It is a module of its own so that the generator is no dependency of
// touchpoint. From the directory of the package:
//
//	go generate
//
// Every function is written for two levels of the processor, which add in the same order: see the package comment.
package main

import . "github.com/mmcloughlin/avo/build"

// level is all that differs between the processors.
type level interface {
	tiler
	panels
	fours
}

func main() {
	ConstraintExpr("!purego")
	constants()
	for _, p := range []level{&avx512{}, &avx2{}} {
		dot(p)
		axpy(p)
		divide(p)
		short(p, strided)
		short(p, listed)
		outer(p)
		dots(p, strided, 1)
		dots(p, listed, 1)
		adds(p, strided, 1)
		adds(p, listed, 1)
		dots4(p)
		if p.columns() > 1 {
			dots(p, strided, 2)
			dots(p, listed, 2)
			adds(p, listed, 2)
			adds(p, strided, 2)
		}
	}
	for vectors := 1; vectors <= 2; vectors++ {
		bandT(vectors)
		bandR(vectors)
	}
	norm1(avx2{})
	normInf(avx2{})
	Generate()
}
