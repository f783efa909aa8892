package experiments_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
)

// leaky is a sink that fails at one number and ever after.
type leaky struct {
	memory
	at      int
	refused atomic.Int64
}

func (l *leaky) Append(seq int, records ...results.Record) error {
	if seq <= l.at && l.at < seq+len(records) || l.refused.Load() > 0 {
		l.refused.Add(1)
		return errBoom
	}
	return l.memory.Append(seq, records...)
}

func TestSinkThatFailsEndsTheRun(t *testing.T) {
	for _, workers := range []int{1, 2, 8} {
		for _, at := range []int{0, 37, 199} {
			sink := leaky{at: at}
			observed := 0
			var mu sync.Mutex
			l := experiments.Lab{Solvers: []solvers.Entry{fake("line", line)}, Workers: workers, Observe: func(done int) {
				mu.Lock()
				defer mu.Unlock()
				observed = max(observed, done)
			}}
			if err := l.Run(t.Context(), oneRow("line", 200), 0, &sink); err != errBoom {
				t.Errorf("%d workers, record %d: %v", workers, at, err)
			}
			if observed > at {
				t.Errorf("%d workers: record %d was refused, %d are said to be recorded", workers, at, observed)
			}
			if n := int(sink.refused.Load()); n < 1 || n > workers {
				t.Errorf("%d workers, record %d: %d records were refused; each worker learns it at once", workers, at, n)
			}
		}
	}
}

// One trial that does not end lets the others run ahead as far as the window and no further; memory stays bounded.
func TestStragglerHoldsTheOthersBack(t *testing.T) {
	const window = 1 << 14
	synctest.Test(t, func(t *testing.T) {
		var first atomic.Bool
		release := make(chan struct{})
		slow := fake("slow", func(p solvers.Problem) (solvers.Solution, error) {
			if first.CompareAndSwap(false, true) {
				<-release
			}
			return solvers.Solution{}, errBoom
		})
		p, sink, ended := oneRow("slow", window+5000), &memory{}, make(chan error, 1)
		go func() {
			ended <- experiments.Lab{Solvers: []solvers.Entry{slow}, Workers: 3}.Run(context.Background(), p, 0, sink)
		}()
		synctest.Wait()
		straggler := 0
		for sink.has(straggler) {
			straggler++ // whoever called first
		}
		if ahead := sink.len() - straggler; ahead != window-1 {
			t.Errorf("%d trials ran ahead of number %d, want %d", ahead, straggler, window-1)
		}
		close(release)
		if err := <-ended; err != nil || sink.len() != p.Trials() {
			t.Errorf("%v after %d trials", err, sink.len())
		}
	})
}

func TestObserveCountsUp(t *testing.T) {
	const start = 11
	for _, workers := range []int{1, 8} {
		p := oneRow("line", 400)
		var mu sync.Mutex
		var seen []int
		l := experiments.Lab{Solvers: []solvers.Entry{fake("line", line)}, Workers: workers, Observe: func(done int) {
			mu.Lock()
			defer mu.Unlock()
			seen = append(seen, done)
		}}
		if err := l.Run(t.Context(), p, start, &memory{}); err != nil {
			t.Fatal(err)
		}
		last := start
		for i, done := range seen {
			if done < start || done > p.Trials() || workers == 1 && (done <= last || done > last+64 || i == 0 && done != start+1) {
				t.Errorf("%d workers: call %d says %d", workers, i, done)
			}
			last = max(last, done)
		}
		if last != p.Trials() {
			t.Errorf("%d workers: %d calls up to %d, want %d", workers, len(seen), last, p.Trials())
		}
	}
}

// lazy is a sink that hands nothing on until it is told to.
type lazy struct {
	memory
	flushed chan struct{}
	once    sync.Once
}

func (l *lazy) Flush() error {
	l.once.Do(func() { close(l.flushed) })
	return nil
}

// A slow trial does not keep the records of the others from the disk.
func TestRunFlushesWhileATrialIsInHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sink := &lazy{flushed: make(chan struct{})}
		wait := fake("wait", func(p solvers.Problem) (solvers.Solution, error) { <-sink.flushed; return line(p) })
		err := experiments.Lab{Solvers: []solvers.Entry{wait}, Workers: 1}.Run(t.Context(), oneRow("wait", 3), 0, sink)
		if err != nil || sink.len() != 3 {
			t.Errorf("%v after %d trials", err, sink.len())
		}
	})
}
