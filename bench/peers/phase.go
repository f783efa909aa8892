package peers

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math"
	"strings"

	"touchpoint/solvers"
)

const (
	phaseN      = 200
	phaseTrials = 20
	phaseWhole  = "phase study, a trial"
)

// Cell is a cell of the phase study, and how often it occurs in the grid.
type Cell struct{ N, M, K, Times int }

// PhaseCells returns the cells of the phase study: n = 200, m/n and k/m at .05, .15, ..., .95, rounded to even and k at least 1. Where k/m rounds to the same k twice, it
// is one cell.
func PhaseCells() []Cell {
	var cells []Cell
	for i := range 10 {
		m := int(math.RoundToEven(phaseN * (0.05 + float64(0.1*float64(i)))))
		for j := range 10 {
			k := max(1, int(math.RoundToEven(float64(m)*(0.05+0.1*float64(j)))))
			if last := len(cells) - 1; last >= 0 && cells[last].M == m && cells[last].K == k {
				cells[last].Times++
				continue
			}
			cells = append(cells, Cell{phaseN, m, k, 1})
		}
	}
	return cells
}

// phase runs the phase study: the solves alone on the published problem set, by everybody, and the whole of our own study.
func (b *bout) phase(ctx context.Context) error {
	field, note := b.field(BP), ""
	if b.late(row{group: phaseWhole, name: "all rows"}) {
		return nil
	}
	set, err := b.phaseSet(ctx)
	switch {
	case context.Cause(ctx) != nil:
		return context.Cause(ctx)
	case err != nil:
		field, note = nil, "The phase problem set is skipped: "+err.Error()+"."
	default:
		if note, err = b.solveOnly(ctx, set, field); err != nil {
			return err
		}
	}
	b.notes = append(b.notes, note)
	return b.study(ctx, field)
}

// solveOnly times and counts the solves of the problem set.
func (b *bout) solveOnly(ctx context.Context, set []string, field []*entrant) (note string, err error) {
	for _, e := range field {
		if e.tuned() {
			e.tolerance = 1e-9
		}
	}
	tallies, err := count(ctx, b.settings, len(set), func(i int) (problem, error) { return b.phaseProblem(set, i) }, field, len(set)/phaseTrials, b.budget)
	if err != nil {
		return "", err
	}
	var whole []string
	for _, t := range tallies {
		t.settle(len(set), false)
		t.note = fmt.Sprintf("%d of %d recovered", t.hits, len(t.seconds))
		if t.ran() && len(t.seconds) == len(set) {
			whole = append(whole, fmt.Sprintf("%s %d", t.Name, t.hits))
		}
	}
	b.finish(outcome{row: row{group: phaseWhole, name: "solve only", task: BP, n: phaseN, category: "solve only"}, field: field})
	if whole == nil {
		return fmt.Sprintf("Nobody solved all %d trials of the phase set within %g s; the times are those of the first of each cell.", len(set), b.budget), nil
	}
	return fmt.Sprintf("Recovered of the %d trials of the phase set, by those that solved all: %s. 833 is what is known to be right.", len(set), strings.Join(whole, ", ")), nil
}

// phaseSet has the problem set written by numpy, whose generator defines it, and returns a line "file m k offset" a trial. The order goes through all
// cells before it comes back to the first, so that every beginning of it is balanced.
func (b *bout) phaseSet(ctx context.Context) ([]string, error) {
	err := fmt.Errorf("there is no Python with numpy")
	for _, w := range b.workers {
		script := len(w.command) - 1
		if !strings.HasSuffix(w.command[script], "worker.py") || len(w.methods) == 0 {
			continue
		}
		words := append(append([]string{}, w.command[:script]...), strings.TrimSuffix(w.command[script], "worker.py")+"phase.py", b.dir)
		c := machine{env: b.machine.env}.command(ctx, words...)
		var stdout, stderr bytes.Buffer
		c.Stdout, c.Stderr = &stdout, &stderr
		if err = c.Run(); err != nil {
			err = fmt.Errorf("phase.py: %w: %s", err, strings.TrimSpace(stderr.String()))
			continue
		}
		var set []string
		for s := bufio.NewScanner(&stdout); s.Scan(); {
			set = append(set, s.Text())
		}
		return striped(set), nil
	}
	return nil, err
}

// striped brings trials that come cell after cell into the order first of each cell, second of each cell, ...
func striped(set []string) []string {
	var order []string
	for t := range phaseTrials {
		for i := t; i < len(set); i += phaseTrials {
			order = append(order, set[i])
		}
	}
	return order
}

func (b *bout) phaseProblem(set []string, i int) (problem, error) {
	var p problem
	var m, k int
	file, numbers, _ := strings.Cut(set[i], "\t")
	p.file = file
	if _, err := fmt.Sscan(numbers, &m, &k, &p.offset); err != nil {
		return p, fmt.Errorf("peers: phase.py wrote %q: %w", set[i], err)
	}
	data, err := read(p.file, p.offset, m*phaseN+m+phaseN)
	if err != nil {
		return p, err
	}
	p.Problem = solvers.Problem{A: solvers.NewColumns(m, phaseN, data[:m*phaseN]), B: data[m*phaseN : m*phaseN+m], P: 1}
	p.truth = data[m*phaseN+m:]
	return p, nil
}

// study times our whole study, by our fastest solver, on one core and on two, in turns, and sets it beside what peers take to solve.
func (b *bout) study(ctx context.Context, field []*entrant) error {
	if b.Study == nil {
		return nil
	}
	trials := 5 * phaseTrials // a few seconds: what starts and ends a study does not count
	if b.Quick {
		trials = phaseTrials
	}
	solver := ours(BP)[0]
	if best := fastest(field, func(e *entrant) bool { return e.Ours }); best != nil {
		solver = best.Name
	}
	whole := &entrant{Method: Method{Name: solver, Ours: true}, good: true, note: "draw, solve, certify, classify, record"}
	one, two := &entrant{Method: Method{Name: "one core"}, good: true}, &entrant{Method: Method{Name: "two cores", Ours: true}, good: true}
	for range 3 {
		for cores, e := range []*entrant{one, two} {
			n, cpu, wall, err := b.Study(ctx, solver, trials, cores+1)
			if err != nil {
				return err
			}
			e.samples = append(e.samples, wall/float64(n))
			e.typical = median(e.samples)
			if cores == 0 {
				whole.samples = append(whole.samples, cpu/float64(n))
				whole.typical = median(whole.samples)
			}
		}
	}
	theirs, scipy := []*entrant{whole}, []*entrant{whole}
	for _, e := range field {
		if !e.Ours {
			theirs = append(theirs, e)
		}
		if e.Name == "scipy HiGHS" {
			scipy = append(scipy, e)
		}
	}
	b.finish(outcome{row: row{group: phaseWhole, name: "ours whole, theirs solve only", n: phaseN, mark: solveMark, category: "best peer"}, field: theirs})
	b.finish(outcome{row: row{group: phaseWhole, name: "ours whole, scipy's default solve only", n: phaseN, mark: highsMark, category: "scipy HiGHS"}, field: scipy})
	b.finish(outcome{row: row{group: phaseWhole, name: "two cores against one, wall time", n: phaseN, mark: doubleMark, category: "two cores"}, field: []*entrant{one, two}})
	return nil
}
