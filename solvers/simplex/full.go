package simplex

import (
	"context"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// full solves the problem on the tableau of a full basis and proves the answer from the data. It reports false where it has no answer:
// A has lower rank, the costs differ too widely to be added up, or rounding won.
func (w *workspace) full(ctx context.Context, pivots int) (status solvers.Status, done bool, err error) {
	if !w.suited() {
		return solvers.Unknown, false, nil
	}
	clear(w.banned)
	if done, err = w.guess(ctx); !done {
		return solvers.Unknown, false, err
	}
	w.limit, w.tabular = w.iterations+pivots, true
	defer func() { w.tabular = done }()
	if w.foreseen() {
		return solvers.Converged, true, nil
	}
	clear(w.cost)
	for _, size := range []float64{1e-6, 1e-8, 1e-10} { // the first nearly always does
		for status = solvers.Unknown; status == solvers.Unknown; {
			w.sign()
			w.perturb(size)
			if status, err = w.walk(ctx); err != nil {
				return status, false, err
			}
			w.perturbed = false
			w.primal()
			w.dual()
			if status == solvers.Limit || status == solvers.Converged && w.signs() && w.entering() < 0 {
				return status, true, nil
			}
			if done, err := w.renewed(ctx); !done {
				return solvers.Unknown, false, err
			}
		}
	}
	return solvers.Stalled, false, nil
}

const (
	even    = 0x1p20 // ratio of costs up to which reduced costs are sums over all of them
	few     = 24     // rows below which pivots are cheaper than to foresee where they lead
	clearly = .8     // a support smaller than this times m is that of a degenerate vertex
)

// suited reports whether the shape and the costs are right for a tableau.
func (w *workspace) suited() bool {
	low, high := math.Inf(1), 0.0
	for _, v := range w.weight[:w.n] {
		low, high = min(low, v), max(high, v)
	}
	return w.m <= w.n && high <= even*low && kernel.NormInf(w.b) > 0
}

// guess makes the tableau of the columns that correlate most with b, and from there that of those the splitting sees in the support.
func (w *workspace) guess(ctx context.Context) (bool, error) {
	kernel.MulT(w.score, w.a, w.b)
	for j, v := range w.score {
		w.score[j] = math.Abs(v) / w.weight[j]
	}
	if done, err := w.build(ctx, w.score); !done {
		return false, err
	}
	w.z, w.cost = w.z[:w.m], w.cost[:w.m]
	w.sparse = false
	if w.m < few || w.m == w.n {
		w.primal()
		return true, nil
	}
	split, err := w.splitting.run(ctx, &w.tableau, w.cols, w.weight)
	if err == nil && split {
		err = w.bring(ctx)
	}
	w.primal()
	return err == nil, err
}

// bring takes the columns that promise most into the basis, for others that promise less.
func (w *workspace) bring(ctx context.Context) error {
	w.sparse = w.splitting.sparse()
	w.splitting.promise(w.score)
	order := w.rank(w.score)
	for rank, j := range order {
		w.score[j] = float64(rank)
	}
	unlikely := func(j int) bool { return w.score[j] >= float64(w.m) }
	for _, j := range order[:w.m] {
		if w.pos[j] < 0 && w.place(j, poor, unlikely) {
			if err := w.tick(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// foreseen reports whether the multipliers of the splitting prove its support optimal. Where the support is small a basis has many
// values that are zero, with costs anywhere between the bounds, and no vertex is needed for a proof.
func (w *workspace) foreseen() bool {
	if !w.sparse {
		return false
	}
	w.splitting.multipliers(w.score)
	terms := w.terms()
	for i, j := range w.cols {
		w.cost[i] = w.score[j] * w.weight[j]
		if w.cost[i] != w.signed(j, w.z[i]) && !w.rounding(i, terms) {
			return false
		}
	}
	w.dual()
	return w.entering() < 0
}

// renewed makes the tableau of the same basis from the data.
func (w *workspace) renewed(ctx context.Context) (bool, error) {
	clear(w.score)
	for i, j := range w.cols {
		w.score[j] = 1
		w.line[j] = w.cost[i]
	}
	done, err := w.build(ctx, w.score)
	if done {
		w.primal()
		for i, j := range w.cols {
			w.cost[i] = w.line[j]
		}
	}
	return done, err
}
