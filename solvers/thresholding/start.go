package thresholding

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

// start sets x to the first point, and z to the end of the gradient step there.
func (w *workspace) start(ctx context.Context, o Solver) error {
	clear(w.x)
	switch o.Start {
	case "l1":
		if err := w.fromL1(ctx, o.Inner); err != nil {
			return err
		}
	case "random":
		w.step()
		w.scatter(o.Seed)
	}
	w.step()
	return nil
}

// fromL1 starts at the L1 point, in the penalised form with the penalty of [local.Support.L1].
func (w *workspace) fromL1(ctx context.Context, inner solvers.Solver) error {
	sol, err := solvers.Solve(ctx, inner, w.L1())
	if err != nil {
		return fmt.Errorf("thresholding: the start l1: %w", err)
	}
	copy(w.x, sol.X)
	return nil
}

// scatter sets x to a Gaussian vector, of the length that a random solution has beside the first step from zero, which with orthonormal rows
// is its part in the range of Aᵀ. It changes sign with b.
func (w *workspace) scatter(seed uint64) {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	rng := rand.New(rand.NewChaCha8(key))
	for j := range w.x {
		w.x[j] = rng.NormFloat64()
	}
	length := kernel.Norm2(w.z) * math.Sqrt(float64(len(w.x))/float64(max(1, len(w.rhs))))
	first := slices.IndexFunc(w.p.B, func(v float64) bool { return v != 0 })
	if first >= 0 {
		length = math.Copysign(length, w.p.B[first])
	}
	factor := length / kernel.Norm2(w.x)
	for j := range w.x {
		w.x[j] *= factor
	}
}
