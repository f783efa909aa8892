package greedy

import (
	"context"
	"fmt"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// near is the residual, relative to |b|, from which on a support is worth a fit with all care.
const near = 1e-6

// work holds one problem and what its solution takes.
type work struct {
	system
	chooser
	growth growth
	normal normal

	z, next, g     []float64 // n: the point, the one to come, A'r
	r, image       []float64 // m: b - A z, and the image of a step
	set, fresh, on []int     // the support of z, columns to come, and those of a wide fit
	circle         circle

	best       []int   // the support with the least residual so far
	least      float64 // that residual
	reached    bool    // the fit on best meets A z = b, and growth holds it
	iterations int     // in all
}

// method is a way to a point with k non-zeros. It starts at zero and leaves in best the support it came to. The status says why it stopped:
// Converged where A z = b is met, Stalled where it would go no further, Limit after limit iterations.
type method func(ctx context.Context, w *work, k, limit int) (solvers.Status, error)

// pursuit is a method with its options.
type pursuit struct {
	name     string
	run      method
	sparsity int // 0: as few as it finds
	limit    int // iterations for each k
}

func (w *work) load(p solvers.Problem) {
	w.system.load(p)
	for _, v := range []*[]float64{&w.z, &w.next, &w.g} {
		*v = kernel.Resize(*v, w.n)
	}
	w.r, w.image = kernel.Resize(w.r, w.m), kernel.Resize(w.image, w.m)
	w.iterations = 0
}

// solve runs the pursuit.
func (w *work) solve(ctx context.Context, p solvers.Problem, u pursuit) (sol solvers.Solution, err error) {
	w.load(p)
	if u.sparsity == 0 {
		sol, err = w.search(ctx, p, u)
	} else {
		sol, err = w.single(ctx, p, u)
	}
	if err != nil {
		return solvers.Solution{}, fmt.Errorf("greedy: %s: %w", u.name, err)
	}
	return sol, nil
}

func (w *work) single(ctx context.Context, p solvers.Problem, u pursuit) (solvers.Solution, error) {
	status, err := w.try(ctx, u, min(u.sparsity, w.m, w.n))
	if err != nil {
		return solvers.Solution{}, err
	}
	return w.answer(p, status, w.iterations), nil
}

// search tries k = 1, 2, 4, ... until A z = b is met, and then halves the interval between the last k that failed and the number of non-zeros found.
func (w *work) search(ctx context.Context, p solvers.Problem, u pursuit) (solvers.Solution, error) {
	most := min(w.m, w.n)
	failed, found := 0, most+1
	var support []int
	for k := 1; found > failed+1; {
		if _, err := w.try(ctx, u, k); err != nil {
			return solvers.Solution{}, err
		}
		if w.growth.meets() {
			support = append(support[:0], w.growth.factor.Set()...)
			found = len(support)
		} else {
			failed = k
		}
		if k = (failed + found) / 2; found > most {
			k = min(2*failed, most)
		}
	}
	if found > most {
		return w.completed(ctx, p)
	}
	w.growth.take(&w.system, support)
	return w.complete(p, solvers.Converged, w.iterations)
}

// completed adds columns to the point in growth until A z = b is met.
func (w *work) completed(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	if _, err := w.grow(ctx, 0); err != nil {
		return solvers.Solution{}, err
	}
	return w.complete(p, solvers.Limit, w.iterations+w.growth.steps)
}

// try runs the method with k non-zeros and leaves its support, fitted and cleaned, in growth.
func (w *work) try(ctx context.Context, u pursuit, k int) (solvers.Status, error) {
	clear(w.z)
	copy(w.r, w.b)
	w.set, w.best = w.set[:0], w.best[:0]
	w.least, w.reached = w.size, false
	status, err := u.run(ctx, w, k, u.limit)
	if err != nil {
		return status, err
	}
	if !w.reached {
		w.growth.take(&w.system, w.best)
	}
	w.growth.clean()
	return status, nil
}

// gradient counts an iteration and sets g to A'r, unless the context is done.
func (w *work) gradient(ctx context.Context) error {
	if ctx.Err() != nil {
		return fmt.Errorf("after %d iterations: %w", w.iterations, context.Cause(ctx))
	}
	w.iterations++
	w.a.MulT(w.g, w.r)
	return nil
}

// keep remembers the support of z where its residual is the least so far, and says whether the least-squares point on it meets A z = b.
func (w *work) keep(norm float64) bool {
	if norm < w.least {
		w.least, w.best = norm, append(w.best[:0], w.set...)
	}
	if norm > near*w.size {
		return false
	}
	w.growth.take(&w.system, w.set)
	if w.reached = w.growth.meets(); w.reached {
		w.best = append(w.best[:0], w.set...)
	}
	return w.reached
}
