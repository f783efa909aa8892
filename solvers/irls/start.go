package irls

import (
	"context"
	"math"

	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/local"
)

// begin is where the options say that the iteration begins.
func (s *Solver) begin() local.Start { return local.Start{At: s.Start, Inner: s.Inner, Seed: s.Seed} }

// start sets x to the first point. Equal weights are those around zero.
func (w *workspace) start(ctx context.Context, s local.Start) error {
	clear(w.x)
	w.unit = w.Single()
	if w.unit == 0 {
		return nil
	}
	if s.At == "l1" {
		return s.L1(ctx, "irls", &w.Support, w.x)
	}
	w.eps = 1
	w.weigh()
	w.fit(w.next)
	copy(w.x, w.next)
	if s.At == "random" {
		w.wander(s)
	}
	return nil
}

// wander adds a Gaussian step to x, in the kernel of A where A x = b is to stay, of the length that the part of a random solution in the
// kernel has beside its part in the range of Aᵀ. It changes sign with b.
func (w *workspace) wander(s local.Start) {
	s.Gaussian(w.next)
	n, r := float64(len(w.x)), float64(len(w.rhs))
	length := kernel.Norm2(w.x)
	if w.p.Lambda == 0 {
		length *= math.Sqrt((n - r) / r)
		for range 2 { // the second time against the rounding of the first
			kernel.Mul(w.miss, w.cols, w.next)
			w.lift(w.down.step, w.miss)
			kernel.Axpy(-1, w.down.step, w.next)
		}
	}
	if norm := kernel.Norm2(w.next); norm > 1e-8 {
		kernel.Axpy(w.Signed(length)/norm, w.next, w.x)
	}
}
