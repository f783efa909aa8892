package pnorm

import (
	"math"

	"touchpoint/solvers/internal/kernel"

	"gonum.org/v1/gonum/blas"
	blasgonum "gonum.org/v1/gonum/blas/gonum"
	lapackgonum "gonum.org/v1/gonum/lapack/gonum"
)

const rankTolerance = 1e-12 // diagonal entries of R below this, relative to the first, end the rank

// gonum's own routines, without dispatch through a global.
var (
	blasRoutines   blasgonum.Implementation
	lapackRoutines lapackgonum.Implementation
)

// frame splits R^n by the factorisation Aᵀ P = Q R of a maximal set of independent equations into three orthogonal parts,
//
//	R^n = span(e) + U + N,   span(e) + U = range Aᵀ,   N = kernel of A,
//
// where size·e, with |e|_2 = 1, is the solution of least Euclidean norm; e = 0 for size = 0. All solutions are size·(e + N), and e + U holds, up to
// scale, all u = Aᵀy with bᵀy > 0.
type frame struct {
	system system
	rank   int
	rows   []int     // the independent equations, in the order of the columns of R
	qr     []float64 // n x len(rows), row after row: R above, the reflections of Q below the diagonal
	tau    []float64
	pivots []int
	work   []float64
	c      []float64 // coordinates of e in the first rank columns of Q
	e      []float64 // n
	size   float64
	rest   []float64 // n
}

// split factorises the system and finds e. The rank is that of all rows where they are plainly independent; otherwise it is decided
// with the columns of A scaled too, for it does not depend on their scale.
func (f *frame) split() {
	s := &f.system
	f.rows = f.rows[:0]
	for i := range s.m {
		f.rows = append(f.rows, i)
	}
	f.rank = f.factor(false)
	if f.rank < s.m {
		f.rank = f.factor(true)
		for k, c := range f.pivots[:f.rank] {
			f.pivots[k] = f.rows[c]
		}
		f.rows = append(f.rows[:0], f.pivots[:f.rank]...)
		f.factor(false)
	}
	for k, c := range f.pivots {
		f.pivots[k] = f.rows[c]
	}
	f.rows, f.pivots = f.pivots, f.rows
	f.e, f.rest, f.c = resize(f.e, s.n), resize(f.rest, s.n), resize(f.c, f.rank)
	f.preimage(f.e, s.b)
	f.size = kernel.Norm2(f.e)
	if f.size == 0 {
		return
	}
	for k := range f.e {
		f.e[k] /= f.size
	}
	for k := range f.c {
		f.c[k] = f.rest[k] / f.size
	}
}

// factor factorises the chosen rows, with powers of two taken out of the columns of A if asked, and returns the rank it sees.
func (f *frame) factor(scaleColumns bool) int {
	s, width := &f.system, len(f.rows)
	f.qr, f.pivots, f.tau = resize(f.qr, s.n*width), resize(f.pivots, width), resize(f.tau, min(s.n, width))
	for k, j := range s.order {
		for c, i := range f.rows {
			v := s.a[k*s.m+i]
			if scaleColumns && v != 0 {
				v = math.Ldexp(v, -s.colExp[j])
			}
			f.qr[k*width+c] = v
		}
	}
	if width == 0 {
		return 0
	}
	for c := range f.pivots {
		f.pivots[c] = -1 // free to move
	}
	room := workspace(&f.work, func(work []float64) {
		lapackRoutines.Dgeqp3(s.n, width, f.qr, width, f.pivots, f.tau, work, -1)
	})
	lapackRoutines.Dgeqp3(s.n, width, f.qr, width, f.pivots, f.tau, f.work, room)
	rank := 0
	for rank < len(f.tau) && math.Abs(f.qr[rank*width+rank]) > rankTolerance*math.Abs(f.qr[0]) {
		rank++
	}
	return rank
}

// preimage sets dst to the x of least Euclidean norm whose image A x agrees with r in the independent equations, and rest to Qᵀx.
func (f *frame) preimage(dst, r []float64) {
	clear(f.rest)
	for k, i := range f.rows {
		f.rest[k] = r[i]
	}
	f.triangle(blas.Trans, f.rest[:f.rank])
	copy(dst, f.rest)
	f.rotate(blas.Left, blas.NoTrans, dst, f.system.n, 1)
}

// preimageT sets dst to the y, zero on redundant equations, for which Aᵀy is the orthogonal projection of u on the range of Aᵀ.
func (f *frame) preimageT(dst, u []float64) {
	copy(f.rest, u)
	f.rotate(blas.Left, blas.Trans, f.rest, f.system.n, 1)
	f.triangle(blas.NoTrans, f.rest[:f.rank])
	clear(dst)
	for k, i := range f.rows {
		dst[i] = f.rest[k]
	}
}

// triangle overwrites w with the solution of R w = w or of its transpose.
func (f *frame) triangle(transpose blas.Transpose, w []float64) {
	if len(w) > 0 {
		blasRoutines.Dtrsv(blas.Upper, transpose, blas.NonUnit, len(w), f.qr, len(f.rows), w, 1)
	}
}

// rotate multiplies the rows x cols matrix c, row after row, by Q or its transpose. A single column gains nothing from blocks, and gets no
// room for them.
func (f *frame) rotate(side blas.Side, transpose blas.Transpose, c []float64, rows, cols int) {
	if f.rank == 0 || len(c) == 0 {
		return
	}
	room := 1
	if cols > 1 {
		room = workspace(&f.work, func(work []float64) {
			lapackRoutines.Dormqr(side, transpose, rows, cols, f.rank, f.qr, len(f.rows), f.tau[:f.rank], c, cols, work, -1)
		})
	}
	lapackRoutines.Dormqr(side, transpose, rows, cols, f.rank, f.qr, len(f.rows), f.tau[:f.rank], c, cols, f.work, room)
}

// workspace makes work as long as the query of a LAPACK routine asks, and returns the length.
func workspace(work *[]float64, query func(work []float64)) int {
	*work = resize(*work, 1)
	query(*work)
	room := int((*work)[0])
	*work = resize(*work, room)
	return room
}
