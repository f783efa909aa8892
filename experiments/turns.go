package experiments

import (
	"sync"
	"time"
)

const (
	window  = 1 << 14          // bounds how far the trials in hand may run ahead of the slowest, and with it the records that wait in memory
	atOnce  = time.Millisecond // what the trials that a worker takes at once should last at most
	handful = 64               // of them
)

// turns deals out trial numbers in order, some at once: few enough that an interruption has not long to wait for the trials in hand, yet so many
// that what the workers share costs nothing beside them. In a new cell, whose trials may last a thousand times as long, it begins with one.
type turns struct {
	cellEnd func(seq int) int // nobody is dealt trials of two cells at once

	mu       sync.Mutex
	moved    sync.Cond
	next     int         // the next number to deal
	floor    int         // every number below is finished
	end      int         // dealing ends here
	finished map[int]int // first numbers of what is finished above floor, and how many
	cell     int         // where the cell that is dealt out begins, or where dealing began
	size     int         // how many of its trials are dealt at once
	err      error       // first failure of the sink
}

func newTurns(start, end int, cellEnd func(seq int) int) *turns {
	t := &turns{cellEnd: cellEnd, next: start, floor: start, end: end, finished: make(map[int]int), cell: start, size: 1}
	t.moved.L = &t.mu
	return t
}

// take deals the next numbers, from first on; it waits while the window is full and deals none when there is nothing left to do.
func (t *turns) take() (first, count int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.next < t.end && t.next >= t.floor+window {
		t.moved.Wait()
	}
	first = t.next
	if first >= t.end {
		return first, 0
	}
	cellEnd := t.cellEnd(first)
	t.next = min(first+t.size, t.floor+window, cellEnd)
	if t.next == cellEnd {
		t.cell, t.size = cellEnd, 1
	}
	return first, t.next - first
}

// finish notes numbers as finished that were dealt together and lasted so long, and returns how many are finished without a gap. Those of
// which the sink refused one are not; that ends the dealing, and those who wait for room are let go.
func (t *turns) finish(first, count int, lasted time.Duration, err error) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.moved.Broadcast()
	if err != nil {
		if t.err == nil {
			t.err, t.end = err, t.next
		}
		return t.floor
	}
	switch {
	case first < t.cell: // tells nothing about the trials to come
	case lasted < atOnce/2:
		t.size = min(2*count, handful)
	case lasted > atOnce:
		t.size = max(1, count/2)
	}
	t.finished[first] = count
	for t.finished[t.floor] > 0 {
		count := t.finished[t.floor]
		delete(t.finished, t.floor)
		t.floor += count
	}
	return t.floor
}

// stop deals no further number.
func (t *turns) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end = t.next
	t.moved.Broadcast()
}
