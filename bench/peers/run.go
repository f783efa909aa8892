package peers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"touchpoint/solvers"
)

// Options say what to run and with what. Self and Entries are required.
type Options struct {
	Self    []string // the command that calls [Serve]
	Entries []solvers.Entry
	Pythons []string // interpreters to ask for peers, the first that has one provides it
	Rscript string   // "" for none

	Quick bool    // fewer rows, rounds and trials: three minutes
	Limit float64 // s, of one solve
	Build string  // what is measured, for the report

	// Study carries out a phase study by that solver, so many trials a cell on so many cores, and returns how many trials that were, the CPU and the wall time in
	// seconds. It is the whole work: draw, solve, certify, classify, record. nil leaves the rows about it out.
	Study func(ctx context.Context, solver string, trials, cores int) (count int, cpu, wall float64, err error)

	Log io.Writer // a line a row
}

// outcome is a row and what came of it.
type outcome struct {
	row
	field []*entrant
	pass  float64 // s, of one pass over A; 0 where none is meant
}

// bout is the state of a run.
type bout struct {
	Options
	settings
	rows    []row     // that are certified one by one
	end     time.Time // when no further row begins; zero for never
	trials  int       // of a cell of the L1/2 rows
	budget  float64   // s, of a method in the phase study
	machine machine
	workers []*worker
	missing [][2]string

	outcomes []outcome
	passes   []pass
	omitted  []string
	notes    []string
}

// pass is what reading a matrix once costs.
type pass struct {
	m, n    int
	seconds float64
	by      string
}

// Run measures, and returns the report. Errors are those of the context, of our own worker and of the disk; what goes wrong with a peer stands in the report.
func Run(ctx context.Context, o Options) (report Report, err error) {
	dir, err := os.MkdirTemp("", "peers-")
	if err != nil {
		return Report{}, fmt.Errorf("peers: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := unpack(dir); err != nil {
		return Report{}, fmt.Errorf("peers: %w", err)
	}
	b := bout{Options: o, settings: settings{limit: o.Limit, rounds: 5, dir: dir}, rows: rows(), trials: 50, budget: 40}
	if o.Quick {
		b.rounds, b.trials, b.budget, b.end = 3, 8, 1, time.Now().Add(quickly)
		b.rows = slices.DeleteFunc(b.rows, func(r row) bool { return !r.quick })
	}
	b.machine = prepare(ctx, dir, o.Pythons)
	b.workers, b.missing = crew(ctx, o, b.machine, dir)
	defer func() {
		for _, w := range b.workers {
			_ = w.stop()
		}
	}()
	if len(b.workers) == 0 || !b.workers[0].ours {
		return Report{}, fmt.Errorf("peers: our own worker does not start: %v", b.missing)
	}
	for _, part := range []func(context.Context) error{b.certified, b.halves, b.phase} {
		if err := part(ctx); err != nil {
			return Report{}, err
		}
	}
	return b.report(), nil
}

// quickly is when a quick run begins no further row, so that it ends within three minutes on a busy machine, too; an idle one is done by then.
const quickly = 100 * time.Second

// late says whether a row comes too late, and keeps its name.
func (b *bout) late(r row) bool {
	if b.end.IsZero() || time.Now().Before(b.end) {
		return false
	}
	b.omitted = append(b.omitted, r.group+", "+r.name)
	return true
}

// field returns an entrant for each method that does the task.
func (b *bout) field(task Task) []*entrant {
	var field []*entrant
	for _, w := range b.workers {
		for _, m := range w.methods {
			if m.Task == task {
				field = append(field, &entrant{Method: m, worker: w})
			}
		}
	}
	return field
}

// certified runs the rows that are certified one by one.
func (b *bout) certified(ctx context.Context) error {
	var last outcome
	var p problem
	for _, r := range b.rows {
		if b.late(r) {
			continue
		}
		same := last.m == r.m && last.n == r.n && last.k == r.k
		if !same {
			var err error
			if p, err = draw(b.dir, r.m, r.n, r.k, r.noise, 0); err != nil {
				return err
			}
		}
		o := outcome{row: r, field: b.field(r.task)}
		j, err := newJudge(ctx, b.Entries, r, p)
		if err != nil {
			return err
		}
		if o.pass, err = b.onePass(ctx, r, p); err != nil {
			return err
		}
		b.skip(o)
		if same && last.task == r.task && last.target > r.target {
			o.resume(last)
		}
		if err := race(ctx, b.settings, j, o.field); err != nil {
			return err
		}
		b.finish(o)
		last = o
	}
	return nil
}

// skip marks the methods that were over the limit on a problem no larger, with a penalty no smaller, of the same group.
func (b *bout) skip(o outcome) {
	for _, before := range b.outcomes {
		if before.group != o.group || before.m*before.n > o.m*o.n || share(before.row) < share(o.row) || before.target < o.target {
			continue
		}
		for _, was := range before.field {
			for _, e := range o.field {
				if was.over && was.Name == e.Name {
					e.over, e.failure = true, was.failure
				}
			}
		}
	}
}

// resume begins the ladders where those of a looser target on the same problem ended.
func (o outcome) resume(looser outcome) {
	for _, was := range looser.field {
		for _, e := range o.field {
			if was.Name == e.Name && was.good && was.tolerance > 0 {
				e.Loosest = math.Log10(was.tolerance)
			}
		}
	}
}

func share(r row) float64 {
	if len(r.shares) != 1 {
		return 0
	}
	return r.shares[0]
}

// onePass measures A'b in turns, by all that can, and returns the least median: that of the better kernel.
func (b *bout) onePass(ctx context.Context, r row, p problem) (float64, error) {
	for _, known := range b.passes {
		if known.m == r.m && known.n == r.n {
			return known.seconds, nil
		}
	}
	field := b.field(Pass)
	j := &judge{row: row{task: Pass}, problem: p}
	for range b.rounds {
		for _, e := range field {
			if err := e.again(ctx, b.settings, j); err != nil {
				return 0, err
			}
		}
	}
	for _, e := range field {
		e.good = e.failure == ""
	}
	best := fastest(field, func(*entrant) bool { return true })
	if best == nil {
		return 0, nil
	}
	b.passes = append(b.passes, pass{r.m, r.n, best.typical, best.Name})
	return best.typical, nil
}

// finish keeps an outcome and says so.
func (b *bout) finish(o outcome) {
	b.outcomes = append(b.outcomes, o)
	if b.Log != nil {
		fmt.Fprintf(b.Log, "%s, %s: %s\n", o.group, o.name, o.inWords())
	}
}

// halves runs the L1/2 rows: time for each recovered trial.
func (b *bout) halves(ctx context.Context) error {
	for _, k := range []int{30, 35, 40, 45, 50} {
		r := row{
			group: "p = 1/2, a recovered trial", name: fmt.Sprintf("n=256 m=100 k=%d", k), task: Half, n: 256, m: 100, k: k, mark: halfMark, category: fmt.Sprint(k),
		}
		if b.Quick && k%10 != 0 || b.late(r) {
			continue
		}
		trial := func(i int) (problem, error) { return draw(b.dir, r.m, r.n, r.k, 0, i) }
		o := outcome{row: r, field: b.field(Half)}
		tallies, err := count(ctx, b.settings, b.trials, trial, o.field, b.trials, math.Inf(1))
		if err != nil {
			return err
		}
		for _, t := range tallies {
			t.settle(b.trials, true)
		}
		qualify(tallies)
		b.finish(o)
		for i := range b.trials {
			if err := os.Remove(filepath.Join(b.dir, name(r.m, r.n, r.k, 0, i))); err != nil {
				return err
			}
		}
	}
	return nil
}

// qualify notes success and takes no method of ours that recovers less often than the fastest peer.
func qualify(tallies []*tally) {
	var best *tally
	for _, t := range tallies {
		t.note = fmt.Sprintf("%d of %d", t.hits, len(t.seconds))
		if !t.Ours && t.good && t.ran() && (best == nil || t.typical < best.typical) {
			best = t
		}
	}
	for _, t := range tallies {
		if best != nil && t.Ours {
			t.good = t.good && t.hits*len(best.seconds) >= best.hits*len(t.seconds)
		}
	}
}
