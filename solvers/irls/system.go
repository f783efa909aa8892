package irls

import (
	"fmt"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/local"
	"touchpoint/solvers/internal/pivoted"
)

// workspace holds one solve. It is in units in which A and b are of size 1: those of the frame in the equality form.
type workspace struct {
	frame pivoted.Frame
	units local.Units
	p     solvers.Problem // in these units

	// The iteration sees R x = rhs, where the rows of R are an orthonormal basis of the range of Aᵀ in the equality form, so that none is
	// redundant and no condition but that of the weights matters, and those of A in the penalised form.
	rows  []float64 // r·n, row after row
	rhs   []float64 // r
	shift float64   // Lambda p; 0 in the equality form

	unit    float64   // |x|_inf at the start of the level
	floor   float64   // |x|_inf below which only zero is a local minimiser
	x, next []float64 // n, the point and the one to come
	weighted
	local.Valley
}

// load takes the problem into the workspace, and finds out whether it has a solution.
func (w *workspace) load(p solvers.Problem) error {
	_, n := p.A.Dims()
	w.x, w.next = kernel.Resize(w.x, n), kernel.Resize(w.next, n)
	if p.Lambda > 0 {
		w.loadPenalised(p)
		return nil
	}
	return w.loadEquality(p)
}

func (w *workspace) loadEquality(p solvers.Problem) error {
	f := &w.frame
	f.Load(p)
	if !f.Consistent() {
		return fmt.Errorf("irls: %w: b is outside the range of A, which has rank %d", solvers.ErrInfeasible, f.Rank)
	}
	w.rows, w.rhs = f.Orthonormal(w.rows, w.rhs)
	w.reset(f.Rank, f.N)
	w.shift, w.floor = 0, 0
	w.p = solvers.Problem{A: solvers.NewColumns(f.M, f.N, f.A), B: f.B, P: p.P}
	w.Load(w.p)
	return nil
}

func (w *workspace) loadPenalised(p solvers.Problem) {
	p = w.units.Load(p)
	m, n := p.A.Dims()
	w.rows, w.rhs = local.Rows(w.rows, p.A), append(w.rhs[:0], p.B...)
	w.reset(m, n)
	w.p = p
	w.Load(p)
	w.shift, w.floor = p.Lambda*p.P, w.nothing()
}

// restored returns x in the units of the problem.
func (w *workspace) restored() []float64 {
	if w.p.Lambda > 0 {
		return w.units.Restored(w.x)
	}
	return w.frame.Unscaled(w.x)
}
