package irls

import (
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/local"
	"touchpoint/solvers/internal/pivoted"
)

// workspace holds one solve. It is in units in which A and b are of size 1: those of the frame in the equality form, where they are not already.
type workspace struct {
	frame  pivoted.Frame
	units  local.Units
	framed bool
	exp    int             // of the power of two taken out of b, where not framed
	b      []float64       // b without it
	p      solvers.Problem // in these units

	// The iteration sees R x = rhs, where R is A, or for an equality form with rows that are not plainly independent an orthonormal basis of the range
	// of Aᵀ, so that none is redundant and no condition but that of the weights matters.
	cols  []float64 // r·n, column after column
	rhs   []float64 // r
	rows  []float64 // n·r, where R is orthonormal: its rows
	store []float64 // r·n, and its columns
	right []float64 // r, and its rhs
	shift float64   // Lambda p; 0 in the equality form

	smooth
	floor   float64   // |x|_inf below which only zero is a local minimiser
	x, next []float64 // n, the point and the one to come
	clean   bool      // x is basic already
	down    descent
	supposed
	weighted
	local.Valley
}

// load takes the problem into the workspace, and finds out whether it has a solution.
func (w *workspace) load(p solvers.Problem) error {
	_, n := p.A.Dims()
	w.x, w.next = kernel.Resize(w.x, n), kernel.Resize(w.next, n)
	w.power = p.P
	if p.Lambda > 0 {
		w.loadPenalised(p)
		return nil
	}
	w.down.reset(n)
	w.tried = w.tried[:0]
	w.shift, w.floor = 0, 0
	if w.framed = !w.plain(p); w.framed {
		return w.loadFrame(p)
	}
	return nil
}

// Columns as they are, of lengths that differ by no more than uneven and whose squares are far from the ends of float64, and rows whose Gram matrix has
// pivots no farther apart than uneven^2, need no frame.
const (
	uneven  = 1e3
	extreme = 1e50
)

// plain takes the system as it is, but for a power of two in b, and reports whether that will do. The factor it leaves is that of equal weights.
func (w *workspace) plain(p solvers.Problem) bool {
	m, n := p.A.Dims()
	if m > n {
		return false
	}
	_, w.exp = math.Frexp(kernel.NormInf(p.B))
	w.b = kernel.Resize(w.b, m)
	for i, v := range p.B {
		w.b[i] = math.Ldexp(v, -w.exp)
	}
	w.p = solvers.Problem{A: p.A, B: w.b, P: p.P}
	w.Load(w.p)
	if low, top := ends(w.Norm); !(top <= low*uneven && top < extreme && low > 1/extreme) {
		return false
	}
	w.cols, w.rhs = p.A.Data(), w.b
	w.reset(m, n)
	w.damp = 0
	w.factored = w.factorise(w.down.metric)
	if !w.factored {
		return false
	}
	low, top := math.Inf(1), 0.
	for i := range m {
		low, top = min(low, w.factor[i*m+i]), max(top, w.factor[i*m+i])
	}
	return top <= low*uneven
}

// ends returns the least and the largest of the numbers that are not zero.
func ends(v []float64) (low, top float64) {
	low = math.Inf(1)
	for _, v := range v {
		if v > 0 {
			low, top = min(low, v), max(top, v)
		}
	}
	return low, top
}

func (w *workspace) loadFrame(p solvers.Problem) error {
	f := &w.frame
	f.Load(p)
	if !f.Consistent() {
		return fmt.Errorf("irls: %w: b is outside the range of A, which has rank %d", solvers.ErrInfeasible, f.Rank)
	}
	w.rows, w.right = f.Orthonormal(w.rows, w.right)
	w.rhs = w.right
	w.reset(f.Rank, f.N)
	w.store = kernel.Resize(w.store, f.Rank*f.N)
	for i := range f.Rank {
		for j, v := range w.rows[i*f.N : (i+1)*f.N] {
			w.store[j*f.Rank+i] = v
		}
	}
	w.cols = w.store
	w.p = solvers.Problem{A: solvers.NewColumns(f.M, f.N, f.A), B: f.B, P: p.P}
	w.Load(w.p)
	return nil
}

func (w *workspace) loadPenalised(p solvers.Problem) {
	p = w.units.Load(p)
	m, n := p.A.Dims()
	w.cols, w.rhs = p.A.Data(), p.B
	w.reset(m, n)
	w.p = p
	w.Load(p)
	w.shift, w.floor = p.Lambda*p.P, w.nothing()
}

// restored returns x in the units of the problem.
func (w *workspace) restored() []float64 {
	switch {
	case w.p.Lambda > 0:
		return w.units.Restored(w.x)
	case w.framed:
		return w.frame.Unscaled(w.x)
	}
	x := make([]float64, len(w.x))
	for j, v := range w.x {
		x[j] = math.Ldexp(v, w.exp)
	}
	return x
}
