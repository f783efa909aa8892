package bench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
)

// Duel measures two programs by turns.
//
// A block of one benchmark is four measurements A B B A, the next B A A B: a drift of the machine that is linear over a block adds the same to both
// programs, and a slower one nearly so. Every measurement has a process of its own, with an address space of its own: runs of one process are
// not independent. Blocks go to the benchmark on which the least time was spent, first among those with too few runs for any change to count;
// one whose medians are both known to within Width is done. When to stop is thus decided by the widths alone, never by the difference.
type Duel struct {
	Old, New *Program
	Budget   time.Duration // for measuring, builds and warm-up aside: no block is begun that would probably end later; 0: one block each
	Width    float64       // ± of a median at which a benchmark is done, as a fraction
	Options  Options       // of the comparison that follows
	Observe  func(Progress)
}

// contest is a benchmark of both programs.
type contest struct {
	sides  [2]benchmark
	times  [2][]float64 // sec/op
	blocks int
	spent  time.Duration
}

// Run measures until every benchmark is done, the budget ends or ctx is cancelled, and writes the results as they come. Benchmarks of one program
// only, and those that fail, are said and left out.
func (d Duel) Run(ctx context.Context, r Recipe, old, new io.Writer) error {
	contests, err := d.pair(ctx, r)
	if err != nil {
		return err
	}
	begin := time.Now()
	out := [2]*recorder{newRecorder(old), newRecorder(new)}
	enough, runs := enoughRuns(len(contests), d.Options.Alpha), 0
	open := slices.Clone(contests)
	for {
		c := d.next(open, enough, d.Budget-time.Since(begin))
		if c == nil {
			d.sayShort(contests, enough, r)
			return nil
		}
		building := time.Now()
		err := errors.Join(d.Old.prepare(ctx, c.sides[0], c.blocks), d.New.prepare(ctx, c.sides[1], c.blocks))
		begin = begin.Add(time.Since(building)) // the budget is for measuring
		if err == nil {
			err = d.block(ctx, c, r, out)
		}
		if err != nil {
			if ctx.Err() != nil {
				return fmt.Errorf("bench: stopped after %d runs: %w", runs, context.Cause(ctx))
			}
			r.Say(err.Error() + "; it is left out from here on")
			open = slices.DeleteFunc(open, func(o *contest) bool { return o == c })
			continue
		}
		if runs += 4; len(c.times[0]) >= enough && d.narrow(c) {
			open = slices.DeleteFunc(open, func(o *contest) bool { return o == c })
		}
		if d.Observe != nil {
			d.Observe(Progress{len(contests), len(open), runs, time.Since(begin)})
		}
	}
}

// sayShort says where the budget was too small for any change to count.
func (d Duel) sayShort(contests []*contest, enough int, r Recipe) {
	few := 0
	for _, c := range contests {
		if len(c.times[0]) < enough {
			few++
		}
	}
	if few > 0 {
		r.Say(fmt.Sprintf("the budget of %v ended with less than %d runs a side for %d of %d benchmarks, too few for a change to count among so many; "+
			"give a larger budget, or measure fewer", d.Budget, enough, few, len(contests)))
	}
}

// pair finds the benchmarks that both programs have.
func (d Duel) pair(ctx context.Context, r Recipe) (contests []*contest, err error) {
	var rows [2][]benchmark
	for i, p := range []*Program{d.Old, d.New} {
		if rows[i], err = p.survey(ctx, r); err != nil {
			return nil, err
		}
	}
	for _, b := range rows[0] {
		if i := slices.IndexFunc(rows[1], func(o benchmark) bool { return d.same(b, o) }); i >= 0 {
			contests = append(contests, &contest{sides: [2]benchmark{b, rows[1][i]}})
			rows[1] = slices.Delete(rows[1], i, i+1)
		} else {
			r.Say(fmt.Sprintf("only %s has %s; it is left out", short(d.Old.commit), b.name))
		}
	}
	for _, b := range rows[1] {
		r.Say(fmt.Sprintf("only %s has %s; it is left out", short(d.New.commit), b.name))
	}
	if len(contests) == 0 {
		return nil, fmt.Errorf("bench: %w: %s and %s have no benchmark in common that matches %q", ErrBuild, short(d.Old.commit), short(d.New.commit), r.Pattern)
	}
	return contests, nil
}

// same says whether two benchmarks are one of the same package.
func (d Duel) same(old, new benchmark) bool {
	return old.name == new.name && d.Old.tests[old.test].pkg == d.New.tests[new.test].pkg
}

// enoughRuns is the least number of runs a side, even and at least 6, with which a change can count among so many benchmarks, each with two metrics
// that are not exact.
func enoughRuns(benchmarks int, alpha float64) int {
	n := 6
	for leastP(n, n)*float64(2*benchmarks) > alpha {
		n += 2
	}
	return n
}

// next chooses a benchmark whose next block fits into the time that is left.
func (d Duel) next(open []*contest, enough int, left time.Duration) *contest {
	fits := func(c *contest) bool {
		if c.blocks == 0 {
			return left > 0 || d.Budget == 0
		}
		return c.spent/time.Duration(c.blocks) <= left
	}
	open = slices.DeleteFunc(slices.Clone(open), func(c *contest) bool { return !fits(c) })
	if len(open) == 0 {
		return nil
	}
	return slices.MinFunc(open, func(a, b *contest) int {
		short := func(c *contest) int {
			if len(c.times[0]) < enough {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(short(a), short(b)), cmp.Compare(a.spent, b.spent))
	})
}

// block measures A B B A or B A A B, and writes the results when it is whole.
func (d Duel) block(ctx context.Context, c *contest, r Recipe, out [2]*recorder) error {
	begin, order := time.Now(), [4]int{0, 1, 1, 0}
	if c.blocks%2 == 1 {
		order = [4]int{1, 0, 0, 1}
	}
	var seen [4][]benchfmt.Record
	for i, side := range order {
		p := []*Program{d.Old, d.New}[side]
		records, err := p.measure(ctx, c.sides[side], c.blocks, r.Benchtime)
		if err != nil {
			return fmt.Errorf("%s: %w", short(p.commit), err)
		}
		seen[i] = records
	}
	for i, side := range order {
		if err := out[side].write(seen[i]); err != nil {
			return err
		}
		c.times[side] = append(c.times[side], seconds(seen[i])...)
	}
	c.blocks++
	c.spent += time.Since(begin)
	return nil
}

// narrow says whether both medians are known well enough.
func (d Duel) narrow(c *contest) bool {
	for _, times := range c.times {
		if len(times) == 0 {
			return false
		}
		s := benchmath.AssumeNothing.Summary(benchmath.NewSample(slices.Clone(times), &benchmath.DefaultThresholds), d.Options.Confidence)
		if !(Side{Center: s.Center, Lo: s.Lo, Hi: s.Hi, N: len(times), Varies: true}.Width() <= d.Width) {
			return false
		}
	}
	return true
}
