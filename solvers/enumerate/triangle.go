package enumerate

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

const (
	epsilon    = 1.0 / (1 << 52)
	suspicious = 1e-3 // distances above this are not at rounding level, whatever the basis
)

// combine sets z to the combination of the first depth columns of the basis that comes nearest to the column at a position,
// or to the right-hand side at position t.columns, and returns |z|_1.
func (t *tree) combine(depth, position int) float64 {
	sum := 0.0
	for i := depth - 1; i >= 0; i-- {
		l := &t.levels[i]
		v := l.row[position]
		for k := i + 1; k < depth; k++ {
			v -= l.row[t.chosen[k]] * t.z[k]
		}
		t.z[i] = v / l.pivot
		sum += math.Abs(t.z[i])
	}
	return sum
}

// solveTransposed overwrites u, of length rank, with the solution of Rᵀu = u.
func (t *tree) solveTransposed(u []float64) {
	for i := range u {
		v := u[i]
		for k := range i {
			v -= t.levels[k].row[t.chosen[i]] * u[k]
		}
		u[i] = v / t.levels[i].pivot
	}
}

// rotate overwrites u with Q u, back from the coordinates of R to those of the rows.
func (t *tree) rotate(u []float64) {
	for depth := t.rank - 2; depth >= 0; depth-- {
		l := &t.levels[depth]
		kernel.Axpy(-l.scale*kernel.Dot(l.mirror, u[depth:]), l.mirror, u[depth:])
	}
}

// clean sets to zero the entries of z that are rounding errors: those whose column could leave the basis with b still at
// rounding distance from the span of the others. That distance is |z_i| over the norm of row i of the inverse basis.
func (t *tree) clean() {
	size := kernel.Norm1(t.z) + t.size
	for i, v := range t.z {
		if math.Abs(v) > suspicious*size {
			continue
		}
		clear(t.work)
		t.work[i] = 1
		t.solveTransposed(t.work)
		if math.Abs(v) <= t.rounding()*size*kernel.Norm2(t.work) {
			t.z[i] = 0
		}
	}
}

// rounding is the relative backward error of the factorisation.
func (t *tree) rounding() float64 { return 16 * epsilon * float64(t.rank) }
