package thresholding

import (
	"context"
	"math"

	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/local"
)

// begin is where the options say that the iteration begins.
func (s *Solver) begin() local.Start { return local.Start{At: s.Start, Inner: s.Inner, Seed: s.Seed} }

// start sets x to the first point, and z to the end of the gradient step there.
func (w *workspace) start(ctx context.Context, s local.Start) error {
	clear(w.x)
	switch s.At {
	case "l1":
		if err := s.L1(ctx, "thresholding", &w.Support, w.x); err != nil {
			return err
		}
	case "random":
		w.step()
		w.scatter(s)
	}
	w.step()
	return nil
}

// scatter sets x to a Gaussian vector, of the length that a random solution has beside the first step from zero, which with orthonormal rows
// is its part in the range of Aᵀ. It changes sign with b.
func (w *workspace) scatter(s local.Start) {
	s.Gaussian(w.x)
	length := kernel.Norm2(w.z) * math.Sqrt(float64(len(w.x))/float64(max(1, len(w.rhs))))
	factor := w.Signed(length) / kernel.Norm2(w.x)
	for j := range w.x {
		w.x[j] *= factor
	}
}
