package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// The evidence is a martingale: under the rate it has mean 1 after any number of trials.
func TestEvidenceHasMeanOne(t *testing.T) {
	for _, p := range []float64{.02, .3, .5, .9} {
		for _, trials := range []int{1, 2, 7, 50, 2000} {
			var mean float64
			for hits := range trials + 1 {
				mean += math.Exp(logMass(hits, trials, p) + logEvidence(hits, trials, p))
			}
			near(t, fmt.Sprintf("rate %v, %d trials", p, trials), mean, 1, 1e-10)
		}
	}
}

// missed is the exact probability that a rule puts the rate out at some time up to the horizon.
func missed(p float64, horizon int, out func(hits, trials int) bool) (total float64) {
	law := make([]float64, horizon+2)
	law[0] = 1
	for trials := 1; trials <= horizon; trials++ {
		for hits := trials; hits >= 0; hits-- {
			mass := law[hits] * (1 - p)
			if hits > 0 {
				mass += law[hits-1] * p
			}
			law[hits] = mass
			if mass > 1e-12 && out(hits, trials) {
				total += mass
				law[hits] = 0
			}
		}
	}
	return total
}

// Ville's inequality, exactly; and why a sequence is needed: fixed-sample tests at the same level fail soon.
func TestSequenceMissesAtMostAlphaAtAnyTime(t *testing.T) {
	const alpha = .05
	for _, p := range []float64{.05, .5, .93} {
		limit := -math.Log(alpha)
		got := missed(p, 1200, func(hits, trials int) bool { return logEvidence(hits, trials, p) >= limit })
		if got > alpha || got < alpha/10 {
			t.Errorf("rate %v is put out with probability %v", p, got)
		}
		naive := missed(p, 300, func(hits, trials int) bool {
			return 2*min(upper(hits, trials, p), lower(hits, trials, p)) < alpha
		})
		if naive < 2*alpha {
			t.Errorf("rate %v: repeated exact tests put it out with probability %v only", p, naive)
		}
	}
}

func TestSequenceCoversAtAllTimes(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 7))
	const alpha, p, paths, steps = .1, .3, 300, 2000
	limit, lost := -math.Log(alpha), 0
	for range paths {
		for hits, trials := 0, 1; trials <= steps; trials++ {
			hits += draw(r, 1, p)
			if logEvidence(hits, trials, p) >= limit {
				lost++
				break
			}
		}
	}
	if lost == 0 || upper(lost, paths, alpha) < 1e-3 { // as many or more, if it happened with probability alpha
		t.Errorf("%d of %d paths lose the rate", lost, paths)
	}
}

// The interval is exactly where the evidence stays below 1/Alpha.
func TestSequenceInvertsTheEvidence(t *testing.T) {
	for _, s := range []Sequence{{.5}, {.05}, {1e-3}, {1e-9}} {
		for _, c := range [][2]int{{0, 1}, {1, 1}, {1, 2}, {0, 40}, {13, 40}, {40, 40}, {3, 2000}, {600_000, 1_000_000}} {
			hits, trials := c[0], c[1]
			i, err := s.Interval(hits, trials)
			if err != nil || !i.Contains(float64(hits)/float64(trials)) {
				t.Fatal(i, err)
			}
			what := fmt.Sprintf("%d of %d, %v", hits, trials, s)
			if hits > 0 {
				near(t, what+": lo", logEvidence(hits, trials, i.Lo), -math.Log(s.Alpha), 1e-8)
			} else if i.Lo != 0 {
				t.Errorf("%s: %v", what, i)
			}
			if hits < trials {
				near(t, what+": hi", logEvidence(hits, trials, i.Hi), -math.Log(s.Alpha), 1e-6)
			} else if i.Hi != 1 {
				t.Errorf("%s: %v", what, i)
			}
			fixed := ClopperPearson(hits, trials, 1-s.Alpha)
			if i.Width() < fixed.Width()*(1-1e-9) {
				t.Errorf("%s: %v is narrower than for a fixed number of trials, %v", what, i, fixed)
			}
			mirror, _ := s.Interval(trials-hits, trials)
			near(t, what+": mirrored", 1-mirror.Hi, i.Lo, 1e-6)
		}
	}
}

func TestSequenceEdges(t *testing.T) {
	if i, err := (Sequence{.05}).Interval(0, 0); err != nil || i != (Interval{0, 1}) {
		t.Errorf("no trials: %v, %v", i, err)
	}
	for _, c := range []struct {
		s            Sequence
		hits, trials int
	}{{Sequence{.05}, 3, 2}, {Sequence{.05}, -1, 2}, {Sequence{}, 1, 2}, {Sequence{1}, 1, 2}, {Sequence{math.NaN()}, 1, 2}} {
		if i, err := c.s.Interval(c.hits, c.trials); err == nil {
			t.Errorf("%+v: %v", c, i)
		}
	}
}
