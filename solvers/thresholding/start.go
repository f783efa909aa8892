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

// fromL1 starts at the L1 point, of the same system or, in the penalised form, with the slope of Lambda t^p for a penalty, at the largest multiple t
// of one column that fits b.
func (w *workspace) fromL1(ctx context.Context, inner solvers.Solver) error {
	p := w.p
	p.P = 1
	if size := w.single(); p.Lambda > 0 && size > 0 {
		p.Lambda = inRange(p.Lambda * w.p.P * math.Pow(size, w.p.P-1))
	}
	sol, err := solvers.Solve(ctx, inner, p)
	if err != nil {
		return fmt.Errorf("thresholding: the start l1: %w", err)
	}
	copy(w.x, sol.X)
	return nil
}

// single returns the largest multiple of one column that fits b: a size for x, which scales with b as x does.
func (w *workspace) single() (size float64) {
	for j, norm := range w.norm {
		if norm > 0 {
			fit := 0.0
			for i, v := range w.p.A.Col(j) {
				fit += v / norm * w.p.B[i]
			}
			size = max(size, math.Abs(fit)/norm)
		}
	}
	return size
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
