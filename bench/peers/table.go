package peers

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"touchpoint/results"
)

// best returns the fastest of ours and of theirs that are good enough. Where none of ours is, the fastest of ours stands, for the row is then missed.
func (o outcome) best() (us, them *entrant) {
	us = fastest(o.field, func(e *entrant) bool { return e.Ours })
	them = fastest(o.field, func(e *entrant) bool { return !e.Ours && !e.Context })
	return us, them
}

// ratio returns our median over theirs, with the least and the largest of the rounds that both ran; NaN where there is none.
func ratio(us, them *entrant) results.Measured {
	if us == nil || them == nil || !(them.typical > 0) {
		return results.Measured{Value: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}
	}
	r := results.Measured{Value: us.typical / them.typical}
	r.Lo, r.Hi = r.Value, r.Value
	if len(us.samples) != len(them.samples) {
		return r
	}
	for i := range us.samples {
		one := us.samples[i] / them.samples[i]
		r.Lo, r.Hi = min(r.Lo, one), max(r.Hi, one)
	}
	return r
}

// reached says what a row reaches of its goals.
func (o outcome) reached() string {
	us, them := o.best()
	r := ratio(us, them).Value
	switch {
	case o.mark.goal == 0:
		return ""
	case us == nil:
		return "no: none of ours is accurate enough"
	case them == nil:
		return "no peer"
	case r <= o.mark.moonshot:
		return "moonshot"
	case r <= o.mark.goal:
		return "goal"
	}
	return "no"
}

// inWords lists all contenders, fastest first, those that are not good enough and those that did not end behind them.
func (o outcome) inWords() string {
	field := slices.Clone(o.field)
	slices.SortStableFunc(field, func(a, b *entrant) int {
		return cmp.Or(cmp.Compare(class(a), class(b)), cmp.Compare(a.typical, b.typical))
	})
	var words []string
	for _, e := range field {
		words = append(words, e.inWords())
	}
	return strings.Join(words, "; ")
}

func class(e *entrant) int {
	switch {
	case e.ran() && e.good:
		return 0
	case e.ran():
		return 1
	}
	return 2
}

// inWords is a contender with its time in milliseconds, and what else there is to know.
func (e *entrant) inWords() string {
	switch {
	case e.over:
		return e.Name + " over the limit"
	case !e.ran():
		return e.Name + " failed (" + e.failure + ")"
	}
	text := fmt.Sprintf("%s %.3g", e.Name, 1e3*e.typical)
	var also []string
	for _, s := range []string{e.note, e.shortfall()} {
		if s != "" {
			also = append(also, s)
		}
	}
	if e.Context {
		also = append(also, "context")
	}
	if also != nil {
		text += " (" + strings.Join(also, ", ") + ")"
	}
	return text
}

// shortfall says why a point is not good enough.
func (e *entrant) shortfall() string {
	switch {
	case e.good || e.note != "":
		return ""
	case e.accuracy.Residual > e.accuracy.Gap:
		return fmt.Sprintf("residual %.1e", e.accuracy.Residual)
	}
	return fmt.Sprintf("gap %.1e", e.accuracy.Gap)
}

// summary is the table of goals.
func (b *bout) summary() results.Table {
	t := results.Table{
		Name:  "peers",
		Title: "Ours beside the best peer",
		Caption: "A row is a problem. Ratio is the median CPU time of the fastest of our solvers over that of the fastest peer, in brackets the least and the largest of the rounds; " +
			"both points meet the accuracy of the row, in the eyes of the referee, and ours is proved the unique exact vertex where basis pursuit is meant. Small is good. " +
			"Passes is our time in units of one reading of A (A'b by the better kernel of the run).",
		Columns: []results.Column{
			{Header: "work"}, {Header: "problem"}, {Header: "ours"}, {Header: "time", Unit: "ms", Align: results.Right}, {Header: "best peer"},
			{Header: "peer's time", Unit: "ms", Align: results.Right}, {Header: "ratio", Align: results.Right}, {Header: "goal", Align: results.Right},
			{Header: "moonshot", Align: results.Right}, {Header: "reached"}, {Header: "passes", Align: results.Right},
		},
	}
	for _, o := range b.outcomes {
		us, them := o.best()
		passes := math.NaN()
		if us != nil && o.pass > 0 {
			passes = us.typical / o.pass
		}
		t.Append(results.Text(o.group), results.Text(o.name), called(us), milliseconds(us), called(them), milliseconds(them), shown(ratio(us, them)),
			goal(o.mark.goal), goal(o.mark.moonshot), results.Text(o.reached()), results.Float{Value: passes, Digits: 2})
	}
	t.Note(b.notes...)
	if b.omitted != nil {
		t.Note("Left out for lack of time: " + strings.Join(b.omitted, "; ") + ".")
	}
	return t
}

// shown is a ratio with the rounds around it, where there are any.
func shown(r results.Measured) results.Value {
	if r.Lo == r.Hi {
		return results.Float{Value: r.Value, Digits: 3}
	}
	return r
}

func goal(v float64) results.Value {
	if v == 0 {
		return results.Missing{}
	}
	return results.Float{Value: v, Digits: 2}
}

func called(e *entrant) results.Value {
	if e == nil {
		return results.Missing{}
	}
	return results.Text(e.Name)
}

func milliseconds(e *entrant) results.Value {
	if e == nil {
		return results.Missing{}
	}
	return results.Float{Value: 1e3 * e.typical, Digits: 3}
}

// everybody lists all contenders of each row.
func (b *bout) everybody() results.Table {
	t := results.Table{
		Name:  "contenders",
		Title: "Everybody",
		Caption: fmt.Sprintf("Milliseconds, fastest first. Contenders whose point is not accurate enough, with its gap, come behind, then those that failed or were over the limit of %g s of wall time. "+
			"Who is three times slower than the fastest of his side ran once. OMP solves another problem and stands here for context.", b.limit),
		Columns: []results.Column{{Header: "work"}, {Header: "problem"}, {Header: "contenders"}},
	}
	for _, o := range b.outcomes {
		t.Append(results.Text(o.group), results.Text(o.name), results.Text(o.inWords()))
	}
	return t
}

// versions lists who took part, and who is missing.
func (b *bout) versions() results.Table {
	t := results.Table{Name: "versions", Title: "Versions", Columns: []results.Column{{Header: "contender"}, {Header: "version"}}}
	seen := map[string]bool{}
	for _, w := range b.workers {
		for _, m := range w.methods {
			if !seen[m.Name] {
				t.Append(results.Text(m.Name), results.Text(m.Version))
			}
			seen[m.Name] = true
		}
	}
	for _, m := range b.missing {
		t.Note("Missing, and skipped: " + m[0] + " (" + m[1] + ").")
	}
	t.Note(b.machine.notes...)
	return t
}

// readings lists what reading A once costs.
func (b *bout) readings() results.Table {
	t := results.Table{
		Name: "passes", Title: "One pass over A", Caption: "A'b by the better of our kernel and numpy's, the matrix as warm as it stays when it is read again and again.",
		Columns: []results.Column{
			{Header: "m", Align: results.Right}, {Header: "n", Align: results.Right}, {Header: "size", Unit: "MB", Align: results.Right},
			{Header: "time", Unit: "ms", Align: results.Right}, {Header: "bandwidth", Unit: "GB/s", Align: results.Right}, {Header: "by"},
		},
	}
	for _, p := range b.passes {
		size := 8 * float64(p.m) * float64(p.n)
		t.Append(results.Int(p.m), results.Int(p.n), results.Float{Value: size / 1e6, Digits: 3}, results.Float{Value: 1e3 * p.seconds, Digits: 3},
			results.Float{Value: size / p.seconds / 1e9, Digits: 3}, results.Text(p.by))
	}
	return t
}

// raw is everything, a line a row and contender, for programs.
func (b *bout) raw() results.Table {
	t := results.Table{Name: "peers", Columns: []results.Column{
		{Header: "work"}, {Header: "problem"}, {Header: "contender"}, {Header: "version"}, {Header: "side"}, {Header: "accurate"}, {Header: "time", Unit: "ms"},
		{Header: "least", Unit: "ms"}, {Header: "largest", Unit: "ms"}, {Header: "rounds"}, {Header: "tolerance"}, {Header: "residual"}, {Header: "gap"},
		{Header: "unique"}, {Header: "remark"},
	}}
	for _, o := range b.outcomes {
		for _, e := range o.field {
			side := "theirs"
			switch {
			case e.Ours:
				side = "ours"
			case e.Context:
				side = "context"
			}
			row := []results.Value{results.Text(o.group), results.Text(o.name), results.Text(e.Name), results.Text(e.Version), results.Text(side)}
			if !e.ran() {
				row = append(row, slices.Repeat([]results.Value{results.Missing{}}, 9)...)
				t.Append(append(row, results.Text(e.failure))...)
				continue
			}
			least, largest := e.typical, e.typical
			for _, s := range e.samples {
				least, largest = min(least, s), max(largest, s)
			}
			t.Append(append(row, results.Text(yes(e.good)), results.Float{Value: 1e3 * e.typical}, results.Float{Value: 1e3 * least}, results.Float{Value: 1e3 * largest},
				results.Int(len(e.samples)), results.Float{Value: e.tolerance}, results.Float{Value: e.accuracy.Residual}, results.Float{Value: e.accuracy.Gap},
				results.Text(yes(e.accuracy.Unique)), results.Text(e.note))...)
		}
	}
	return t
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
