package irls

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// start sets x to the first point. Equal weights are those around zero.
func (w *workspace) start(ctx context.Context, o Solver) error {
	clear(w.x)
	w.unit = w.Single()
	if w.unit == 0 {
		return nil
	}
	if o.Start == "l1" {
		return w.fromL1(ctx, o.Inner)
	}
	w.weigh(1)
	w.fit(w.next)
	copy(w.x, w.next)
	if o.Start == "random" {
		w.wander(o.Seed)
	}
	return nil
}

// fromL1 starts at the L1 point, in the penalised form with the penalty of [local.Support.L1].
func (w *workspace) fromL1(ctx context.Context, inner solvers.Solver) error {
	sol, err := solvers.Solve(ctx, inner, w.L1())
	if err != nil {
		return fmt.Errorf("irls: the start l1: %w", err)
	}
	copy(w.x, sol.X)
	return nil
}

// wander adds a Gaussian step to x, in the kernel of A where A x = b is to stay, of the length that the part of a random solution in the
// kernel has beside its part in the range of Aᵀ. It changes sign with b.
func (w *workspace) wander(seed uint64) {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	rng := rand.New(rand.NewChaCha8(key))
	for j := range w.next {
		w.next[j] = rng.NormFloat64()
	}
	n, r := float64(len(w.x)), float64(len(w.rhs))
	length := kernel.Norm2(w.x)
	if w.p.Lambda == 0 {
		length *= math.Sqrt((n - r) / r)
		for range 2 { // the second time against the rounding of the first
			kernel.MulT(w.miss, w.rows, w.next)
			kernel.Mul(w.root, w.rows, w.miss)
			kernel.Axpy(-1, w.root, w.next)
		}
	}
	first := slices.IndexFunc(w.p.B, func(v float64) bool { return v != 0 })
	length = math.Copysign(length, w.p.B[first])
	if norm := kernel.Norm2(w.next); norm > 1e-8 {
		kernel.Axpy(length/norm, w.next, w.x)
	}
}
