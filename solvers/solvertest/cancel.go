package solvertest

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"touchpoint/solvers"
)

// direct is the number of iterations up to which a method may do all its work between two looks at the context.
const direct = 3

// cancellable: a cancelled context ends the work with its own error, at the door and on the way. A method of more than a few iterations
// looks at the context while it works, by Err more than once or at the channel of Done, and whenever it looks it heeds what it sees.
func cancellable(t *testing.T, s *subject) {
	p := s.long()
	door, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := solvers.Solve(door, s.solver, p); !errors.Is(err, context.Canceled) {
		s.errorf(t, "at the door: %v", err)
	}
	whole := newFuse(t, math.MaxInt)
	sol, err := solvers.Solve(whole, s.solver, p)
	if err != nil {
		t.Fatal(err)
	}
	if sol.Iterations > direct && whole.looks < 3 && !whole.watched {
		s.errorf(t, "the solver works for %d iterations and looks at the context %d times, at the door and at the beginning included; look every few iterations",
			sol.Iterations, whole.looks)
	}
	for _, look := range []int{2, 3, whole.looks/2 + 1, whole.looks} {
		late := newFuse(t, look)
		if _, err := solvers.Solve(late, s.solver, p); late.looks >= look && !errors.Is(err, context.Canceled) {
			s.errorf(t, "a context cancelled at look %d of %d: error %v, want the context's own", look, whole.looks, err)
		}
	}
}

// long returns a problem that is as much work as the solver accepts.
func (s *subject) long() solvers.Problem {
	rng := rand.New(rand.NewPCG(19, 1))
	for _, shape := range [][2]int{{60, 120}, {8, 18}} {
		p := s.form.problem(gaussian(rng, shape[0], shape[1]), generic(rng, shape[0]))
		if solvers.Accepts(s.solver, p) == nil {
			return p
		}
	}
	return s.form.problem(gaussian(rng, 6, 12), generic(rng, 6))
}

// fuse is a context that is cancelled from a certain look at Err or Done on. The door's look is the first.
type fuse struct {
	context.Context
	burns int // the look
	done  chan struct{}

	mu      sync.Mutex
	looks   int
	watched bool // Done was asked for, after which a look cannot be counted
}

func newFuse(t *testing.T, look int) *fuse {
	return &fuse{Context: t.Context(), burns: look, done: make(chan struct{})}
}

// look counts a look and reports whether the context is cancelled.
func (f *fuse) look(watched bool) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.watched = f.watched || watched
	if f.looks++; f.looks == f.burns {
		close(f.done)
	}
	return f.looks >= f.burns
}

func (f *fuse) Err() error {
	if f.look(false) {
		return context.Canceled
	}
	return nil
}

func (f *fuse) Done() <-chan struct{} {
	f.look(true)
	return f.done
}

// Value hides the context below, which would otherwise answer for this one.
func (f *fuse) Value(any) any { return nil }
