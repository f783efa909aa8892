package experiments

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

func TestTurnsDealEveryNumberOnce(t *testing.T) {
	const start, end = 5, 2*window + 17
	turns := newTurns(start, end)
	seen := make([]atomic.Int32, end)
	var team sync.WaitGroup
	for range 8 {
		team.Go(func() {
			for seq, ok := turns.take(); ok; seq, ok = turns.take() {
				seen[seq].Add(1)
				turns.finish(seq, nil)
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

func TestTurnsCountWithoutAGap(t *testing.T) {
	turns := newTurns(0, 5)
	for range 5 {
		turns.take()
	}
	for _, step := range []struct{ seq, want int }{{2, 0}, {1, 0}, {0, 3}, {4, 3}, {3, 5}} {
		if got := turns.finish(step.seq, nil); got != step.want {
			t.Errorf("after %d: %d, want %d", step.seq, got, step.want)
		}
	}
	if seq, ok := turns.take(); ok {
		t.Errorf("number %d of 5", seq)
	}
}

// A straggler holds the others back once they are a window ahead, and its end lets exactly that many go that it held.
func TestTurnsWaitForAStraggler(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(3, 10*window)
		straggler, _ := turns.take()
		for range window - 1 {
			seq, _ := turns.take()
			turns.finish(seq, nil)
		}
		var dealt atomic.Int64
		for range 4 {
			go func() {
				if seq, ok := turns.take(); ok {
					dealt.Store(int64(seq))
				}
			}()
		}
		synctest.Wait()
		if got := dealt.Load(); got != 0 {
			t.Errorf("number %d was dealt while %d is in hand", got, straggler)
		}
		if done := turns.finish(straggler, nil); done != 3+window {
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
		"refusal": func(t *turns) { t.finish(0, refusal) },
	} {
		synctest.Test(t, func(t *testing.T) {
			turns := newTurns(0, 10*window)
			for range window {
				turns.take()
			}
			var gone atomic.Int32
			for range 4 {
				go func() {
					if _, ok := turns.take(); !ok {
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
	turns := newTurns(0, 100)
	for range 3 {
		turns.take()
	}
	if done := turns.finish(0, first); done != 0 {
		t.Errorf("a refused record counts: %d", done)
	}
	turns.finish(1, errors.New("disk full, too"))
	if turns.err != first {
		t.Errorf("%v, want the first", turns.err)
	}
	if _, ok := turns.take(); ok {
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
			cell, key, gotSeed, gotTrial := s.trial(seq)
			if cell != c || key != c.Key() || gotSeed != seed || gotTrial != trial {
				t.Errorf("number %d is trial %d of %s with seed %d, want trial %d of %s with seed %d", seq, gotTrial, key, gotSeed, trial, c.Key(), seed)
			}
			seq++
		}
	}
	if s.total != seq || plan.Trials() != seq {
		t.Errorf("%d trials in the schedule, %d in the plan, %d counted", s.total, plan.Trials(), seq)
	}
}
