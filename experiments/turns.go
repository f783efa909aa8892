package experiments

import "sync"

// window bounds how far the trials in hand may run ahead of the slowest, and with it the records that wait in memory.
const window = 1 << 14

// turns deals out trial numbers in order.
type turns struct {
	mu       sync.Mutex
	moved    sync.Cond
	next     int          // the next number to deal
	floor    int          // every number below is finished
	end      int          // dealing ends here
	finished map[int]bool // finished numbers above floor
	err      error        // first failure of the sink
}

func newTurns(start, end int) *turns {
	t := &turns{next: start, floor: start, end: end, finished: make(map[int]bool)}
	t.moved.L = &t.mu
	return t
}

// take deals the next number; it waits while the window is full and reports false when there is nothing left to do.
func (t *turns) take() (seq int, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.next < t.end && t.next >= t.floor+window {
		t.moved.Wait()
	}
	if t.next >= t.end {
		return 0, false
	}
	t.next++
	return t.next - 1, true
}

// finish notes a number as finished, and returns how many are finished without a gap. One that the sink refused is not; it ends the
// dealing, and those who wait for room are let go.
func (t *turns) finish(seq int, err error) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err != nil {
		if t.err == nil {
			t.err, t.end = err, t.next
		}
		t.moved.Broadcast()
		return t.floor
	}
	t.finished[seq] = true
	for t.finished[t.floor] {
		delete(t.finished, t.floor)
		t.floor++
	}
	t.moved.Broadcast()
	return t.floor
}

// stop deals no further number.
func (t *turns) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end = t.next
	t.moved.Broadcast()
}
