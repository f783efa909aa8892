package experiments

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// whole is a plan of one cell.
func whole(end int) func(int) int { return func(int) int { return end } }

func TestTurnsDealEveryNumberOnce(t *testing.T) {
	const start, end = 5, 2*window + 17
	turns := newTurns(start, end, func(seq int) int { return min(seq/1000*1000+1000, end) })
	seen := make([]atomic.Int32, end)
	var team sync.WaitGroup
	for range 8 {
		team.Go(func() {
			for {
				first, count := turns.take()
				if count == 0 {
					return
				}
				if first/1000 != (first+count-1)/1000 {
					t.Errorf("numbers %d to %d of two cells were dealt at once", first, first+count-1)
				}
				for seq := first; seq < first+count; seq++ {
					seen[seq].Add(1)
				}
				turns.finish(first, count, 0, nil)
			}
		})
	}
	team.Wait()
	for seq := range seen {
		if want := int32(min(1, max(0, seq-start+1))); seen[seq].Load() != want {
			t.Fatalf("number %d was dealt %d times, want %d", seq, seen[seq].Load(), want)
		}
	}
	if turns.floor != end || len(turns.finished) != 0 {
		t.Errorf("finished up to %d, %d numbers left over", turns.floor, len(turns.finished))
	}
}

// Short trials are dealt more and more at once, long ones fewer, those of another cell one to begin with.
func TestTurnsDealAFewAtOnce(t *testing.T) {
	turns := newTurns(0, 2000, func(seq int) int { return seq/1000*1000 + 1000 })
	deal := func(want int, lasted time.Duration) {
		t.Helper()
		first, count := turns.take()
		if count != want {
			t.Errorf("%d numbers from %d on, want %d", count, first, want)
		}
		turns.finish(first, count, lasted, nil)
	}
	for _, want := range []int{1, 2, 4, 8, 16, 32, 64, 64} {
		deal(want, atOnce/10)
	}
	deal(64, atOnce*3/4)
	for _, want := range []int{64, 32, 16, 8, 4, 2, 1, 1} {
		deal(want, 2*atOnce)
	}
	for turns.next < 1000 {
		first, count := turns.take()
		turns.finish(first, count, 0, nil)
	}
	deal(1, 2*atOnce)
	deal(1, 0)
	deal(2, 0)
}

// What is still in hand of the last cell says nothing about the next.
func TestTurnsForgetTheLastCell(t *testing.T) {
	turns := newTurns(0, 20, func(seq int) int { return seq/10*10 + 10 })
	var inHand [][2]int
	for turns.next < 10 {
		first, count := turns.take()
		inHand = append(inHand, [2]int{first, count})
	}
	for _, span := range inHand {
		turns.finish(span[0], span[1], 0, nil)
	}
	if first, count := turns.take(); first != 10 || count != 1 {
		t.Errorf("%d numbers from %d on, want 1 from 10 on", count, first)
	}
}

func TestTurnsCountWithoutAGap(t *testing.T) {
	turns := newTurns(0, 5, whole(5))
	for range 5 {
		turns.take()
	}
	for _, step := range []struct{ seq, want int }{{2, 0}, {1, 0}, {0, 3}, {4, 3}, {3, 5}} {
		if got := turns.finish(step.seq, 1, 0, nil); got != step.want {
			t.Errorf("after %d: %d, want %d", step.seq, got, step.want)
		}
	}
	if seq, count := turns.take(); count != 0 {
		t.Errorf("number %d of 5", seq)
	}
}

// A straggler holds the others back once they are a window ahead, and its end lets exactly that many go that it held.
func TestTurnsWaitForAStraggler(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(3, 10*window, whole(10*window))
		straggler, _ := turns.take()
		for turns.next < straggler+window {
			seq, count := turns.take()
			turns.finish(seq, count, 0, nil)
		}
		if turns.next != straggler+window {
			t.Errorf("%d numbers dealt, a window is %d", turns.next-straggler, window)
		}
		var dealt atomic.Int64
		for range 4 {
			go func() {
				if seq, count := turns.take(); count > 0 {
					dealt.Store(int64(seq))
				}
			}()
		}
		synctest.Wait()
		if got := dealt.Load(); got != 0 {
			t.Errorf("number %d was dealt while %d is in hand", got, straggler)
		}
		if done := turns.finish(straggler, 1, 2*atOnce, nil); done != 3+window {
			t.Errorf("finished up to %d, want %d", done, 3+window)
		}
		synctest.Wait()
		if turns.next != 3+window+4 {
			t.Errorf("%d numbers dealt to four who waited", turns.next-3-window)
		}
	})
}

// Who waits for room must not wait for ever, whatever ends the dealing.
func TestTurnsLetThoseGoWhoWait(t *testing.T) {
	refusal := errors.New("disk full")
	for name, end := range map[string]func(*turns){
		"stop":    func(t *turns) { t.stop() },
		"refusal": func(t *turns) { t.finish(0, 1, 0, refusal) },
	} {
		synctest.Test(t, func(t *testing.T) {
			turns := newTurns(0, 10*window, whole(10*window))
			for range window {
				turns.take()
			}
			var gone atomic.Int32
			for range 4 {
				go func() {
					if _, count := turns.take(); count == 0 {
						gone.Add(1)
					}
				}()
			}
			synctest.Wait()
			if gone.Load() != 0 {
				t.Errorf("%s: they did not wait", name)
			}
			end(turns)
			synctest.Wait()
			if gone.Load() != 4 {
				t.Errorf("%s: %d of 4 were let go", name, gone.Load())
			}
		})
	}
}

func TestTurnsKeepTheFirstRefusal(t *testing.T) {
	first := errors.New("disk full")
	turns := newTurns(0, 100, whole(100))
	for range 3 {
		turns.take()
	}
	if done := turns.finish(0, 1, 0, first); done != 0 {
		t.Errorf("a refused record counts: %d", done)
	}
	turns.finish(1, 1, 0, errors.New("disk full, too"))
	if turns.err != first {
		t.Errorf("%v, want the first", turns.err)
	}
	if _, count := turns.take(); count != 0 {
		t.Error("dealing goes on")
	}
}

func TestScheduleNumbersTheTrials(t *testing.T) {
	sweep := func(n, trials int, seed uint64) Sweep {
		return Sweep{N: []int{n}, M: []int{2}, K: []int{0, 1}, P: []Real{1}, Lambda: []Real{0}, Noise: []Real{0},
			Ensemble: []string{"gaussian"}, Amplitudes: []string{"gaussian"}, Solver: []string{"s"}, Trials: trials, Seed: seed}
	}
	plan := Plan{sweep(5, 3, 1), sweep(6, 2, 9)}
	s := newSchedule(plan)
	seq := 0
	for i, c := range plan.Cells() {
		seed, trials := plan[i/2].Seed, plan[i/2].Trials
		for trial := range trials {
			got, gotTrial := s.trial(seq)
			if got.Cell != c || got.key != c.Key() || got.seed != seed || gotTrial != trial {
				t.Errorf("number %d is trial %d of %s with seed %d, want trial %d of %s with seed %d", seq, gotTrial, got.key, got.seed, trial, c.Key(), seed)
			}
			if end := s.cellEnd(seq); end != seq-trial+trials {
				t.Errorf("the cell of number %d ends at %d, want %d", seq, end, seq-trial+trials)
			}
			seq++
		}
	}
	if s.total != seq || plan.Trials() != seq {
		t.Errorf("%d trials in the schedule, %d in the plan, %d counted", s.total, plan.Trials(), seq)
	}
}
